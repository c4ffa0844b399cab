// The bytes of a model and of its weights, as ONNX Runtime takes them.

import { encodeModel } from '../../../shared/onnx/encode.ts';
import type { ModelRequest } from '../protocol.ts';
import { concatenate } from './bytes.ts';
import type { Pause } from './pause.ts';
import { EXTERNAL_DATA, type ModelSource } from './runtime.ts';
import { materialiseWeights } from './weights.ts';

/** @throws RangeError where there is no memory for the weights */
export async function makeSource(
  { compiled, seed, stored }: ModelRequest,
  pause: Pause,
): Promise<ModelSource> {
  await pause('weights', 0);
  const encoded = encodeModel(compiled.model, { externalData: EXTERNAL_DATA });
  return {
    bytes: concatenate(encoded.parts),
    weights: await materialiseWeights(
      compiled.weights,
      encoded.external,
      encoded.externalByteLength,
      seed,
      stored,
      (fraction) => pause('weights', fraction),
    ),
  };
}
