// The files opened and saved last, newest first, kept in the user's settings folder.

import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { systemCode } from '../../shared/node/file-errors.ts';
import { writeAtomic } from '../../shared/node/write-atomic.ts';

const MAX_RECENT = 10;
const schema = z.strictObject({
  version: z.literal(1),
  paths: z.array(z.string().max(4096)).max(MAX_RECENT),
});

export interface RecentFiles {
  list(): Promise<readonly string[]>;
  add(path: string): Promise<void>;
  remove(path: string): Promise<void>;
  clear(): Promise<void>;
}

/**
 * @param settingsPath the file to keep them in; unreadable, damaged, or of a later version, it counts as empty
 * @param changed told of every new list, kept or not
 */
export function createRecentFiles(
  settingsPath: string,
  changed: (paths: readonly string[]) => void,
): RecentFiles {
  let paths: Promise<readonly string[]> | undefined;
  const list = () => (paths ??= load(settingsPath));
  /** One after the other, or the file could end with an earlier list. */
  let written: Promise<unknown> = Promise.resolve();
  const change = async (update: (paths: readonly string[]) => readonly string[]) => {
    const next = list().then(update);
    paths = next;
    changed(await next);
    const text = `${JSON.stringify({ version: 1, paths: await next }, undefined, 2)}\n`;
    const write = written.then(() => writeAtomic(settingsPath, new TextEncoder().encode(text)));
    // What went wrong is told to whoever made that change.
    written = write.catch(() => undefined);
    await write;
  };
  return {
    list,
    add: (path) => change((all) => [path, ...all.filter((other) => other !== path)].slice(0, MAX_RECENT)),
    remove: (path) => change((all) => all.filter((other) => other !== path)),
    clear: () => change(() => []),
  };
}

async function load(path: string): Promise<readonly string[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    // A convenience that cannot be read keeps no app from starting; that it cannot be kept is told when it changes.
    if (systemCode(error) !== undefined) return [];
    throw error;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data.paths : [];
}
