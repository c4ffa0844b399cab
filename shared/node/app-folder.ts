// The packaged files of the app on disk, for the hosts that answer requests from them.

import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { appManifest, type AppManifest } from '../host/app-files.ts';

/** Every file below `root`. Read once at start: what comes later is not part of the app. */
export async function readAppManifest(root: string, origins: readonly string[]): Promise<AppManifest> {
  const files: string[] = [];
  const walk = async (folder: string): Promise<void> => {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) await walk(path);
      else if (entry.isFile()) files.push(path);
    }
  };
  await walk('');
  return appManifest(origins, files);
}

/** @param path one of the manifest's */
export function readAppFile(root: string, path: string): Readable {
  return createReadStream(join(root, path));
}
