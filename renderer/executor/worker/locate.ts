// Where WebGPU and WASM part: the first layer whose output differs.

import type { Compiled } from '../../../shared/compile/types.ts';
import { innerValues } from '../../../shared/compile/inner-values.ts';
import { relativeDifference, TOLERANCE } from './agreement.ts';
import { runOnce } from './run-once.ts';
import type { toTensors } from './runtime.ts';

type Inputs = Parameters<typeof toTensors>[0];

/**
 * Runs the model on both providers with its inner values as outputs, a group at a time in the order of
 * computation, until one differs.
 * @returns the layer's path; undefined where only the fused model differs, as inner outputs prevent fusion
 */
export async function firstDisagreement(
  compiled: Compiled,
  weights: Uint8Array<ArrayBuffer>,
  channelsFirst: boolean,
  inputs: Inputs,
): Promise<string | undefined> {
  for (const { model, values } of innerValues(compiled)) {
    const names = values.map(({ name }) => name);
    const reference = await runOnce(model, weights, 'wasm', channelsFirst, inputs, names);
    const actual = await runOnce(model, weights, 'webgpu', channelsFirst, inputs, names);
    const index = names.findIndex((_, at) => relativeDifference(actual[at]!, reference[at]!) > TOLERANCE);
    if (index !== -1) return values[index]!.path;
  }
  return undefined;
}
