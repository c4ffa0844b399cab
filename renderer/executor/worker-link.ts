// One worker and the requests under way in it: answers find their request, and the worker's end reaches them all.

import { assertNever } from '../../shared/lib/assert-never.ts';
import { cancelled, gpuLost, isFatal, toError, workerDied } from './failures.ts';
import { isFromWorker, type Answers, type ToWorker, type WorkerRequest } from './protocol.ts';
import type { ExecutorFailure, Progress } from './types.ts';

/** The part of Worker that is used. */
export interface WorkerLike {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  onmessageerror: ((event: MessageEvent<unknown>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface WorkerLink {
  /** Why the worker ended; undefined while it lives. */
  readonly ended: ExecutorFailure | undefined;
  request<R extends WorkerRequest>(
    request: R,
    options: { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void },
  ): Promise<Answers[R['type']]>;
  /** Ends the worker; every request under way rejects with this failure. */
  end(failure: ExecutorFailure): void;
}

interface Waiting {
  readonly resolve: (answer: Answers[keyof Answers]) => void;
  readonly reject: (failure: ExecutorFailure) => void;
  readonly onProgress: (progress: Progress) => void;
}

/** How long a worker may take to stop by itself; a run inside WASM cannot. */
const GRACE_MILLISECONDS = 200;

/** @param lockReleased resolves when nobody holds the lock of this name any more */
export function linkWorker(worker: WorkerLike, lockReleased: (name: string) => Promise<void>): WorkerLink {
  const waiting = new Map<number, Waiting>();
  let ended: ExecutorFailure | undefined;
  let lastId = 0;

  function end(failure: ExecutorFailure): void {
    if (ended !== undefined) return;
    ended = failure;
    worker.terminate();
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  }

  worker.onerror = () => end(workerDied());
  worker.onmessageerror = () => end(workerDied());
  worker.onmessage = ({ data }) => {
    if (!isFromWorker(data) || ended !== undefined) return;
    switch (data.kind) {
      case 'ready':
        if (data.lock !== undefined) void lockReleased(data.lock).then(() => end(workerDied()));
        break;
      case 'gpu-lost':
        end(gpuLost());
        break;
      case 'progress':
        waiting.get(data.id)?.onProgress(data.progress);
        break;
      case 'done':
        waiting.get(data.id)?.resolve(data.answer);
        waiting.delete(data.id);
        break;
      case 'failed':
        waiting.get(data.id)?.reject(data.failure);
        waiting.delete(data.id);
        if (isFatal(data.failure.code)) end(data.failure);
        break;
      default:
        assertNever(data);
    }
  };

  return {
    get ended() {
      return ended;
    },
    end,
    request<R extends WorkerRequest>(
      request: R,
      { signal, onProgress }: Parameters<WorkerLink['request']>[1],
    ): Promise<Answers[R['type']]> {
      return new Promise((resolve, reject) => {
        if (ended !== undefined || signal.aborted) {
          reject(toError(ended ?? cancelled()));
          return;
        }
        const id = ++lastId;
        let grace: ReturnType<typeof setTimeout> | undefined;
        const stop = (): void => {
          worker.postMessage({ kind: 'stop', id });
          grace = setTimeout(() => end(cancelled()), GRACE_MILLISECONDS);
        };
        const settle = (): void => {
          clearTimeout(grace);
          signal.removeEventListener('abort', stop);
        };
        signal.addEventListener('abort', stop, { once: true });
        waiting.set(id, {
          resolve(answer) {
            settle();
            // The worker answers every request with what its type asks for.
            resolve(answer as Answers[R['type']]);
          },
          reject(failure) {
            settle();
            reject(toError(failure));
          },
          onProgress,
        });
        worker.postMessage({ kind: 'request', id, request });
      });
    },
  };
}
