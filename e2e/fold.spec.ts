// Blocks unfolded where they stand: shown, wired, worked in, nested, folded again; by mouse and by keys.

import type { Locator, Page } from '@playwright/test';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './app.ts';
import { node, openPreset } from './hands.ts';

const at = (app: Page, path: string): Locator =>
  app.locator('.react-flow__node').filter({ has: app.locator(`[data-path="${path}"]`) });
const frame = (app: Page, path: string): Locator => app.locator(`[data-frame][data-path="${path}"]`);
const triangle = (app: Page, path: string): Locator => at(app, path).locator('[data-unfold]');
const title = (app: Page, path: string): Locator => frame(app, path).locator('[data-grip]');
const crumbs = (app: Page): Locator => app.getByRole('navigation', { name: 'Blocks' });
const inspected = (app: Page): Locator => app.getByRole('textbox', { name: 'Name', exact: true }).first();

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('Nothing is shown there.');
  return box;
}

/** LeNet-5 with its second convolution in a block, unfolded. */
async function unfoldedGroup(app: Page): Promise<void> {
  await openPreset(app, 'lenet5');
  for (const [index, name] of ['conv2', 'act2', 'pool2'].entries())
    await node(app, name).click(index === 0 ? {} : { modifiers: ['Shift'] });
  await app.keyboard.press('Control+g');
  await app.keyboard.press('u');
  await expect(frame(app, 'block')).toBeVisible();
}

async function drag(app: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await app.mouse.move(from.x, from.y);
  await app.mouse.down();
  await app.mouse.move(from.x + 3, from.y + 3);
  await app.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
  await app.mouse.move(to.x, to.y);
  await app.mouse.up();
}

test('a block opens where it stands, nested ones within it, and everything comes back', async ({ app }) => {
  await openPreset(app, 'resnet50');
  const before = await boxOf(node(app, 'layer1'));
  const neighbour = await boxOf(node(app, 'layer2'));
  await triangle(app, 'layer1').click();
  await expect(frame(app, 'layer1')).toBeVisible();
  await expect(at(app, 'layer1.0')).toBeVisible();
  await expect(at(app, 'layer1.2')).toBeVisible();
  await expect(crumbs(app)).toHaveText('ResNet-50');
  const [opened, inner] = [await boxOf(frame(app, 'layer1')), await boxOf(at(app, 'layer1.1'))];
  expect(inner.x).toBeGreaterThan(opened.x);
  expect(inner.y + inner.height).toBeLessThan(opened.y + opened.height);
  // What led there still stands straight above.
  const above = await boxOf(node(app, 'maxpool'));
  expect(Math.abs(above.x + above.width / 2 - (opened.x + opened.width / 2))).toBeLessThan(2);

  await triangle(app, 'layer1.1').click();
  await expect(frame(app, 'layer1.1')).toBeVisible();
  await expect(at(app, 'layer1.1.conv1')).toBeVisible();
  await at(app, 'layer1.1.conv1').click();
  await expect(crumbs(app)).toHaveText(/ResNet-50.*layer1.*1/s);
  await expect(inspected(app)).toHaveValue('conv1');

  await app.keyboard.press('Shift+Alt+u');
  await expect(app.locator('[data-frame]')).toHaveCount(0);
  await expect(node(app, 'layer1')).toHaveClass(/selected/);
  await expect(crumbs(app)).toHaveText('ResNet-50');
  const after = [await boxOf(node(app, 'layer1')), await boxOf(node(app, 'layer2'))] as const;
  expect(after[1].y - after[0].y).toBeCloseTo(neighbour.y - before.y, 0);
  expect(after[1].x - after[0].x).toBeCloseTo(neighbour.x - before.x, 0);
  // Nothing of it is the document's.
  await expect(app.getByRole('tab', { name: /unsaved changes/ })).toHaveCount(0);
});

test('keys unfold what is selected, and fold it again; Escape leads out level by level', async ({ app }) => {
  await openPreset(app, 'resnet18');
  await node(app, 'layer1').click();
  await node(app, 'layer2').click({ modifiers: ['Shift'] });
  // What is out of view has no elements.
  await app.keyboard.press('u');
  await app.keyboard.press('1');
  await expect(app.locator('[data-frame]')).toHaveCount(2);
  await app.keyboard.press('u');
  await expect(app.locator('[data-frame]')).toHaveCount(0);

  await app.keyboard.press('Escape');
  await app.keyboard.press('Shift+u');
  await app.keyboard.press('1');
  await expect(app.locator('[data-frame]')).toHaveCount(4);
  // Once more goes one deeper.
  await expect(at(app, 'layer1.0.conv1')).toHaveCount(0);
  await app.keyboard.press('Shift+u');
  await app.keyboard.press('1');
  await expect(at(app, 'layer1.0.conv1')).toBeVisible();
  await app.keyboard.press('Shift+Alt+u');
  await expect(app.locator('[data-frame]')).toHaveCount(0);

  await at(app, 'layer1').click();
  await app.keyboard.press('.');
  await app.keyboard.press('u');
  await at(app, 'layer1.0').click();
  await app.keyboard.press('Escape');
  await expect(crumbs(app)).toHaveText(/ResNet-18.*layer1/s);
  await app.keyboard.press('Escape');
  await expect(crumbs(app)).toHaveText('ResNet-18');
  await expect(at(app, 'layer1')).toHaveClass(/selected/);
  await expect(frame(app, 'layer1')).toBeVisible();
});

test('an inner block is entered by double-click, and the way back shows the frame again', async ({ app }) => {
  await openPreset(app, 'resnet18');
  await triangle(app, 'layer1').click();
  await at(app, 'layer1.0').dblclick();
  await expect(crumbs(app)).toHaveText(/ResNet-18.*layer1.*0/s);
  await expect(node(app, 'maxpool')).toHaveCount(0);
  await expect(node(app, 'conv1')).toBeVisible();
  await crumbs(app).getByRole('button', { name: 'ResNet-18' }).click();
  await expect(frame(app, 'layer1')).toBeVisible();
});

test('what is inside a group is edited in place: values, drags, wires, delete, add', async ({ app }) => {
  await unfoldedGroup(app);
  await at(app, 'block.conv2').click();
  await expect(crumbs(app)).toHaveText(/block/);

  // A drag moves it under the pointer, and only it; undo puts it back.
  const [start, other] = [await boxOf(at(app, 'block.act2')), await boxOf(at(app, 'block.pool2'))];
  await drag(app, { x: start.x + 40, y: start.y + 12 }, { x: start.x + 180, y: start.y + 12 });
  const moved = await boxOf(at(app, 'block.act2'));
  expect(moved.x - start.x).toBeGreaterThan(100);
  const gap = (await boxOf(at(app, 'block.pool2'))).y - moved.y;
  expect(Math.abs(gap - other.y + start.y)).toBeLessThan(6);
  await app.keyboard.press('Control+z');
  await expect
    .poll(async () => (await boxOf(at(app, 'block.act2'))).x - (await boxOf(at(app, 'block.pool2'))).x)
    .toBeLessThan(2);

  // Delete heals the wire, and the block says so outside.
  await at(app, 'block.act2').click();
  await app.keyboard.press('Delete');
  await expect(at(app, 'block.act2')).toHaveCount(0);
  await expect(frame(app, 'block')).toBeVisible();
  await app.keyboard.press('Control+z');
  await expect(at(app, 'block.act2')).toBeVisible();

  // A wire is lifted off and drawn again, port to port.
  const port = (path: string, side: 'source' | 'target') =>
    at(app, path).locator(`.react-flow__handle.${side}`);
  const wires = app.locator('.react-flow__edge');
  const count = await wires.count();
  await port('block.act2', 'target').click({ modifiers: ['Alt'] });
  await expect(wires).toHaveCount(count - 1);
  const [from, to] = [await boxOf(port('block.conv2', 'source')), await boxOf(port('block.act2', 'target'))];
  await drag(app, { x: from.x + 5, y: from.y + 5 }, { x: to.x + 5, y: to.y + 5 });
  await expect(wires).toHaveCount(count);
  await expect(app.getByRole('button', { name: /^0 errors, 0 warnings:/ })).toBeVisible();

  // Search adds on the level of the frame that was double-clicked.
  const inside = await boxOf(frame(app, 'block'));
  await app.mouse.dblclick(inside.x + 10, inside.y + inside.height - 60);
  await app.keyboard.type('dropout');
  await app.keyboard.press('Enter');
  await expect(app.locator('[data-path^="block.dropout"]')).toBeVisible();
});

test('no wire leads from outside into an unfolded block, and it is said why', async ({ app }) => {
  await unfoldedGroup(app);
  const from = await boxOf(node(app, 'pool1').locator('.react-flow__handle.source'));
  const to = await boxOf(at(app, 'block.conv2').locator('.react-flow__handle.target'));
  const count = await app.locator('.react-flow__edge').count();
  await drag(app, { x: from.x + 5, y: from.y + 5 }, { x: to.x + 5, y: to.y + 5 });
  await expect(app.getByText(/A wire stays on its level/).first()).toBeVisible();
  await expect(app.locator('.react-flow__edge')).toHaveCount(count);
});

test('a frame is dragged by its title with all that is in it', async ({ app }) => {
  await unfoldedGroup(app);
  const [was, inner] = [await boxOf(frame(app, 'block')), await boxOf(at(app, 'block.conv2'))];
  const grip = { x: was.x + was.width / 2, y: was.y + 12 };
  await drag(app, grip, { x: grip.x + 190, y: grip.y + 20 });
  const [is, then] = [await boxOf(frame(app, 'block')), await boxOf(at(app, 'block.conv2'))];
  expect(is.x - was.x).toBeGreaterThan(150);
  expect(then.x - inner.x).toBeCloseTo(is.x - was.x, 0);
  await triangle(app, 'block').click();
  await expect(frame(app, 'block')).toHaveCount(0);
  await expect(at(app, 'block')).toBeVisible();
});

test('insides of templates are shown, not changed', async ({ app }) => {
  await openPreset(app, 'resnet18');
  await triangle(app, 'layer1').click();
  await triangle(app, 'layer1.0').click();
  const start = await boxOf(at(app, 'layer1.0.conv1'));
  await drag(app, { x: start.x + 40, y: start.y + 12 }, { x: start.x + 180, y: start.y + 12 });
  expect((await boxOf(at(app, 'layer1.0.conv1'))).x).toBeCloseTo(start.x, 0);
  await at(app, 'layer1.0.conv1').click();
  await app.keyboard.press('Delete');
  await expect(at(app, 'layer1.0.conv1')).toBeVisible();
});

test('find leads to a layer inside the frame, without leaving it', async ({ app }) => {
  await openPreset(app, 'resnet18');
  await triangle(app, 'layer2').click();
  await triangle(app, 'layer2.0').click();
  await app.keyboard.press('Control+f');
  await app.keyboard.type('layer2.0.bn1');
  await app.keyboard.press('Enter');
  await expect(at(app, 'layer2.0.bn1')).toHaveClass(/selected/);
  await expect(frame(app, 'layer2.0')).toBeVisible();
  await app.keyboard.press('Control+f');
  await app.keyboard.type('layer3.0.bn1');
  await app.keyboard.press('Enter');
  await expect(crumbs(app)).toHaveText(/layer3/);
  await expect(node(app, 'layer2')).toHaveCount(0);
});

test('the menu of a block unfolds it, a rename keeps it so, and nothing serious is found', async ({
  app,
}) => {
  await unfoldedGroup(app);
  await title(app, 'block').click({ button: 'right' });
  await app.getByRole('menuitem', { name: /^Fold/ }).click();
  await expect(frame(app, 'block')).toHaveCount(0);
  await at(app, 'block').click({ button: 'right' });
  await app.getByRole('menuitem', { name: /^Unfold in Place/ }).click();
  await expect(frame(app, 'block')).toBeVisible();
  await title(app, 'block').click();
  await app.keyboard.press('F2');
  await app.keyboard.type('features');
  await app.keyboard.press('Enter');
  await expect(frame(app, 'features')).toBeVisible();
  await expect(at(app, 'features.conv2')).toBeVisible();
  const { violations } = await new AxeBuilder({ page: app }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
});

test('instances of a linked block are unfolded each by itself, and follow what is done in one', async ({
  app,
}) => {
  await unfoldedGroup(app);
  await title(app, 'block').click();
  await app.keyboard.press('Control+k');
  await app.keyboard.type('Make Linked Block');
  await app.keyboard.press('Enter');
  await title(app, 'block').click();
  await app.keyboard.press('Control+d');
  await app.keyboard.press('Shift+u');
  await app.keyboard.press('1');
  await expect(app.locator('[data-frame]')).toHaveCount(2);
  const inside = app.locator('.react-flow__node [data-name="act2"]');
  await expect(inside).toHaveCount(2);
  await inside.first().click();
  await expect(app.locator('.react-flow__node.selected')).toHaveCount(1);
  await app.keyboard.press('Delete');
  await expect(inside).toHaveCount(0);
  await app.keyboard.press('Control+z');
  await expect(inside).toHaveCount(2);
});
