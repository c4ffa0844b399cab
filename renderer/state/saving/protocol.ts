// What the page and the saving worker say to each other, and the worker's part of it: the checksums of weights, which
// come in pieces whose memory goes back and forth.

import { startChecksums, type Checksums } from '../../../shared/lib/checksums.ts';

export type SavingRequest =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** All were sent. */
  | { readonly kind: 'end' };

export type SavingAnswer =
  /** The memory of a piece, to be used again. */
  | { readonly kind: 'taken'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'done'; readonly checksums: Checksums };

/** Answers the requests of one file, in their order. */
export function answerSaving(): (request: SavingRequest) => SavingAnswer {
  const checksums = startChecksums();
  return (request) => {
    if (request.kind === 'end') return { kind: 'done', checksums: checksums.end() };
    checksums.update(request.bytes);
    return { kind: 'taken', bytes: request.bytes };
  };
}
