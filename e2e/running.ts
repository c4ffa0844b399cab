// What the specs of runs share: the run panel, networks to run, and faults that are put into the real worker.

import type { Page } from '@playwright/test';
import { expect } from './app.ts';

export const controls = (app: Page) => app.getByRole('region', { name: 'Run' });
export const result = (app: Page) => app.getByRole('region', { name: 'Result' });
export const ranking = (app: Page) => app.getByTestId('ranking').getByRole('listitem');
export const ran = (app: Page) => app.getByTestId('backend-that-ran');

export async function openDocument(app: Page, name: string, bytes: Uint8Array): Promise<void> {
  await expect(app.getByRole('button', { name: 'Presets', exact: true })).toBeVisible();
  const choosing = app.waitForEvent('filechooser');
  await app.keyboard.press('Control+o');
  await (await choosing).setFiles({ name, mimeType: '', buffer: Buffer.from(bytes) });
  await expect(app).toHaveTitle(/ – Netloom$/);
}

export async function chooseNoise(app: Page): Promise<void> {
  await app.getByRole('tab', { name: 'Run' }).click();
  await app.getByRole('tab', { name: 'Noise' }).click();
}

export async function chooseBackend(app: Page, name: string): Promise<void> {
  await app.getByRole('combobox', { name: 'Backend' }).click();
  await app.getByRole('option', { name }).click();
}

export async function run(app: Page): Promise<void> {
  await controls(app).getByRole('button', { name: 'Run' }).click();
}

/** Puts code before the executor's own in the first so many workers that start. */
export async function spoil(app: Page, code: string, workers = Infinity): Promise<void> {
  let started = 0;
  await app.route('**/ort-worker-*.js', async (route) => {
    const response = await route.fetch();
    started += 1;
    await route.fulfill({
      response,
      body: `${started <= workers ? `{${code}}\n` : ''}${await response.text()}`,
    });
  });
}

/** The page believes that the software adapter is a graphics card. */
export async function claimHardware(app: Page): Promise<void> {
  await app.evaluate(() => {
    for (const word of ['vendor', 'architecture', 'device', 'description']) {
      Object.defineProperty(GPUAdapterInfo.prototype, word, { get: () => 'made up' });
    }
    Object.defineProperty(GPUAdapterInfo.prototype, 'isFallbackAdapter', { get: () => false });
  });
}

/** In the worker: does this when a run is asked for, before the worker itself hears of it. */
export const onRun = (action: string): string => `
  self.addEventListener('message', (event) => {
    if (event.data.request?.type !== 'run') return;
    ${action}
  });`;
