// What became of the network, its weights, the input or the wish since a result was made.

import type { Backend } from '../executor/types.ts';
import { networkKey } from './network-key.ts';
import type { InputPicture, Runnable, RunRecord } from './types.ts';

/** What a loaded model depends on: equal keys need no second loading. */
export function runKey({ network, seed, stored }: Runnable, wish: Backend | 'auto'): string {
  return `${wish} ${seed} ${bufferId(stored)} ${networkKey(network)}`;
}

const bufferIds = new WeakMap<Uint8Array, number>();
let buffers = 0;

function bufferId(bytes: Uint8Array | undefined): number {
  if (bytes === undefined) return 0;
  let id = bufferIds.get(bytes);
  if (id === undefined) bufferIds.set(bytes, (id = ++buffers));
  return id;
}

/** What makes a result one of something else than is shown now; undefined while it still holds. */
export function modelChange(record: RunRecord, now: Runnable): 'network' | 'weights' | undefined {
  const then = record.runnable;
  if (networkKey(then.network) !== networkKey(now.network)) return 'network';
  return then.seed === now.seed && then.stored === now.stored ? undefined : 'weights';
}

export function inputChanged(record: RunRecord, picture: InputPicture | undefined): boolean {
  return record.picture !== picture;
}

/** Whether the next run may take another backend than the result's: its numbers hold all the same. */
export function wishChanged(record: RunRecord, wish: Backend | 'auto'): boolean {
  return record.wish !== wish && record.run.backend !== wish;
}
