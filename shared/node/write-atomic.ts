// The one way that files are written: whole or not at all. Used by the desktop host and the command line.
//
// A temporary file in the same folder takes the bytes, is synced and read back, and then takes the old file's
// place in one rename; last, the folder is synced, or a power cut could still forget the rename. What the disk
// held before is untouched until that rename. What may be replaced at all is save-target.ts's to say.

import { randomBytes } from 'node:crypto';
import nodeFs, { type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { messageOf, NetloomError } from '../lib/errors.ts';
import { checkedSpans } from './checked-spans.ts';
import { fileError, systemCode } from './file-errors.ts';
import { versionOf, type FileVersion } from './file-version.ts';
import {
  diskFull,
  freeBytes,
  refuseChange,
  refuseFullDisk,
  refuseReservedName,
  resolveTarget,
  type TargetFs,
} from './save-target.ts';

/** The part of node:fs/promises that a write needs; tests make any of it fail. */
export type WriteFs = TargetFs & Pick<typeof nodeFs, 'stat' | 'open' | 'rename' | 'unlink'>;

export interface WriteOptions {
  /** How many bytes will come, where it is known: a disk too small is refused before the first. */
  readonly byteLength?: number | undefined;
  /**
   * What the file was when it was last read or written: another version on disk is never overwritten, and null
   * says that there was none. Undefined overwrites whatever there is.
   */
  readonly expectedVersion?: FileVersion | null | undefined;
  /**
   * Told when a chunk's memory may be used again: once its bytes have come back from the disk. Until then it stays
   * as it was written.
   */
  readonly release?: (chunk: Uint8Array) => void;
  readonly fs?: WriteFs;
  /** Tests only: how much is synced and read back at once. */
  readonly spanBytes?: number;
  /** Tests only; Windows has reserved names and no way to sync a folder. */
  readonly platform?: NodeJS.Platform;
}

export interface WrittenFile {
  /** Where the bytes are: the path asked for, with symbolic links followed. */
  readonly path: string;
  readonly byteLength: number;
  readonly version: FileVersion;
}

/** A write under way. After a failure of any kind the temporary file is gone and only `abort` does nothing. */
export interface AtomicWriter {
  /**
   * Resolves once the bytes are with the system: await it before the next, that is the back-pressure. The chunk is
   * the writer's until `release` gives it back.
   */
  write(chunk: Uint8Array): Promise<void>;
  commit(): Promise<WrittenFile>;
  /** Removes the temporary file; the old file stays. Safe at any time. */
  abort(): Promise<void>;
}

/** Small enough that a disk begins early, and that little is left at the end; large enough that a sync is worth it. */
const SPAN_BYTES = 4 * 2 ** 20;

/** @throws NetloomError as `beginWrite`, and whatever `data` throws; the file is then as it was. */
export async function writeAtomic(
  path: string,
  data: Uint8Array | AsyncIterable<Uint8Array>,
  options: WriteOptions = {},
): Promise<WrittenFile> {
  const byteLength = options.byteLength ?? (data instanceof Uint8Array ? data.byteLength : undefined);
  const writer = await beginWrite(path, { ...options, byteLength });
  try {
    if (data instanceof Uint8Array) await writer.write(data);
    else await writeWhileMaking(writer, data);
    return await writer.commit();
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

/** Each chunk is written while the next one is made. */
async function writeWhileMaking(writer: AtomicWriter, data: AsyncIterable<Uint8Array>): Promise<void> {
  let writing = Promise.resolve();
  try {
    for await (const chunk of data) {
      await writing;
      writing = writer.write(chunk);
      // Looked at in the next round; until then a failure is not unhandled.
      writing.catch(() => undefined);
    }
  } finally {
    await writing;
  }
}

/**
 * Opens a temporary file beside `path`.
 *
 * @throws NetloomError `file-is-folder`, `file-not-regular` (a device, a pipe), `file-link` (a dangling symbolic
 *   link), `file-name`, `file-read-only`, `file-changed` (another version on disk), `disk-full` (with the bytes
 *   needed and free), or what `fileError` says of the system's own refusal
 */
export async function beginWrite(path: string, options: WriteOptions = {}): Promise<AtomicWriter> {
  const fs = options.fs ?? nodeFs;
  const platform = options.platform ?? process.platform;
  refuseReservedName(path, platform);
  try {
    const target = await resolveTarget(path, fs);
    await refuseChange(target.path, options.expectedVersion, fs);
    await refuseFullDisk(target.path, options.byteLength ?? 0, fs);
    const temporary = join(dirname(target.path), `.netloom-${randomBytes(8).toString('hex')}.tmp`);
    const handle = await fs.open(temporary, 'wx+', target.mode ?? 0o666);
    const writer = createWriter({ path: target.path, temporary, handle, fs, platform, options });
    try {
      if (target.mode !== undefined) await keepMode(handle, target.mode);
    } catch (error) {
      await writer.abort();
      throw error;
    }
    return writer;
  } catch (error) {
    throw fileError(error, 'save', path);
  }
}

/** The umask took its share when the file was opened. File systems without modes refuse, and need none. */
async function keepMode(handle: FileHandle, mode: number): Promise<void> {
  try {
    await handle.chmod(mode);
  } catch (error) {
    if (systemCode(error) !== 'EPERM' && systemCode(error) !== 'ENOTSUP') throw error;
  }
}

interface WriterParts {
  readonly path: string;
  readonly temporary: string;
  readonly handle: FileHandle;
  readonly fs: WriteFs;
  readonly platform: NodeJS.Platform;
  readonly options: WriteOptions;
}

function createWriter({ path, temporary, handle, fs, platform, options }: WriterParts): AtomicWriter {
  let state: 'open' | 'busy' | 'done' = 'open';
  let written = 0;
  let handleOpen = true;
  const spans = checkedSpans(handle, options.spanBytes ?? SPAN_BYTES, options.release ?? (() => undefined));

  /** Cleaning up must not hide why it became necessary, so its own failures are let go. */
  async function discard(): Promise<void> {
    state = 'done';
    if (handleOpen) {
      handleOpen = false;
      await handle.close().catch(() => undefined);
    }
    await fs.unlink(temporary).catch(() => undefined);
  }

  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    if (state !== 'open') {
      throw new Error(
        `A write to ${path} was used ${state === 'busy' ? 'before it was ready' : 'after its end'}.`,
      );
    }
    state = 'busy';
    try {
      return await work();
    } catch (error) {
      const code = systemCode(error);
      const full = code === 'ENOSPC' || code === 'EDQUOT';
      const needed = Math.max(options.byteLength ?? 0, written);
      const free = full ? await freeBytes(path, fs) : undefined;
      await discard();
      throw full ? diskFull(path, needed, free, error) : fileError(error, 'save', path);
    }
  }

  return {
    write(chunk) {
      return guarded(async () => {
        await spans.add(chunk, writeWhole(handle, chunk, written));
        written += chunk.byteLength;
        if (state === 'busy') state = 'open';
      });
    },

    commit() {
      return guarded(async () => {
        if (options.byteLength !== undefined && written !== options.byteLength) {
          throw new NetloomError(
            'file-incomplete',
            `Could not save "${basename(path)}": ${written} of ${options.byteLength} bytes came. Try again.`,
          );
        }
        const wrong = await spans.finish();
        if (wrong !== undefined) {
          throw new NetloomError(
            'file-corrupt',
            `Could not save "${basename(path)}": the disk gave back other bytes than it was given ` +
              `(between byte ${wrong.from} and ${wrong.to} of ${written}). Save to another disk and check this one.`,
          );
        }
        handleOpen = false;
        await handle.close();
        await refuseChange(path, options.expectedVersion, fs);
        await fs.rename(temporary, path);
        state = 'done';
        try {
          if (platform !== 'win32') await syncFolder(dirname(path), fs);
          const version = versionOf(await fs.stat(path, { bigint: true }));
          return { path, byteLength: written, version };
        } catch (error) {
          throw new NetloomError(
            'file-not-confirmed',
            `"${basename(path)}" is written, but the disk did not confirm it (${messageOf(error)}). Save it again.`,
            { cause: error },
          );
        }
      });
    },

    async abort() {
      if (state !== 'done') await discard();
    },
  };
}

async function writeWhole(handle: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  let offset = 0;
  while (offset < chunk.byteLength) {
    // With a position, as reading back moves no cursor either; and a write may take less than it is given.
    const { bytesWritten } = await handle.write(chunk, offset, chunk.byteLength - offset, position + offset);
    if (bytesWritten === 0) throw new Error('the disk took no more bytes');
    offset += bytesWritten;
  }
}

async function syncFolder(folder: string, fs: WriteFs): Promise<void> {
  const handle = await fs.open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Network file systems that cannot sync a folder say so; they order the rename themselves.
    const code = systemCode(error);
    if (code !== 'EINVAL' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP') throw error;
  } finally {
    await handle.close();
  }
}
