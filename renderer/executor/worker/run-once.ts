// A model that is run a single time, for what it computes inside.

import { encodeModel } from '../../../shared/onnx/encode.ts';
import type { OnnxModel } from '../../../shared/onnx/model.ts';
import type { Backend } from '../types.ts';
import { concatenate } from './bytes.ts';
import { createSession, EXTERNAL_DATA, toTensors } from './runtime.ts';

/**
 * @param weights the external data of the whole model, whose initialisers `model` must have, all of them
 * @param names outputs of float32
 */
export async function runOnce(
  model: OnnxModel,
  weights: Uint8Array<ArrayBuffer>,
  backend: Backend,
  channelsFirst: boolean,
  inputs: Parameters<typeof toTensors>[0],
  names: readonly string[],
): Promise<readonly Float32Array[]> {
  const bytes = concatenate(encodeModel(model, { externalData: EXTERNAL_DATA }).parts);
  const session = await createSession({ bytes, weights }, backend, channelsFirst);
  try {
    const outputs = await session.run(toTensors(inputs), names);
    return names.map((name) => outputs[name]!.data as Float32Array);
  } finally {
    await session.release();
  }
}
