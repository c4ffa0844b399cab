// Settings, the start page and the tour.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { openPreset } from './hands.ts';

const dialog = (app: Page) => app.getByRole('dialog', { name: 'Settings' });
const keyRow = (app: Page, id: string) => dialog(app).locator(`[data-command="${id}"]`);

async function openSettings(app: Page): Promise<void> {
  await app.keyboard.press('Control+,');
  await expect(dialog(app)).toBeVisible();
}

async function pick(app: Page, name: string, option: string): Promise<void> {
  await dialog(app).getByRole('combobox', { name }).click();
  await app.getByRole('option', { name: option, exact: true }).click();
}

async function serious(app: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page: app }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

test('settings take effect at once and stay', async ({ app }) => {
  await openSettings(app);
  await pick(app, 'Theme', 'Dark');
  await expect(app.locator('html')).toHaveAttribute('data-theme', 'dark');
  await dialog(app).getByRole('switch', { name: 'Reduced motion' }).click();
  await pick(app, 'Mouse wheel', 'Pans');
  await pick(app, 'Backend', 'WASM (CPU)');
  await dialog(app).getByRole('spinbutton', { name: 'Seed of new networks' }).fill('7');
  await app.keyboard.press('Enter');
  expect(await serious(app)).toEqual([]);
  await app.keyboard.press('Escape');
  await expect(dialog(app)).toBeHidden();

  await app.reload();
  await expect(app.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(app.locator('html')).toHaveAttribute('data-motion', 'reduced');
  await openPreset(app, 'lenet5');
  await app.getByRole('tab', { name: 'Run' }).click();
  await expect(app.getByRole('combobox', { name: 'Backend' })).toHaveText(/WASM/);
  await app.getByRole('tab', { name: 'Inspector' }).click();
  await app.locator('.react-flow__pane').click({ position: { x: 5, y: 5 } });
  await expect(app.getByRole('spinbutton', { name: 'Seed' })).toHaveValue('7');

  const viewport = app.locator('.react-flow__viewport');
  const look = () =>
    viewport.evaluate((element) => {
      const { e, f, a } = new DOMMatrix(getComputedStyle(element).transform);
      return { x: e, y: f, zoom: a };
    });
  await app.mouse.move(700, 450);
  const before = await look();
  await app.mouse.wheel(0, 120);
  await expect.poll(look).toEqual({ ...before, y: before.y - 120 });
  await app.keyboard.down('Control');
  await app.mouse.wheel(0, -120);
  await app.keyboard.up('Control');
  await expect.poll(async () => (await look()).zoom).toBeGreaterThan(before.zoom);
});

test('keys are changed by pressing them, refused where they are taken, and brought back', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await openSettings(app);
  await dialog(app).getByRole('tab', { name: 'Keys' }).click();
  await dialog(app).getByRole('searchbox').fill('layers table');
  await expect(dialog(app).locator('[data-command]')).toHaveCount(1);
  const row = keyRow(app, 'view.layers');
  await row.getByRole('button', { name: 'Change the keys of Layers Table' }).click();
  await app.keyboard.press('Control+f');
  await expect(row.getByRole('alert')).toHaveText('Ctrl+F belongs to "Find". Change that command first.');
  await app.keyboard.press('Control+Alt+l');
  await expect(row.locator('kbd')).toHaveText(['Ctrl+Alt+L']);
  expect(await serious(app)).toEqual([]);
  await expect(row.getByRole('button', { name: 'Change the keys of Layers Table' })).toBeFocused();
  await app.keyboard.press('Escape');
  await expect(dialog(app)).toBeHidden();

  const table = app.getByRole('region', { name: 'Bottom panel' });
  await app.keyboard.press('Control+Shift+l');
  await expect(table).toBeHidden();
  await app.keyboard.press('Control+Alt+l');
  await expect(table).toBeVisible();
  await app.keyboard.press('Control+Alt+l');
  await expect(table).toBeHidden();
  await app.getByRole('menuitem', { name: 'View' }).click();
  const item = app.getByRole('menuitemcheckbox', { name: 'Layers Table' });
  await expect(item).toContainText('Ctrl+Alt+L');
  await expect(item).not.toBeChecked();
  await item.click();
  await expect(table).toBeVisible();
  await app.getByRole('menuitem', { name: 'View' }).click();
  await expect(item).toBeChecked();
  await app.getByRole('menuitem', { name: 'Colours' }).click();
  await expect(app.getByRole('menuitemradio', { name: 'Colour by Category' })).toBeChecked();
  await app.getByRole('menuitemradio', { name: 'Colour by MACs' }).click();
  await expect(app.getByRole('menu')).toHaveCount(0);
  await expect(app.getByLabel('Colours')).toContainText('MACs');
  await app.getByRole('menuitem', { name: 'View' }).click();
  await item.click();
  await expect(table).toBeHidden();
  await app.reload();
  await app.keyboard.press('Shift+?');
  await expect(app.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Ctrl+Alt+L');
  await app.keyboard.press('Escape');

  await openSettings(app);
  await dialog(app).getByRole('tab', { name: 'Keys' }).click();
  await keyRow(app, 'view.layers').getByRole('button', { name: 'Reset the keys of Layers Table' }).click();
  await expect(keyRow(app, 'view.layers').locator('kbd')).toHaveText(['Ctrl+Shift+L']);
  // The button is gone that was pressed; the keyboard goes on from the row.
  const change = keyRow(app, 'view.layers').getByRole('button', { name: 'Change the keys of Layers Table' });
  await expect(change).toBeFocused();
  await keyRow(app, 'view.layers')
    .getByRole('button', { name: 'Remove the keys of Layers Table' })
    .press('Enter');
  await expect(keyRow(app, 'view.layers').locator('kbd')).toHaveCount(0);
  await expect(change).toBeFocused();
});

test('a key that follows Escape at once is not lost while the dialog still closes', async ({ app }) => {
  const shortcuts = app.getByRole('dialog', { name: 'Keyboard shortcuts' });
  for (let round = 0; round < 8; round += 1) {
    await app.keyboard.press('Shift+?');
    await expect(shortcuts).toBeVisible();
    await Promise.all([app.keyboard.press('Escape'), app.keyboard.press('Control+,')]);
    await expect(dialog(app)).toBeVisible();
    await expect(shortcuts).toBeHidden();
    await app.keyboard.press('Escape');
    await expect(dialog(app)).toBeHidden();
  }
});

test('settings of a newer Netloom are left as they are until they are replaced', async ({ app }) => {
  const newer = '{"version":9,"theme":"dark","sound":"on"}';
  const kept = () => app.evaluate(() => localStorage.getItem('netloom.settings'));
  await app.evaluate((text) => localStorage.setItem('netloom.settings', text), newer);
  await app.reload();
  await expect(app.locator('html')).toHaveAttribute('data-theme', 'dark');
  await openSettings(app);
  await expect(dialog(app).getByRole('status')).toContainText('kept by a newer Netloom');
  await pick(app, 'Theme', 'Light');
  await expect(app.locator('html')).toHaveAttribute('data-theme', 'light');
  expect(await kept()).toBe(newer);
  await dialog(app).getByRole('button', { name: 'Replace them by these' }).click();
  await expect(dialog(app).getByRole('status')).toBeHidden();
  expect(JSON.parse((await kept()) ?? '')).toMatchObject({ version: 1, theme: 'light' });
});

test('the start page offers presets and a new network, and comes back with the last tab closed', async ({
  app,
}) => {
  const start = app.getByRole('region', { name: 'Start' });
  await expect(start).toBeVisible();
  await expect(app.getByRole('button', { name: 'Presets', exact: true })).toHaveCount(1);
  await expect(start.locator('svg[data-drawn]')).toHaveCount(6);
  expect(await serious(app)).toEqual([]);
  await start.getByRole('button', { name: 'Open LeNet-5, 1998' }).click();
  await expect(start).toBeHidden();
  await expect(app).toHaveTitle('LeNet-5 – Netloom');

  await app.keyboard.press('Alt+w');
  await expect(start).toBeVisible();
  await start.getByRole('button', { name: 'Empty network' }).click();
  await expect(start).toBeHidden();
  await expect(app.getByRole('heading', { name: 'An empty network' })).toBeVisible();

  await app.reload();
  // Beside the controls the canvas is there: it takes the double-click.
  const box = (await app.getByTestId('canvas').boundingBox())!;
  await app.mouse.dblclick(box.x + 20, box.y + box.height - 120);
  await app.keyboard.type('input');
  await app.keyboard.press('Enter');
  await expect(app.locator('.react-flow__node')).toHaveCount(1);
  await expect(start).toBeHidden();
  await app.keyboard.press('Control+z');
  await expect(app.getByText('An empty network')).toBeVisible();
});

const tour = (app: Page) => app.getByRole('region', { name: 'Tour' });
const step = (app: Page, title: string) => tour(app).getByRole('heading', { name: title });
const layer = (app: Page, name: string) =>
  app.locator('.react-flow__node').filter({ has: app.locator(`[data-name="${name}"]`) });

test('the tour waits for real actions, from a digit to an ONNX file', async ({ app }) => {
  await app.getByRole('button', { name: 'Take the tour' }).click();
  await expect(step(app, 'Draw a digit')).toBeVisible();
  await expect(app).toHaveTitle('LeNet-5 – Netloom');
  expect(await serious(app)).toEqual([]);
  const pad = (await app.getByTestId('digit-pad').boundingBox())!;
  await app.mouse.move(pad.x + 0.5 * pad.width, pad.y + 0.15 * pad.height);
  await app.mouse.down();
  await app.mouse.move(pad.x + 0.5 * pad.width, pad.y + 0.85 * pad.height, { steps: 8 });
  await app.mouse.up();

  await expect(step(app, 'Run it')).toBeVisible();
  await app.keyboard.press('Control+Enter');
  await expect(step(app, 'See what a layer saw')).toBeVisible();
  await layer(app, 'conv1').click();

  await expect(step(app, 'Change it')).toBeVisible();
  await app.locator('[data-field="groups"]').getByRole('spinbutton').fill('4');
  await expect(step(app, 'Read what is wrong')).toBeVisible();
  await app.keyboard.press('Control+.');
  await expect(step(app, 'Take a fix')).toBeVisible();
  await app
    .getByRole('menuitem', { name: /Set groups of "conv2"/ })
    .first()
    .click();
  await expect(step(app, 'Undo')).toBeVisible();
  await layer(app, 'conv2').click();
  await app.keyboard.press('Control+z');
  await app.keyboard.press('Control+z');
  await expect(step(app, 'Take it away')).toBeVisible();
  await app.keyboard.press('Control+e');
  await expect(app.getByRole('dialog', { name: 'Export ONNX' })).toBeVisible();
  await expect(tour(app)).toBeHidden();
  await app.keyboard.press('Escape');
  await tour(app).getByRole('button', { name: 'Finish' }).click();
  await expect(tour(app)).toHaveCount(0);
});

test('the tour shows each step to those who ask, by keyboard, and is left with Escape', async ({ app }) => {
  await app.getByRole('menuitem', { name: 'Help' }).click();
  await app.getByRole('menuitem', { name: 'Take the Tour' }).click();
  const titles = [
    'Draw a digit',
    'Run it',
    'See what a layer saw',
    'Change it',
    'Read what is wrong',
    'Take a fix',
    'Undo',
    'Take it away',
  ];
  for (const title of titles) {
    await expect(step(app, title)).toBeVisible();
    // Whoever opened the menu of fixes is in it.
    if (title === 'Take a fix') await app.keyboard.press('Escape');
    await tour(app).getByRole('button', { name: 'Show me' }).focus();
    await app.keyboard.press('Enter');
  }
  await expect(app.getByRole('dialog', { name: 'Export ONNX' })).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(step(app, 'That is the round')).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(tour(app)).toHaveCount(0);
});

test('the tour brings about what it speaks of, wherever the user was', async ({ app }) => {
  const skip = () => tour(app).getByRole('button', { name: 'Skip' }).click();
  const showMe = () => tour(app).getByRole('button', { name: 'Show me' }).click();
  await openPreset(app, 'resnet18');
  await app.getByRole('tab', { name: 'Run' }).click();
  await app.getByRole('tab', { name: 'Noise' }).click();
  await app.getByRole('menuitem', { name: 'Help' }).click();
  await app.getByRole('menuitem', { name: 'Take the Tour' }).click();
  await expect(step(app, 'Draw a digit')).toBeVisible();
  await expect(app.getByTestId('digit-pad')).toBeVisible();
  await app.getByRole('tab', { name: 'Noise' }).click();
  await showMe();
  await expect(step(app, 'Run it')).toBeVisible();
  await expect(app.getByTestId('digit-pad')).toBeVisible();

  // From another tab the tour goes back to its own.
  await skip();
  await expect(step(app, 'See what a layer saw')).toBeVisible();
  await app.getByRole('tab', { name: 'ResNet-18' }).click();
  await showMe();
  await expect(step(app, 'Change it')).toBeVisible();
  await expect(app).toHaveTitle('LeNet-5 – Netloom');

  // What is skipped is there for the step after it.
  await skip();
  await expect(step(app, 'Read what is wrong')).toBeVisible();
  await expect(app.getByRole('button', { name: /^1 error,/ })).toBeVisible();
  await skip();
  await expect(step(app, 'Take a fix')).toBeVisible();
  await expect(app.getByRole('menu', { name: 'Fixes' })).toBeVisible();
  await app.keyboard.press('Escape');
  await skip();
  await expect(step(app, 'Undo')).toBeVisible();
  await showMe();
  await expect(step(app, 'Take it away')).toBeVisible();
});
