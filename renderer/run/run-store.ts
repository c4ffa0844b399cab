// What the run panel holds: the input, what runs, what came out. Requests go to two executors: one for timed runs,
// whose model the runtime may fuse, and one for inspecting runs, so that neither makes the other load again.

import { create } from 'zustand';
import { compile } from '../../shared/compile/compile.ts';
import type { Compiled } from '../../shared/compile/types.ts';
import { messageOf, NetloomError } from '../../shared/lib/errors.ts';
import type { Level, Network } from '../../shared/network/types.ts';
import { noiseInput, type Preprocessed, type PreprocessSpec } from '../../shared/tensor/image.ts';
import { digitInput, type Stroke } from '../executor/image/digit.ts';
import { readImage } from '../executor/image/read-image.ts';
import { createExecutor } from '../executor/executor.ts';
import type { Backend, Executor, Prepared, Progress, RunResult, TensorData } from '../executor/types.ts';
import { collectValues, inspectionPaths } from './inspection.ts';
import { networkKey } from './network-key.ts';

export type Source = 'image' | 'digit' | 'noise';

/** A network and what its weights come from. */
export interface Runnable {
  readonly network: Network;
  readonly seed: number;
  readonly stored: Uint8Array<ArrayBuffer> | undefined;
}

export interface Failure {
  readonly code: string;
  readonly message: string;
}

export interface InputPicture extends Preprocessed {
  readonly spec: PreprocessSpec;
  /** Of the image file, for its caption. */
  readonly original: { readonly width: number; readonly height: number } | undefined;
}

export interface RunRecord {
  /** Equal to `runKey` of what is shown now, or the result is stale. */
  readonly key: string;
  readonly network: Network;
  readonly picture: InputPicture;
  readonly inputs: readonly TensorData[];
  readonly prepared: Prepared;
  readonly run: RunResult;
  /** Milliseconds of the latest runs of this prepared model, first run left out. */
  readonly times: readonly number[];
}

interface Inspection {
  /** The result it belongs to. */
  readonly record: RunRecord;
  readonly values: ReadonlyMap<string, TensorData>;
}

interface RunState {
  readonly source: Source;
  readonly file: { readonly name: string; readonly blob: Blob } | undefined;
  readonly strokes: readonly Stroke[];
  readonly noiseSeed: number;
  readonly backend: Backend | 'auto';
  readonly picture: InputPicture | undefined;
  readonly pictureFailure: Failure | undefined;
  readonly progress: Progress | undefined;
  readonly record: RunRecord | undefined;
  readonly failure: Failure | undefined;
  readonly inspection: Inspection | undefined;
  readonly inspecting: boolean;
  readonly inspectionFailure: Failure | undefined;
}

export const useRun = create<RunState>()(() => ({
  source: 'digit',
  file: undefined,
  strokes: [],
  noiseSeed: 1,
  backend: 'auto',
  picture: undefined,
  pictureFailure: undefined,
  progress: undefined,
  record: undefined,
  failure: undefined,
  inspection: undefined,
  inspecting: false,
  inspectionFailure: undefined,
}));

const { getState, setState } = useRun;

export function setSource(source: Source): void {
  setState({ source });
}

export function setFile(file: File): void {
  setState({ source: 'image', file: { name: file.name, blob: file } });
}

export function setStrokes(strokes: readonly Stroke[]): void {
  setState({ strokes });
}

export function drawNewNoise(): void {
  setState((state) => ({ source: 'noise', noiseSeed: state.noiseSeed + 1 }));
}

export function setBackend(backend: Backend | 'auto'): void {
  setState({ backend });
}

/** What a result depends on beside the picture. */
export function runKey({ network, seed, stored }: Runnable, backend: Backend | 'auto'): string {
  return `${backend} ${seed} ${bufferId(stored)} ${networkKey(network)}`;
}

const bufferIds = new WeakMap<Uint8Array, number>();
let buffers = 0;

function bufferId(bytes: Uint8Array | undefined): number {
  if (bytes === undefined) return 0;
  let id = bufferIds.get(bytes);
  if (id === undefined) bufferIds.set(bytes, (id = ++buffers));
  return id;
}

/** How pictures become the network's first input; undefined where it has none. */
export function specOf(network: Network): PreprocessSpec | undefined {
  // The schema of Input's attributes is this record: shared/operators/input.ts.
  return network.nodes[network.inputs[0] ?? -1]?.attributes as unknown as PreprocessSpec | undefined;
}

let pictures = 0;

/** Makes the picture that the network gets from the chosen source; a later call wins over an earlier one. */
export async function updatePicture(spec: PreprocessSpec): Promise<void> {
  const turn = ++pictures;
  try {
    const picture = await makePicture(spec);
    if (turn === pictures) setState({ picture, pictureFailure: undefined });
  } catch (error) {
    if (turn === pictures) setState({ picture: undefined, pictureFailure: failureOf(error) });
  }
}

async function makePicture(spec: PreprocessSpec): Promise<InputPicture | undefined> {
  const { source, file, strokes, noiseSeed } = getState();
  if (source === 'noise') return { ...noiseInput(spec, noiseSeed), spec, original: undefined };
  if (source === 'digit') return { ...digitInput(strokes, spec), spec, original: undefined };
  if (file === undefined) return undefined;
  const { tensor, preview, width, height } = await readImage(file.blob, spec);
  return { tensor, preview, spec, original: { width, height } };
}

interface Lane {
  executor: Executor | undefined;
  preparedKey: string | undefined;
  prepared: Prepared | undefined;
  compiled: Compiled | undefined;
  abort: AbortController | undefined;
  times: readonly number[];
}

const timed = newLane();
const inspecting = newLane();

function newLane(): Lane {
  return {
    executor: undefined,
    preparedKey: undefined,
    prepared: undefined,
    compiled: undefined,
    abort: undefined,
    times: [],
  };
}

/** How many runs the median is taken over. */
const REMEMBERED_RUNS = 50;

interface Repetition {
  readonly repeat: number;
  /** Milliseconds after which no further repetition begins. */
  readonly budget: number;
}

/** One run, for what follows the pen; or enough of them for a median. */
export const ONCE: Repetition = { repeat: 1, budget: Infinity };
export const FOR_MEDIAN: Repetition = { repeat: 10, budget: 3000 };

/** Runs the network on the present picture. A later call supersedes an earlier one. */
export async function runNetwork(runnable: Runnable, repetition: Repetition): Promise<void> {
  const { backend } = getState();
  const spec = specOf(runnable.network);
  // An edit of the Input may have come before its picture.
  if (spec !== undefined && !sameSize(getState().picture?.spec, spec)) await updatePicture(spec);
  const { picture } = getState();
  if (picture === undefined || !sameSize(picture.spec, spec)) return;
  const key = runKey(runnable, backend);
  timed.abort?.abort();
  const abort = new AbortController();
  timed.abort = abort;
  const onProgress = (progress: Progress) => {
    if (timed.abort === abort) setState({ progress });
  };
  setState({ failure: undefined, progress: { stage: 'weights', fraction: undefined } });
  try {
    const { prepared, compiled, executor } = await prepare(
      timed,
      key,
      runnable,
      backend,
      [],
      abort,
      onProgress,
    );
    const inputs = inputTensors(compiled, picture);
    const run = await executor.run(inputs, { ...repetition, signal: abort.signal, onProgress });
    timed.times = [...timed.times, ...run.milliseconds].slice(-REMEMBERED_RUNS);
    const record = { key, network: runnable.network, picture, inputs, prepared, run, times: timed.times };
    setState({ record, inspectionFailure: undefined });
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code !== 'cancelled' && timed.abort === abort) setState({ failure });
  } finally {
    if (timed.abort === abort) {
      timed.abort = undefined;
      setState({ progress: undefined });
    }
  }
}

function sameSize(a: PreprocessSpec | undefined, b: PreprocessSpec | undefined): boolean {
  return a?.channels === b?.channels && a?.height === b?.height && a?.width === b?.width;
}

let granted = 0;

/** True once for every wish; wishes are counted, and the panel may come and go between them. */
export function grantWish(count: number): boolean {
  if (count === granted) return false;
  granted = count;
  return true;
}

let resultsOf = 0;

/** Drops what another document's runs gave; `opened` counts the documents. */
export function forgetResults(opened: number): void {
  if (opened === resultsOf) return;
  resultsOf = opened;
  cancelRun();
  setState({ record: undefined, failure: undefined, inspection: undefined, inspectionFailure: undefined });
}

export function cancelRun(): void {
  timed.abort?.abort();
  inspecting.abort?.abort();
}

/**
 * Brings out what the selected element of a level computed in the last result, unless it is there already. Runs on
 * WASM, whose numbers need no checking.
 */
export async function inspect(runnable: Runnable, level: Level, selected: string): Promise<void> {
  const { record, inspection } = getState();
  if (record === undefined || (inspection?.record === record && inspection.values.has(selected))) return;
  const paths = inspectionPaths(record.network, level, selected);
  if (paths.length === 0) return;
  inspecting.abort?.abort();
  const abort = new AbortController();
  inspecting.abort = abort;
  setState({ inspecting: true, inspectionFailure: undefined });
  try {
    const key = `${record.key} ${paths.join(' ')}`;
    const { compiled, executor } = await prepare(inspecting, key, runnable, 'wasm', paths, abort);
    const { outputs } = await executor.run(record.inputs, { signal: abort.signal });
    const values = collectValues(runnable.network, compiled, paths, [...record.inputs, ...outputs]);
    if (getState().record === record) setState({ inspection: { record, values } });
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code !== 'cancelled' && inspecting.abort === abort) setState({ inspectionFailure: failure });
  } finally {
    if (inspecting.abort === abort) {
      inspecting.abort = undefined;
      setState({ inspecting: false });
    }
  }
}

/** The executor of a lane with this model loaded; nothing is done where it is loaded already. */
async function prepare(
  lane: Lane,
  key: string,
  { network, seed, stored }: Runnable,
  backend: Backend | 'auto',
  paths: readonly string[],
  { signal }: AbortController,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<{ readonly prepared: Prepared; readonly compiled: Compiled; readonly executor: Executor }> {
  const executor = (lane.executor ??= createExecutor());
  if (lane.preparedKey === key && lane.prepared !== undefined && lane.compiled !== undefined) {
    return { prepared: lane.prepared, compiled: lane.compiled, executor };
  }
  lane.preparedKey = undefined;
  lane.times = [];
  const compiled = compile(network, { inspect: paths });
  const prepared = await executor.prepare({ compiled, seed, stored, backend }, { signal, onProgress });
  Object.assign(lane, { preparedKey: key, prepared, compiled });
  return { prepared, compiled, executor };
}

/** The picture for the first input, noise for any other. */
function inputTensors({ model }: Compiled, picture: InputPicture): readonly TensorData[] {
  return model.graph.inputs.map(({ name, shape }, index) => {
    const extents = shape.map(Number);
    if (index === 0) return { name, shape: extents, data: picture.tensor };
    const [, channels = 1, height = 1, width = 1] = extents;
    return {
      name,
      shape: extents,
      data: noiseInput({ channels, height, width, mean: [0], std: [1] }, index).tensor,
    };
  });
}

function failureOf(error: unknown): Failure {
  return error instanceof NetloomError
    ? { code: error.code, message: error.message }
    : { code: 'unexpected', message: messageOf(error) };
}
