import { expect, test, vi } from 'vitest';
import { readNetloomFile, writeNetloomFile } from '../../../shared/document/container.ts';
import { emptyDocument } from '../../../shared/document/empty.ts';
import { messageOf, type NetloomError } from '../../../shared/lib/errors.ts';
import { sha256 } from '../../../shared/lib/sha256.ts';
import { writeSafetensors } from '../../../shared/weights/safetensors.ts';
import { answerReading } from './protocol.ts';
import { readAside, type ReadingWorker } from './read-aside.ts';
import { useFileJobs } from '../file-jobs.ts';
import { readLarge } from './read-large.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const weights = writeSafetensors([
  { name: 'a.weight', shape: [5_000_000], data: new Float32Array(5_000_000).fill(1) },
]);
const document = { ...emptyDocument(), name: 'Large', weights: { id: 'mine', sha256: sha256(weights) } };
const container = (): Bytes => writeNetloomFile(document, weights);

const ended = vi.fn();

/** A worker's part, on this thread; bytes are handed over as they are there. */
function start(): ReadingWorker {
  const worker: ReadingWorker = {
    postMessage(bytes, transfer) {
      const there = structuredClone(bytes, { transfer });
      answerReading(there, (data) => worker.onmessage?.({ data } as MessageEvent));
    },
    terminate: ended,
    onmessage: null,
    onerror: null,
  };
  return worker;
}

const options = () => ({ signal: new AbortController().signal, onProgress: vi.fn(), start });

test('a file that is read aside is what it is here, its bytes handed over, with progress to the end', async () => {
  const expected = readNetloomFile(container());
  const bytes = container();
  const { onProgress, ...others } = options();
  ended.mockClear();
  const file = await readAside(bytes, { onProgress, ...others });
  expect(file?.document).toEqual(expected.document);
  expect(Buffer.from(file!.weights!).equals(weights)).toBe(true);
  expect(bytes.byteLength).toBe(0);
  expect(ended).toHaveBeenCalledOnce();
  const steps = onProgress.mock.calls.map(([done]) => done as number);
  expect(steps.length).toBeGreaterThanOrEqual(5);
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  expect(steps.at(-1)).toBeGreaterThan(0.9);
});

test.each<readonly [string, (bytes: Bytes) => Bytes]>([
  ['empty', () => new Uint8Array()],
  ['cut off', (bytes) => bytes.slice(0, -1)],
  ['with a bit that flipped in the weights', (bytes) => (bytes.fill(9, 9_000_000, 9_000_001), bytes)],
  ['of another kind', () => new TextEncoder().encode('<!doctype html>')],
  ['that is no document', () => new TextEncoder().encode('{"format": 7}')],
])('a file %s is refused in the words that it is refused with here', async (_what, damage) => {
  const refusal = (read: () => unknown): { code: string; message: string } => {
    try {
      read();
    } catch (error) {
      return { code: (error as NetloomError).code, message: messageOf(error) };
    }
    throw new Error('It was read.');
  };
  const expected = refusal(() => readNetloomFile(damage(container())));
  await expect(readAside(damage(container()), options())).rejects.toMatchObject({
    name: 'NetloomError',
    ...expected,
  });
});

test('a worker that dies, and one that cannot start, are told', async () => {
  const dying = (message: string) => () => {
    const worker = start();
    worker.postMessage = () => worker.onerror?.({ message } as ErrorEvent);
    return worker;
  };
  await expect(
    readAside(container(), { ...options(), start: dying('Out of memory.') }),
  ).rejects.toMatchObject({
    code: 'reading-failed',
    message: expect.stringContaining('ended early: Out of memory. Try again.') as string,
  });
  await expect(readAside(container(), { ...options(), start: dying('') })).rejects.toThrow(
    'its worker could not be started',
  );
});

test('what the user cancels is ended at once, and gone from the list', async () => {
  ended.mockClear();
  const waiting = (): ReadingWorker => ({ ...start(), postMessage: () => undefined });
  const reading = readLarge('big.netloom', container(), (bytes, given) =>
    readAside(bytes, { ...given, start: waiting }),
  );
  const [job] = useFileJobs.getState().jobs;
  expect(job).toMatchObject({ title: 'Reading big.netloom', done: 0 });
  job?.cancel();
  expect(await reading).toBeUndefined();
  expect(ended).toHaveBeenCalledOnce();
  expect(useFileJobs.getState().jobs).toEqual([]);
});
