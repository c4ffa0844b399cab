// A file's bytes on their way to the disk and back, a span at a time: while one is written, the one before is synced,
// read back and compared. Little is left to wait for at the end of a large file. What was written is kept until then:
// to compare it byte for byte takes a quarter of the time of two checksums, for two spans of memory.

import type { FileHandle } from 'node:fs/promises';

/** Bytes `[from, to)` of the file. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface CheckedSpans {
  /**
   * The bytes that follow.
   * @param writing until they are with the system
   */
  add(chunk: Uint8Array, writing: Promise<void>): Promise<void>;
  /** Syncs and checks what is left. Gives the first span that came back otherwise: undefined where all is well. */
  finish(): Promise<Span | undefined>;
}

/** What was written from `from` to `to`. */
interface WrittenSpan extends Span {
  readonly chunks: readonly Uint8Array[];
}

const READ_BYTES = 2 << 20;

/**
 * @param handle of a new file, empty and open for reading, too
 * @param spanBytes at least so many are synced at once
 * @param release told when a chunk's memory may be used again; a failed write tells nothing more
 */
export function checkedSpans(
  handle: FileHandle,
  spanBytes: number,
  release: (chunk: Uint8Array) => void,
): CheckedSpans {
  let from = 0;
  let to = 0;
  let chunks: Uint8Array[] = [];
  let wrong: Span | undefined;
  let buffers: readonly [Uint8Array, Uint8Array] | undefined;
  let checking = Promise.resolve();

  function endSpan(): WrittenSpan {
    const span = { from, to, chunks };
    from = to;
    chunks = [];
    return span;
  }

  async function check(span: WrittenSpan, readTo: number): Promise<void> {
    // The same memory for all: spans are checked one after the other.
    buffers ??= [new Uint8Array(READ_BYTES), new Uint8Array(READ_BYTES)];
    if (wrong === undefined && !(await isOnDisk(handle, span, readTo, buffers))) wrong = span;
    span.chunks.forEach(release);
  }

  async function syncThenCheck(span: WrittenSpan): Promise<void> {
    await handle.datasync();
    await check(span, span.to);
  }

  return {
    async add(chunk, writing) {
      chunks.push(chunk);
      await writing;
      to += chunk.byteLength;
      if (to - from < spanBytes) return;
      // No more than two spans are kept.
      await checking;
      checking = syncThenCheck(endSpan());
      // Met at the next span's end, or at the file's; until then a failure is not unhandled.
      checking.catch(() => undefined);
    },

    async finish() {
      await Promise.all([handle.sync(), checking]);
      await check(endSpan(), Infinity);
      return wrong;
    },
  };
}

/**
 * Each piece is read while the one before it is looked at.
 * @param readTo beyond the span, the file has to end with it
 */
async function isOnDisk(
  handle: FileHandle,
  { from, to, chunks }: WrittenSpan,
  readTo: number,
  buffers: readonly [Uint8Array, Uint8Array],
): Promise<boolean> {
  let at = from;
  let [buffer, other] = buffers;
  const isNext = comparer(chunks);
  const length = (): number => Math.min(READ_BYTES, readTo - at);
  let reading = handle.read(buffer, 0, length(), at);
  for (;;) {
    const { bytesRead } = await reading;
    if (bytesRead === 0) return at === to;
    at += bytesRead;
    reading = handle.read(other, 0, length(), at);
    if (!isNext(buffer.subarray(0, bytesRead))) {
      await reading;
      return false;
    }
    [buffer, other] = [other, buffer];
  }
}

/** Whether the bytes that it is given, piece by piece, are those of the chunks. */
function comparer(chunks: readonly Uint8Array[]): (piece: Uint8Array) => boolean {
  let index = 0;
  let offset = 0;
  return (piece) => {
    for (let at = 0; at < piece.length;) {
      const chunk = chunks[index];
      if (chunk === undefined) return false;
      const count = Math.min(piece.length - at, chunk.length - offset);
      if (Buffer.compare(piece.subarray(at, at + count), chunk.subarray(offset, offset + count)) !== 0)
        return false;
      at += count;
      offset += count;
      if (offset < chunk.length) continue;
      index += 1;
      offset = 0;
    }
    return true;
  };
}
