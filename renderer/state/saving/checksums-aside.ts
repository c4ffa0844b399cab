// The checksums of weights that are about to be saved; those of large ones in a worker of its own, which gets them
// piece by piece: the page stays alive, and there is never a second copy of all of them.

import { checksumsOf, type Checksums } from '../../../shared/lib/checksums.ts';
import type { CancelSignal } from '../../../shared/lib/cancel.ts';
import { NetloomError } from '../../../shared/lib/errors.ts';
import { inWorker, type WorkWorker } from '../in-worker.ts';
import type { SavingAnswer, SavingRequest } from './protocol.ts';

export type SavingWorker = WorkWorker<SavingRequest, SavingAnswer>;

interface Options {
  readonly signal: CancelSignal;
  /** Told how much is done, from 0 to 1. */
  readonly onProgress: (done: number) => void;
  readonly start?: () => SavingWorker;
}

/** Weights of this many bytes take longer than starting a worker. */
const ASIDE_FROM = 1 << 20;
/** Copying one takes the page a millisecond or two. */
const PIECE_BYTES = 4 << 20;
/** One is on its way while another is worked on. */
const PIECES = 2;

/**
 * @returns undefined where the signal cancelled it
 * @throws NetloomError `saving-failed` where the worker cannot be started or dies
 */
export async function checksumsAside(
  weights: Uint8Array,
  { signal, onProgress, start = startWorker }: Options,
): Promise<Checksums | undefined> {
  if (weights.byteLength < ASIDE_FROM) return checksumsOf(weights);
  let sent = 0;
  let taken = 0;
  const send = (worker: SavingWorker, memory: ArrayBuffer): void => {
    const piece = weights.subarray(sent, sent + PIECE_BYTES);
    if (piece.length === 0) return;
    const bytes = new Uint8Array(memory, 0, piece.length);
    bytes.set(piece);
    sent += piece.length;
    worker.postMessage({ kind: 'bytes', bytes }, [memory]);
    if (sent === weights.length) worker.postMessage({ kind: 'end' }, []);
  };
  return inWorker<SavingRequest, SavingAnswer, Checksums>({
    signal,
    start,
    begin(worker) {
      for (let count = 0; count < PIECES; count += 1) send(worker, new ArrayBuffer(PIECE_BYTES));
    },
    take(answer, done, worker) {
      if (answer.kind === 'done') {
        done(answer.checksums);
        return;
      }
      taken += answer.bytes.length;
      onProgress(taken / weights.length);
      send(worker, answer.bytes.buffer);
    },
    died(message) {
      const size = weights.byteLength.toLocaleString('en');
      const reason = message || 'the worker for it could not be started.';
      return new NetloomError(
        'saving-failed',
        `Checking the ${size} bytes of weights ended early: ${reason} Nothing was written. Save again.`,
      );
    },
  });
}

function startWorker(): SavingWorker {
  return new Worker(new URL('./worker/saving-worker.ts', import.meta.url), {
    type: 'module',
    name: 'netloom-saving',
  });
}
