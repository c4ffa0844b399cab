// Keeps the view steady while frames come, go and change their size: what was pressed or dropped stays where it is, and
// what came out of a block comes into view as far as there is room.

import { useReactFlow, type Viewport } from '@xyflow/react';
import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { Box } from '../state/boxes.ts';
import { blockOf } from '../state/unfolding.ts';
import type { CanvasNode, Projection } from './project.ts';
import type { Point } from './routes.ts';

/** Pixels of the screen that stay free around what comes into view. */
const MARGIN = 24;

/** Something just put down: its id and place on the canvas. */
interface Drop {
  readonly id: string;
  readonly at: Point;
}

/** What a drag tells, once, to what comes of it. */
export interface Dropped {
  put(drop: Drop): void;
  take(): Drop | undefined;
}

export function createDropped(): Dropped {
  let latest: Drop | undefined;
  return {
    put(drop) {
      latest = drop;
    },
    take() {
      const drop = latest;
      latest = undefined;
      return drop;
    },
  };
}

/**
 * @param place names what is looked at: another document, level or flow has a view of its own
 * @param dropped what was put down by what led to this projection
 */
export function useSteadyView(
  container: RefObject<HTMLDivElement | null>,
  { nodes }: Projection,
  place: string,
  dropped: Dropped,
): void {
  const flow = useReactFlow();
  const before = useRef({ place, nodes });
  useLayoutEffect(() => {
    const last = before.current;
    if (last.nodes === nodes && last.place === place) return;
    before.current = { place, nodes };
    const drop = dropped.take();
    const element = container.current;
    if (element === null || last.place !== place) return;
    const was = new Map(last.nodes.map((node) => [node.id, node] as const));
    const changed = nodes.filter((node) => hasGrown(was.get(node.id), node));
    if (changed.length === 0) return;
    const now = flow.getViewport();
    const { clientWidth, clientHeight } = element;
    const shifted = (from: Point, to: Point): Viewport => ({
      zoom: now.zoom,
      x: now.x + (from.x - to.x) * now.zoom,
      y: now.y + (from.y - to.y) * now.zoom,
    });
    const put = drop === undefined ? undefined : nodes.find(({ id }) => id === drop.id);
    if (drop !== undefined && put !== undefined) {
      void flow.setViewport(shifted(drop.at, put.position));
      return;
    }
    const middle = { x: (clientWidth / 2 - now.x) / now.zoom, y: (clientHeight / 2 - now.y) / now.zoom };
    const kept = innermost(changed) ?? nearest(changed, was, middle);
    const old = was.get(kept.id);
    if (old === undefined) return;
    const held = shifted(pinOf(old), pinOf(kept));
    const turned = (old.data.frame === undefined) !== (kept.data.frame === undefined);
    const shows = turned && innermost(changed) === kept;
    const box = { ...kept.position, width: kept.data.width, height: kept.data.height };
    void flow.setViewport(shows ? broughtIn(box, held, clientWidth, clientHeight) : held);
  }, [container, flow, nodes, place, dropped]);
}

/** Whether a block was unfolded or folded, or its frame has another size. */
function hasGrown(was: CanvasNode | undefined, { data }: CanvasNode): boolean {
  if (was === undefined || (was.data.frame === undefined && data.frame === undefined)) return false;
  return was.data.width !== data.width || was.data.height !== data.height;
}

/** Of frames that lie in each other the one that lies in all others; undefined where they lie side by side. */
function innermost(changed: readonly CanvasNode[]): CanvasNode | undefined {
  // Frames come before what is in them.
  const nested = changed.every(({ id }, index) => index === 0 || blockOf(id) === changed[index - 1]!.id);
  return nested ? changed.at(-1) : undefined;
}

/** Where a node is held: at its start along the flow, where wires come in across it. */
function pinOf({ position, data }: CanvasNode): Point {
  const { flow, inputs, width, height } = data;
  const sum = inputs.reduce((total, { offset }) => total + offset, 0);
  const across = inputs.length === 0 ? (flow === 'down' ? width : height) / 2 : sum / inputs.length;
  return flow === 'down'
    ? { x: position.x + across, y: position.y }
    : { x: position.x, y: position.y + across };
}

/** The one that was nearest to a place. */
function nearest(
  nodes: readonly CanvasNode[],
  was: ReadonlyMap<string, CanvasNode>,
  { x, y }: Point,
): CanvasNode {
  let [best, least] = [nodes[0]!, Infinity];
  for (const node of nodes) {
    const { position, data } = was.get(node.id) ?? node;
    const distance = Math.hypot(position.x + data.width / 2 - x, position.y + data.height / 2 - y);
    if (distance < least) [best, least] = [node, distance];
  }
  return best;
}

/** Panned as little as shows the box; of one that is too large, its beginning. */
function broughtIn(box: Box, view: Viewport, width: number, height: number): Viewport {
  const by = (start: number, length: number, room: number): number => {
    const over = Math.max(0, start + length - (room - MARGIN));
    return start < MARGIN ? MARGIN - start : -Math.min(over, start - MARGIN);
  };
  return {
    zoom: view.zoom,
    x: view.x + by(box.x * view.zoom + view.x, box.width * view.zoom, width),
    y: view.y + by(box.y * view.zoom + view.y, box.height * view.zoom, height),
  };
}
