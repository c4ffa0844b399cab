// Drawing a network with mouse and keyboard, as a person does.

import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { middle, node, openPreset } from './hands.ts';

const total = (app: Page, name: string): Locator => app.locator(`[data-total="${name}"]`);
const input = (app: Page, name: string): Locator =>
  node(app, name).locator('.react-flow__handle-top').first();
const output = (app: Page, name: string): Locator =>
  node(app, name).locator('.react-flow__handle-bottom').first();
const noProblems = (app: Page): Locator => app.getByRole('button', { name: /^0 errors, 0 warnings:/ });

/** Drags with the mouse; steps between, as hands make them. */
async function drag(
  app: Page,
  from: { x: number; y: number },
  to: { x: number; y: number },
  release = true,
): Promise<void> {
  await app.mouse.move(from.x, from.y);
  await app.mouse.down();
  await app.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await app.mouse.move(to.x, to.y, { steps: 4 });
  if (release) await app.mouse.up();
}

async function dropFromPalette(app: Page, type: string, to: { x: number; y: number }): Promise<void> {
  await drag(app, await middle(app.locator(`[data-item="${type}"]`)), to);
}

test('an empty canvas says what to do next', async ({ app }) => {
  await expect(app.getByText('An empty network')).toBeVisible();
  await app.getByRole('button', { name: 'All presets' }).click();
  await expect(app.getByRole('dialog', { name: 'Presets' })).toBeVisible();
  await app.keyboard.press('Escape');
  await app.getByRole('button', { name: 'Empty network' }).click();
  await expect(app.getByText('An empty network')).toBeVisible();
  await app.getByRole('button', { name: 'Add a layer' }).click();
  await app.keyboard.type('input');
  await app.keyboard.press('Enter');
  await expect(node(app, 'input')).toBeVisible();
});

test('a convolution is dragged in and wired by mouse; shapes and totals follow; undo and redo', async ({
  app,
}) => {
  await openPreset(app, 'lenet5');
  await expect(total(app, 'Parameters')).toHaveText('Parameters 61.7 k');
  const pane = await middle(app.getByTestId('canvas'));
  await dropFromPalette(app, 'Conv2d', { x: pane.x + 330, y: pane.y - 100 });
  await expect(node(app, 'conv')).toContainText('Nothing is connected');
  await drag(app, await middle(output(app, 'input')), await middle(input(app, 'conv')));
  await expect(node(app, 'conv')).toContainText('640 params');
  await expect(total(app, 'Parameters')).toHaveText('Parameters 62.3 k');
  const outputShape = app.getByRole('region', { name: 'Shapes' }).getByRole('row', { name: 'Output' });
  await expect(outputShape).toHaveText(/N1C64H30W30/);

  await app.getByLabel('Output channels', { exact: true }).fill('16');
  await expect(outputShape).toHaveText(/N1C16H30W30/);
  await app.getByLabel('Output channels', { exact: true }).press('Tab');
  await node(app, 'conv').click();
  await app.keyboard.press('Control+z');
  await expect(outputShape).toHaveText(/N1C64H30W30/);
  await app.keyboard.press('Control+z');
  await expect(node(app, 'conv')).toContainText('Nothing is connected');
  await app.keyboard.press('Control+z');
  await expect(node(app, 'conv')).toHaveCount(0);
  for (const _step of [1, 2, 3]) await app.keyboard.press('Control+Shift+z');
  await expect(node(app, 'conv')).toContainText('16 · 3×3');
});

test('a layer dropped on a wire goes into it, and deleting it heals the wire', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const [from, to] = [await middle(output(app, 'conv1')), await middle(input(app, 'act1'))];
  await dropFromPalette(app, 'BatchNorm2d', { x: from.x, y: from.y + (to.y - from.y) / 4 });
  await expect(node(app, 'bn')).toContainText('12 params');
  await expect(noProblems(app)).toBeVisible();
  await app.keyboard.press('Backspace');
  await expect(node(app, 'bn')).toHaveCount(0);
  await expect(noProblems(app)).toBeVisible();
  await expect(total(app, 'Parameters')).toHaveText('Parameters 61.7 k');
});

test('a wire that would close a loop is refused with the reason', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await drag(app, await middle(output(app, 'act1')), await middle(input(app, 'conv1')), false);
  await expect(app.getByRole('status').filter({ hasText: 'would close a loop' })).toBeVisible();
  await app.mouse.up();
  await expect(app.getByText('These ports cannot be joined').first()).toBeVisible();
  await expect(total(app, 'Parameters')).toHaveText('Parameters 61.7 k');
});

test('a wire dropped on empty space offers what fits and connects it', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const from = await middle(output(app, 'pool1'));
  await drag(app, from, { x: from.x + 320, y: from.y + 40 });
  const search = app.getByRole('dialog', { name: 'Add a node' });
  await expect(search).toBeVisible();
  await expect(search.getByRole('option', { name: /^Input/ })).toHaveCount(0);
  await app.keyboard.type('relu');
  await app.keyboard.press('Enter');
  await expect(search).toBeHidden();
  await expect(node(app, 'relu')).not.toContainText('Nothing is connected');
});

test('a layer that stands on the canvas is dropped on a wire and goes into it, in one step', async ({
  app,
}) => {
  await openPreset(app, 'lenet5');
  const pane = await middle(app.getByTestId('canvas'));
  await dropFromPalette(app, 'BatchNorm2d', { x: pane.x + 330, y: pane.y });
  await expect(node(app, 'bn')).toContainText('Nothing is connected');
  const [from, to] = [await middle(output(app, 'conv1')), await middle(input(app, 'act1'))];
  const wire = { x: from.x, y: from.y + (to.y - from.y) / 4 };
  await drag(app, await middle(node(app, 'bn')), wire, false);
  await expect(app.locator('.react-flow__edge[data-drop]')).toHaveCount(1);
  await app.mouse.up();
  await expect(node(app, 'bn')).toContainText('12 params');
  await expect(noProblems(app)).toBeVisible();
  await expect(app.locator('.react-flow__edge[data-drop]')).toHaveCount(0);
  await app.keyboard.press('Control+z');
  await expect(node(app, 'bn')).toContainText('Nothing is connected');
  expect((await middle(node(app, 'bn'))).x).toBeGreaterThan(pane.x + 200);
});

test('an occupied input gives its wire: to another port, to nowhere, or back', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const pane = await middle(app.getByTestId('canvas'));
  await dropFromPalette(app, 'ReLU', { x: pane.x + 330, y: pane.y });
  await drag(app, await middle(input(app, 'act1')), await middle(input(app, 'relu')));
  await expect(node(app, 'act1')).toContainText('Nothing is connected');
  await expect(node(app, 'relu')).not.toContainText('Nothing is connected');
  await app.keyboard.press('Control+z');
  await expect(node(app, 'relu')).toContainText('Nothing is connected');
  await expect(node(app, 'act1')).not.toContainText('Nothing is connected');

  const end = await middle(input(app, 'act1'));
  await drag(app, end, { x: end.x + 300, y: end.y });
  await expect(app.getByRole('dialog', { name: 'Add a node' })).toBeHidden();
  await expect(node(app, 'act1')).toContainText('Nothing is connected');
  await app.keyboard.press('Control+z');
  await expect(node(app, 'act1')).not.toContainText('Nothing is connected');

  // Onto the body of another node, and back onto its own.
  await drag(app, end, await middle(node(app, 'relu')));
  await expect(node(app, 'relu')).not.toContainText('Nothing is connected');
  await app.keyboard.press('Control+z');
  await drag(app, end, await middle(node(app, 'act1')));
  await expect(node(app, 'act1')).not.toContainText('Nothing is connected');
  await expect(node(app, 'relu')).toContainText('Nothing is connected');
});

test('copy, paste, duplicate, select all, cut', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await node(app, 'conv1').click();
  await app.keyboard.press('Control+c');
  await app.keyboard.press('Control+v');
  await expect(node(app, 'conv3')).toBeVisible();
  await app.keyboard.press('Control+d');
  await expect(node(app, 'conv4')).toBeVisible();
  await app.keyboard.press('Control+x');
  await expect(node(app, 'conv4')).toHaveCount(0);
  await app.keyboard.press('Control+a');
  await expect(app.getByText('nodes selected.')).toBeVisible();
  await app.keyboard.press('Delete');
  await expect(app.getByText('An empty network')).toBeVisible();
  await app.keyboard.press('Control+z');
  await expect(node(app, 'conv1')).toBeVisible();
});

test('a node is dragged, undone, and tidied', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const before = await middle(node(app, 'pool1'));
  await drag(app, { x: before.x - 30, y: before.y }, { x: before.x + 230, y: before.y + 15 });
  await expect.poll(async () => (await middle(node(app, 'pool1'))).x - before.x).toBeGreaterThan(200);
  await app.keyboard.press('Shift+Alt+T');
  await expect.poll(async () => Math.abs((await middle(node(app, 'pool1'))).x - before.x)).toBeLessThan(2);
  await app.keyboard.press('Control+z');
  await app.keyboard.press('Control+z');
  await expect.poll(async () => Math.abs((await middle(node(app, 'pool1'))).y - before.y)).toBeLessThan(2);
});

test('two drags of the same node are two steps', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const first = await middle(node(app, 'pool1'));
  await drag(app, { x: first.x - 30, y: first.y }, { x: first.x + 170, y: first.y });
  const second = await middle(node(app, 'pool1'));
  await drag(app, { x: second.x - 30, y: second.y }, { x: second.x + 70, y: second.y });
  await expect.poll(async () => (await middle(node(app, 'pool1'))).x - second.x).toBeGreaterThan(80);
  await app.keyboard.press('Control+z');
  await expect.poll(async () => Math.abs((await middle(node(app, 'pool1'))).x - second.x)).toBeLessThan(2);
});

test('while something is dragged, other keys than Escape wait', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const { x, y } = await middle(node(app, 'pool1'));
  await drag(app, { x: x - 30, y }, { x: x + 170, y: y + 10 }, false);
  for (const key of ['Delete', 'Control+z', 'Control+g', 'Control+a']) await app.keyboard.press(key);
  await app.mouse.up();
  await expect.poll(async () => (await middle(node(app, 'pool1'))).x - x).toBeGreaterThan(100);
  await expect(app.locator('.react-flow__node.selected')).toHaveCount(1);
  await app.keyboard.press('Control+z');
  await expect.poll(async () => Math.abs((await middle(node(app, 'pool1'))).x - x)).toBeLessThan(2);
});

test('Escape gives a wire up, drawn or lifted, also over a port that it fits', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const wires = app.locator('.react-flow__edge');
  const before = await wires.count();
  const away = await middle(node(app, 'pool1'));
  const ends: readonly (readonly [Locator, { x: number; y: number }])[] = [
    [output(app, 'conv1'), { x: away.x + 250, y: away.y }],
    [output(app, 'conv1'), await middle(input(app, 'pool1'))],
    [input(app, 'pool1'), { x: away.x + 250, y: away.y }],
    [input(app, 'pool1'), await middle(input(app, 'conv2'))],
  ];
  for (const [from, to] of ends) {
    await drag(app, await middle(from), to, false);
    await expect(app.locator('.react-flow__connection')).toHaveCount(1);
    await app.keyboard.press('Escape');
    await expect(app.locator('.react-flow__connection')).toHaveCount(0);
    await app.mouse.up();
  }
  await expect(app.getByRole('dialog')).toHaveCount(0);
  await expect(wires).toHaveCount(before);
  await expect(app.getByRole('tab', { name: 'LeNet-5' })).toBeVisible();
  await expect(noProblems(app)).toBeVisible();
  await app.keyboard.press('Control+z');
  await expect(app.getByText('There is nothing to undo.')).toBeVisible();
});

test('blocks open and close; the inside of a template is read-only', async ({ app }) => {
  await openPreset(app, 'resnet50');
  await expect(total(app, 'Parameters')).toHaveText('Parameters 25.6 M');
  await expect(total(app, 'MACs')).toHaveText('MACs 4.09 G');
  const crumbs = app.getByRole('navigation', { name: 'Blocks' });
  await node(app, 'layer1').dblclick();
  await expect(crumbs).toHaveText(/ResNet-50.*layer1/s);
  await node(app, '0').click();
  await app.keyboard.press('Enter');
  await expect(app.getByText('Inside of a template')).toBeVisible();
  await node(app, 'conv2').click();
  await expect(app.getByLabel('Output channels', { exact: true })).toBeDisabled();
  await app.keyboard.press('Delete');
  await expect(node(app, 'conv2')).toBeVisible();
  await app.keyboard.press('Escape');
  await app.keyboard.press('Escape');
  await expect(node(app, '0')).toBeVisible();
  await crumbs.getByRole('button', { name: 'ResNet-50' }).click();
  await expect(node(app, 'layer2')).toBeVisible();
});

test('a problem inside a block is listed, and a click leads to it', async ({ app }) => {
  await openPreset(app, 'resnet18');
  await node(app, 'layer1').dblclick();
  await app.locator('.react-flow__edge').nth(1).click({ force: true });
  await app.keyboard.press('Delete');
  await app.getByRole('navigation', { name: 'Blocks' }).getByRole('button', { name: 'ResNet-18' }).click();
  await app.getByRole('button', { name: /show problems/ }).click();
  const problems = app.getByRole('region', { name: 'Problems' });
  await problems
    .getByRole('button', { name: /layer1\./ })
    .first()
    .click();
  await expect(app.getByRole('navigation', { name: 'Blocks' })).toHaveText(/layer1/);
  await expect(app.locator('.react-flow__node.selected')).toHaveCount(1);
});

test('keys: fit, zoom, rename, shortcuts, search at the pointer', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const zoom = app.getByRole('group', { name: 'Zoom' });
  await app.keyboard.press('0');
  await expect(zoom).toContainText('100 %');
  await app.keyboard.press('1');
  await expect(zoom).not.toContainText('100 %');
  await node(app, 'conv1').click();
  await app.keyboard.press('F2');
  await app.keyboard.type('stem');
  await app.keyboard.press('Enter');
  await expect(node(app, 'stem')).toBeVisible();
  await app.keyboard.press('F2');
  await app.keyboard.type('conv2');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('alert')).toContainText('is the name of another node');
  await app.keyboard.press('Escape');
  await app.keyboard.press('Shift+?');
  await expect(app.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Ctrl+Shift+Z');
  await app.keyboard.press('Escape');
  await app.keyboard.press('Tab');
  await expect(app.getByRole('dialog', { name: 'Add a node' })).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(app.getByRole('dialog', { name: 'Add a node' })).toBeHidden();
});

test('preset arguments show their totals before opening, and change afterwards in one step', async ({
  app,
}) => {
  await app.getByRole('button', { name: 'Presets', exact: true }).click();
  await app.locator('[data-preset="resnet18"]').click();
  const gallery = app.getByRole('dialog', { name: 'Presets' });
  await expect(gallery).toContainText('11,689,512');
  await gallery.getByLabel('Classes', { exact: true }).fill('10');
  await expect(gallery).toContainText('11,181,642');
  await gallery.getByRole('button', { name: 'Open ResNet-18' }).click();
  await expect(total(app, 'Parameters')).toHaveText('Parameters 11.2 M');
  await app.getByLabel('Classes', { exact: true }).fill('1000');
  await expect(total(app, 'Parameters')).toHaveText('Parameters 11.7 M');
  await app.getByTestId('canvas').click({ position: { x: 40, y: 400 } });
  await app.keyboard.press('Control+z');
  await expect(total(app, 'Parameters')).toHaveText('Parameters 11.2 M');
});

test('unsaved work is asked about, saved as a download, and opens again', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await node(app, 'conv1').click();
  await app.getByLabel('Output channels', { exact: true }).fill('8');
  await app.getByTestId('canvas').click({ position: { x: 40, y: 400 } });
  await app.keyboard.press('Control+w');
  const question = app.getByRole('alertdialog');
  await expect(question).toContainText('Save the changes to "LeNet-5"?');
  await question.getByRole('button', { name: 'Cancel' }).click();
  const downloading = app.waitForEvent('download');
  await app.keyboard.press('Control+s');
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('LeNet-5.netloom');
  const buffer = await readFile(await download.path());
  await expect(app.getByLabel('Unsaved changes')).toHaveCount(0);
  await app.keyboard.press('Control+n');
  await expect(app.getByText('An empty network')).toBeVisible();
  const choosing = app.waitForEvent('filechooser');
  await app.keyboard.press('Control+o');
  await (await choosing).setFiles({ name: 'LeNet-5.netloom', mimeType: '', buffer });
  await expect(node(app, 'conv1')).toContainText('8 · 5×5');
});
