// The large files that are being read: what each is called and how far it is, for a strip that can end it.

import { create } from 'zustand';
import type { ReadFile } from './protocol.ts';
import { ASIDE_FROM, readAside, readHere } from './read-aside.ts';

interface ReadingJob {
  readonly id: number;
  readonly name: string;
  /** From 0 to 1. */
  readonly done: number;
  readonly cancel: () => void;
}

/** In the order in which they began. */
export const useReadingJobs = create<{ readonly jobs: readonly ReadingJob[] }>()(() => ({ jobs: [] }));

const { setState } = useReadingJobs;

let latest = 0;

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
  const controller = new AbortController();
  latest += 1;
  const id = latest;
  const job: ReadingJob = { id, name, done: 0, cancel: () => controller.abort() };
  setState(({ jobs }) => ({ jobs: [...jobs, job] }));
  try {
    return await read(bytes, {
      signal: controller.signal,
      onProgress: (done) =>
        setState(({ jobs }) => ({ jobs: jobs.map((each) => (each.id === id ? { ...each, done } : each)) })),
    });
  } finally {
    setState(({ jobs }) => ({ jobs: jobs.filter((each) => each.id !== id) }));
  }
}

/** A file of any size. */
export async function readDocumentFile(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<ReadFile | undefined> {
  return isLarge(bytes) ? readLarge(name, bytes) : readHere(bytes);
}
