// The bytes of a document that is saved, as a stream: large weights are checked aside and written piece by piece, shown
// while they are, with a way to cancel.

import { planNetloomFile } from '../../shared/document/container.ts';
import { serialiseDocument } from '../../shared/document/serialise.ts';
import type { Document } from '../../shared/document/types.ts';
import type { SaveRequest } from '../../shared/host/host.ts';
import { beginFileJob, type RunningFileJob } from '../state/file-jobs.ts';
import { checksumsAside } from '../state/saving/checksums-aside.ts';

interface ByteStream extends Pick<SaveRequest, 'byteLength' | 'chunks'> {
  /** After the save, however it ended. */
  readonly end: () => void;
}

/** So much at once: the page draws between two pieces. */
const PIECE_BYTES = 4 << 20;
/** Files of this many bytes show how far they are. */
const SHOWN_FROM = 1 << 20;

export function textStream(document: Document): ByteStream {
  const bytes = new TextEncoder().encode(serialiseDocument(document));
  return {
    byteLength: bytes.byteLength,
    async *chunks() {
      yield bytes;
    },
    end: () => undefined,
  };
}

/**
 * Checking the weights is one half of the work that is shown, writing them the other.
 * @param cancelling aborted where the user cancels
 */
export function containerStream(
  document: Document,
  weights: Uint8Array<ArrayBuffer> | undefined,
  cancelling: AbortController,
): ByteStream {
  const plan = planNetloomFile(document, weights);
  const { byteLength } = plan;
  const { signal } = cancelling;

  // Only once the user has said where: what is shown takes its time.
  let job: RunningFileJob | undefined;
  return {
    byteLength,
    async *chunks() {
      job = byteLength < SHOWN_FROM ? undefined : beginFileJob(`Saving ${document.name}`, cancelling);
      const onChecked = (done: number): void => job?.onProgress(done / 2);
      const checksums =
        weights === undefined ? undefined : await checksumsAside(weights, { signal, onProgress: onChecked });
      signal.throwIfAborted();
      let written = 0;
      for (const part of plan.parts(checksums)) {
        for (let at = 0; at < part.length; at += PIECE_BYTES) {
          const piece = part.subarray(at, at + PIECE_BYTES) as Uint8Array<ArrayBuffer>;
          yield piece;
          signal.throwIfAborted();
          written += piece.length;
          job?.onProgress(0.5 + written / byteLength / 2);
        }
      }
    },
    end: () => job?.end(),
  };
}
