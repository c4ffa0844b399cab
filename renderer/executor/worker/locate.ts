// Where WebGPU and WASM part: the first layer whose output differs.

import type { Compiled } from '../../../shared/compile/types.ts';
import { encodeModel } from '../../../shared/onnx/encode.ts';
import type { OnnxValueInfo } from '../../../shared/onnx/model.ts';
import { byteSize } from '../../../shared/tensor/types.ts';
import { relativeDifference, TOLERANCE } from './agreement.ts';
import { concatenate } from './bytes.ts';
import { createSession, EXTERNAL_DATA, type ModelSource, toTensors } from './runtime.ts';

/** Inner values looked at together: few sessions, and little memory. */
const GROUP_BYTES = 64 * 2 ** 20;

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
  const paths = new Map(
    [...compiled.values].flatMap(([path, names]) => names.map((name) => [name, path] as const)),
  );
  for (const group of valueGroups(compiled)) {
    const { model } = compiled;
    const watched = { ...model, graph: { ...model.graph, outputs: [...model.graph.outputs, ...group] } };
    const source = {
      bytes: concatenate(encodeModel(watched, { externalData: EXTERNAL_DATA }).parts),
      weights,
    };
    const names = group.map((info) => info.name);
    const reference = await runOnce(source, 'wasm', channelsFirst, inputs, names);
    const actual = await runOnce(source, 'webgpu', channelsFirst, inputs, names);
    const index = names.findIndex((_, at) => relativeDifference(actual[at]!, reference[at]!) > TOLERANCE);
    if (index !== -1) return paths.get(names[index]!) ?? names[index];
  }
  return undefined;
}

function* valueGroups({ model }: Compiled): Generator<readonly OnnxValueInfo[], void, undefined> {
  const infos = new Map(model.graph.valueInfos.map((info) => [info.name, info] as const));
  let group: OnnxValueInfo[] = [];
  let bytes = 0;
  for (const name of model.graph.nodes.flatMap((node) => node.outputs)) {
    const info = infos.get(name);
    if (info === undefined || info.dtype !== 'float32') continue;
    const size = byteSize({ dtype: info.dtype, shape: info.shape.map(Number) });
    if (group.length > 0 && bytes + size > GROUP_BYTES) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(info);
    bytes += size;
  }
  if (group.length > 0) yield group;
}

async function runOnce(
  source: ModelSource,
  backend: 'wasm' | 'webgpu',
  channelsFirst: boolean,
  inputs: Inputs,
  names: readonly string[],
): Promise<readonly Float32Array[]> {
  const session = await createSession(source, backend, channelsFirst);
  try {
    const outputs = await session.run(toTensors(inputs), names);
    return names.map((name) => outputs[name]!.data as Float32Array);
  } finally {
    await session.release();
  }
}
