// Boxes by the cells of the canvas that they touch, so that thousands of wires and labels need not look at all of them.
// Pure geometry, in canvas pixels.

import type { Box } from '../state/boxes.ts';

export interface BoxIndex<T extends Box> {
  add(box: T): void;
  /** Whether one of the boxes near the area passes the test; a box that touches the area is always asked, others may be. */
  some(area: Box, test: (box: T) => boolean): boolean;
}

const CELL = 128;
/** More cells than a canvas is high: column and row in one number. */
const COLUMNS = 2 ** 26;

export function createBoxIndex<T extends Box>(boxes: Iterable<T> = []): BoxIndex<T> {
  const all: T[] = [];
  const cells = new Map<number, T[]>();
  const index: BoxIndex<T> = {
    add(box) {
      all.push(box);
      const { left, right, top, bottom } = cellsOf(box);
      for (let x = left; x <= right; x += 1) {
        for (let y = top; y <= bottom; y += 1) {
          const key = x * COLUMNS + y;
          const list = cells.get(key);
          if (list === undefined) cells.set(key, [box]);
          else list.push(box);
        }
      }
    },
    some(area, test) {
      const { left, right, top, bottom } = cellsOf(area);
      // A wire may be longer than all boxes together.
      if ((right - left + 1) * (bottom - top + 1) > all.length) return all.some(test);
      for (let x = left; x <= right; x += 1) {
        for (let y = top; y <= bottom; y += 1) {
          if (cells.get(x * COLUMNS + y)?.some(test) === true) return true;
        }
      }
      return false;
    },
  };
  for (const box of boxes) index.add(box);
  return index;
}

function cellsOf({ x, y, width, height }: Box) {
  return {
    left: Math.floor(x / CELL),
    right: Math.floor((x + width) / CELL),
    top: Math.floor(y / CELL),
    bottom: Math.floor((y + height) / CELL),
  };
}
