// Looks for where the NaN and infinity of a result begin, in a worker of its own that ends with the search: that there
// are any is rare, and the loaded models stay as they are.

import { compile } from '../../shared/compile/compile.ts';
import { messageOf, NetloomError } from '../../shared/lib/errors.ts';
import { createExecutor } from '../executor/executor.ts';
import type { Origin } from './results.ts';
import type { RunRecord } from './types.ts';

let under: { readonly record: RunRecord; readonly abort: AbortController } | undefined;

/** Tells what becomes of the search, at once and at its end. A later one ends it. */
export async function traceOrigin(record: RunRecord, tell: (origin: Origin) => void): Promise<void> {
  cancelTracing();
  const abort = new AbortController();
  under = { record, abort };
  tell({ record, state: 'looking' });
  const executor = createExecutor();
  const { runnable, inputs, run } = record;
  const { network, seed, stored } = runnable;
  try {
    const request = { compiled: compile(network), seed, stored, backend: run.backend };
    const traced = await executor.trace(request, inputs, { signal: abort.signal });
    tell({ record, state: 'found', traced });
  } catch (error) {
    if (abort.signal.aborted) {
      tell({ record, state: 'cancelled' });
    } else {
      const code = error instanceof NetloomError ? error.code : 'unexpected';
      tell({ record, state: 'failed', failure: { code, message: messageOf(error) } });
    }
  } finally {
    executor.dispose();
    if (under?.abort === abort) under = undefined;
  }
}

export function cancelTracing(): void {
  under?.abort.abort();
}

/** Ends the search where it is of another result than this one: nobody would look at what it finds. */
export function keepTracing(record: RunRecord | undefined): void {
  if (under !== undefined && under.record !== record) cancelTracing();
}
