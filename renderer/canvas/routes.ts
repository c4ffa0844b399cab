// Where wires run: straight where nothing is in the way, with one step between rows, or along a free lane
// beside the nodes that a skip connection passes. Pure geometry, in canvas pixels.

import type { Flow } from '../../shared/document/types.ts';
import { turn, turnPoint } from '../../shared/layout/flow.ts';
import type { Box } from '../state/boxes.ts';
import { createBoxIndex, type BoxIndex } from './box-index.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Wire {
  readonly from: Point;
  readonly to: Point;
  /** Indices of its own two boxes, which it may touch. */
  readonly source: number;
  readonly target: number;
  /** Wires with the same origin carry the same tensor and may share a lane. */
  readonly origin: string;
}

/** How far a wire leaves a port before it turns. */
const STUB = 14;
const CLEARANCE = 10;
const LANE_PITCH = 10;

interface Lane {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly origin: string;
}

/** One route per wire, in order: its corners from port to port. */
export function routeWires(
  boxes: readonly Box[],
  wires: readonly Wire[],
  flow: Flow,
): readonly (readonly Point[])[] {
  const routes = routeDown(
    boxes.map((box) => turn(box, flow)),
    wires.map((wire) => ({ ...wire, from: turnPoint(wire.from, flow), to: turnPoint(wire.to, flow) })),
  );
  return flow === 'down' ? routes : routes.map((points) => points.map((point) => turnPoint(point, flow)));
}

interface Obstacle extends Box {
  /** Which of the level's boxes it is. */
  readonly index: number;
}

/** What wires look at to find their way. */
interface Ground {
  readonly obstacles: BoxIndex<Obstacle>;
  readonly rows: Rows;
  readonly lanes: Lanes;
}

function routeDown(boxes: readonly Box[], wires: readonly Wire[]): readonly (readonly Point[])[] {
  const obstacles = boxes.map((box, index) => ({ ...box, index }));
  const ground = { obstacles: createBoxIndex(obstacles), rows: rowsOf(boxes), lanes: createLanes() };
  return wires.map((wire) => shortRoute(ground, wire) ?? laneRoute(ground, wire));
}

/** Boxes by the rows of the canvas that they touch: a wire meets only those at its height. */
interface Rows {
  between(top: number, bottom: number): readonly Box[];
}

const ROW = 256;

function rowsOf(boxes: readonly Box[]): Rows {
  const rows = new Map<number, Box[]>();
  for (const box of boxes) {
    for (let row = rowOf(box.y); row <= rowOf(box.y + box.height); row += 1) {
      const there = rows.get(row);
      if (there === undefined) rows.set(row, [box]);
      else there.push(box);
    }
  }
  return {
    between(top, bottom) {
      const found: Box[] = [];
      const first = rowOf(top);
      for (let row = first; row <= rowOf(bottom); row += 1) {
        for (const box of rows.get(row) ?? []) {
          // A box of several rows is told once, in the first of them that is asked for.
          const once = rowOf(box.y) === row || row === first;
          if (once && box.y < bottom && box.y + box.height > top) found.push(box);
        }
      }
      return found;
    },
  };
}

function rowOf(y: number): number {
  return Math.floor(y / ROW);
}

/** Straight, or with one horizontal step, where that meets no node. */
function shortRoute({ obstacles }: Ground, { from, to, source, target }: Wire): readonly Point[] | undefined {
  if (to.y < from.y + 2) return undefined;
  if (Math.abs(from.x - to.x) < 1) {
    const points = [from, to];
    return isFree(obstacles, points, source, target) ? points : undefined;
  }
  if (to.y < from.y + 2 * STUB) return undefined;
  for (const y of [to.y - STUB - 4, (from.y + to.y) / 2, from.y + STUB + 4]) {
    const points = [from, { x: from.x, y }, { x: to.x, y }, to];
    if (isFree(obstacles, points, source, target)) return points;
  }
  return undefined;
}

/** Down, aside to a lane that meets nothing, along it, back, and in: for skips and for wires that go up. */
function laneRoute({ obstacles, rows, lanes }: Ground, wire: Wire): readonly Point[] {
  const { from, to, source, target, origin } = wire;
  const start = from.y + STUB;
  const end = to.y - STUB;
  const top = Math.min(start, end);
  const bottom = Math.max(start, end);
  const between = rows.between(top - CLEARANCE, bottom + CLEARANCE);
  const middle = (from.x + to.x) / 2;
  const candidates = [middle, from.x, to.x];
  for (const box of between) {
    candidates.push(box.x - CLEARANCE - 6, box.x + box.width + CLEARANCE + 6);
  }
  candidates.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  for (const candidate of candidates) {
    const side = candidate < middle ? -1 : 1;
    const x = freeLane(lanes, candidate, side, top, bottom, origin);
    const points = lanePoints(from, to, x, start, end);
    if (!isFree(obstacles, points, source, target)) continue;
    lanes.add({ x, top, bottom, origin });
    return points;
  }
  const x = Math.max(from.x, to.x, ...between.map((box) => box.x + box.width)) + 2 * CLEARANCE;
  return lanePoints(from, to, x, start, end);
}

function lanePoints(from: Point, to: Point, x: number, start: number, end: number): readonly Point[] {
  return [from, { x: from.x, y: start }, { x, y: start }, { x, y: end }, { x: to.x, y: end }, to];
}

interface Lanes {
  add(lane: Lane): void;
  /** Whether another tensor's lane runs over the same stretch, too near to this x. */
  collide(x: number, top: number, bottom: number, origin: string): boolean;
}

function createLanes(): Lanes {
  const columns = new Map<number, Lane[]>();
  return {
    add(lane) {
      const column = Math.floor(lane.x / LANE_PITCH);
      const there = columns.get(column);
      if (there === undefined) columns.set(column, [lane]);
      else there.push(lane);
    },
    collide(x, top, bottom, origin) {
      const column = Math.floor(x / LANE_PITCH);
      return [column - 1, column, column + 1].some((at) =>
        columns
          .get(at)
          ?.some(
            (lane) =>
              lane.origin !== origin &&
              Math.abs(lane.x - x) < LANE_PITCH - 1 &&
              lane.top < bottom &&
              lane.bottom > top,
          ),
      );
    },
  };
}

/** The nearest x, going outwards, where no other tensor's lane runs over the same stretch. */
function freeLane(
  lanes: Lanes,
  x: number,
  side: 1 | -1,
  top: number,
  bottom: number,
  origin: string,
): number {
  let at = x;
  for (let tries = 0; tries < 64 && lanes.collide(at, top, bottom, origin); tries++) at += side * LANE_PITCH;
  return at;
}

function isFree(
  obstacles: BoxIndex<Obstacle>,
  points: readonly Point[],
  source: number,
  target: number,
): boolean {
  for (let index = 1; index < points.length; index++) {
    const a = points[index - 1]!;
    const b = points[index]!;
    const left = Math.min(a.x, b.x);
    const right = Math.max(a.x, b.x);
    const top = Math.min(a.y, b.y);
    const bottom = Math.max(a.y, b.y);
    const near = {
      x: left - CLEARANCE,
      y: top - CLEARANCE,
      width: right - left + 2 * CLEARANCE,
      height: bottom - top + 2 * CLEARANCE,
    };
    const blocked = obstacles.some(near, (box) => {
      // A wire's ends touch its own nodes; only its middle may not cross them.
      if ((box.index === source && index === 1) || (box.index === target && index === points.length - 1)) {
        return false;
      }
      const gap = box.index === source || box.index === target ? 0 : CLEARANCE - 2;
      return (
        left < box.x + box.width + gap &&
        right > box.x - gap &&
        top < box.y + box.height + gap &&
        bottom > box.y - gap
      );
    });
    if (blocked) return false;
  }
  return true;
}

/** An SVG path through the points, its corners rounded. */
export function roundedPath(points: readonly Point[], radius = 8): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let path = `M${first.x},${first.y}`;
  for (const [index, corner] of rest.entries()) {
    const before = points[index]!;
    const after = rest[index + 1];
    if (after === undefined) {
      path += `L${corner.x},${corner.y}`;
      continue;
    }
    const inward = Math.hypot(corner.x - before.x, corner.y - before.y);
    const outward = Math.hypot(after.x - corner.x, after.y - corner.y);
    const bend = Math.min(radius, inward / 2, outward / 2);
    if (bend < 0.5) {
      path += `L${corner.x},${corner.y}`;
      continue;
    }
    const enter = towards(corner, before, bend / inward);
    const leave = towards(corner, after, bend / outward);
    path += `L${enter.x},${enter.y}Q${corner.x},${corner.y} ${leave.x},${leave.y}`;
  }
  return path;
}

function towards(from: Point, to: Point, part: number): Point {
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}
