// The bytes of an .onnx file front to back, weights made as they are reached. Never holds more than a chunk.

import { NetloomError } from '../lib/errors.ts';
import { encodeModel } from '../onnx/encode.ts';
import type { OnnxModel } from '../onnx/model.ts';
import { BLOCK_ELEMENTS } from '../tensor/random.ts';
import { CHUNK_BYTES, fillWeight } from './materialise.ts';
import type { WeightSpec } from './spec.ts';

export interface ModelChunks extends Iterable<Uint8Array<ArrayBuffer>> {
  /** Of the whole file, known before the first chunk. */
  readonly byteLength: number;
}

export interface ModelChunksOptions {
  /** Size of every chunk but the last. */
  readonly chunkBytes?: number;
  /** Chunks take turns in two buffers: for writers that are done with a chunk when they ask for the next but one. */
  readonly reuseBuffers?: boolean;
}

/**
 * The file of a compiled model in chunks, which may be iterated more than once.
 * @throws NetloomError `onnx-too-large`, at once; `weights-missing` or `weights-truncated` on the way
 */
export function modelChunks(
  model: OnnxModel,
  weights: readonly WeightSpec[],
  seed: number,
  stored?: Uint8Array,
  options: ModelChunksOptions = {},
): ModelChunks {
  const { byteLength, parts } = encodeModel(model);
  const specs = new Map(weights.map((spec) => [spec.path, spec] as const));
  const { chunkBytes = CHUNK_BYTES, reuseBuffers = false } = options;

  function* pieces(): Generator<Uint8Array, void, undefined> {
    const values = new Float32Array(BLOCK_ELEMENTS);
    for (const part of parts) {
      if (part instanceof Uint8Array) {
        yield part;
        continue;
      }
      const spec = specs.get(part.key);
      if (spec === undefined) {
        throw new NetloomError(
          'weights-missing',
          `The model asks for a weight "${part.key}" that is not there.`,
        );
      }
      const elements = part.byteLength / values.BYTES_PER_ELEMENT;
      for (let start = 0; start < elements; start += BLOCK_ELEMENTS) {
        const block = values.subarray(0, Math.min(BLOCK_ELEMENTS, elements - start));
        fillWeight(spec, seed, block, start, stored);
        yield new Uint8Array(block.buffer, 0, block.byteLength);
      }
    }
  }

  function* chunks(): Generator<Uint8Array<ArrayBuffer>, void, undefined> {
    let left = byteLength;
    let chunk = new Uint8Array(Math.min(chunkBytes, left));
    let spare: Uint8Array<ArrayBuffer> | undefined;
    let filled = 0;
    for (const piece of pieces()) {
      for (let taken = 0; taken < piece.length;) {
        const count = Math.min(piece.length - taken, chunk.length - filled);
        chunk.set(piece.subarray(taken, taken + count), filled);
        taken += count;
        filled += count;
        if (filled < chunk.length) continue;
        left -= filled;
        yield chunk;
        filled = 0;
        const next = Math.min(chunkBytes, left);
        const free = reuseBuffers ? spare : undefined;
        spare = chunk;
        chunk = free?.subarray(0, next) ?? new Uint8Array(next);
      }
    }
  }

  return { byteLength, [Symbol.iterator]: chunks };
}
