// What writes that were killed leave behind: temporary files, which nobody else knows. Removed by whoever next writes
// to the folder, or starts with it.

import nodeFs from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from './file-errors.ts';

/** As write-atomic.ts calls them. */
const TEMPORARY = /^\.netloom-[0-9a-f]{16}\.tmp$/u;

/** A write that is alive adds to its file, or syncs it, far more often. */
const ABANDONED_MS = 10 * 60 * 1000;

/**
 * Removes temporary files that no write has touched for so long. What cannot be removed stays: this must never keep
 * anybody from writing.
 */
export async function sweepFolder(folder: string, abandonedMs = ABANDONED_MS): Promise<void> {
  try {
    for (const name of await nodeFs.readdir(folder)) {
      if (!TEMPORARY.test(name)) continue;
      const path = join(folder, name);
      const { mtimeMs } = await nodeFs.lstat(path);
      if (Date.now() - mtimeMs >= abandonedMs) await nodeFs.unlink(path);
    }
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
  }
}
