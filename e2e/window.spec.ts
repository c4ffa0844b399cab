// The window itself: what stays in place when its parts change size, and that it can be read by everyone's settings.

import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { by, drag, empty, middle, node, openPreset, output, search, type Point } from './hands.ts';

async function fromMiddle(app: Page, thing: Locator): Promise<Point> {
  const [at, centre] = [await middle(thing), await middle(app.getByTestId('canvas'))];
  // Without the zero's sign, which comparisons keep.
  return { x: Math.round(at.x - centre.x) + 0, y: Math.round(at.y - centre.y) + 0 };
}

test('what is in the middle of the canvas stays there when a panel opens and the window changes', async ({
  app,
}) => {
  await openPreset(app, 'lenet5');
  const before = await fromMiddle(app, node(app, 'conv2'));
  const height = (await app.getByTestId('canvas').boundingBox())?.height ?? 0;
  await app.keyboard.press('Control+Shift+L');
  await expect
    .poll(async () => (await app.getByTestId('canvas').boundingBox())?.height ?? 0)
    .toBeLessThan(height - 100);
  await expect.poll(() => fromMiddle(app, node(app, 'conv2'))).toEqual(before);
  await app.getByRole('button', { name: 'Close panel' }).click();
  await expect.poll(() => fromMiddle(app, node(app, 'conv2'))).toEqual(before);
  await app.setViewportSize({ width: 1180, height: 760 });
  await expect.poll(() => fromMiddle(app, node(app, 'conv2'))).toEqual(before);

  // Another document is looked at in a smaller canvas, and this one comes back to it.
  await app.keyboard.press('Alt+n');
  await app.keyboard.press('Control+Shift+L');
  await app.getByRole('tab', { name: /LeNet-5/ }).click();
  await expect.poll(() => fromMiddle(app, node(app, 'conv2'))).toEqual(before);
});

test('the panels at the sides make room for the canvas, stay away, and come when they are asked for', async ({
  app,
}) => {
  await openPreset(app, 'lenet5');
  const width = async (): Promise<number> => (await app.getByTestId('canvas').boundingBox())?.width ?? 0;
  const between = await width();
  const sides = [
    app.getByRole('complementary', { name: 'Parts' }),
    app.getByRole('complementary', { name: 'Details' }),
  ];
  await app.keyboard.press('[');
  await app.keyboard.press(']');
  for (const side of sides) await expect(side).toBeHidden();
  await expect.poll(width).toBeGreaterThan(1400);
  await app.reload();
  await app.getByRole('button', { name: 'LeNet-5' }).click();
  await expect(node(app, 'conv1')).toBeVisible();
  for (const side of sides) await expect(side).toBeHidden();

  // What is asked for by its own command brings its panel.
  await app.keyboard.press('Control+Shift+O');
  await expect(app.getByRole('tree', { name: 'Nodes' })).toBeVisible();
  await app.keyboard.press('Control+Enter');
  await expect(app.getByRole('tabpanel', { name: 'Run' })).toBeVisible();
  await expect.poll(width).toBeCloseTo(between, -1);
  await app.getByRole('button', { name: 'Hide the left panel' }).click();
  await expect(sides[0]!).toBeHidden();
  await app.getByRole('button', { name: 'Show the left panel' }).click();
  await expect(sides[0]!).toBeVisible();
});

test('both left tabs reach the presets', async ({ app }) => {
  await app.getByRole('tab', { name: 'Outline' }).click();
  await app.getByRole('button', { name: 'Presets', exact: true }).click();
  await expect(app.getByRole('dialog', { name: 'Presets' })).toBeVisible();
});

test('with forced colours, what is chosen, on and selected can be told', async ({ app }) => {
  await app.emulateMedia({ forcedColors: 'active' });
  await openPreset(app, 'lenet5');
  const look = (thing: Locator) =>
    thing.evaluate((element) => {
      const { backgroundColor, borderBottomColor } = getComputedStyle(element);
      return { backgroundColor, borderBottomColor };
    });
  const side = app.getByRole('tablist', { name: 'Side panel' });
  const [chosen, other] = [
    side.getByRole('tab', { name: 'Inspector' }),
    side.getByRole('tab', { name: 'Run' }),
  ];
  expect((await look(chosen)).borderBottomColor).not.toBe((await look(other)).borderBottomColor);

  await node(app, 'conv1').click();
  const bias = app.locator('[data-field="bias"]').getByRole('switch');
  const on = await look(bias);
  await bias.click();
  await expect.poll(() => look(bias)).not.toEqual(on);

  await app.getByRole('tab', { name: 'Outline' }).click();
  const row = (name: string) => app.getByRole('treeitem', { name: `${name} Conv2d` });
  expect(await look(row('conv1'))).not.toEqual(await look(row('conv2')));

  const run = app.getByRole('button', { name: 'Run', exact: true }).first();
  const inks = await run.evaluate((element) => {
    const { backgroundColor, color } = getComputedStyle(element);
    return [backgroundColor, color];
  });
  expect(inks[0]).not.toBe(inks[1]);

  const { violations } = await new AxeBuilder({ page: app }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
});

test('names from right to left and decimal commas are taken as they are', async ({ app }) => {
  await openPreset(app, 'alexnet');
  const field = app.getByRole('spinbutton', { name: 'Dropout' });
  await field.fill('0,25');
  await field.press('Enter');
  await expect(field).toHaveValue('0.25');

  await node(app, 'avgpool').click();
  const name = app.getByRole('textbox', { name: 'Name' });
  await name.fill('שכבה');
  await name.press('Enter');
  const title = node(app, 'שכבה').locator('[data-rename]');
  await expect(title).toHaveText('שכבה');
  // The name begins where names begin, and its type stands behind it.
  const [named, box] = [await title.boundingBox(), await node(app, 'שכבה').boundingBox()];
  expect(named!.x - box!.x).toBeLessThan(60);
});

test('what is added at the edge is not cut by it, and a dropped wire offers what usually follows', async ({
  app,
}) => {
  const canvas = (await app.getByTestId('canvas').boundingBox())!;
  await app.getByRole('button', { name: 'Empty network' }).click();
  await app.mouse.dblclick(canvas.x + 12, canvas.y + 12);
  await app.keyboard.type('conv2d');
  await app.keyboard.press('Enter');
  const box = (await node(app, 'conv').boundingBox())!;
  expect(box.x).toBeGreaterThan(canvas.x);
  expect(box.y).toBeGreaterThan(canvas.y);

  await drag(app, await middle(output(app, 'conv')), by(await empty(app), -200, 200));
  await expect(search(app)).toBeVisible();
  await expect(search(app).getByRole('option').first()).toContainText('BatchNorm2d');
  await app.keyboard.press('Enter');
  await expect(node(app, 'bn')).toBeVisible();
});
