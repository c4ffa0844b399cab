// Large exports: made by workers, streamed to the disk, given up when asked.

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { findPreset, LIBRARY } from '../renderer/presets/index.ts';
import { compile } from '../shared/compile/compile.ts';
import type { Document } from '../shared/document/types.ts';
import { expand } from '../shared/network/expand.ts';
import { modelBytes, planModel } from '../shared/weights/model-plan.ts';
import { expect, test } from './app.ts';

async function openExport(app: Page, preset: string): Promise<void> {
  await app.getByRole('button', { name: 'Presets', exact: true }).click();
  await app.locator(`[data-preset="${preset}"]`).click();
  await app
    .getByRole('dialog')
    .getByRole('button', { name: /^Open / })
    .click();
  await app.keyboard.press('Control+e');
}

test('what workers make is what the command line makes, to the byte', async ({ app }) => {
  await openExport(app, 'resnet18');
  const downloading = app.waitForEvent('download');
  await app.getByRole('dialog').getByRole('button', { name: 'Export…' }).click();
  const file = readFileSync(await (await downloading).path());

  const document = findPreset('resnet18')!.build({}) as Document;
  const { model, weights } = compile(expand(document, LIBRARY), { name: document.name });
  const expected = modelBytes(planModel(model, weights, document.seed));
  expect(file.byteLength).toBe(expected.byteLength);
  expect(file.equals(expected)).toBe(true);
});

test('says before it writes whether the weights were ever trained', async ({ app }) => {
  await openExport(app, 'resnet18');
  await expect(app.getByRole('dialog')).toContainText('random, not trained (seed 0)');
  await app.keyboard.press('Escape');
  await openExport(app, 'lenet5');
  await expect(app.getByRole('dialog')).toContainText('as stored with the network');
});

test('an export under way shows how far it is, and leaves nothing when it is cancelled', async ({ app }) => {
  await openExport(app, 'vgg16');
  const dialog = app.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Export…' }).click();
  await expect(dialog.getByRole('progressbar', { name: 'Export' })).toHaveAttribute('aria-valuenow', /[1-9]/);
  await dialog.getByRole('button', { name: 'Cancel the export' }).click();
  await expect(
    app.getByRole('region', { name: 'Notifications' }).getByText('Export cancelled'),
  ).toBeVisible();
  const left = await app.evaluate(async () => {
    const names: string[] = [];
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('exports');
    for await (const name of folder.keys()) names.push(name);
    return names;
  });
  expect(left).toEqual([]);
  await expect(dialog.getByRole('button', { name: 'Export…' })).toBeEnabled();
});
