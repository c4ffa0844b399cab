// Layout in a worker of its own: the page stays alive meanwhile, and ending the worker cancels it at once.

import type { LayoutPoint } from '../../../shared/layout/layout.ts';
import { NetloomError } from '../../../shared/lib/errors.ts';
import type { LayoutAnswer, LayoutRequest } from './protocol.ts';

/** The part of Worker that is used. */
export interface LayoutWorker {
  postMessage(request: LayoutRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<LayoutAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

interface Options {
  readonly signal: AbortSignal;
  /** Told how much is done, from 0 to 1. */
  readonly onProgress: (done: number) => void;
  readonly start?: () => LayoutWorker;
}

/**
 * Positions as `layoutGraph` gives them, or undefined where the signal cancelled it.
 * @throws NetloomError `layout-failed` where the worker cannot be started or dies
 */
export function layOutAside(
  request: LayoutRequest,
  { signal, onProgress, start = startWorker }: Options,
): Promise<ReadonlyMap<string, LayoutPoint> | undefined> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      resolve(undefined);
      return;
    }
    const worker = start();
    const end = (): void => {
      signal.removeEventListener('abort', cancel);
      worker.terminate();
    };
    const cancel = (): void => {
      end();
      resolve(undefined);
    };
    const fail = (reason: string): void => {
      end();
      reject(
        new NetloomError(
          'layout-failed',
          `The layout of ${request.nodes.length} nodes ended early: ${reason} Nothing was moved; try again, or tidy a selection.`,
        ),
      );
    };
    signal.addEventListener('abort', cancel);
    worker.onerror = ({ message }) => fail(message || 'its worker could not be started.');
    worker.onmessage = ({ data }) => {
      if (data.kind === 'progress') {
        onProgress(data.done);
      } else if (data.kind === 'done') {
        end();
        resolve(data.positions);
      } else {
        fail(data.message);
      }
    };
    worker.postMessage(request);
  });
}

function startWorker(): LayoutWorker {
  return new Worker(new URL('./worker/layout-worker.ts', import.meta.url), {
    type: 'module',
    name: 'netloom-layout',
  });
}
