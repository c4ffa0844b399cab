// A file's bytes on their way to the disk and back, a span at a time: while one is written, the one before is synced,
// read back and compared. Little is left to wait for at the end of a large file.

import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

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

interface WrittenSpan extends Span {
  readonly checksum: number;
}

const READ_BYTES = 1 << 20;

/**
 * @param handle of a new file, empty and open for reading, too
 * @param spanBytes at least so many are synced at once
 */
export function checkedSpans(handle: FileHandle, spanBytes: number): CheckedSpans {
  let from = 0;
  let to = 0;
  let checksum = 0;
  let wrong: Span | undefined;
  let buffers: readonly [Uint8Array, Uint8Array] | undefined;
  let syncing = Promise.resolve();
  let checking = Promise.resolve();

  function endSpan(): WrittenSpan {
    const span = { from, to, checksum };
    from = to;
    checksum = 0;
    return span;
  }

  async function check(span: WrittenSpan, readTo: number): Promise<void> {
    // The same memory for all: spans are checked one after the other.
    buffers ??= [new Uint8Array(READ_BYTES), new Uint8Array(READ_BYTES)];
    if (wrong === undefined && !(await isOnDisk(handle, span, readTo, buffers))) wrong = span;
  }

  async function syncThenCheck(span: WrittenSpan, before: Promise<void>): Promise<void> {
    await syncing;
    await before;
    await check(span, span.to);
  }

  return {
    async add(chunk, writing) {
      // While the system writes, in a thread of its own.
      checksum = crc32(chunk, checksum);
      await writing;
      to += chunk.byteLength;
      if (to - from < spanBytes) return;
      await syncing;
      syncing = handle.datasync();
      checking = syncThenCheck(endSpan(), checking);
      // Met at the next span's end, or at the file's; until then a failure is not unhandled.
      syncing.catch(() => undefined);
      checking.catch(() => undefined);
    },

    async finish() {
      await syncing;
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
  { from, to, checksum }: WrittenSpan,
  readTo: number,
  buffers: readonly [Uint8Array, Uint8Array],
): Promise<boolean> {
  let at = from;
  let found = 0;
  let [buffer, other] = buffers;
  const length = (): number => Math.min(READ_BYTES, readTo - at);
  let reading = handle.read(buffer, 0, length(), at);
  for (;;) {
    const { bytesRead } = await reading;
    if (bytesRead === 0) return at === to && found === checksum;
    at += bytesRead;
    reading = handle.read(other, 0, length(), at);
    found = crc32(buffer.subarray(0, bytesRead), found);
    [buffer, other] = [other, buffer];
  }
}
