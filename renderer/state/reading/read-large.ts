// Document files of any size: large ones are read aside, shown while they are.

import { beginFileJob } from '../file-jobs.ts';
import type { ReadFile } from './protocol.ts';
import { ASIDE_FROM, readAside, readHere } from './read-aside.ts';

/** Whether it takes a while; the others are read at once. */
export function isLarge(bytes: Uint8Array): boolean {
  return bytes.byteLength >= ASIDE_FROM;
}

/**
 * Reads a large file, shown under this name; undefined where the user cancels. The bytes are handed over.
 * @throws NetloomError as `readAside` does
 */
export async function readLarge(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  read = readAside,
): Promise<ReadFile | undefined> {
  const { end, ...options } = beginFileJob(`Reading ${name}`);
  try {
    return await read(bytes, options);
  } finally {
    end();
  }
}

/** A file of any size. */
export async function readDocumentFile(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<ReadFile | undefined> {
  return isLarge(bytes) ? readLarge(name, bytes) : readHere(bytes);
}
