// Tells one state of a file on disk from another, without reading it.

import type { BigIntStats } from 'node:fs';
import nodeFs from 'node:fs/promises';
import { fileError, systemCode } from './file-errors.ts';

export interface FileVersion {
  readonly size: bigint;
  readonly modified: bigint;
  readonly inode: bigint;
}

/** The version on disk now; undefined when there is no file. */
export async function fileVersion(
  path: string,
  fs: Pick<typeof nodeFs, 'stat'> = nodeFs,
): Promise<FileVersion | undefined> {
  try {
    return versionOf(await fs.stat(path, { bigint: true }));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw fileError(error, 'look at', path);
  }
}

/** The version that a status tells of: nanoseconds, so that two saves within a millisecond differ. */
export function versionOf(status: BigIntStats): FileVersion {
  return { size: status.size, modified: status.mtimeNs, inode: status.ino };
}

/** Null stands for a file that does not exist. */
export function sameVersion(a: FileVersion | null, b: FileVersion | null): boolean {
  if (a === null || b === null) return a === b;
  return a.size === b.size && a.modified === b.modified && a.inode === b.inode;
}
