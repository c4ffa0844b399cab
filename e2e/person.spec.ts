// A person's whole session, with mouse and keyboard only: LeNet-5 from an empty canvas, run, broken, mended by the
// fix that is offered, grouped, undone to nothing and redone, and exported for ONNX Runtime.

import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { node } from './hands.ts';

const total = (app: Page, name: string): Locator => app.locator(`[data-total="${name}"]`);
const noProblems = (app: Page): Locator => app.getByRole('button', { name: /^0 errors, 0 warnings:/ });

/** Double-clicks a layer in the palette, which hangs it under the one before, and types its settings. */
async function append(
  app: Page,
  type: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<void> {
  const name = app.getByLabel('Name', { exact: true });
  const before = (await name.count()) === 0 ? '' : await name.inputValue();
  await app.locator(`[data-item="${type}"]`).dblclick();
  await expect(name).not.toHaveValue(before);
  for (const [label, value] of Object.entries(settings)) {
    const field = app.getByLabel(label, { exact: true });
    await field.fill(value);
    await field.press('Enter');
  }
}

test('LeNet-5 is built from nothing, run, broken, mended, grouped, undone, redone and exported', async ({
  app,
}) => {
  test.slow();
  await append(app, 'Input', { Channels: '1', Height: '32', Width: '32' });
  await append(app, 'Conv2d', {
    'Output channels': '6',
    'Kernel, height and width': '5',
  });
  await append(app, 'Tanh');
  await append(app, 'AvgPool2d');
  await append(app, 'Conv2d', {
    'Output channels': '16',
    'Kernel, height and width': '5',
  });
  await append(app, 'Tanh');
  await append(app, 'AvgPool2d');
  await append(app, 'Flatten');
  await append(app, 'Linear', { 'Output features': '120' });
  await append(app, 'Tanh');
  await append(app, 'Linear', { 'Output features': '84' });
  await append(app, 'Tanh');
  await append(app, 'Linear', { 'Output features': '10' });
  await append(app, 'Output');
  await expect(noProblems(app)).toBeVisible();
  await expect(total(app, 'Parameters')).toHaveText('Parameters 61.7 k');

  // Run.
  await app.getByRole('tab', { name: 'Run' }).click();
  await app.getByRole('tab', { name: 'Noise' }).click();
  await app.keyboard.press('Control+Enter');
  await expect(app.getByTestId('ranking').getByRole('listitem')).toHaveCount(5, { timeout: 60_000 });

  // Break, and mend by what is offered.
  await app.keyboard.press('1');
  await node(app, 'flatten').click();
  await app.keyboard.press('Delete');
  await app.getByRole('button', { name: /^1 error.*show problems/ }).click();
  const problems = app.getByRole('region', { name: 'Problems' });
  await problems.getByRole('button', { name: 'Fix…' }).first().click();
  await app.getByRole('menuitem', { name: /Insert a Flatten before/ }).click();
  await expect(noProblems(app)).toBeVisible();
  await expect(total(app, 'Parameters')).toHaveText('Parameters 61.7 k');

  // Group the first convolution with its activation and pooling.
  await app.keyboard.press('1');
  await node(app, 'conv').click();
  await node(app, 'tanh').click({ modifiers: ['Shift'] });
  await node(app, 'pool').click({ modifiers: ['Shift'] });
  await app.keyboard.press('Control+g');
  await app.keyboard.press('1');
  await expect(app.locator('.react-flow__node')).toHaveCount(12);
  await expect(total(app, 'Parameters')).toHaveText('Parameters 61.7 k');

  // Undo everything, and redo it.
  const undo = app.locator('.react-flow__node');
  for (let step = 0; step < 80 && (await undo.count()) > 0; step += 1) await app.keyboard.press('Control+z');
  await expect(undo).toHaveCount(0);
  for (let step = 0; step < 80; step += 1) await app.keyboard.press('Control+y');
  await app.keyboard.press('1');
  await expect(app.locator('.react-flow__node')).toHaveCount(12);
  await expect(total(app, 'Parameters')).toHaveText('Parameters 61.7 k');

  // Export.
  await app.keyboard.press('Control+e');
  const downloading = app.waitForEvent('download');
  await app.getByRole('dialog').getByRole('button', { name: 'Export…' }).click();
  const session = await InferenceSession.create(readFileSync(await (await downloading).path()));
  const input = new Tensor('float32', new Float32Array(32 * 32), [1, 1, 32, 32]);
  const results = await session.run({ [session.inputNames[0]!]: input });
  expect(results[session.outputNames[0]!]?.dims).toEqual([1, 10]);
});
