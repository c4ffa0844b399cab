// The external data file of a model, made in one buffer: every weight in its place.

import type { Compiled } from '../../../shared/compile/types.ts';
import { NetloomError } from '../../../shared/lib/errors.ts';
import type { ExternalPlace } from '../../../shared/onnx/encode.ts';
import { BLOCK_ELEMENTS } from '../../../shared/tensor/random.ts';
import { fillWeight } from '../../../shared/weights/materialise.ts';

/** Between two looks at the messages: a few milliseconds of work. */
const CHUNK_ELEMENTS = 16 * BLOCK_ELEMENTS;

/**
 * @param pause awaited between chunks, with the fraction done; throws to give up
 * @throws RangeError where there is no memory for the buffer
 */
export async function materialiseWeights(
  weights: Compiled['weights'],
  places: ReadonlyMap<string, ExternalPlace>,
  byteLength: number,
  seed: number,
  stored: Uint8Array | undefined,
  pause: (fraction: number) => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const specs = new Map(weights.map((spec) => [spec.path, spec] as const));
  const buffer = new ArrayBuffer(byteLength);
  let sincePause = 0;
  for (const [key, place] of places) {
    const spec = specs.get(key);
    if (spec === undefined) {
      throw new NetloomError('weights-missing', `The model asks for a weight "${key}" that is not there.`);
    }
    const elements = place.byteLength / Float32Array.BYTES_PER_ELEMENT;
    for (let start = 0; start < elements; start += CHUNK_ELEMENTS) {
      const count = Math.min(CHUNK_ELEMENTS, elements - start);
      const out = new Float32Array(buffer, place.offset + start * Float32Array.BYTES_PER_ELEMENT, count);
      fillWeight(spec, seed, out, start, stored);
      sincePause += count;
      if (sincePause < CHUNK_ELEMENTS) continue;
      sincePause = 0;
      await pause((out.byteOffset + out.byteLength) / byteLength);
    }
  }
  return new Uint8Array(buffer);
}
