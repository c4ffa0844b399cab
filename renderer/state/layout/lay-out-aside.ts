// Layout in a worker of its own: the page stays alive meanwhile, and ending the worker cancels it at once.

import type { LayoutPoint } from '../../../shared/layout/layout.ts';
import { NetloomError } from '../../../shared/lib/errors.ts';
import { inWorker, type WorkWorker } from '../in-worker.ts';
import type { LayoutAnswer, LayoutRequest } from './protocol.ts';

export type LayoutWorker = WorkWorker<LayoutRequest, LayoutAnswer>;

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
  const failed = (reason: string): NetloomError =>
    new NetloomError(
      'layout-failed',
      `The layout of ${request.nodes.length} nodes ended early: ${reason} Nothing was moved; try again, or tidy a selection.`,
    );
  return inWorker<LayoutRequest, LayoutAnswer, ReadonlyMap<string, LayoutPoint>>({
    signal,
    start,
    begin: (worker) => worker.postMessage(request, []),
    take(answer, done) {
      if (answer.kind === 'failed') throw failed(answer.message);
      if (answer.kind === 'progress') onProgress(answer.done);
      else done(answer.positions);
    },
    died: (message) => failed(message || 'its worker could not be started.'),
  });
}

function startWorker(): LayoutWorker {
  return new Worker(new URL('./worker/layout-worker.ts', import.meta.url), {
    type: 'module',
    name: 'netloom-layout',
  });
}
