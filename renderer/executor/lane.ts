// One request at a time, and the newest wins.

import { cancelled, toError } from './failures.ts';

export interface Lane {
  /**
   * Runs `work` after what is under way. A `prepare` cancels everything before it; a `run` cancels only the run
   * that still waits. Whoever is cancelled rejects as `cancelled`: at once while it waits, else when it stops.
   */
  enqueue<T>(
    kind: 'prepare' | 'run',
    signal: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T>;
  cancelAll(): void;
}

interface Entry {
  readonly kind: 'prepare' | 'run';
  readonly controller: AbortController;
  started: boolean;
}

export function createLane(): Lane {
  const entries = new Set<Entry>();
  let tail: Promise<void> = Promise.resolve();

  return {
    enqueue<T>(
      kind: Entry['kind'],
      outer: AbortSignal | undefined,
      work: (signal: AbortSignal) => Promise<T>,
    ): Promise<T> {
      for (const entry of entries) {
        if (kind === 'prepare' || (entry.kind === 'run' && !entry.started)) entry.controller.abort();
      }
      const entry: Entry = { kind, controller: new AbortController(), started: false };
      entries.add(entry);
      const own = entry.controller.signal;
      const signal = outer === undefined ? own : AbortSignal.any([outer, own]);
      const result = new Promise<T>((resolve, reject) => {
        const giveUp = (): void => {
          if (!entry.started) reject(toError(cancelled()));
        };
        if (signal.aborted) giveUp();
        signal.addEventListener('abort', giveUp, { once: true });
        tail = tail.then(async () => {
          if (!signal.aborted) {
            entry.started = true;
            await work(signal).then(resolve, reject);
          }
          signal.removeEventListener('abort', giveUp);
          entries.delete(entry);
        });
      });
      return result;
    },
    cancelAll() {
      for (const entry of entries) entry.controller.abort();
    },
  };
}
