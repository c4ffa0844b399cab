// The checksums of weights that are about to be saved; those of large ones in a worker of its own, which gets them
// piece by piece: the page stays alive, and there is never a second copy of all of them.

import { checksumsOf, type Checksums } from '../../../shared/lib/checksums.ts';
import type { CancelSignal } from '../../../shared/lib/cancel.ts';
import { NetloomError } from '../../../shared/lib/errors.ts';
import type { SavingAnswer, SavingRequest } from './protocol.ts';

/** The part of Worker that is used. */
export interface SavingWorker {
  postMessage(request: SavingRequest, transfer: ArrayBuffer[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<SavingAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

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
export async function checksumsAside(weights: Uint8Array, options: Options): Promise<Checksums | undefined> {
  return weights.byteLength < ASIDE_FROM ? checksumsOf(weights) : inWorker(weights, options);
}

function inWorker(
  weights: Uint8Array,
  { signal, onProgress, start = startWorker }: Options,
): Promise<Checksums | undefined> {
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
    let sent = 0;
    let taken = 0;
    const send = (memory: ArrayBuffer): void => {
      const piece = weights.subarray(sent, sent + PIECE_BYTES);
      if (piece.length === 0) return;
      const bytes = new Uint8Array(memory, 0, piece.length);
      bytes.set(piece);
      sent += piece.length;
      worker.postMessage({ kind: 'bytes', bytes }, [memory]);
      if (sent === weights.length) worker.postMessage({ kind: 'end' }, []);
    };
    signal.addEventListener('abort', cancel);
    worker.onerror = ({ message }) => {
      end();
      const size = weights.byteLength.toLocaleString('en');
      const reason = message || 'the worker for it could not be started.';
      reject(
        new NetloomError(
          'saving-failed',
          `Checking the ${size} bytes of weights ended early: ${reason} Nothing was written. Save again.`,
        ),
      );
    };
    worker.onmessage = ({ data }) => {
      if (data.kind === 'done') {
        end();
        resolve(data.checksums);
        return;
      }
      taken += data.bytes.length;
      onProgress(taken / weights.length);
      send(data.bytes.buffer);
    };
    for (let count = 0; count < PIECES; count += 1) send(new ArrayBuffer(PIECE_BYTES));
  });
}

function startWorker(): SavingWorker {
  return new Worker(new URL('./worker/saving-worker.ts', import.meta.url), {
    type: 'module',
    name: 'netloom-saving',
  });
}
