// Document files, large ones read in a worker of their own: the page stays alive meanwhile, and ending the worker
// cancels it at once.

import { readNetloomFile } from '../../../shared/document/container.ts';
import { NetloomError } from '../../../shared/lib/errors.ts';
import type { ReadFile, ReadingAnswer } from './protocol.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** The part of Worker that is used. */
export interface ReadingWorker {
  postMessage(bytes: Bytes, transfer: ArrayBuffer[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<ReadingAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

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
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      resolve(undefined);
      return;
    }
    const size = bytes.byteLength.toLocaleString('en');
    const worker = start();
    const end = (): void => {
      signal.removeEventListener('abort', cancel);
      worker.terminate();
    };
    const cancel = (): void => {
      end();
      resolve(undefined);
    };
    const fail = (code: string, message: string): void => {
      end();
      reject(new NetloomError(code, message));
    };
    signal.addEventListener('abort', cancel);
    worker.onerror = ({ message }) => {
      const reason = message || 'its worker could not be started.';
      fail('reading-failed', `Reading the ${size} bytes of the file ended early: ${reason} Try again.`);
    };
    worker.onmessage = ({ data }) => {
      if (data.kind === 'progress') {
        onProgress(data.done);
      } else if (data.kind === 'done') {
        end();
        resolve(data.file);
      } else {
        fail(data.code, data.message);
      }
    };
    worker.postMessage(bytes, [bytes.buffer]);
  });
}

function startWorker(): ReadingWorker {
  return new Worker(new URL('./worker/reading-worker.ts', import.meta.url), {
    type: 'module',
    name: 'netloom-reading',
  });
}
