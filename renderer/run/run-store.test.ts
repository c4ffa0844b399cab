// Whose turn it is: requests that overtake each other, against an executor of the test's making.

import { beforeEach, expect, test, vi } from 'vitest';
import { applyCommand } from '../../shared/document/commands.ts';
import { emptyDocument } from '../../shared/document/empty.ts';
import type { Document } from '../../shared/document/types.ts';
import { expand } from '../../shared/network/expand.ts';
import type { PrepareRequest, RunOptions } from '../executor/types.ts';
import { findPreset, LIBRARY } from '../presets/index.ts';
import { modelChange, wishChanged } from './changes.ts';
import { bringToFront, closeDocument, openDocument, useDocuments } from '../state/open-documents.ts';
import { specOf } from './pictures.ts';
import {
  cancelRun,
  followChannels,
  FOR_MEDIAN,
  runNetwork,
  setBackend,
  setFile,
  setSource,
  setStrokes,
  SUPERSEDED,
  updatePicture,
  useRun,
} from './run-store.ts';
import type { Runnable } from './types.ts';

const runs: RunOptions[] = [];
const prepared: PrepareRequest[] = [];
/** What the next request for several runs waits for. */
let hold: Promise<void> = Promise.resolve();
const images: (() => void)[] = [];
/** What of the outputs is not finite from now on. */
let nonFinite = 0;
const traces: { readonly signal: AbortSignal; readonly resolve: () => void }[] = [];
const disposed = vi.fn();

vi.mock('../executor/executor.ts', () => ({
  createExecutor: () => ({
    prepare(request: PrepareRequest) {
      prepared.push(request);
      const milliseconds = { weights: 1, session: 1, verify: 0 };
      return Promise.resolve({ backend: 'wasm', threads: 1, milliseconds });
    },
    async run(_inputs: unknown, options: RunOptions) {
      runs.push(options);
      const { repeat = 1 } = options;
      if (repeat > 1) await hold;
      return {
        outputs: [{ name: 'output', shape: [1, 10], data: new Float32Array(10), nonFinite }],
        firstMilliseconds: 9,
        milliseconds: Array.from({ length: repeat }, () => 3),
        backend: 'wasm',
      };
    },
    trace: (_request: unknown, _inputs: unknown, { signal }: { signal: AbortSignal }) =>
      new Promise((resolve, reject) => {
        traces.push({ signal, resolve: () => resolve({ start: undefined, weights: [] }) });
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      }),
    dispose: disposed,
  }),
}));

vi.mock('../executor/image/read-image.ts', () => ({
  readImage: () =>
    new Promise((resolve) => {
      images.push(() => resolve({ tensor: new Float32Array(1024), preview: undefined, original: undefined }));
    }),
}));

function lenet(outChannels = 6): Runnable {
  const built = findPreset('lenet5')!.build({});
  if ('code' in built) throw new Error(built.message);
  const node = Object.values(built.nodes).find(({ name }) => name === 'conv1')!.id;
  const changed = applyCommand(built, { type: 'setValues', node, values: { outChannels } });
  const document: Document = changed.ok ? changed.document : built;
  return { network: expand(document, LIBRARY), seed: 0, stored: undefined };
}

const named = (name: string): Document => ({ ...emptyDocument(), name });
const spec = specOf(lenet().network)!;
const front = () => useDocuments.getState().front;

beforeEach(() => {
  useRun.setState({ picture: undefined, strokes: [], file: undefined, sourceChosen: false, backend: 'auto' });
  for (const { id } of useDocuments.getState().documents) closeDocument(id);
  runs.length = 0;
  prepared.length = 0;
  images.length = 0;
  hold = Promise.resolve();
  nonFinite = 0;
  traces.length = 0;
  disposed.mockClear();
});

test('an older request that waited for its picture does not end a newer one', async () => {
  setFile(new File([], 'slow.png'));
  const older = runNetwork(lenet(7));
  setSource('noise');
  await updatePicture(spec);
  let release = (): void => undefined;
  hold = new Promise((resolve) => (release = resolve));
  const newer = runNetwork(lenet(8), FOR_MEDIAN);
  await vi.waitFor(() => expect(runs).toHaveLength(2));
  images[0]!();
  await older;
  expect(runs[1]!.signal?.aborted).toBe(false);
  release();
  await newer;
  expect(prepared).toHaveLength(1);
  expect(useRun.getState().times).toHaveLength(11);
});

test('the result is shown before the runs for its time end', async () => {
  setSource('noise');
  await updatePicture(spec);
  let release = (): void => undefined;
  hold = new Promise((resolve) => (release = resolve));
  const run = runNetwork(lenet(), FOR_MEDIAN);
  await vi.waitFor(() => expect(useRun.getState().progress?.stage).toBe('timing'));
  const { record } = useRun.getState();
  expect(record?.run.outputs).toHaveLength(1);
  release();
  await run;
  // The same record: what was inspected for it stays.
  expect(useRun.getState()).toMatchObject({ progress: undefined });
  expect(useRun.getState().record).toBe(record);
});

test('an empty pad is no input, and nothing runs', async () => {
  setSource('digit');
  await updatePicture(spec);
  expect(useRun.getState().picture).toBeUndefined();
  await runNetwork(lenet(), FOR_MEDIAN);
  expect(runs).toHaveLength(0);
  expect(useRun.getState()).toMatchObject({ record: undefined, progress: undefined });
  setStrokes([
    [
      { x: 0.5, y: 0.2 },
      { x: 0.5, y: 0.8 },
    ],
  ]);
  await updatePicture(spec);
  await runNetwork(lenet());
  expect(useRun.getState().record).toBeDefined();
});

test('the source suits the input until the user chooses; noise suits every network', () => {
  const source = () => useRun.getState().source;
  followChannels(3);
  expect(source()).toBe('image');
  setSource('digit');
  followChannels(3);
  expect(source()).toBe('digit');
  openDocument(named('B'), { dirty: true });
  followChannels(3);
  expect(source()).toBe('image');
  setSource('noise');
  openDocument(named('C'), { dirty: true });
  followChannels(1);
  expect(source()).toBe('noise');
});

test('a wish for another backend is not a change of the network', async () => {
  setSource('noise');
  await updatePicture(spec);
  await runNetwork(lenet());
  const { record } = useRun.getState();
  setBackend('webgpu');
  expect(modelChange(record!, lenet())).toBeUndefined();
  expect(wishChanged(record!, 'webgpu')).toBe(true);
  expect(wishChanged(record!, 'wasm')).toBe(false);
  expect(modelChange(record!, lenet(7))).toBe('network');
  expect(modelChange(record!, { ...lenet(), seed: 5 })).toBe('weights');
  cancelRun();
});

test('a result comes to the document that was run, and is there when that is shown again', async () => {
  openDocument(named('A'), { dirty: true });
  const [a, b] = [front(), openDocument(named('B'), { dirty: true })];
  bringToFront(a);
  setSource('noise');
  await updatePicture(spec);
  let release = (): void => undefined;
  hold = new Promise((resolve) => (release = resolve));
  const run = runNetwork(lenet(), FOR_MEDIAN);
  await vi.waitFor(() => expect(useRun.getState().progress?.stage).toBe('timing'));
  const { record, picture } = useRun.getState();
  bringToFront(b);
  expect(useRun.getState()).toMatchObject({ record: undefined, progress: undefined, times: [] });
  release();
  await run;
  expect(useRun.getState()).toMatchObject({ record: undefined, progress: undefined, times: [] });
  await updatePicture({ ...spec, mean: [0.5] });
  bringToFront(a);
  expect(useRun.getState()).toMatchObject({ record, progress: undefined, source: 'noise' });
  expect(useRun.getState().times).toHaveLength(11);
  // Made again of the same, it is the same: the result still belongs to what is shown.
  await updatePicture(spec);
  expect(useRun.getState().picture).toBe(picture);
});

test('a run of another document ends the one before it, which says so until it is run again', async () => {
  openDocument(named('A'), { dirty: true });
  const a = front();
  setSource('noise');
  await updatePicture(spec);
  hold = new Promise(() => undefined);
  void runNetwork(lenet(), FOR_MEDIAN);
  await vi.waitFor(() => expect(useRun.getState().progress?.stage).toBe('timing'));
  openDocument(named('B'), { dirty: true });
  expect(useRun.getState().running).toBe(a);
  hold = Promise.resolve();
  await runNetwork(lenet(7));
  expect(runs[1]!.signal?.aborted).toBe(true);
  expect(useRun.getState()).toMatchObject({ running: undefined, failure: undefined });
  bringToFront(a);
  expect(useRun.getState().progress).toBeUndefined();
  expect(useRun.getState().record).toBeDefined();
  expect(useRun.getState().failure).toEqual({
    code: SUPERSEDED,
    message:
      'The timing was stopped when the network of another tab was run: one runs at a time. Run it again.',
  });
  await runNetwork(lenet());
  expect(useRun.getState().failure).toBeUndefined();
});

test('a wish without an input ends no run of another document', async () => {
  openDocument(named('A'), { dirty: true });
  const a = front();
  setSource('noise');
  await updatePicture(spec);
  let release = (): void => undefined;
  hold = new Promise((resolve) => (release = resolve));
  const run = runNetwork(lenet(), FOR_MEDIAN);
  await vi.waitFor(() => expect(runs).toHaveLength(2));
  openDocument(named('B'), { dirty: true });
  setSource('digit');
  await runNetwork(lenet(7), FOR_MEDIAN);
  expect(runs[1]!.signal?.aborted).toBe(false);
  release();
  await run;
  bringToFront(a);
  expect(useRun.getState()).toMatchObject({ failure: undefined, progress: undefined });
  expect(useRun.getState().times).toHaveLength(11);
});

test('a run whose input is still being made goes on when another document comes to the front', async () => {
  openDocument(named('A'), { dirty: true });
  const a = front();
  setFile(new File([], 'slow.png'));
  const run = runNetwork(lenet());
  openDocument(named('B'), { dirty: true });
  setSource('noise');
  images[0]!();
  await run;
  expect(useRun.getState().record).toBeUndefined();
  bringToFront(a);
  expect(useRun.getState().record).toBeDefined();
});

test('a run whose input is still being made is of that input, whatever is given meanwhile', async () => {
  setFile(new File([], 'slow.png'));
  const run = runNetwork(lenet());
  setSource('noise');
  await updatePicture(spec);
  const noise = useRun.getState().picture;
  images[0]!();
  await run;
  const { record, picture } = useRun.getState();
  expect(record?.picture).toBeDefined();
  expect(record?.picture).not.toBe(noise);
  expect(picture).toBe(noise);
});

test('what is given while the picture before it is still shown is what runs', async () => {
  setSource('noise');
  await updatePicture(spec);
  const noise = useRun.getState().picture;
  setFile(new File([], 'slow.png'));
  void updatePicture(spec);
  const run = runNetwork(lenet());
  for (const finish of images) finish();
  await run;
  expect(useRun.getState().record?.picture).not.toBe(noise);
});

test('closing a document ends its run', async () => {
  openDocument(named('A'), { dirty: true });
  setSource('noise');
  await updatePicture(spec);
  hold = new Promise(() => undefined);
  void runNetwork(lenet(), FOR_MEDIAN);
  await vi.waitFor(() => expect(runs).toHaveLength(2));
  closeDocument(front());
  expect(runs[1]!.signal?.aborted).toBe(true);
  expect(useRun.getState()).toMatchObject({ record: undefined, progress: undefined });
});

test('where a result is not finite, the search begins after the timing and ends with the next result', async () => {
  setSource('noise');
  await updatePicture(spec);
  nonFinite = 3;
  let release = (): void => undefined;
  hold = new Promise((resolve) => (release = resolve));
  const run = runNetwork(lenet(), FOR_MEDIAN);
  await vi.waitFor(() => expect(useRun.getState().progress?.stage).toBe('timing'));
  expect(traces).toHaveLength(0);
  release();
  await run;
  expect(useRun.getState().origin).toMatchObject({ state: 'looking', record: useRun.getState().record });
  nonFinite = 0;
  await runNetwork(lenet(7));
  expect(traces[0]!.signal.aborted).toBe(true);
  expect(useRun.getState().origin).toBeUndefined();
  expect(disposed).toHaveBeenCalledOnce();
});

test('what the search finds comes to its document, which need not be in front; closing that ends it', async () => {
  openDocument(named('First'), { dirty: true });
  setSource('noise');
  await updatePicture(spec);
  nonFinite = 1;
  const first = front();
  await runNetwork(lenet());
  openDocument(named('Other'));
  traces[0]!.resolve();
  await vi.waitFor(() => expect(disposed).toHaveBeenCalledOnce());
  expect(useRun.getState().origin).toBeUndefined();
  bringToFront(first);
  expect(useRun.getState().origin).toMatchObject({ state: 'found' });

  await runNetwork(lenet(8));
  expect(traces).toHaveLength(2);
  closeDocument(first);
  expect(traces[1]!.signal.aborted).toBe(true);
});
