// Which wires run through a place: their straight stretches, found by the columns and rows of the canvas that they
// run in. Pure geometry, in canvas pixels.

import type { Box } from '../state/boxes.ts';
import type { Point } from './routes.ts';

interface Stretch {
  readonly wire: number;
  /** Across the stretch: x of an upright one, y of a level one. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface Stretches {
  /** Whether a wire that `counts`, by its index, runs through the box. */
  meets(box: Box, counts: (wire: number) => boolean): boolean;
}

const CELL = 128;

export function createStretches(routes: Iterable<readonly Point[]>): Stretches {
  const upright = new Map<number, Stretch[]>();
  const level = new Map<number, Stretch[]>();
  let wire = 0;
  for (const points of routes) {
    for (let index = 1; index < points.length; index += 1) {
      const [from, to] = [points[index - 1]!, points[index]!];
      if (from.x === to.x) add(upright, wire, from.x, from.y, to.y);
      else if (from.y === to.y) add(level, wire, from.y, from.x, to.x);
    }
    wire += 1;
  }
  return {
    meets: ({ x, y, width, height }, counts) =>
      found(upright, x, x + width, y, y + height, counts) ||
      found(level, y, y + height, x, x + width, counts),
  };
}

function add(cells: Map<number, Stretch[]>, wire: number, at: number, one: number, other: number): void {
  const stretch = { wire, at, from: Math.min(one, other), to: Math.max(one, other) };
  const cell = Math.floor(at / CELL);
  const list = cells.get(cell);
  if (list === undefined) cells.set(cell, [stretch]);
  else list.push(stretch);
}

function found(
  cells: ReadonlyMap<number, readonly Stretch[]>,
  least: number,
  most: number,
  from: number,
  to: number,
  counts: (wire: number) => boolean,
): boolean {
  for (let cell = Math.floor(least / CELL); cell <= Math.floor(most / CELL); cell += 1) {
    const met = cells
      .get(cell)
      ?.some(
        (stretch) =>
          stretch.at > least &&
          stretch.at < most &&
          stretch.from < to &&
          stretch.to > from &&
          counts(stretch.wire),
      );
    if (met === true) return true;
  }
  return false;
}
