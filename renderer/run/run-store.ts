// What the run panel holds: the input, what runs, what came out. Requests go to two executors: one for timed runs,
// whose model the runtime may fuse, and one for inspecting runs, so that neither makes the other load again. Results
// belong to the document whose network ran; what is shown is the front one's (results.ts).

import { create } from 'zustand';
import { messageOf, NetloomError } from '../../shared/lib/errors.ts';
import type { Level } from '../../shared/network/types.ts';
import type { PreprocessSpec } from '../../shared/tensor/image.ts';
import type { Stroke } from '../executor/image/digit.ts';
import type { Backend, Progress, RunOptions } from '../executor/types.ts';
import { useDocuments, type DocumentId } from '../state/open-documents.ts';
import { settings, useSettings } from '../state/settings-store.ts';
import { runKey } from './changes.ts';
import { collectValues, inspectionPaths } from './inspection.ts';
import { createLoader } from './loader.ts';
import {
  inputTensors,
  isGiven,
  makePicture,
  sameSize,
  sourceFor,
  specOf,
  wasMadeOf,
  type Given,
} from './pictures.ts';
import {
  changeParked,
  keepParked,
  NO_RESULTS,
  park,
  unpark,
  type Results,
  type ResultsChange,
} from './results.ts';
import { cancelTracing, keepTracing, traceOrigin } from './tracing.ts';
import type { Failure, InputPicture, Runnable, RunRecord, Source } from './types.ts';

interface RunState extends Given, Results {
  /** The user picked the source; until then it follows the network's input. */
  readonly sourceChosen: boolean;
  readonly backend: Backend | 'auto';
  readonly picture: InputPicture | undefined;
  readonly pictureFailure: Failure | undefined;
  /** The picture of what is given now is on its way. */
  readonly making: boolean;
  /** The document whose timed run is under way, on the screen or not. */
  readonly running: DocumentId | undefined;
  /** What the pad showed before, the latest last, and what was taken back, the next first. */
  readonly strokesBefore: readonly (readonly Stroke[])[];
  readonly strokesAfter: readonly (readonly Stroke[])[];
}

export const useRun = create<RunState>()(() => ({
  source: 'digit',
  sourceChosen: false,
  file: undefined,
  strokes: [],
  strokesBefore: [],
  strokesAfter: [],
  noiseSeed: 1,
  backend: settings().backend,
  picture: undefined,
  pictureFailure: undefined,
  making: false,
  running: undefined,
  ...NO_RESULTS,
}));

const { getState, setState } = useRun;

// The setting is the wish until the panel says otherwise.
useSettings.subscribe(({ settings: now }, { settings: before }) => {
  if (now.backend !== before.backend) setState({ backend: now.backend });
});

/** The document whose results are on the screen. */
let shown = useDocuments.getState().front;

useDocuments.subscribe(({ documents, front }) => {
  const isOpen = (document: DocumentId): boolean => documents.some(({ id }) => id === document);
  if (front !== shown) showResultsOf(front);
  keepParked(isOpen);
  if (!isOpen(runsFor)) timed.cancel();
  if (!isOpen(tracesFor)) cancelTracing();
});

function showResultsOf(document: DocumentId): void {
  const state = getState();
  park(shown, state);
  inspecting.cancel();
  shown = document;
  setState({
    ...NO_RESULTS,
    // A new document begins with the source that suits it; noise suits every network and stays.
    sourceChosen: state.sourceChosen && state.source === 'noise',
    ...unpark(document),
  });
}

/** Changes the results of a document, on the screen or not. */
function putResults(document: DocumentId, change: ResultsChange): void {
  if (document === shown) setState(change);
  else changeParked(document, change);
}

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

/** What was on the pad can be taken back. */
export function setStrokes(strokes: readonly Stroke[]): void {
  setState((state) => ({
    strokes,
    strokesBefore: [...state.strokesBefore, state.strokes],
    strokesAfter: [],
  }));
}

export function takeStrokesBack(): void {
  setState(({ strokes, strokesBefore, strokesAfter }) => {
    const last = strokesBefore.at(-1);
    if (last === undefined) return {};
    return {
      strokes: last,
      strokesBefore: strokesBefore.slice(0, -1),
      strokesAfter: [strokes, ...strokesAfter],
    };
  });
}

export function bringStrokesBack(): void {
  setState(({ strokes, strokesBefore, strokesAfter }) => {
    const [next, ...rest] = strokesAfter;
    if (next === undefined) return {};
    return { strokes: next, strokesBefore: [...strokesBefore, strokes], strokesAfter: rest };
  });
}

export function drawNewNoise(): void {
  setState((state) => ({ source: 'noise', sourceChosen: true, noiseSeed: state.noiseSeed + 1 }));
}

/** What failed, failed on another backend. */
export function setBackend(backend: Backend | 'auto'): void {
  setState({ backend, failure: undefined });
}

let pictures = 0;

/**
 * Makes the picture that the network gets from the chosen source; a later call wins over an earlier one.
 * @returns what this call made, also where a later one won; undefined where it could not be made
 */
export async function updatePicture(spec: PreprocessSpec): Promise<InputPicture | undefined> {
  const turn = ++pictures;
  setState({ making: true });
  try {
    const now = getState();
    // The picture of the result that is shown stays the same one where it would be made again.
    const kept = now.record?.picture;
    const picture = kept !== undefined && wasMadeOf(kept, now, spec) ? kept : await makePicture(now, spec);
    if (turn === pictures) setState({ picture, pictureFailure: undefined, making: false });
    return picture;
  } catch (error) {
    if (turn === pictures) setState({ picture: undefined, pictureFailure: failureOf(error), making: false });
    return undefined;
  }
}

/** The present picture; made first where it is not that of what is given now, or an edit of the Input came before it. */
async function pictureFor(spec: PreprocessSpec | undefined): Promise<InputPicture | undefined> {
  if (spec === undefined) return undefined;
  const { picture, making } = getState();
  if (!making && sameSize(picture?.spec, spec)) return picture;
  // What is given may change meanwhile, with another document that comes to the front, too: this run is of what was.
  return updatePicture(spec);
}

const timed = createLoader();
const inspecting = createLoader();

/** Of a run that another document's ended: nothing went wrong. */
export const SUPERSEDED = 'superseded';

/** How many runs the median is taken over. */
const REMEMBERED_RUNS = 50;

/** Runs for a median, once the result is shown. The budget is in milliseconds: no further run begins after it. */
export const FOR_MEDIAN = { repeat: 10, budget: 3000 } as const;

/** Whose timed run was begun last. */
let runsFor = shown;

/**
 * Runs the network of the document in front on the present picture; then, where asked, runs it more often for its
 * time. A later call supersedes an earlier one, and says so where that was another document's. Without an input there
 * is nothing to run, and nothing to supersede.
 */
export async function runNetwork(runnable: Runnable, timing?: typeof FOR_MEDIAN): Promise<void> {
  if (!isGiven(getState())) return;
  // The turn is taken before anything is waited for, so that an older call cannot come to end a newer one.
  const task = timed.begin();
  const { signal } = task;
  const { backend: wish } = getState();
  const key = runKey(runnable, wish);
  const document = shown;
  const put = (change: ResultsChange): void => putResults(document, change);
  if (runsFor !== document) putResults(runsFor, stopped);
  runsFor = document;
  setState({ running: document });
  const onProgress = (progress: Progress) => {
    if (timed.isLatest(task)) put(() => ({ progress }));
  };
  put(() => ({ failure: undefined }));
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
    const first = await runOnce({ onProgress });
    put((before) => ({
      record: first,
      times: remember(before.record?.prepared === first.prepared ? before.times : [], first),
      inspectionFailure: undefined,
      origin: undefined,
    }));
    keepTracing(first);
    if (timing === undefined) {
      traceWhereNeeded(document, first);
      return;
    }
    const onTiming = ({ fraction }: Progress) => {
      if (timed.isLatest(task)) put(() => ({ progress: { stage: 'timing', fraction } }));
    };
    onTiming({ stage: 'run', fraction: 0 });
    const more = await runOnce({ ...timing, onProgress: onTiming });
    // The result itself changes only where another backend had to take over.
    put((before) =>
      before.record !== undefined && before.record.run.backend === more.run.backend
        ? { times: remember(before.times, more) }
        : { record: more, times: remember([], more) },
    );
    traceWhereNeeded(document, more.run.backend === first.run.backend ? first : more);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code !== 'cancelled' && timed.isLatest(task)) put(() => ({ failure }));
  } finally {
    if (timed.isLatest(task)) {
      put(() => ({ progress: undefined }));
      setState({ running: undefined });
    }
  }
}

/** What a run that ends the run of another document leaves there. */
function stopped({ progress }: Results): Partial<Results> {
  if (progress === undefined) return {};
  const what = progress.stage === 'timing' ? 'The timing' : 'This run';
  const message = `${what} was stopped when the network of another tab was run: one runs at a time. Run it again.`;
  return { progress: undefined, failure: { code: SUPERSEDED, message } };
}

/** Whose result was last searched for where its NaN and infinity begin. */
let tracesFor = shown;

function traceWhereNeeded(document: DocumentId, record: RunRecord): void {
  if (record.run.outputs.some(({ nonFinite }) => nonFinite > 0)) findOrigin(record, document);
}

/** Looks for where the NaN and infinity of a result begin. */
export function findOrigin(record: RunRecord, document = shown): void {
  tracesFor = document;
  void traceOrigin(record, (origin) =>
    putResults(document, (before) => (before.record === record ? { origin } : {})),
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

export function cancelRun(): void {
  timed.cancel();
  inspecting.cancel();
  cancelTracing();
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
    const key = `${runKey(runnable, 'wasm')} ${paths.join('\n')}`;
    const { compiled, executor } = await inspecting.load(key, runnable, 'wasm', { inspect: paths, signal });
    const { outputs } = await executor.run(inputs, { signal });
    const values = collectValues(runnable.network, compiled, paths, [...inputs, ...outputs]);
    if (getState().record !== record) return;
    setState({ inspection: { record, values } });
    // The network's own outputs may be finite all the same: sigmoid makes 1 of infinity.
    const found = outputs.some(({ nonFinite }) => nonFinite > 0);
    if (found && getState().origin === undefined) findOrigin(record);
  } catch (error) {
    const failure = failureOf(error);
    if (!signal.aborted && inspecting.isLatest(task)) setState({ inspectionFailure: failure });
  } finally {
    if (inspecting.isLatest(task)) setState({ inspecting: false });
  }
}

function failureOf(error: unknown): Failure {
  return error instanceof NetloomError
    ? { code: error.code, message: error.message }
    : { code: 'unexpected', message: messageOf(error) };
}
