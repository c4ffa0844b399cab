// Reads whole files that the user named, and only files: never a pipe that nobody fills, a device without an end,
// or more than is asked for.

import { constants } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { NetloomError } from '../lib/errors.ts';
import { fileError } from './file-errors.ts';

/** Reads larger than this fail on some systems. */
const PIECE_BYTES = 1 << 30;

/**
 * @param limit in bytes
 * @throws NetloomError `file-is-folder`, `file-not-regular`, `file-too-large`, `file-changed` where the file shrank
 *   meanwhile, `out-of-memory`, or what `fileError` says of the system's own refusal
 */
export async function readRegularFile(path: string, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    refuseSpecial(path, await stat(path));
    // A pipe may have taken the file's place since: opening one would wait for somebody to write.
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const status = await handle.stat();
      refuseSpecial(path, status);
      if (status.size > limit) {
        throw new NetloomError(
          'file-too-large',
          `"${basename(path)}" has ${status.size.toLocaleString('en')} bytes; at most ${limit.toLocaleString('en')} are read.`,
        );
      }
      return await readAll(handle, path, status.size);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileError(error, 'read', path);
  }
}

function refuseSpecial(path: string, status: { isFile(): boolean; isDirectory(): boolean }): void {
  const name = basename(path);
  if (status.isDirectory()) {
    throw new NetloomError('file-is-folder', `"${name}" is a folder. Name a file in it.`);
  }
  if (!status.isFile()) {
    throw new NetloomError('file-not-regular', `"${name}" is a device or a pipe, not a file. Name a file.`);
  }
}

async function readAll(handle: FileHandle, path: string, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = allocate(path, size);
  for (let filled = 0; filled < size;) {
    const { bytesRead } = await handle.read(bytes, filled, Math.min(PIECE_BYTES, size - filled), filled);
    if (bytesRead === 0) {
      throw new NetloomError(
        'file-changed',
        `"${basename(path)}" became shorter while it was read: ${filled} of ${size} bytes came. Try again.`,
      );
    }
    filled += bytesRead;
  }
  return bytes;
}

function allocate(path: string, size: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(size);
  } catch (cause) {
    throw new NetloomError(
      'out-of-memory',
      `There is no memory for the ${size.toLocaleString('en')} bytes of "${basename(path)}".`,
      { cause },
    );
  }
}
