// The Compare page: the table and its plots, files beside presets, what differs between two, measured times.

import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { compile } from '../shared/compile/compile.ts';
import { expand } from '../shared/network/expand.ts';
import { modelBytes, planModel } from '../shared/weights/model-plan.ts';
import { findPreset, LIBRARY } from '../renderer/presets/index.ts';
import { expect, test } from './app.ts';

const page = (app: Page): Locator => app.getByRole('dialog', { name: 'Compare' });
const row = (app: Page, name: string): Locator =>
  page(app)
    .getByRole('row')
    .filter({ has: app.getByRole('rowheader').filter({ hasText: name }) });
const cell = (app: Page, name: string, figure: string): Locator =>
  row(app, name).locator(`[data-figure="${figure}"]`);
const names = (app: Page): Promise<readonly string[]> =>
  page(app)
    .locator('tbody th')
    .evaluateAll((headers) =>
      headers.map((header) => header.querySelector('button, span')?.textContent ?? ''),
    );

async function openCompare(app: Page): Promise<void> {
  await app.keyboard.press('Control+k');
  await app.keyboard.type('compare');
  await app.keyboard.press('Enter');
  await expect(page(app)).toBeVisible();
}

async function addPresets(app: Page, ...titles: readonly string[]): Promise<void> {
  await page(app).getByRole('button', { name: 'Add presets' }).click();
  for (const title of titles)
    await app.getByRole('checkbox', { name: new RegExp(`^${title} \\d`, 'u') }).check();
  await app.keyboard.press('Escape');
  await expect(app.getByRole('checkbox')).toHaveCount(0);
}

/** The bytes of a preset's ONNX file. */
function onnxOf(id: string): Buffer {
  const document = findPreset(id)?.build({});
  if (document === undefined || 'code' in document) throw new Error(`no preset ${id}`);
  const { model, weights } = compile(expand(document, LIBRARY), { name: document.name });
  return Buffer.from(modelBytes(planModel(model, weights, document.seed)));
}

async function addFiles(app: Page, ...files: readonly { readonly name: string; readonly buffer: Buffer }[]) {
  await page(app)
    .getByLabel('Files to compare')
    .setInputFiles(files.map((file) => ({ ...file, mimeType: 'application/octet-stream' })));
}

test("the lesson's table with one click; it sorts, stays, and a click opens the network", async ({ app }) => {
  await openCompare(app);
  await expect(page(app)).toContainText('Put networks side by side');
  await page(app).getByRole('button', { name: "The lesson's table" }).click();
  await expect(cell(app, 'VGG-16', 'parameters')).toHaveText('138,357,544');
  await expect(cell(app, 'ResNet-50', 'macs')).toHaveText('4.089');
  await expect(cell(app, 'DenseNet-121', 'depth')).toHaveText('121');
  await expect(cell(app, 'EfficientNet-B0', 'parameters')).toHaveText('5,288,548');
  await expect(page(app).locator('circle[aria-label]')).toHaveCount(4);

  const sort = page(app).getByRole('button', { name: 'GMACs', exact: true });
  await sort.click();
  const descending = ['VGG-16', 'ResNet-50', 'DenseNet-121', 'EfficientNet-B0'];
  expect(await names(app)).toEqual(descending);
  await sort.click();
  expect(await names(app)).toEqual(descending.toReversed());
  await expect(page(app).getByRole('columnheader', { name: 'GMACs' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );

  await app.keyboard.press('Escape');
  await expect(page(app)).toBeHidden();
  await openCompare(app);
  expect(await names(app)).toEqual(descending.toReversed());

  await page(app).locator('circle[aria-label^="ResNet-50:"]').click();
  await expect(page(app)).toBeHidden();
  await expect(app.locator('[data-total="Parameters"]')).toHaveText('Parameters 25.6 M');
});

test('the open network follows its edits; the gallery hands over what it shows', async ({ app }) => {
  await app.getByRole('button', { name: 'Presets', exact: true }).click();
  await app.keyboard.type('squeezenet');
  await app.getByRole('button', { name: 'Compare these 2…' }).click();
  await expect(row(app, 'SqueezeNet 1.0')).toBeVisible();
  await expect(row(app, 'SqueezeNet 1.1')).toBeVisible();
  await app.keyboard.press('Escape');

  await app.getByRole('button', { name: 'Presets', exact: true }).click();
  await app.locator('[data-preset="lenet5"]').dblclick();
  await openCompare(app);
  await page(app).getByRole('button', { name: 'Add what is open' }).click();
  await expect(cell(app, 'LeNet-5', 'parameters')).toHaveText('61,706');
  await app.keyboard.press('Escape');
  await app
    .locator('.react-flow__node')
    .filter({ has: app.locator('[data-name="conv1"]') })
    .click();
  await app.keyboard.press('Delete');
  await openCompare(app);
  await expect(cell(app, 'LeNet-5', 'parameters')).not.toHaveText('61,706');
});

test('an ONNX file stands beside its preset and differs in nothing; a broken one says why', async ({
  app,
}) => {
  await openCompare(app);
  await addPresets(app, 'ResNet-18');
  await addFiles(
    app,
    { name: 'mine.onnx', buffer: onnxOf('resnet18') },
    { name: 'page.onnx', buffer: Buffer.from('<!doctype html><html></html>') },
  );
  for (const figure of ['parameters', 'macs', 'weightBytes', 'depth']) {
    const expected = await cell(app, 'ResNet-18', figure).textContent();
    await expect(cell(app, 'mine.onnx', figure)).toHaveText(expected ?? '');
  }
  await expect(row(app, 'page.onnx')).toContainText('This is no ONNX model: it looks like an HTML page.');
  await page(app).getByRole('tab', { name: 'Difference of two' }).click();
  await expect(page(app)).toContainText('Nothing differs: every layer is in both');
});

test('what differs is folded by block, and a click shows the layer', async ({ app }) => {
  await openCompare(app);
  await addPresets(app, 'ResNet-50', 'SE-ResNet-50');
  await page(app).getByRole('tab', { name: 'Difference of two' }).click();
  await expect(page(app)).toContainText('175 layers the same');
  await expect(page(app)).toContainText('96 only in SE-ResNet-50');
  await expect(page(app)).toContainText('+2,530,992');
  for (const block of ['layer1', '0', 'se']) {
    await page(app)
      .getByRole('button', { expanded: false })
      .filter({ hasText: new RegExp(`^${block}[+=]`, 'u') })
      .first()
      .click();
  }
  await page(app)
    .getByRole('button', { name: /^\+ only in the second\s*fc1/u })
    .click();
  await expect(page(app)).toBeHidden();
  await expect(app.getByRole('navigation', { name: 'Blocks' })).toContainText('layer1');
  await expect(app.locator('.react-flow__node.selected [data-name="fc1"]')).toBeVisible();
});

test('the network in front against its original, in one step; the two are told apart', async ({ app }) => {
  await app.getByRole('button', { name: 'Presets', exact: true }).click();
  await app.locator('[data-preset="lenet5"]').dblclick();
  await app
    .locator('.react-flow__node')
    .filter({ has: app.locator('[data-name="act1"]') })
    .click();
  await app.keyboard.press('Delete');
  await openCompare(app);
  await page(app).getByRole('button', { name: 'This network and its original' }).click();
  await expect(page(app)).toContainText('11 layers the same');
  await expect(page(app)).toContainText('1 only in LeNet-5');
  await expect(page(app).getByRole('combobox', { name: 'First network' })).toHaveText('LeNet-5');
  await expect(page(app).getByRole('combobox', { name: 'Second network' })).toHaveText('LeNet-5 (edited)');
  await page(app).getByRole('tab', { name: 'Figures' }).click();
  await expect(row(app, 'LeNet-5 (edited)')).toContainText('open now, edited');
  await expect(page(app).locator('circle[aria-label^="LeNet-5 (edited):"]')).toHaveCount(1);
  await page(app).getByRole('button', { name: 'Remove LeNet-5 (edited)' }).click();
  await expect(row(app, 'LeNet-5 (edited)')).toHaveCount(0);
  await app.keyboard.press('Escape');

  await app.keyboard.press('Control+k');
  await app.keyboard.type('its original');
  await app.keyboard.press('Enter');
  await expect(page(app).getByRole('combobox', { name: 'Second network' })).toHaveText('LeNet-5 (edited)');
});

test('the original of a preset with other arguments is the published one', async ({ app }) => {
  await app.getByRole('button', { name: 'Presets', exact: true }).click();
  await app.locator('[data-preset="lenet5"]').dblclick();
  await app.getByLabel('Classes', { exact: true }).fill('3');
  await app.keyboard.press('Enter');
  await app.keyboard.press('Control+k');
  await app.keyboard.type('its original');
  await app.keyboard.press('Enter');
  await expect(page(app).getByRole('combobox', { name: 'First network' })).toHaveText('LeNet-5');
  await expect(page(app).getByRole('combobox', { name: 'Second network' })).toHaveText('LeNet-5, classes 3');
  await expect(page(app)).toContainText('fc3');
  await expect(page(app)).not.toContainText('Nothing differs');
  await page(app).getByRole('button', { name: 'This network and its original' }).click();
  await app.getByRole('menuitem', { name: 'From the preset LeNet-5, classes 3' }).click();
  await expect(page(app)).toContainText('Nothing differs');
});

test('a difference to what is only known in part is a bound', async ({ app }) => {
  await app.getByRole('button', { name: 'Presets', exact: true }).click();
  await app.locator('[data-preset="lenet5"]').dblclick();
  await app
    .locator('.react-flow__node')
    .filter({ has: app.locator('[data-name="input"]') })
    .click();
  await app.keyboard.press('Delete');
  await openCompare(app);
  await page(app).getByRole('button', { name: 'This network and its original' }).click();
  await expect(page(app).getByLabel('Sums of the second less the first')).toContainText('≥ −');
});

test('times are measured, say of what, and can be cancelled', async ({ app }) => {
  await openCompare(app);
  await addPresets(app, 'LeNet-5');
  await addFiles(app, { name: 'mine.onnx', buffer: onnxOf('lenet5') });
  await expect(cell(app, 'mine.onnx', 'parameters')).toHaveText('61,706');
  await page(app).getByRole('combobox', { name: 'Backend for measuring' }).click();
  await app.getByRole('option', { name: 'WASM (CPU)' }).click();
  await page(app).getByRole('button', { name: 'Measure latency' }).click();
  for (const name of ['LeNet-5', 'mine.onnx']) {
    await expect(cell(app, name, 'latency')).toHaveText(/^[\d.]+ msWASM, .+, of 10$/);
  }
  await addPresets(app, 'VGG-16');
  await expect(cell(app, 'VGG-16', 'parameters')).toHaveText('138,357,544');
  await page(app).getByRole('button', { name: 'Measure latency' }).click();
  await expect(page(app).getByRole('status')).toContainText('1 of 1: VGG-16');
  await page(app).getByRole('button', { name: 'Cancel' }).click();
  await expect(page(app).getByRole('button', { name: 'Measure latency' })).toBeEnabled();
  await expect(cell(app, 'VGG-16', 'latency')).toHaveText('–');
});

test('the table can be taken away', async ({ app }) => {
  await openCompare(app);
  await addPresets(app, 'LeNet-5', 'VGG-16');
  await expect(cell(app, 'VGG-16', 'parameters')).toHaveText('138,357,544');
  await page(app).getByRole('button', { name: 'Export' }).click();
  const download = app.waitForEvent('download');
  await app.getByRole('menuitem', { name: 'Save as CSV…' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('comparison.csv');
  const [head, lenet, vgg] = (await readFile(await saved.path(), 'utf8')).split('\r\n');
  expect(head).toMatch(/^source,name,parameters,macs,/);
  expect(lenet).toMatch(/^preset:lenet5,LeNet-5,61706,416520,/);
  expect(vgg).toMatch(/^preset:vgg16,VGG-16,138357544,/);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing in it is hard to reach or to read, ${colorScheme}`, async ({ app }, testInfo) => {
    test.skip(testInfo.project.name === 'electron', 'axe opens a page of its own, which Electron refuses');
    await app.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const serious = async (): Promise<readonly string[]> => {
      const { violations } = await new AxeBuilder({ page: app }).analyze();
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
    };
    await openCompare(app);
    expect(await serious(), 'the empty page').toEqual([]);
    await addPresets(app, 'ResNet-18', 'ResNet-34');
    await addFiles(app, { name: 'page.onnx', buffer: Buffer.from('<html></html>') });
    await expect(cell(app, 'ResNet-34', 'depth')).toHaveText('34');
    expect(await serious(), 'the figures').toEqual([]);
    await page(app).getByRole('button', { name: 'Add presets' }).click();
    await expect(app.getByRole('checkbox').first()).toBeVisible();
    expect(await serious(), 'the presets').toEqual([]);
    await app.keyboard.press('Escape');
    await page(app).getByRole('tab', { name: 'Difference of two' }).click();
    await expect(page(app)).toContainText('layers the same');
    expect(await serious(), 'the difference').toEqual([]);
  });
}
