// The model that this worker holds: loading, checking against WASM, running.

import type { InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import type { Compiled } from '../../../shared/compile/types.ts';
import { NetloomError } from '../../../shared/lib/errors.ts';
import { blockState, fillNormal, streamKey } from '../../../shared/tensor/random.ts';
import { elementCount, formatShape } from '../../../shared/tensor/types.ts';
import { memoryNeed, requireFits } from '../memory.ts';
import type { Loaded, LoadRequest, Ran, RunRequest, Verified } from '../protocol.ts';
import type { Backend, OutputTensor, TensorData } from '../types.ts';
import { needsChannelsFirst, relativeDifference, TOLERANCE } from './agreement.ts';
import { fingerprintOf } from './fingerprint.ts';
import { firstDisagreement } from './locate.ts';
import type { Pause } from './pause.ts';
import { createSession, type ModelSource, THREADS, toTensors, watchGpu } from './runtime.ts';
import { makeSource } from './source.ts';

interface Model {
  readonly compiled: Compiled;
  readonly backend: Backend;
  readonly session: InferenceSession;
  readonly channelsFirst: boolean;
  firstMilliseconds: number | undefined;
  /** Kept on WebGPU until it was compared. */
  source: ModelSource | undefined;
}

let model: Model | undefined;

const VERIFY_SEED = 1;

/** Loads a model in place of the one before. */
export async function load(request: LoadRequest, pause: Pause, onGpuLost: () => void): Promise<Loaded> {
  const { compiled, backend } = request;
  requireFits(memoryNeed(compiled));
  await unload();
  const start = performance.now();
  const source = await makeSource(request, pause);
  const materialised = performance.now();
  await pause('session', undefined);
  const channelsFirst = request.channelsFirst || needsChannelsFirst(compiled.model);
  const session = await createSession(source, backend, channelsFirst);
  const loaded: Model = {
    compiled,
    backend,
    session,
    channelsFirst,
    firstMilliseconds: undefined,
    source: backend === 'webgpu' ? source : undefined,
  };
  model = loaded;
  // Releasing a session may give its GPU device back, which is no loss.
  const gpu = backend === 'webgpu' ? await watchGpu(() => model === loaded && onGpuLost()) : '';
  // Only WebGPU is verified.
  const fingerprint =
    backend === 'webgpu' ? await fingerprintOf(source.bytes, compiled.weights, request) : '';
  return {
    threads: THREADS,
    channelsFirst,
    fingerprint: `${gpu} ${channelsFirst} ${fingerprint}`,
    milliseconds: { weights: materialised - start, session: performance.now() - materialised },
  };
}

/** Frees the loaded model, if there is one. */
export async function unload(): Promise<void> {
  const previous = model;
  model = undefined;
  await previous?.session.release();
}

/** Compares the loaded WebGPU model with WASM on seeded random inputs, and finds where they part. */
export async function verify(pause: Pause): Promise<Verified> {
  const { compiled, session, source, channelsFirst } = requireModel();
  if (source === undefined) throw new Error('Only a model freshly loaded on WebGPU can be compared.');
  const start = performance.now();
  await pause('verify', undefined);
  const inputs = compiled.model.graph.inputs.map(({ name, shape }, index) => {
    const extents = shape.map(Number);
    const data = new Float32Array(elementCount(extents));
    fillNormal(data, blockState(streamKey(VERIFY_SEED, name), index), 0, 1);
    return { name, shape: extents, data };
  });
  const actual = await timedRun(inputs);
  await pause('verify', 1 / 3);
  const reference = await createSession(source, 'wasm', false);
  let disagreement = 0;
  try {
    await pause('verify', 2 / 3);
    const expected = await reference.run(toTensors(inputs));
    for (const name of session.outputNames) {
      const difference = relativeDifference(floats(actual.outputs[name]!), floats(expected[name]!));
      disagreement = Math.max(disagreement, difference);
    }
  } finally {
    await reference.release();
  }
  const agrees = disagreement <= TOLERANCE;
  const layer = agrees ? undefined : await firstDisagreement(compiled, source.weights, channelsFirst, inputs);
  requireModel().source = undefined;
  return { agrees, disagreement, layer, milliseconds: performance.now() - start };
}

/** Runs the loaded model, at least once and then until the repetitions or the budget are used up. */
export async function run(request: RunRequest, pause: Pause): Promise<Ran> {
  const current = requireModel();
  current.source = undefined;
  checkInputs(current.compiled, request.inputs);
  const milliseconds: number[] = [];
  const start = performance.now();
  let last: Readonly<Record<string, Tensor>> = {};
  for (let index = 0; index < request.repeat; index++) {
    // The executor told of the first itself: on few cores, hearing of it would take time from the run.
    if (index > 0) await pause('run', index / request.repeat);
    const isFirst = current.firstMilliseconds === undefined;
    const { outputs, elapsed } = await timedRun(request.inputs);
    last = outputs;
    if (!isFirst) milliseconds.push(elapsed);
    // One warm run at least, where several were asked for: a median needs one.
    if (milliseconds.length > 0 && performance.now() - start > request.budget) break;
  }
  return {
    outputs: current.compiled.model.graph.outputs.map(({ name }) => outputTensor(name, last[name]!)),
    firstMilliseconds: current.firstMilliseconds!,
    milliseconds,
  };
}

/** The backend that messages about a failure should name. */
export function loadedBackend(): Backend {
  return model?.backend ?? 'wasm';
}

function requireModel(): Model {
  if (model === undefined) {
    throw new NetloomError('no-model', 'No network is loaded. Prepare one before running.');
  }
  return model;
}

async function timedRun(
  inputs: readonly TensorData[],
): Promise<{ readonly outputs: Readonly<Record<string, Tensor>>; readonly elapsed: number }> {
  const current = requireModel();
  const feeds = toTensors(inputs);
  const start = performance.now();
  const outputs = await current.session.run(feeds);
  const elapsed = performance.now() - start;
  current.firstMilliseconds ??= elapsed;
  return { outputs, elapsed };
}

function checkInputs({ model: { graph } }: Compiled, inputs: readonly TensorData[]): void {
  for (const { name, shape } of graph.inputs) {
    const given = inputs.find((input) => input.name === name);
    const expected = formatShape(shape.map(Number));
    const elements = elementCount(shape.map(Number));
    if (given === undefined) {
      throw new NetloomError(
        'input',
        `The input "${name}" is missing. It takes ${expected}, ${elements} values.`,
      );
    }
    if (given.data.length !== elements || elementCount(given.shape) !== elements) {
      throw new NetloomError(
        'input',
        `The input "${name}" has ${given.data.length} values of shape ${formatShape(given.shape)}; the network takes ${expected}, ${elements} values.`,
      );
    }
  }
  const extra = inputs.find((input) => !graph.inputs.some(({ name }) => name === input.name));
  if (extra !== undefined) {
    throw new NetloomError('input', `The network has no input "${extra.name}".`);
  }
}

function floats(tensor: Tensor): Float32Array<ArrayBuffer> {
  const { data } = tensor;
  if (!(data instanceof Float32Array)) {
    throw new NetloomError('run', `An output is of type ${tensor.type}; only float32 is shown.`);
  }
  // With threads the runtime's memory is shared; what leaves the worker must not be.
  return data.buffer instanceof ArrayBuffer && data.byteLength === data.buffer.byteLength
    ? (data as Float32Array<ArrayBuffer>)
    : new Float32Array(data);
}

function outputTensor(name: string, tensor: Tensor): OutputTensor {
  const data = floats(tensor);
  let nonFinite = 0;
  for (const value of data) if (!Number.isFinite(value)) nonFinite++;
  return { name, shape: tensor.dims, data, nonFinite };
}
