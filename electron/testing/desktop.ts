// The desktop host with an Electron of the tests' making and the real file system, for a test at a time.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { FileReference } from '../../shared/host/ipc.ts';
import { startApp } from '../app.ts';
import { createFakeElectron, type FakeElectron } from './fake-electron.ts';

/** The test's own, with `home`, `settings` and `renderer` in it. */
export let folder = '';
/** Of the app that was started last. */
export let fake: FakeElectron;

export const home = (name: string): string => join(folder, 'home', name);
export const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** Starts the app before each test of the file, with two networks in the user's folder. */
export function useDesktop(): void {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netloom-electron-'));
    for (const name of ['home', 'settings', 'renderer']) await mkdir(join(folder, name));
    await writeFile(join(folder, 'renderer', 'index.html'), '<!doctype html>');
    await writeFile(home('net.netloom'), 'first');
    await writeFile(home('other.netloom'), 'second');
    await start();
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });
}

export async function start(args: readonly string[] = [], firstInstance = true): Promise<FakeElectron> {
  fake = createFakeElectron({ userData: join(folder, 'settings'), firstInstance });
  await startApp({
    electron: fake.electron,
    rendererRoot: join(folder, 'renderer'),
    preloadPath: join(folder, 'preload.cjs'),
    args,
    workingFolder: join(folder, 'home'),
  });
  return fake;
}

export async function open(name = 'net.netloom'): Promise<FileReference> {
  fake.answers.openPaths.push(home(name));
  return fake.request('file.open');
}

export async function write(
  request: Record<string, unknown>,
  ...chunks: Uint8Array[]
): Promise<{ name: string; token: string | null } | null> {
  const byteLength = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  const begun: { writer: string } | null = await fake.request('write.begin', {
    purpose: 'document',
    suggestedName: 'net.netloom',
    byteLength,
    ...request,
  });
  if (begun === null) return null;
  for (const chunk of chunks) await fake.request('write.chunk', { ...begun, bytes: chunk });
  return fake.request('write.commit', begun);
}
