// Blocks that are used more than once: switched off, put in a row, linked, and kept in the palette.

import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { node, openPreset } from './hands.ts';

const total = (app: Page, name: string): Locator => app.locator(`[data-total="${name}"]`);
const noProblems = (app: Page): Locator => app.getByRole('button', { name: /^0 errors, 0 warnings:/ });
const palette = (app: Page): Locator => app.getByRole('region', { name: 'Palette' });

async function command(app: Page, title: string): Promise<void> {
  await app.keyboard.press('Control+k');
  await app.keyboard.type(title);
  await app.keyboard.press('Enter');
}

/** To the top, with the block selected that was open. */
async function leave(app: Page): Promise<void> {
  await app.getByTestId('canvas').click({ position: { x: 40, y: 300 } });
  await app.keyboard.press('Escape');
}

async function selectNodes(app: Page, ...names: readonly string[]): Promise<void> {
  for (const [index, name] of names.entries()) {
    await node(app, name).click(index === 0 ? {} : { modifiers: ['Shift'] });
  }
}

test('a bypassed node passes on what it gets, costs nothing, and comes back', async ({ app }) => {
  await openPreset(app, 'resnet18');
  await app.keyboard.press('1');
  await node(app, 'layer4').click();
  await app.keyboard.press('Control+b');
  await expect(node(app, 'layer4').getByText('bypassed')).toBeVisible();
  await expect(total(app, 'Parameters')).toHaveText('Parameters 3.04 M');
  await expect(app.getByRole('button', { name: /^0 errors, 1 warning/ })).toBeVisible();
  await expect(app.getByRole('switch', { name: 'Bypass' })).toBeChecked();
  await app.keyboard.press('Control+b');
  await expect(total(app, 'Parameters')).toHaveText('Parameters 11.7 M');
  await expect(noProblems(app)).toBeVisible();
});

test('equal blocks fold into a row with the weights that they had, and unfold', async ({ app }) => {
  await openPreset(app, 'resnet18');
  await node(app, 'layer1').click();
  await command(app, 'fold repeats');
  await expect(node(app, 'layer1').getByText('×2')).toBeVisible();
  await expect(total(app, 'Parameters')).toHaveText('Parameters 11.7 M');
  await node(app, 'layer1').dblclick();
  await expect(node(app, '0')).toBeVisible();
  await expect(node(app, '1')).toBeVisible();
  await app.keyboard.press('Escape');
  await app.getByRole('spinbutton', { name: 'Repeat' }).fill('4');
  await app.keyboard.press('Enter');
  await expect(node(app, 'layer1').getByText('×4')).toBeVisible();
  await expect(noProblems(app)).toBeVisible();
  await app.keyboard.press('Escape');
  await app.getByTestId('canvas').click({ position: { x: 40, y: 300 } });
  await app.keyboard.press('Control+z');
  await expect(node(app, 'layer1').getByText('×2')).toBeVisible();
  await app.keyboard.press('Control+z');
  await expect(node(app, 'layer1').getByText('×2')).toHaveCount(0);
});

test('what is edited in one linked block is edited in all; unlinked, it is its own', async ({ app }) => {
  await openPreset(app, 'resnet18');
  await selectNodes(app, 'conv1', 'bn1', 'relu');
  await command(app, 'make linked');
  await expect(node(app, 'block')).toHaveClass(/selected/);
  const definition = app.getByLabel('Name of the definition');
  await definition.fill('Stem');
  await definition.press('Enter');
  await expect(palette(app).getByRole('group', { name: 'This document' }).getByText('Stem')).toBeVisible();
  await expect(total(app, 'Parameters')).toHaveText('Parameters 11.7 M');

  // A second one, behind the first.
  await palette(app).getByRole('group', { name: 'This document' }).getByText('Stem').dblclick();
  await expect(node(app, 'stem')).toBeVisible();
  await expect(app.getByRole('list', { name: 'Uses' }).getByRole('button')).toHaveText(['block', 'stem']);
  await node(app, 'stem').dblclick();
  await node(app, 'conv1').click();
  await app.getByLabel('Output channels', { exact: true }).fill('32');
  await leave(app);
  await node(app, 'block').dblclick();
  await node(app, 'conv1').click();
  await expect(app.getByLabel('Output channels', { exact: true })).toHaveValue('32');
  await leave(app);
  await app.getByRole('button', { name: 'Unlink', exact: true }).click();
  await expect(app.getByLabel('Name of the definition')).toHaveCount(0);
  await expect(node(app, 'block')).toBeVisible();
});

test("a block of one's own is kept in the palette with the arguments chosen for it", async ({ app }) => {
  await openPreset(app, 'lenet5');
  await selectNodes(app, 'conv1', 'act1', 'pool1');
  await app.keyboard.press('Control+g');
  await command(app, 'save block');
  const dialog = app.getByRole('dialog', { name: 'Save block to palette' });
  await dialog.getByLabel('Name', { exact: true }).fill('Step');
  await dialog
    .getByRole('group', { name: /conv1/ })
    .getByRole('checkbox', { name: 'Output channels' })
    .check();
  await dialog.getByLabel('Name of the argument for conv1 Output channels').fill('2 wide');
  await expect(dialog.getByRole('status')).toContainText('cannot name an argument');
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await dialog.getByLabel('Name of the argument for conv1 Output channels').fill('width');
  await dialog.getByRole('button', { name: 'Save' }).click();
  const mine = palette(app).getByRole('group', { name: 'My blocks' });
  await expect(mine.getByText('Step')).toBeVisible();
  await expect(palette(app).getByRole('group', { name: 'This document' })).toHaveCount(0);

  // It is there after a reload, in another document.
  await app.reload();
  await app.getByRole('button', { name: 'Delete the draft' }).click();
  await openPreset(app, 'resnet18');
  await node(app, 'relu').click();
  await mine.getByText('Step').dblclick();
  await expect(node(app, 'step')).toBeVisible();
  await app.getByRole('spinbutton', { name: 'Width', exact: true }).fill('24');
  await node(app, 'step').dblclick();
  await expect(node(app, 'conv1')).toContainText('24');
  await app.keyboard.press('Escape');

  await mine.getByRole('button', { name: 'More for Step' }).click();
  await app.getByRole('menuitem', { name: 'Rename' }).click();
  await app.keyboard.type('Stage');
  await app.keyboard.press('Enter');
  await expect(mine.getByText('Stage')).toBeVisible();
  await mine.getByRole('button', { name: 'More for Stage' }).click();
  await app.getByRole('menuitem', { name: 'Remove' }).click();
  await app.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(mine).toHaveCount(0);
  await expect(node(app, 'step')).toBeVisible();
});
