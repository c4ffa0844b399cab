// What the run panel holds: the input, what runs, what came out. Requests go to two executors: one for timed runs,
// whose model the runtime may fuse, and one for inspecting runs, so that neither makes the other load again.

import { create } from 'zustand';
import { messageOf, NetloomError } from '../../shared/lib/errors.ts';
import type { Level } from '../../shared/network/types.ts';
import type { PreprocessSpec } from '../../shared/tensor/image.ts';
import type { Stroke } from '../executor/image/digit.ts';
import type { Backend, Progress, RunOptions, Stage, TensorData } from '../executor/types.ts';
import { runKey } from './changes.ts';
import { collectValues, inspectionPaths } from './inspection.ts';
import { createLoader } from './loader.ts';
import { inputTensors, makePicture, sameSize, sourceFor, specOf, type Given } from './pictures.ts';
import type { Failure, InputPicture, Runnable, RunRecord, Source } from './types.ts';

interface Inspection {
  /** The result it belongs to. */
  readonly record: RunRecord;
  readonly values: ReadonlyMap<string, TensorData>;
}

interface RunState extends Given {
  /** The user picked the source; until then it follows the network's input. */
  readonly sourceChosen: boolean;
  readonly backend: Backend | 'auto';
  readonly picture: InputPicture | undefined;
  readonly pictureFailure: Failure | undefined;
  readonly progress: { readonly stage: Stage | 'timing'; readonly fraction: number | undefined } | undefined;
  readonly record: RunRecord | undefined;
  /** Milliseconds of the latest runs of the record's model, first run left out. */
  readonly times: readonly number[];
  readonly failure: Failure | undefined;
  readonly inspection: Inspection | undefined;
  readonly inspecting: boolean;
  readonly inspectionFailure: Failure | undefined;
}

export const useRun = create<RunState>()(() => ({
  source: 'digit',
  sourceChosen: false,
  file: undefined,
  strokes: [],
  noiseSeed: 1,
  backend: 'auto',
  picture: undefined,
  pictureFailure: undefined,
  progress: undefined,
  record: undefined,
  times: [],
  failure: undefined,
  inspection: undefined,
  inspecting: false,
  inspectionFailure: undefined,
}));

const { getState, setState } = useRun;

export function setSource(source: Source): void {
  setState({ source, sourceChosen: true });
}

/** Offers the source that suits an input of so many channels, unless the user chose one. */
export function followChannels(channels: number): void {
  if (!getState().sourceChosen) setState({ source: sourceFor(channels) });
}

export function setFile(file: File): void {
  setState({ source: 'image', sourceChosen: true, file: { name: file.name, blob: file } });
}

export function setStrokes(strokes: readonly Stroke[]): void {
  setState({ strokes });
}

export function drawNewNoise(): void {
  setState((state) => ({ source: 'noise', sourceChosen: true, noiseSeed: state.noiseSeed + 1 }));
}

export function setBackend(backend: Backend | 'auto'): void {
  setState({ backend });
}

let pictures = 0;

/** Makes the picture that the network gets from the chosen source; a later call wins over an earlier one. */
export async function updatePicture(spec: PreprocessSpec): Promise<void> {
  const turn = ++pictures;
  try {
    const picture = await makePicture(getState(), spec);
    if (turn === pictures) setState({ picture, pictureFailure: undefined });
  } catch (error) {
    if (turn === pictures) setState({ picture: undefined, pictureFailure: failureOf(error) });
  }
}

/** The present picture; made first where an edit of the Input came before it. */
async function pictureFor(spec: PreprocessSpec | undefined): Promise<InputPicture | undefined> {
  if (spec !== undefined && !sameSize(getState().picture?.spec, spec)) await updatePicture(spec);
  const { picture } = getState();
  return sameSize(picture?.spec, spec) ? picture : undefined;
}

const timed = createLoader();
const inspecting = createLoader();

/** How many runs the median is taken over. */
const REMEMBERED_RUNS = 50;

/** Runs for a median, once the result is shown. The budget is in milliseconds: no further run begins after it. */
export const FOR_MEDIAN = { repeat: 10, budget: 3000 } as const;

/**
 * Runs the network on the present picture and shows the result; then, where asked, runs it more often for its
 * time. A later call supersedes an earlier one.
 */
export async function runNetwork(runnable: Runnable, timing?: typeof FOR_MEDIAN): Promise<void> {
  // The turn is taken before anything is waited for, so that an older call cannot come to end a newer one.
  const task = timed.begin();
  const { signal } = task;
  const { backend: wish } = getState();
  const key = runKey(runnable, wish);
  const onProgress = (progress: Progress) => {
    if (timed.isLatest(task)) setState({ progress });
  };
  setState({ failure: undefined });
  onProgress({ stage: timed.holds(key) ? 'run' : 'weights', fraction: undefined });
  try {
    const picture = await pictureFor(specOf(runnable.network));
    if (picture === undefined || signal.aborted) return;
    const { prepared, compiled, executor } = await timed.load(key, runnable, wish, { signal, onProgress });
    const inputs = inputTensors(compiled, picture);
    const runOnce = async (options: RunOptions): Promise<RunRecord> => {
      const run = await executor.run(inputs, { ...options, signal });
      return { runnable, wish, picture, inputs, prepared, run };
    };
    showResult(await runOnce({ onProgress }));
    if (timing === undefined) return;
    const onTiming = ({ fraction }: Progress) => {
      if (timed.isLatest(task)) setState({ progress: { stage: 'timing', fraction } });
    };
    onTiming({ stage: 'run', fraction: 0 });
    showTimes(await runOnce({ ...timing, onProgress: onTiming }));
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code !== 'cancelled' && timed.isLatest(task)) setState({ failure });
  } finally {
    if (timed.isLatest(task)) setState({ progress: undefined });
  }
}

function showResult(record: RunRecord): void {
  setState((state) => ({
    record,
    times: remember(state.record?.prepared === record.prepared ? state.times : [], record),
    inspectionFailure: undefined,
  }));
}

/** The times of further runs; the result itself changes only where another backend had to take over. */
function showTimes(record: RunRecord): void {
  setState((state) =>
    state.record !== undefined && state.record.run.backend === record.run.backend
      ? { times: remember(state.times, record) }
      : { record, times: remember([], record) },
  );
}

function remember(times: readonly number[], { run }: RunRecord): readonly number[] {
  return [...times, ...run.milliseconds].slice(-REMEMBERED_RUNS);
}

let granted = 0;

/** True once for every wish; wishes are counted, and the panel may come and go between them. */
export function grantWish(count: number): boolean {
  if (count === granted) return false;
  granted = count;
  return true;
}

let resultsOf = 0;

/**
 * Drops what another document's runs gave, and the source chosen for it; noise suits every network and stays.
 * `opened` counts the documents.
 */
export function forgetResults(opened: number): void {
  if (opened === resultsOf) return;
  resultsOf = opened;
  cancelRun();
  setState(({ source, sourceChosen }) => ({
    sourceChosen: sourceChosen && source === 'noise',
    record: undefined,
    times: [],
    failure: undefined,
    inspection: undefined,
    inspectionFailure: undefined,
  }));
}

export function cancelRun(): void {
  timed.cancel();
  inspecting.cancel();
}

/**
 * Brings out what the selected element of a level computed in the last result, unless it is there already. Runs on
 * WASM, whose numbers need no checking.
 */
export async function inspect(level: Level, selected: string): Promise<void> {
  const { record, inspection } = getState();
  if (record === undefined || (inspection?.record === record && inspection.values.has(selected))) return;
  const { runnable, inputs } = record;
  const paths = inspectionPaths(runnable.network, level, selected);
  if (paths.length === 0) return;
  const task = inspecting.begin();
  const { signal } = task;
  setState({ inspecting: true, inspectionFailure: undefined });
  try {
    const key = `${runKey(runnable, 'wasm')} ${paths.join(' ')}`;
    const { compiled, executor } = await inspecting.load(key, runnable, 'wasm', { inspect: paths, signal });
    const { outputs } = await executor.run(inputs, { signal });
    const values = collectValues(runnable.network, compiled, paths, [...inputs, ...outputs]);
    if (getState().record === record) setState({ inspection: { record, values } });
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code !== 'cancelled' && inspecting.isLatest(task)) setState({ inspectionFailure: failure });
  } finally {
    if (inspecting.isLatest(task)) setState({ inspecting: false });
  }
}

function failureOf(error: unknown): Failure {
  return error instanceof NetloomError
    ? { code: error.code, message: error.message }
    : { code: 'unexpected', message: messageOf(error) };
}
