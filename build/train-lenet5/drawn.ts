// Digits drawn by hand for this repository, independent of MNIST: the pen strokes of common ways to write each
// digit, for testing that the network reads more than scans.

import { SIDE } from './data.ts';

/** Strokes in a box of 100 x 100, x to the right and y down: "x,y x,y ..." with "/" between strokes. */
export const DRAWN: readonly (readonly [label: number, strokes: string])[] = [
  [0, '55,8 35,12 22,32 20,58 30,82 48,92 66,86 78,62 78,36 70,16 55,8'],
  [0, '60,5 42,10 30,30 28,55 33,80 48,95 62,86 70,60 70,30 62,10 48,6'],
  [1, '50,8 50,30 50,60 50,92'],
  [1, '36,26 52,8 52,40 52,92'],
  [1, '60,8 54,40 46,70 42,92'],
  [2, '26,28 34,12 52,8 68,16 70,34 58,54 40,74 26,90 50,90 76,88'],
  [2, '22,25 38,10 60,10 72,28 62,50 42,68 24,86 32,76 44,80 60,90 78,86'],
  [3, '28,16 46,8 64,14 68,30 56,44 42,48 60,52 72,66 66,84 46,92 26,86'],
  [3, '26,10 72,10 46,42 64,48 74,66 66,86 44,92 26,84'],
  [4, '40,8 32,34 24,56 50,56 78,54 / 62,30 60,60 58,94'],
  [4, '60,92 60,50 60,8 40,36 22,64 50,64 80,64'],
  [5, '72,10 34,10 32,42 52,38 70,48 74,68 62,86 42,92 24,84'],
  [5, '34,12 30,44 50,38 68,48 72,68 60,88 40,92 24,84 / 34,12 74,10'],
  [6, '62,8 44,22 30,46 26,70 36,90 56,92 70,78 66,60 50,54 34,62 28,74'],
  [6, '52,6 38,36 32,66 40,88 56,90 66,76 60,60 46,60 36,72'],
  [7, '24,12 50,10 76,12 62,40 50,68 42,92'],
  [7, '24,12 50,12 76,10 60,44 46,92 / 38,52 70,50'],
  [8, '66,18 50,8 34,18 36,36 52,48 68,62 68,82 50,92 32,82 32,64 50,48 66,34 66,18'],
  [8, '50,8 36,16 36,36 50,46 64,36 64,16 50,8 / 50,46 32,58 30,80 50,92 70,80 68,58 50,46'],
  [9, '68,26 56,10 38,12 28,30 34,48 52,52 68,38 70,18 68,50 62,76 54,94'],
  [9, '66,28 54,8 36,16 32,38 46,50 62,42 67,20 68,50 68,92'],
];

/** The points of the strokes as redraw (augment.ts) takes them, with the box of 100 drawn 20 pixels high, as MNIST has it. */
export function pointsOf(strokes: string): Float64Array {
  const points: number[] = [];
  for (const stroke of strokes.split('/')) {
    const corners = stroke
      .trim()
      .split(' ')
      .map((corner) => corner.split(',').map((value) => Number(value) / 5 + (SIDE - 20) / 2 - 0.5));
    for (let i = 1; i < corners.length; i++) {
      const [fromX, fromY] = corners[i - 1] as [number, number];
      const [toX, toY] = corners[i] as [number, number];
      const pieces = Math.ceil(Math.hypot(toX - fromX, toY - fromY) * 4);
      for (let piece = 0; piece <= pieces; piece++) {
        const part = piece / pieces;
        points.push(fromX + part * (toX - fromX), fromY + part * (toY - fromY));
      }
    }
  }
  return Float64Array.from(points);
}
