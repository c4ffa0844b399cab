// Document files, large ones read in a worker of their own: the page stays alive meanwhile, and ending the worker
// cancels it at once.

import { readNetloomFile } from '../../../shared/document/container.ts';
import { NetloomError } from '../../../shared/lib/errors.ts';
import { inWorker, type WorkWorker } from '../in-worker.ts';
import type { ReadFile, ReadingAnswer } from './protocol.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export type ReadingWorker = WorkWorker<Bytes, ReadingAnswer>;

interface Options {
  readonly signal: AbortSignal;
  /** Told how much is done, from 0 to 1. */
  readonly onProgress: (done: number) => void;
  readonly start?: () => ReadingWorker;
}

/** Files of this many bytes are read aside: smaller ones take hardly longer than starting a worker. */
export const ASIDE_FROM = 1 << 20;

/** @throws NetloomError as `readNetloomFile` does */
export function readHere(bytes: Bytes): ReadFile {
  return readNetloomFile(bytes) as ReadFile;
}

/**
 * The file, or undefined where the signal cancelled it. The bytes are handed over: they are empty afterwards.
 * @throws NetloomError as `readNetloomFile` does; `reading-failed` where the worker cannot be started or dies
 */
export function readAside(
  bytes: Bytes,
  { signal, onProgress, start = startWorker }: Options,
): Promise<ReadFile | undefined> {
  const size = bytes.byteLength.toLocaleString('en');
  return inWorker<Bytes, ReadingAnswer, ReadFile>({
    signal,
    start,
    begin: (worker) => worker.postMessage(bytes, [bytes.buffer]),
    take(answer, done) {
      if (answer.kind === 'failed') throw new NetloomError(answer.code, answer.message);
      if (answer.kind === 'progress') onProgress(answer.done);
      else done(answer.file);
    },
    died: (message) =>
      new NetloomError(
        'reading-failed',
        `Reading the ${size} bytes of the file ended early: ${message || 'its worker could not be started.'} Try again.`,
      ),
  });
}

function startWorker(): ReadingWorker {
  return new Worker(new URL('./worker/reading-worker.ts', import.meta.url), {
    type: 'module',
    name: 'netloom-reading',
  });
}
