// The corners of a figure's wires: how they get from port to port at right angles, each for itself.

import { ARROW, type Direction, type FigurePoint } from './types.ts';

/** Between a box and the step of a wire beside it. */
const STEP = 4;
/** Between the steps of wires that go to one box, and how many there may be: of more, some share one. */
export const LANE = 3;
const MOST_LANES = 6;

/**
 * Which step beside its target each wire takes, 0 for the nearest: none lies on another, unless they come from one port.
 * @param lines the wires' ends and the points between them, where they have any
 */
export function lanesOf(lines: readonly (readonly FigurePoint[])[], direction: Direction): readonly number[] {
  const along = ({ x, y }: FigurePoint): number => (direction === 'down' ? y : x);
  const across = ({ x, y }: FigurePoint): number => (direction === 'down' ? x : y);
  const lanes = lines.map(() => 0);
  const byPlace = new Map<number, Step[]>();
  for (const [index, line] of lines.entries()) {
    const [from, to] = line.slice(-2).map(across) as [number, number];
    if (Math.abs(from - to) < 0.01) continue;
    const place = Math.round(along(line.at(-1)!));
    const step = { index, source: line[0]!, from, to };
    const beside = byPlace.get(place);
    if (beside === undefined) byPlace.set(place, [step]);
    else beside.push(step);
  }
  for (const steps of byPlace.values()) {
    // The nearest port is reached last, from either side: so no two of these cross.
    const ordered = [
      ...steps.filter(({ from, to }) => from < to).toSorted((a, b) => a.to - b.to),
      ...steps.filter(({ from, to }) => from > to).toSorted((a, b) => b.to - a.to),
    ];
    for (const [at, step] of ordered.entries()) {
      const met = ordered.slice(0, at).filter((other) => meet(step, other));
      lanes[step.index] = Math.min(MOST_LANES - 1, Math.max(0, ...met.map(({ index }) => lanes[index]! + 1)));
    }
  }
  return lanes;
}

/** What a wire goes across the flow right before its target. */
interface Step {
  readonly index: number;
  readonly source: FigurePoint;
  readonly from: number;
  readonly to: number;
}

function meet(a: Step, b: Step): boolean {
  if (a.source.x === b.source.x && a.source.y === b.source.y) return false;
  return Math.min(a.from, a.to) < Math.max(b.from, b.to) && Math.min(b.from, b.to) < Math.max(a.from, a.to);
}

/**
 * Right-angled: where two points lie askew, a step. Skips step aside right behind what they leave, all others right
 * before where they go: in between stand the labels.
 * @param lane of the last step, from `lanesOf`
 */
export function stepped(
  points: readonly FigurePoint[],
  direction: Direction,
  lane: number,
): readonly FigurePoint[] {
  return points.flatMap((point, index): readonly FigurePoint[] => {
    const before = points[index - 1];
    if (before === undefined || Math.abs(before.x - point.x) < 0.01 || Math.abs(before.y - point.y) < 0.01) {
      return [point];
    }
    const leaving = index === 1 && points.length > 2;
    const step = index === points.length - 1 ? STEP + LANE * lane : STEP;
    if (direction === 'down') {
      const y = leaving
        ? Math.min(before.y + STEP, point.y)
        : Math.max(point.y - ARROW.length - step, before.y);
      return [{ x: before.x, y }, { x: point.x, y }, point];
    }
    const x = leaving
      ? Math.min(before.x + STEP, point.x)
      : Math.max(point.x - ARROW.length - step, before.x);
    return [{ x, y: before.y }, { x, y: point.y }, point];
  });
}
