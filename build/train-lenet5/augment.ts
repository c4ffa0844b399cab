// Distortions of training digits, so that the network also reads digits drawn with a mouse: off-centre, small or
// large, slanted, wobbly, with a thin or a thick pen.
//
// Two ways to make an example. A *warp* resamples the scanned grey levels, then thickens or thins its strokes. A
// *redraw* moves the digit's skeleton (skeleton.ts) and draws it again with a round pen of any width. Both end in
// ink 0..1 on the network's 32x32 input, before normalisation.

import { SIDE } from './data.ts';
import { INPUT_PIXELS, INPUT_SIDE } from './network.ts';
import type { Random } from './random.ts';

/** How digit coordinates, relative to the digit's centre, become input coordinates. */
export interface Placement {
  /** Row by row: x' = xx x + xy y + shiftX + wobble, y' = yx x + yy y + shiftY + wobble. */
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
  readonly shiftX: number;
  readonly shiftY: number;
  readonly wobble: Wobble | undefined;
}

/** A smooth random displacement: control points eight pixels apart, dx and dy interleaved. */
type Wobble = Float64Array;

const CELL = 8;
const CONTROLS = INPUT_SIDE / CELL + 1;
const CENTRE = (INPUT_SIDE - 1) / 2;
const DIGIT_CENTRE = (SIDE - 1) / 2;

export const UPRIGHT: Placement = { xx: 1, xy: 0, yx: 0, yy: 1, shiftX: 0, shiftY: 0, wobble: undefined };

/** How far a placement may stray; 1 is the most. */
function randomPlacement(random: Random, strength: number): Placement {
  // Half-angle form of a rotation by up to 15 degrees.
  const t = strength * random.between(-0.13, 0.13);
  const cos = (1 - t * t) / (1 + t * t);
  const sin = (2 * t) / (1 + t * t);
  const shear = strength * random.between(-0.3, 0.3);
  const size = 1 + strength * random.between(-0.4, 0.3);
  const aspect = 1 + strength * random.between(-0.15, 0.15);
  const width = size * aspect;
  const height = size / aspect;
  // A digit fills a box of 20 x 20: what is left of the input's sides, less a little, bounds the shift.
  const room = Math.max(1, 15 - 10 * size);
  const reach = strength * Math.min(5, room);
  const wobble = new Float64Array(2 * CONTROLS * CONTROLS);
  const bend = strength * 1.5;
  for (let i = 0; i < wobble.length; i++) wobble[i] = random.between(-bend, bend);
  return {
    xx: width * cos,
    xy: height * (shear * cos - sin),
    yx: width * sin,
    yy: height * (shear * sin + cos),
    shiftX: random.between(-reach, reach),
    shiftY: random.between(-reach, reach),
    wobble,
  };
}

/** The displacement at input coordinates (x, y), along x (axis 0) or y (axis 1): bilinear between controls. */
function displacement(wobble: Wobble, x: number, y: number, axis: number): number {
  const u = Math.min(Math.max(x / CELL, 0), CONTROLS - 1.001);
  const v = Math.min(Math.max(y / CELL, 0), CONTROLS - 1.001);
  const column = Math.floor(u);
  const row = Math.floor(v);
  const right = u - column;
  const down = v - row;
  const at = 2 * (row * CONTROLS + column) + axis;
  const above = wobble[at]! * (1 - right) + wobble[at + 2]! * right;
  const below = wobble[at + 2 * CONTROLS]! * (1 - right) + wobble[at + 2 * CONTROLS + 2]! * right;
  return above * (1 - down) + below * down;
}

/** Resamples 28x28 grey levels 0..255 at `placement` into ink 0..1 at `offset` of `ink`. */
export function warp(pixels: Uint8Array, placement: Placement, ink: Float64Array, offset: number): void {
  const { xx, xy, yx, yy, wobble } = placement;
  const determinant = xx * yy - xy * yx;
  for (let y = 0; y < INPUT_SIDE; y++) {
    for (let x = 0; x < INPUT_SIDE; x++) {
      let fromX = x - CENTRE - placement.shiftX;
      let fromY = y - CENTRE - placement.shiftY;
      if (wobble !== undefined) {
        fromX -= displacement(wobble, x, y, 0);
        fromY -= displacement(wobble, x, y, 1);
      }
      const sourceX = (yy * fromX - xy * fromY) / determinant + DIGIT_CENTRE;
      const sourceY = (xx * fromY - yx * fromX) / determinant + DIGIT_CENTRE;
      ink[offset + y * INPUT_SIDE + x] = sample(pixels, sourceX, sourceY) / 255;
    }
  }
}

/** Bilinear; outside the image is background. */
export function sample(pixels: Uint8Array, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < -1 || top < -1 || left >= SIDE || top >= SIDE) return 0;
  const right = x - left;
  const down = y - top;
  const level = (column: number, row: number) =>
    column < 0 || row < 0 || column >= SIDE || row >= SIDE ? 0 : pixels[row * SIDE + column]!;
  const above = level(left, top) * (1 - right) + level(left + 1, top) * right;
  const below = level(left, top + 1) * (1 - right) + level(left + 1, top + 1) * right;
  return above * (1 - down) + below * down;
}

/** Thickens strokes: a part `amount` (0..1) of the way to the greatest of the pixel and its four neighbours. */
function thicken(ink: Float64Array, offset: number, amount: number): void {
  const before = ink.slice(offset, offset + INPUT_PIXELS);
  for (let y = 1; y < INPUT_SIDE - 1; y++) {
    for (let x = 1; x < INPUT_SIDE - 1; x++) {
      const at = y * INPUT_SIDE + x;
      const greatest = Math.max(
        before[at]!,
        before[at - 1]!,
        before[at + 1]!,
        before[at - INPUT_SIDE]!,
        before[at + INPUT_SIDE]!,
      );
      ink[offset + at] = before[at]! + amount * (greatest - before[at]!);
    }
  }
}

/** Sharpens edges about ink `middle`: a low one lets strokes grow. Background stays 0 while gain * middle > 0.5. */
function sharpen(ink: Float64Array, offset: number, gain: number, middle: number): void {
  for (let at = offset; at < offset + INPUT_PIXELS; at++) {
    ink[at] = Math.min(Math.max((ink[at]! - middle) * gain + 0.5, 0), 1);
  }
}

/**
 * Draws points (x, y interleaved, in pixels of the digit, close together) with a round pen of `radius` input
 * pixels, antialiased over one pixel, at `offset` of `ink`.
 */
export function redraw(
  points: Float64Array,
  placement: Placement,
  radius: number,
  ink: Float64Array,
  offset: number,
): void {
  const { xx, xy, yx, yy, wobble } = placement;
  ink.fill(0, offset, offset + INPUT_PIXELS);
  const reach = radius + 0.5;
  for (let i = 0; i < points.length; i += 2) {
    const fromX = points[i]! - DIGIT_CENTRE;
    const fromY = points[i + 1]! - DIGIT_CENTRE;
    let x = xx * fromX + xy * fromY + placement.shiftX + CENTRE;
    let y = yx * fromX + yy * fromY + placement.shiftY + CENTRE;
    if (wobble !== undefined) {
      const dx = displacement(wobble, x, y, 0);
      y += displacement(wobble, x, y, 1);
      x += dx;
    }
    const bottom = Math.min(INPUT_SIDE - 1, Math.floor(y + reach));
    const right = Math.min(INPUT_SIDE - 1, Math.floor(x + reach));
    for (let row = Math.max(0, Math.ceil(y - reach)); row <= bottom; row++) {
      for (let column = Math.max(0, Math.ceil(x - reach)); column <= right; column++) {
        const level = reach - Math.sqrt((column - x) ** 2 + (row - y) ** 2);
        const at = offset + row * INPUT_SIDE + column;
        if (level > ink[at]!) ink[at] = Math.min(level, 1);
      }
    }
  }
}

/** One random training example: ink 0..1 at `offset` of `ink`. */
export function augment(
  pixels: Uint8Array,
  skeleton: Float64Array,
  random: Random,
  ink: Float64Array,
  offset: number,
): void {
  const kind = random.unit();
  if (kind < 0.2) {
    redraw(skeleton, randomPlacement(random, 0.9), random.between(0.5, 2.3), ink, offset);
  } else if (kind < 0.4) {
    warp(pixels, randomPlacement(random, 0.9), ink, offset);
    if (random.unit() < 0.4) thicken(ink, offset, random.unit());
    if (random.unit() < 0.5) sharpen(ink, offset, random.between(1.5, 3), random.between(0.35, 0.6));
  } else {
    warp(pixels, randomPlacement(random, 0.35), ink, offset);
  }
}
