// Numbers made at their places in a chunk of a file: all that a thread does for an export, and all it needs to load.

import { fillWeight } from './materialise.ts';
import type { WeightSpec } from './spec.ts';

const BYTES_PER_FLOAT = Float32Array.BYTES_PER_ELEMENT;

/** Elements `[start, start + count)` of a fresh weight, to be made at byte `at` of a chunk. */
export interface Fill {
  readonly at: number;
  readonly spec: WeightSpec;
  readonly start: number;
  readonly count: number;
}

/** What a thread needs for a chunk: the model and the weights file stay where they are. */
export interface ChunkOrder {
  /** Travels there and back: a thread allocates nothing. */
  readonly buffer: ArrayBuffer;
  readonly fills: readonly Fill[];
  readonly seed: number;
}

/** Makes the numbers of a chunk where they belong; the rest of `chunk` stays as it is. */
export function makeFills(chunk: Uint8Array, fills: readonly Fill[], seed: number): void {
  for (const { at, spec, start, count } of fills) {
    // As bytes: tensors begin at any byte of a file, and floats only at every fourth.
    fillWeight(spec, seed, chunk.subarray(at, at + count * BYTES_PER_FLOAT), start);
  }
}
