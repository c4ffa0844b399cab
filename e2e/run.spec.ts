// The run panel: what it offers first, when it runs by itself, and that what the user asked for is on the screen.

import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { node, openPreset } from './hands.ts';
import { chooseNoise, controls, result } from './running.ts';

async function drawOne(app: Page): Promise<void> {
  const box = await app.getByTestId('digit-pad').boundingBox();
  if (box === null) throw new Error('The pad is not on the screen.');
  await app.mouse.move(box.x + 0.5 * box.width, box.y + 0.2 * box.height);
  await app.mouse.down();
  await app.mouse.move(box.x + 0.5 * box.width, box.y + 0.8 * box.height, { steps: 6 });
  await app.mouse.up();
}

test('the source suits the network, and nothing runs on an empty pad', async ({ app }) => {
  await openPreset(app, 'resnet18');
  await app.getByRole('tab', { name: 'Run' }).click();
  await expect(app.getByRole('tab', { name: 'Image' })).toHaveAttribute('aria-selected', 'true');
  await expect(controls(app)).toContainText('Choose an image first.');

  await openPreset(app, 'lenet5');
  await expect(app.getByRole('tab', { name: 'Draw' })).toHaveAttribute('aria-selected', 'true');
  await expect(controls(app)).toContainText('Draw a digit first.');
  await expect(controls(app).getByRole('button', { name: 'Run' })).toBeDisabled();
  await app.keyboard.press('Control+Enter');
  await drawOne(app);
  await expect(result(app).getByRole('listitem').first().locator('span').first()).toHaveText('1');
  await app.getByRole('button', { name: 'Clear the pad' }).click();
  await expect(result(app)).toContainText('The input changed since this run.');
});

test("undo and redo after drawing are the pad's, and leave the network alone", async ({ app }) => {
  await openPreset(app, 'lenet5');
  const parameters = app.locator('[data-total="Parameters"]');
  await app.getByLabel('Classes', { exact: true }).fill('12');
  await app.keyboard.press('Enter');
  await expect(parameters).toContainText('61.9 k');
  await app.getByRole('tab', { name: 'Run' }).click();
  const first = result(app).getByRole('listitem').first();
  await drawOne(app);
  await expect(first).toBeVisible();
  await app.keyboard.press('Control+z');
  await expect(controls(app)).toContainText('Draw a digit first.');
  await app.keyboard.press('Control+z');
  await expect(parameters).toContainText('61.9 k');
  await app.keyboard.press('Control+Shift+z');
  await expect(controls(app)).not.toContainText('Draw a digit first.');
  await app.getByRole('button', { name: 'Clear the pad' }).click();
  await app.getByRole('button', { name: 'Undo on the pad' }).click();
  await expect(controls(app)).not.toContainText('Draw a digit first.');
  await expect(parameters).toContainText('61.9 k');
});

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
]) {
  test(`a click on a node brings its feature maps into view, ${viewport.width} wide`, async ({ app }) => {
    await app.setViewportSize(viewport);
    await openPreset(app, 'lenet5');
    await app.getByRole('tab', { name: 'Run' }).click();
    await drawOne(app);
    await expect(result(app).getByRole('listitem')).toHaveCount(5);
    await node(app, 'conv1').click();
    const maps = app.getByTestId('feature-maps');
    await expect(maps).toBeInViewport({ ratio: 1 });
    await expect(app.getByRole('region', { name: 'Feature maps' })).toContainText('Zeros');

    // The pad is not pulled from under the pen when the next stroke brings new maps.
    await app.getByTestId('digit-pad').scrollIntoViewIfNeeded();
    await drawOne(app);
    await expect(maps).toBeVisible();
    await expect(app.getByTestId('digit-pad')).toBeInViewport({ ratio: 1 });
  });
}

test('a small network that was run runs again after an edit', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await app.getByRole('tab', { name: 'Run' }).click();
  await app.getByRole('tab', { name: 'Noise' }).click();
  await controls(app).getByRole('button', { name: 'Run' }).click();
  await expect(app.getByTestId('median')).toContainText('ms');
  await node(app, 'conv1').click();
  await app.getByRole('tab', { name: 'Inspector' }).click();
  const channels = app.getByLabel('Output channels', { exact: true });
  await channels.fill('8');
  await channels.press('Enter');
  await app.getByRole('tab', { name: 'Run' }).click();
  await expect(app.getByRole('region', { name: 'Feature maps' })).toContainText('1 × 8 × 28 × 28');
  await expect(result(app)).not.toContainText('out of date');
});

test('another backend wished for is not a network that changed', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await app.getByRole('tab', { name: 'Run' }).click();
  await drawOne(app);
  await expect(app.getByTestId('backend-that-ran')).toContainText('WASM');
  await app.getByRole('combobox', { name: 'Backend' }).click();
  await app.getByRole('option', { name: 'WebGPU' }).click();
  await expect(app.getByTestId('backend-that-ran')).toContainText('WebGPU is chosen for the next run.');
  await expect(result(app)).not.toContainText('out of date');
});

for (const [where, end] of [
  ['on the pad', { x: 0.8, y: 0.5 }],
  ['over the canvas', { x: -2, y: 0.5 }],
] as const) {
  test(`a stroke that a right click ${where} cuts short counts`, async ({ app }) => {
    await openPreset(app, 'lenet5');
    await app.getByRole('tab', { name: 'Run' }).click();
    await drawOne(app);
    // Its own pixels: a screenshot has those around it, too.
    const picture = () =>
      app
        .getByRole('img', { name: 'What the network gets' })
        .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
    await expect(result(app).getByRole('listitem')).toHaveCount(5);
    const before = await picture();

    const box = (await app.getByTestId('digit-pad').boundingBox())!;
    await app.mouse.move(box.x + 0.2 * box.width, box.y + 0.5 * box.height);
    await app.mouse.down();
    await app.mouse.move(box.x + end.x * box.width, box.y + end.y * box.height, { steps: 6 });
    await app.mouse.click(box.x + end.x * box.width, box.y + end.y * box.height, { button: 'right' });
    await expect(app.getByRole('menu')).toHaveCount(0);
    // Beyond the window's edge, where the page hears of nothing.
    await app.mouse.move(1500, 400, { steps: 4 });
    await app.mouse.up();
    await expect.poll(picture).not.toBe(before);
    await expect(result(app)).not.toContainText('out of date');

    // It is one stroke, which one undo takes back.
    await app.getByRole('button', { name: 'Undo on the pad' }).click();
    await expect.poll(picture).toBe(before);
  });
}

test('a run goes on while another tab is in front, and one that is ended there says so', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await openPreset(app, 'resnet18');
  await chooseNoise(app);
  const tab = (name: string) => app.getByRole('tab', { name, exact: true });
  await app.keyboard.press('Control+Enter');
  await expect(controls(app).getByRole('button', { name: 'Cancel' })).toBeVisible();
  await tab('LeNet-5').click();
  await expect(controls(app)).toContainText('Draw a digit first.');
  await tab('ResNet-18').click();
  await expect(result(app).getByRole('listitem')).toHaveCount(5);
  await expect(app.getByTestId('median')).toContainText('ms');

  await app.keyboard.press('Control+Enter');
  await expect(controls(app).getByRole('button', { name: 'Cancel' })).toBeVisible();
  await tab('LeNet-5').click();
  await app.getByRole('tab', { name: 'Noise' }).click();
  await controls(app).getByRole('button', { name: 'Run' }).click();
  await expect(app.getByTestId('median')).toContainText('ms');
  await tab('ResNet-18').click();
  await expect(controls(app)).toContainText('was stopped when the network of another tab was run');
});
