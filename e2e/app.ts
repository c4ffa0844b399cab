// The app, open and fresh, for every spec: served to Chromium, or in Electron, by project.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test as base, type Page } from '@playwright/test';
import { RENDERER_DIST, ROOT } from '../build/paths.ts';
import { serve } from '../build/serve.ts';
import { electronHere } from './electron.ts';

interface TestFixtures {
  /** A page that shows the app, with nothing kept from before. */
  readonly app: Page;
  /** Errors that nobody caught, and what the page's own security policy refused. Empty at the end of a test. */
  readonly faults: string[];
}

interface WorkerFixtures {
  /** Of the served app, with a trailing slash. */
  readonly address: string;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  address: [
    // Playwright reads the fixtures that are asked for from the parameter's pattern.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const served = await serve(RENDERER_DIST);
      await use(served.address);
      await served.close();
    },
    { scope: 'worker' },
  ],

  faults: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const faults: string[] = [];
      await use(faults);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],

  app: async ({ page, address, faults }, use, testInfo) => {
    if (testInfo.project.name === 'electron') {
      await inElectron(faults, use);
      return;
    }
    watch(page, faults);
    // Without the picker, which no test can drive, the app saves by downloads.
    await page.addInitScript(() => {
      for (const picker of ['showSaveFilePicker', 'showOpenFilePicker'])
        Reflect.deleteProperty(window, picker);
    });
    await page.goto(address);
    await use(page);
  },
});

export { expect };

/** Notes what goes wrong in a page without a test asking. */
export function watch(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(`${error.name}: ${error.message}`));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text());
  });
}

async function inElectron(faults: string[], use: (page: Page) => Promise<void>): Promise<void> {
  const electron = electronHere();
  if ('missing' in electron) throw new Error(`Electron cannot run here: ${electron.missing}.`);
  const userData = await mkdtemp(join(tmpdir(), 'netloom-e2e-'));
  const asRoot = process.getuid?.() === 0;
  const app = await _electron.launch({
    executablePath: electron.path,
    args: [...(asRoot ? ['--no-sandbox'] : []), `--user-data-dir=${userData}`, ROOT],
  });
  try {
    const page = await app.firstWindow();
    watch(page, faults);
    await use(page);
  } finally {
    // The guard of unsaved work would keep the window.
    await app.evaluate(({ app: desktop }) => desktop.exit(0)).catch(() => undefined);
    await rm(userData, { recursive: true, force: true });
  }
}
