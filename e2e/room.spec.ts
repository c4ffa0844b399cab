// Room: nothing new stands on what is there, and in small windows panels, tables and messages give way.

import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { drag, middle, node, openPreset, output, wires } from './hands.ts';

const notices = (app: Page): Locator => app.getByRole('region', { name: 'Notifications' });
const palette = (app: Page): Locator => app.getByRole('complementary', { name: 'Parts' });
const details = (app: Page): Locator => app.getByRole('complementary', { name: 'Details' });

async function box(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const found = await locator.boundingBox();
  if (found === null) throw new Error('It is not on the screen.');
  return found;
}

async function apart(one: Locator, other: Locator): Promise<boolean> {
  const [a, b] = [await box(one), await box(other)];
  return a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
}

test('a note made over a node stands beside it, with its colours', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const conv = await middle(node(app, 'conv1'));
  await app.mouse.move(conv.x, conv.y);
  await app.keyboard.press('n');
  await app.keyboard.type('Beside');
  const note = app.locator('.react-flow__node-note');
  for (const name of ['input', 'conv1', 'act1', 'pool1']) {
    expect(await apart(note, node(app, name)), name).toBe(true);
    expect(await apart(app.getByRole('group', { name: 'Colour', exact: true }), node(app, name)), name).toBe(
      true,
    );
  }
  expect(Math.abs((await middle(note)).y - conv.y)).toBeLessThan(100);
});

test('a wire dragged across the overview leaves the view where it is', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const before = await box(node(app, 'conv1'));
  const overview = await middle(app.getByRole('img', { name: 'Overview of the network' }));
  await drag(app, await middle(output(app, 'conv1')), overview, { hold: true });
  await app.mouse.move(overview.x + 10, overview.y + 10, { steps: 3 });
  expect(await box(node(app, 'conv1'))).toEqual(before);
  await app.mouse.up();
  // Pressed on the map itself, it goes there.
  await app.keyboard.press('Escape');
  await app.mouse.click(overview.x, overview.y + 20);
  await expect
    .poll(async () => (await node(app, 'conv1').count()) === 0 || (await box(node(app, 'conv1'))).y)
    .not.toBe(before.y);
});

test('a wire keeps its place while the pointer rests on its port', async ({ app }) => {
  await openPreset(app, 'resnet18');
  const port = node(app, 'layer1').locator('.react-flow__handle-bottom');
  const before = await middle(port);
  await app.mouse.move(before.x, before.y);
  await expect(app.locator('.react-flow__edge[data-lit]')).toHaveCount(1);
  expect(await middle(port)).toEqual(before);
  // A menu that opens over the canvas takes the pointer, and the light, away.
  await app.getByRole('menuitem', { name: 'File', exact: true }).click();
  await expect(app.locator('.react-flow__edge[data-lit]')).toHaveCount(0);
  expect(await wires(app).count()).toBeGreaterThan(0);
});

test('messages cover neither the zoom controls nor the table, 1024 wide', async ({ app }) => {
  await app.setViewportSize({ width: 1024, height: 700 });
  await openPreset(app, 'resnet18');
  await app.getByRole('button', { name: 'Layers', exact: true }).click();
  const table = app.getByRole('treegrid', { name: 'Layers of the network' });
  await expect(table).toBeVisible();
  await expect.poll(() => table.evaluate((grid) => grid.scrollWidth - grid.clientWidth)).toBe(0);
  await expect(table.getByRole('columnheader', { name: 'MACs' })).toBeInViewport({ ratio: 1 });
  // What is chosen is shown, wide as it is.
  await app.getByRole('button', { name: /^Columns: \d more have no room/ }).click();
  await app.getByRole('menuitemcheckbox', { name: 'Settings', exact: true }).click();
  await app.keyboard.press('Escape');
  await expect(table.getByRole('columnheader', { name: 'Settings' })).toHaveCount(1);

  await node(app, 'conv1').click();
  await app.keyboard.down('Shift');
  await node(app, 'relu').click();
  await app.keyboard.up('Shift');
  await app.keyboard.press('Control+g');
  const message = notices(app).getByText(/cannot be one block/);
  await expect(message).toBeVisible();
  expect(await apart(message, app.getByRole('button', { name: 'Zoom out' }))).toBe(true);
  expect(await apart(message, table)).toBe(true);
});

test('in the narrowest windows one side panel takes the place of the other; wide ones keep both', async ({
  app,
}) => {
  await openPreset(app, 'lenet5');
  const canvas = app.getByTestId('canvas');
  await expect(palette(app)).toBeVisible();
  await expect(details(app)).toBeVisible();

  await app.setViewportSize({ width: 720, height: 450 });
  await expect(palette(app)).toBeHidden();
  await expect(details(app)).toBeVisible();
  await expect.poll(async () => (await box(canvas)).width).toBeGreaterThan(400);
  await app.getByRole('button', { name: 'Show the left panel' }).click();
  await expect(palette(app)).toBeVisible();
  await expect(details(app)).toBeHidden();
  await expect.poll(async () => (await box(canvas)).width).toBeGreaterThan(400);
  await app.keyboard.press('Control+Enter');
  await expect(details(app)).toBeVisible();
  await expect(palette(app)).toBeHidden();
  await app.getByRole('button', { name: 'Hide the right panel' }).click();
  await expect.poll(async () => (await box(canvas)).width).toBeGreaterThan(700);

  await app.setViewportSize({ width: 1440, height: 900 });
  await expect(palette(app)).toBeVisible();
  await expect(details(app)).toBeVisible();
  await app.setViewportSize({ width: 720, height: 450 });
  await expect(details(app)).toBeHidden();
});

test('a file over the window is told what a drop would do, unless a dialog waits', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const told = app.getByTestId('file-drag');
  const hold = (selector: string, type: string, gesture = 'dragover') =>
    app
      .locator(selector)
      .first()
      .evaluate(
        (target, [fileType, event]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File(['x'], 'x', { type: fileType }));
          target.dispatchEvent(new DragEvent(event, { dataTransfer, bubbles: true, cancelable: true }));
          return dataTransfer.dropEffect;
        },
        [type, gesture] as const,
      );
  await hold('.react-flow', 'image/png');
  await expect(told).toContainText('run the network on this image');
  await hold('.react-flow', '');
  await expect(told).toContainText('Drop to open');
  await hold('.react-flow', '', 'dragleave');
  await expect(told).toHaveCount(0);
  await hold('.react-flow', '');
  await hold('.react-flow', '', 'drop');
  await expect(told).toHaveCount(0);
  await expect(notices(app).getByText(/neither a network nor an image/)).toBeVisible();

  await app.keyboard.press('Control+k');
  await hold('[role="dialog"]', 'image/png');
  await expect(told).toHaveCount(0);
  await hold('[role="dialog"]', 'image/png', 'drop');
  await expect(app.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
});
