// Whether a file may be saved in a place, before its first byte: what stands there, who changed it meanwhile, and
// whether the disk has room. Looks only; write-atomic.ts does the writing.

import type { BigIntStats } from 'node:fs';
import type nodeFs from 'node:fs/promises';
import { basename, dirname, parse } from 'node:path';
import { NetloomError } from '../lib/errors.ts';
import { systemCode } from './file-errors.ts';
import { sameVersion, versionOf, type FileVersion } from './file-version.ts';

/** The part of node:fs/promises that looking takes. */
export type TargetFs = Pick<typeof nodeFs, 'lstat' | 'realpath' | 'statfs'>;

/** https://learn.microsoft.com/windows/win32/fileio/naming-a-file: devices, with any extension. */
const WINDOWS_RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/iu;

/** @throws NetloomError `file-name` for a name that Windows keeps for devices */
export function refuseReservedName(path: string, platform: NodeJS.Platform): void {
  if (platform === 'win32' && WINDOWS_RESERVED.test(basename(path))) {
    throw new NetloomError('file-name', `"${basename(path)}" is a reserved name in Windows. Choose another.`);
  }
}

export interface SaveTarget {
  readonly path: string;
  /** Of the file to be replaced; undefined when there is none. */
  readonly mode: number | undefined;
}

/**
 * Follows symbolic links, so that saving over a link keeps the link; takes only what a save may replace.
 *
 * @throws NetloomError `file-is-folder`, `file-link`, `file-not-regular`, `file-read-only`, or the system's own
 *   error
 */
export async function resolveTarget(path: string, fs: TargetFs): Promise<SaveTarget> {
  const name = basename(path);
  if (name === '' || parse(path).root === path) {
    throw new NetloomError('file-is-folder', `"${path}" is a folder. Choose a file name.`);
  }
  let status = await statusOf(path, fs);
  let resolved = path;
  if (status?.isSymbolicLink()) {
    try {
      resolved = await fs.realpath(path);
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error;
      throw new NetloomError('file-link', `"${name}" is a symbolic link to a file that does not exist.`, {
        cause: error,
      });
    }
    status = await statusOf(resolved, fs);
  }
  if (status === undefined) return { path: resolved, mode: undefined };
  if (status.isDirectory()) {
    throw new NetloomError('file-is-folder', `"${name}" is a folder. Choose a file name.`);
  }
  if (!status.isFile()) {
    throw new NetloomError(
      'file-not-regular',
      `"${name}" is a device or a pipe, not a file. Choose another name.`,
    );
  }
  const mode = Number(status.mode & 0o777n);
  // A rename would replace a read-only file all the same, and its owner said not to.
  if ((mode & 0o222) === 0) {
    throw new NetloomError('file-read-only', `"${name}" is read-only. Save under another name.`);
  }
  return { path: resolved, mode };
}

async function statusOf(path: string, fs: TargetFs): Promise<BigIntStats | undefined> {
  try {
    return await fs.lstat(path, { bigint: true });
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Undefined expects nothing, null that there is no file.
 *
 * @throws NetloomError `file-changed` when what is on disk is another version than the expected one
 */
export async function refuseChange(
  path: string,
  expected: FileVersion | null | undefined,
  fs: TargetFs,
): Promise<void> {
  if (expected === undefined) return;
  const status = await statusOf(path, fs);
  const found = status === undefined ? null : versionOf(status);
  if (sameVersion(found, expected)) return;
  const name = basename(path);
  const what =
    found === null
      ? 'was removed or renamed'
      : expected === null
        ? 'has appeared on the disk'
        : 'was changed by another program';
  throw new NetloomError(
    'file-changed',
    `"${name}" ${what} since it was opened here. Save under another name, or overwrite it.`,
  );
}

/** @throws NetloomError `disk-full` when fewer than `needed` bytes are free where the file will lie */
export async function refuseFullDisk(path: string, needed: number, fs: TargetFs): Promise<void> {
  const free = await freeBytes(path, fs);
  if (free !== undefined && free < needed) throw diskFull(path, needed, free);
}

/** Undefined where the file system does not tell: the write itself will. */
export async function freeBytes(path: string, fs: TargetFs): Promise<number | undefined> {
  try {
    const status = await fs.statfs(dirname(path));
    // Some network and FUSE file systems report no blocks at all.
    return status.blocks === 0 ? undefined : status.bavail * status.bsize;
  } catch {
    return undefined;
  }
}

/** Says how many bytes were needed, and how many are free where that is known. */
export function diskFull(
  path: string,
  needed: number,
  free: number | undefined,
  cause?: unknown,
): NetloomError {
  const left = free === undefined ? '' : `, ${free.toLocaleString('en')} bytes are free`;
  return new NetloomError(
    'disk-full',
    `Could not save "${basename(path)}": the disk of ${dirname(path)} is full. ` +
      `${needed.toLocaleString('en')} bytes are needed${left}. Free some space, or choose another disk.`,
    { cause },
  );
}
