// What the page and the reading worker say to each other, and the worker's part of it. One file a worker: ending the
// worker cancels it.

import { readNetloomFile, type NetloomFile } from '../../../shared/document/container.ts';
import { messageOf, NetloomError } from '../../../shared/lib/errors.ts';
import { inSteps } from '../../../shared/lib/in-steps.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Weights are a view into the bytes that were read. */
export interface ReadFile extends NetloomFile {
  readonly weights?: Bytes;
}

export type ReadingAnswer =
  /** From 0 to 1. */
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'done'; readonly file: ReadFile }
  /** Errors lose their code on the way between threads, so they travel as values. */
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

/** Reads a document file, and tells how far it is on the way. */
export function answerReading(bytes: Bytes, tell: (answer: ReadingAnswer) => void): void {
  const onProgress = inSteps((done) => tell({ kind: 'progress', done }));
  try {
    tell({ kind: 'done', file: readNetloomFile(bytes, onProgress) as ReadFile });
  } catch (error) {
    const code = error instanceof NetloomError ? error.code : 'reading-failed';
    tell({ kind: 'failed', code, message: messageOf(error) });
  }
}
