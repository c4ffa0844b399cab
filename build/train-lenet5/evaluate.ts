// How well a network reads digits: as they were scanned, and moved, resized or redrawn with another pen.

import { redraw, UPRIGHT, warp } from './augment.ts';
import type { Placement } from './augment.ts';
import { CLASSES } from './data.ts';
import type { Digit } from './data.ts';
import { createWorkspace, forward, INPUT_PIXELS, normalise, predicted, writeInput } from './network.ts';
import type { Parameters } from './network.ts';
import { skeletonOf } from './skeleton.ts';

export interface Score {
  readonly correct: number;
  readonly accuracy: number;
  /** Row: the digit; column: what the network read. */
  readonly confusion: readonly (readonly number[])[];
}

/** Writes a digit's normalised 32x32 pixels at `offset` of a batch. */
export type Presentation = (digit: Digit, input: Float64Array, offset: number) => void;

export const asScanned: Presentation = (digit, input, offset) => writeInput(digit.pixels, input, offset);

/** The same digits as someone with a mouse might have drawn them. */
export const VARIANTS: Readonly<Record<string, Presentation>> = {
  'shifted by 3 pixels right and down': moved({ shiftX: 3, shiftY: 3 }),
  'shifted by 3 pixels left and up': moved({ shiftX: -3, shiftY: -3 }),
  'seven tenths the size': moved({ xx: 0.7, yy: 0.7 }),
  'five quarters the size': moved({ xx: 1.25, yy: 1.25 }),
  'turned by 12 degrees': moved({ xx: 0.978, xy: -0.208, yx: 0.208, yy: 0.978 }),
  'redrawn with a pen 1.5 pixels wide': penned(0.75),
  'redrawn with a pen 4 pixels wide': penned(2),
};

const BATCH = 50;

export function evaluate(parameters: Parameters, digits: readonly Digit[], present: Presentation): Score {
  const space = createWorkspace(BATCH);
  const confusion = Array.from({ length: CLASSES }, () => Array.from({ length: CLASSES }, () => 0));
  let correct = 0;
  for (let start = 0; start < digits.length; start += BATCH) {
    const own = digits.slice(start, start + BATCH);
    own.forEach((digit, i) => present(digit, space.input, i * INPUT_PIXELS));
    forward(parameters, space, own.length);
    own.forEach((digit, i) => {
      const read = predicted(space, i);
      confusion[digit.label]![read]! += 1;
      if (read === digit.label) correct++;
    });
  }
  return { correct, accuracy: correct / digits.length, confusion };
}

function moved(change: Partial<Placement>): Presentation {
  const placement = { ...UPRIGHT, ...change };
  return (digit, input, offset) => {
    warp(digit.pixels, placement, input, offset);
    normaliseAt(input, offset);
  };
}

function penned(radius: number): Presentation {
  return (digit, input, offset) => {
    redraw(skeletonOf(digit.pixels), UPRIGHT, radius, input, offset);
    normaliseAt(input, offset);
  };
}

function normaliseAt(input: Float64Array, offset: number): void {
  for (let i = offset; i < offset + INPUT_PIXELS; i++) input[i] = normalise(input[i]!);
}
