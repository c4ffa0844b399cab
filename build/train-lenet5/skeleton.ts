// The line a pen followed: a scanned digit thinned to curves one point wide.

import { sample } from './augment.ts';
import { SIDE } from './data.ts';

const FINER = 3;
const FINE = SIDE * FINER;
const INK = 100;

/**
 * The points of the digit's skeleton, a third of a pixel apart: x, y interleaved, in pixels of the 28x28 digit.
 * Thinning as in Zhang and Suen (1984), "A fast parallel algorithm for thinning digital patterns".
 */
export function skeletonOf(pixels: Uint8Array): Float64Array {
  const mask = new Uint8Array(FINE * FINE);
  for (let y = 1; y < FINE - 1; y++) {
    for (let x = 1; x < FINE - 1; x++) {
      const level = sample(pixels, (x + 0.5) / FINER - 0.5, (y + 0.5) / FINER - 0.5);
      mask[y * FINE + x] = level > INK ? 1 : 0;
    }
  }
  let line = [...mask.keys()].filter((at) => mask[at] === 1);
  for (let before = Infinity; line.length < before;) {
    before = line.length;
    line = thinOnce(mask, thinOnce(mask, line, true), false);
  }
  const points: number[] = [];
  for (const at of line) {
    points.push(((at % FINE) + 0.5) / FINER - 0.5, (Math.floor(at / FINE) + 0.5) / FINER - 0.5);
  }
  return Float64Array.from(points);
}

// Clockwise from north: the paper's P2..P9.
const AROUND = [-FINE, -FINE + 1, 1, FINE + 1, FINE, FINE - 1, -1, -FINE - 1];

/** Clears the points that this half-step removes, all at once, and returns those that stay. */
function thinOnce(mask: Uint8Array, line: readonly number[], first: boolean): number[] {
  const leaving = line.filter((at) => removable(mask, at, first));
  for (const at of leaving) mask[at] = 0;
  return line.filter((at) => mask[at] === 1);
}

function removable(mask: Uint8Array, at: number, first: boolean): boolean {
  let neighbours = 0;
  let rises = 0;
  for (let i = 0; i < 8; i++) {
    const here = mask[at + AROUND[i]!]!;
    neighbours += here;
    if (here === 0 && mask[at + AROUND[(i + 1) % 8]!] === 1) rises++;
  }
  if (neighbours < 2 || neighbours > 6 || rises !== 1) return false;
  const north = mask[at - FINE]!;
  const east = mask[at + 1]!;
  const south = mask[at + FINE]!;
  const west = mask[at - 1]!;
  return first
    ? north * east * south === 0 && east * south * west === 0
    : north * east * west === 0 && north * south * west === 0;
}
