// Pages that have the browser host and no app above it, with and without the File System Access API.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test as base, type Page } from '@playwright/test';
import { build } from 'vite';
import { serve } from '../build/serve.ts';
import { watch } from './app.ts';

export const test = base.extend<{ bare: Page; withPickers: Page }, { harness: string }>({
  harness: [
    // Playwright reads the fixtures that are asked for from the parameter's pattern.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'netloom-harness-'));
      await build({
        configFile: false,
        root: fileURLToPath(new URL('harness', import.meta.url)),
        logLevel: 'warn',
        build: { outDir: folder, emptyOutDir: true, target: 'chrome140' },
      });
      const served = await serve(folder);
      await use(served.address);
      await served.close();
      await rm(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
  /** A browser without the File System Access API. */
  bare: async ({ page, harness }, use) => {
    await open(page, harness, () => {
      for (const picker of ['showSaveFilePicker', 'showOpenFilePicker'])
        Reflect.deleteProperty(window, picker);
    });
    await use(page);
  },
  /** A user who always picks the suggested name, in a folder that specs can read: the private file system. */
  withPickers: async ({ page, harness }, use) => {
    await open(page, harness, () => {
      const pick = async (name: string, create: boolean) =>
        (await navigator.storage.getDirectory()).getFileHandle(name, { create });
      const cancelled = () => Promise.reject(new DOMException('The user aborted a request.', 'AbortError'));
      Object.assign(window, {
        picks: 'net.netloom',
        showOpenFilePicker: async () =>
          'picks' in window && window.picks === null ? cancelled() : [await pick('net.netloom', false)],
        showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) =>
          'picks' in window && window.picks === null ? cancelled() : pick(suggestedName, true),
      });
    });
    await use(page);
  },
});

async function open(page: Page, address: string, before: () => void): Promise<void> {
  const faults: string[] = [];
  watch(page, faults);
  await page.addInitScript(before);
  await page.goto(address);
  await page.waitForFunction(() => 'host' in window);
  expect(faults).toEqual([]);
}

/** Names of the files in the private file system's folder. */
export function privateFiles(page: Page, folder?: string): Promise<string[]> {
  return page.evaluate(async (inside) => {
    let directory = await navigator.storage.getDirectory();
    if (inside !== undefined) directory = await directory.getDirectoryHandle(inside, { create: true });
    const names: string[] = [];
    for await (const name of directory.keys()) names.push(name);
    return names.sort();
  }, folder);
}
