// What a newcomer does in the first minutes: a preset, a digit drawn, a photograph, a file that other tools load.

import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { PNG } from 'pngjs';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { openPreset } from './hands.ts';

/** Draws strokes on the digit pad; points are fractions of its side. */
async function draw(app: Page, strokes: readonly (readonly [number, number])[][]): Promise<void> {
  const box = await app.getByTestId('digit-pad').boundingBox();
  if (box === null) throw new Error('The pad is not on the screen.');
  for (const stroke of strokes) {
    for (const [index, [x, y]] of stroke.entries()) {
      await app.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 6 });
      if (index === 0) await app.mouse.down();
    }
    await app.mouse.up();
  }
}

/** A colourful picture with edges, larger than any input and not square. */
function photograph(): Buffer {
  const png = new PNG({ width: 320, height: 240 });
  for (let y = 0; y < 240; y += 1) {
    for (let x = 0; x < 320; x += 1) {
      const inside = (x - 160) ** 2 + (y - 120) ** 2 < 80 ** 2;
      png.data.set([inside ? 220 : x % 256, y, inside ? 40 : 160, 255], 4 * (y * 320 + x));
    }
  }
  return PNG.sync.write(png);
}

const first = (app: Page) => app.getByTestId('ranking').getByRole('listitem').first();

test('LeNet-5 recognises digits drawn with the mouse, and shows what its layers see', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await app.getByRole('tab', { name: 'Run' }).click();
  await app.getByRole('tab', { name: 'Draw' }).click();
  await draw(app, [
    [
      [0.25, 0.2],
      [0.75, 0.2],
      [0.45, 0.85],
    ],
  ]);
  await expect(first(app)).toContainText('7');
  await expect(app.getByTestId('untrained')).toHaveCount(0);
  await app.getByRole('button', { name: 'Clear' }).click();
  await draw(app, [
    [
      [0.5, 0.15],
      [0.5, 0.85],
    ],
  ]);
  await expect(first(app)).toContainText('1');

  await app
    .locator('.react-flow__node')
    .filter({ has: app.locator('[data-name="conv1"]') })
    .click();
  await app.getByRole('tab', { name: 'Run' }).click();
  const maps = app.getByRole('region', { name: 'Feature maps' });
  await expect(maps).toContainText('Feature maps of conv1');
  await expect(maps).toContainText('1 × 6 × 28 × 28');
  await expect(maps.getByTestId('feature-maps')).toBeVisible();
});

test('ResNet-50 runs on a photograph, says that its weights are random, and tells its times', async ({
  app,
}) => {
  test.slow();
  await openPreset(app, 'resnet50');
  await app.getByRole('tab', { name: 'Run' }).click();
  await app.getByRole('tab', { name: 'Image' }).click();
  await app
    .locator('input[type=file][accept*="image"]')
    .setInputFiles({ name: 'photograph.png', mimeType: 'image/png', buffer: photograph() });
  await app.getByRole('region', { name: 'Run' }).getByRole('button', { name: 'Run' }).click();
  await expect(app.getByTestId('ranking').getByRole('listitem')).toHaveCount(5, { timeout: 60_000 });
  await expect(app.getByTestId('untrained')).toBeVisible();
  await expect(app.getByTestId('backend-that-ran')).toContainText(/WASM|WebGPU/);
  await expect(app.getByTestId('median')).toContainText(/\d (ms|s)\b/u, { timeout: 60_000 });
});

test('WebGPU is believed because it agrees with WASM', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await app.getByRole('tab', { name: 'Run' }).click();
  await app.getByRole('tab', { name: 'Noise' }).click();
  await app.getByRole('combobox', { name: 'Backend' }).click();
  await app.getByRole('option', { name: 'WebGPU' }).click();
  await app.getByRole('region', { name: 'Run' }).getByRole('button', { name: 'Run' }).click();
  await expect(app.getByTestId('backend-that-ran')).toContainText('WebGPU, checked against WASM', {
    timeout: 60_000,
  });
});

test('a long preparation can be cancelled, and the app goes on', async ({ app }) => {
  await openPreset(app, 'vgg16');
  await app.getByRole('tab', { name: 'Run' }).click();
  await app.getByRole('tab', { name: 'Noise' }).click();
  const run = app.getByRole('region', { name: 'Run' });
  await run.getByRole('button', { name: 'Run' }).click();
  await run.getByRole('button', { name: 'Cancel' }).click();
  await expect(run.getByRole('button', { name: 'Run' })).toBeVisible();
  await openPreset(app, 'lenet5');
  await run.getByRole('button', { name: 'Run' }).click();
  await expect(app.getByTestId('ranking').getByRole('listitem')).toHaveCount(5);

  // A result is of one network: it goes when another is opened, and comes from no resizing of the window.
  await openPreset(app, 'resnet18');
  await expect(app.getByTestId('ranking')).toHaveCount(0);
  await app.setViewportSize({ width: 1024, height: 700 });
  await expect(run.getByRole('button', { name: 'Run' })).toBeEnabled();
  await expect(app.getByTestId('ranking')).toHaveCount(0);
});

test('an exported network is the one on the canvas, for ONNX Runtime outside the app', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await app.keyboard.press('Control+e');
  const downloading = app.waitForEvent('download');
  await app.getByRole('dialog').getByRole('button', { name: 'Export…' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('LeNet-5.onnx');
  const session = await InferenceSession.create(readFileSync(await download.path()));
  expect(session.inputNames).toEqual(['input']);
  const input = new Tensor('float32', new Float32Array(32 * 32), [1, 1, 32, 32]);
  const { output } = await session.run({ input });
  expect(output?.dims).toEqual([1, 10]);
});

test('a damaged file gets a message, and what was open stays', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const choosing = app.waitForEvent('filechooser');
  await app.keyboard.press('Control+o');
  await (
    await choosing
  ).setFiles({
    name: 'broken.netloom.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{ "version": 1, "name": "half'),
  });
  await expect(
    app.getByRole('region', { name: 'Notifications' }).getByText('"broken.netloom.json" was not opened'),
  ).toBeVisible();
  await expect(app.locator('.react-flow__node').first()).toBeVisible();
});

test('a network is kept as text, one record a line, and opens again', async ({ app }) => {
  await openPreset(app, 'resnet18');
  await app.getByRole('menuitem', { name: 'File' }).click();
  const downloading = app.waitForEvent('download');
  await app.getByRole('menuitem', { name: 'Save As Text…' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('ResNet-18.netloom.json');
  const text = readFileSync(await download.path(), 'utf8');
  expect(text.split('\n').filter((line) => line.includes('"BasicBlock"'))).toHaveLength(8);
  const choosing = app.waitForEvent('filechooser');
  await app.keyboard.press('Control+o');
  await (await choosing).setFiles(await download.path());
  await expect(app.locator('[data-total="Parameters"]')).toHaveText('Parameters 11.7 M');
});
