// Numbers made at their places in a chunk of a file: all that a thread does for an export, and all it needs to load.

import { BLOCK_ELEMENTS } from '../tensor/random.ts';
import { fillWeight } from './materialise.ts';
import type { WeightSpec } from './spec.ts';

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

/** Where a block is made; one for all, since making is synchronous. */
const scratch = new Float32Array(BLOCK_ELEMENTS);

/** Makes the numbers of a chunk where they belong; the rest of `chunk` stays as it is. */
export function makeFills(chunk: Uint8Array, fills: readonly Fill[], seed: number): void {
  for (const { at, spec, start, count } of fills) {
    for (let done = 0; done < count; done += BLOCK_ELEMENTS) {
      const values = scratch.subarray(0, Math.min(BLOCK_ELEMENTS, count - done));
      fillWeight(spec, seed, values, start + done);
      // By way of a block of its own: tensors begin at any byte of a file, and floats only at every fourth.
      chunk.set(new Uint8Array(values.buffer, 0, values.byteLength), at + done * values.BYTES_PER_ELEMENT);
    }
  }
}
