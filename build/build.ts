// Builds the app and the desktop host into dist/.

import { existsSync, readdirSync, statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type InlineConfig } from 'vite';
import { messageOf } from '../shared/lib/errors.ts';
import { DIST, ROOT } from './paths.ts';
import { mainConfig, preloadConfig } from './vite.electron.ts';
import { rendererConfig } from './vite.renderer.ts';

/** Written last, so that a build cut short counts as none. */
const STAMP = join(DIST, '.built');

const SOURCES = [
  'shared',
  'renderer',
  'electron',
  'build/build.ts',
  'build/vite.electron.ts',
  'build/vite.renderer.ts',
  'package-lock.json',
];

/** @param level how much Vite says */
export async function buildApp(level: 'info' | 'warn' = 'info'): Promise<void> {
  await rm(DIST, { recursive: true, force: true });
  const renderer: InlineConfig = { ...rendererConfig, configFile: false };
  for (const config of [renderer, mainConfig, preloadConfig]) {
    await build({ ...config, mode: 'production', logLevel: level });
  }
  await writeFile(STAMP, '');
}

/** Whether dist/ is missing, unfinished, or older than a source. Tests have folders of their own. */
export function isStale(root: string = ROOT): boolean {
  const stamp = join(root, 'dist', '.built');
  if (!existsSync(stamp)) return true;
  const built = statSync(stamp).mtimeMs;
  return SOURCES.some((source) => newerThan(join(root, source), built));
}

function newerThan(path: string, time: number): boolean {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) return false;
  if (!status.isDirectory()) return status.mtimeMs > time && !/\.test\.tsx?$/u.test(path);
  // A folder's own time tells of files removed.
  if (status.mtimeMs > time) return true;
  return readdirSync(path).some((name) => newerThan(join(path, name), time));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  buildApp().catch((error: unknown) => {
    console.error(messageOf(error));
    process.exitCode = 1;
  });
}
