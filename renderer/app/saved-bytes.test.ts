import { expect, test, vi } from 'vitest';
import { readNetloomFile, writeNetloomFile } from '../../shared/document/container.ts';
import { emptyDocument } from '../../shared/document/empty.ts';
import type { Document } from '../../shared/document/types.ts';
import { sha256 } from '../../shared/lib/sha256.ts';
import { writeSafetensors } from '../../shared/weights/safetensors.ts';
import { useFileJobs } from '../state/file-jobs.ts';
import { answerSaving } from '../state/saving/protocol.ts';
import type { SavingWorker } from '../state/saving/checksums-aside.ts';
import { containerStream } from './saved-bytes.ts';

const weights = writeSafetensors([
  { name: 'a.weight', shape: [3_000_000], data: new Float32Array(3_000_000).fill(1) },
]);
const document: Document = {
  ...emptyDocument(),
  name: 'Large',
  weights: { id: 'mine', sha256: sha256(weights) },
};

const ended = vi.fn();

/** A worker's part, in later tasks of this thread; memory is handed over as it is there. */
function fakeWorker(answerOf = answerSaving()) {
  return class implements SavingWorker {
    onmessage: SavingWorker['onmessage'] = null;
    onerror: SavingWorker['onerror'] = null;
    terminate = ended;
    postMessage(...[request, transfer]: Parameters<SavingWorker['postMessage']>): void {
      const there = structuredClone(request, { transfer });
      setTimeout(() => this.onmessage?.({ data: answerOf(there) } as MessageEvent));
    }
  };
}

const jobs = () => useFileJobs.getState().jobs;

test('large weights are checked aside and come in small pieces, of no copy, with progress to the end', async () => {
  vi.stubGlobal('Worker', fakeWorker());
  ended.mockClear();
  const { byteLength, chunks, end } = containerStream(document, weights, new AbortController());
  expect(jobs()).toEqual([]);
  const pieces: Uint8Array[] = [];
  const steps: number[] = [];
  const stop = useFileJobs.subscribe(({ jobs: [job] }) => steps.push(job?.done ?? 1));
  for await (const piece of chunks()) {
    expect(jobs()).toMatchObject([{ title: 'Saving Large' }]);
    pieces.push(piece);
  }
  end();
  stop();
  expect(jobs()).toEqual([]);
  expect(ended).toHaveBeenCalledOnce();
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(4 << 20);
  expect(pieces.filter(({ buffer }) => buffer === weights.buffer)).toHaveLength(3);
  const file = Buffer.concat(pieces);
  expect(file.length).toBe(byteLength);
  expect(file.equals(writeNetloomFile(document, weights))).toBe(true);
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  expect(steps.filter((step) => step <= 0.5).length).toBeGreaterThanOrEqual(3);
  expect(steps.at(-2)).toBeGreaterThan(0.99);
});

test('weights that are not the ones of the document are refused before anything is written', async () => {
  vi.stubGlobal('Worker', fakeWorker());
  const other = weights.slice();
  other[other.length - 1]! ^= 1;
  const { chunks, end } = containerStream(document, other, new AbortController());
  await expect(chunks()[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'weights-hash' });
  end();
  expect(jobs()).toEqual([]);
});

test('what the user cancels ends its worker at once', async () => {
  ended.mockClear();
  vi.stubGlobal(
    'Worker',
    class extends fakeWorker() {
      override postMessage = () => undefined;
    },
  );
  const cancelling = new AbortController();
  const { chunks, end } = containerStream(document, weights, cancelling);
  const first = chunks()[Symbol.asyncIterator]().next();
  jobs()[0]?.cancel();
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  expect(cancelling.signal.aborted).toBe(true);
  expect(ended).toHaveBeenCalledOnce();
  end();
  expect(jobs()).toEqual([]);
});

test('a worker that dies, and one that cannot start, are told', async () => {
  const dying = (message: string) =>
    class extends fakeWorker() {
      override postMessage(): void {
        this.onerror?.({ message } as ErrorEvent);
      }
    };
  const failing = async (message: string): Promise<unknown> => {
    vi.stubGlobal('Worker', dying(message));
    const { chunks, end } = containerStream(document, weights, new AbortController());
    return chunks()[Symbol.asyncIterator]().next().finally(end);
  };
  await expect(failing('Out of memory.')).rejects.toMatchObject({
    code: 'saving-failed',
    message: expect.stringMatching(
      /ended early: Out of memory\. Nothing was written\. Save again\.$/,
    ) as string,
  });
  await expect(failing('')).rejects.toThrow('could not be started');
});

test('a small document is shown nowhere', async () => {
  const { chunks, end } = containerStream(
    { ...emptyDocument(), name: 'Small' },
    undefined,
    new AbortController(),
  );
  const pieces: Uint8Array[] = [];
  for await (const piece of chunks()) {
    expect(jobs()).toEqual([]);
    pieces.push(piece);
  }
  end();
  expect(readNetloomFile(Buffer.concat(pieces)).document.name).toBe('Small');
});
