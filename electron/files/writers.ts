// Writes under way, named by tokens: begun with a path that the user chose, fed in chunks, committed or aborted.

import { NetloomError } from '../../shared/lib/errors.ts';
import {
  beginWrite,
  type AtomicWriter,
  type WriteOptions,
  type WrittenFile,
} from '../../shared/node/write-atomic.ts';
import { newToken } from './tokens.ts';

export interface Writers {
  begin(path: string, options: WriteOptions): Promise<string>;
  write(writer: string, bytes: Uint8Array): Promise<void>;
  commit(writer: string): Promise<WrittenFile>;
  abort(writer: string): Promise<void>;
  /** For a window that went away: its half-written files go too. */
  abortAll(): Promise<void>;
}

/** One document, one draft and one export at a time leave room; a window in a loop does not get further. */
const MAX_WRITERS = 8;

export function createWriters(): Writers {
  const open = new Map<string, AtomicWriter>();
  /** On their way to being open: they count, too. */
  let beginning = 0;
  /** Counts windows that went away. */
  let generation = 0;

  function find(writer: string): AtomicWriter {
    const found = open.get(writer);
    if (found === undefined) {
      throw new NetloomError('unknown-token', 'This write is not under way (any more). Start it again.');
    }
    return found;
  }

  return {
    async begin(path, options) {
      const under = open.size + beginning;
      if (under >= MAX_WRITERS) {
        throw new NetloomError('too-many-writes', `${under} files are being written. Wait for one to end.`);
      }
      const writer = newToken();
      const own = generation;
      beginning += 1;
      try {
        const begun = await beginWrite(path, options);
        if (own === generation) open.set(writer, begun);
        else await begun.abort();
      } finally {
        beginning -= 1;
      }
      return writer;
    },
    async write(writer, bytes) {
      try {
        await find(writer).write(bytes);
      } catch (error) {
        open.delete(writer);
        throw error;
      }
    },
    async commit(writer) {
      const found = find(writer);
      open.delete(writer);
      return found.commit();
    },
    async abort(writer) {
      const found = find(writer);
      open.delete(writer);
      await found.abort();
    },
    async abortAll() {
      generation += 1;
      const all = [...open.values()];
      open.clear();
      await Promise.all(all.map((writer) => writer.abort()));
    },
  };
}
