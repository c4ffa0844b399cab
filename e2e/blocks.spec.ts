// Blocks as people use them, and the ways to find things: group, ungroup, detach, command palette, find.

import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { node, openPreset } from './hands.ts';

const total = (app: Page, name: string): Locator => app.locator(`[data-total="${name}"]`);
const crumbs = (app: Page): Locator => app.getByRole('navigation', { name: 'Blocks' });
const noProblems = (app: Page): Locator => app.getByRole('button', { name: /^0 errors, 0 warnings:/ });

async function selectNodes(app: Page, ...names: readonly string[]): Promise<void> {
  for (const [index, name] of names.entries()) {
    await node(app, name).click(index === 0 ? {} : { modifiers: ['Shift'] });
  }
}

test('a block whose inside was deleted says what it needs', async ({ app }) => {
  await openPreset(app, 'resnet18');
  await node(app, 'layer1').dblclick();
  await app.keyboard.press('ControlOrMeta+a');
  await app.keyboard.press('Delete');
  await expect(app.getByRole('heading', { name: 'An empty block' })).toBeVisible();
  await expect(app.getByRole('button', { name: 'Open a preset' })).toHaveCount(0);
});

test('a selection becomes a block and comes back, and the totals stay', async ({ app }) => {
  await openPreset(app, 'resnet18');
  await expect(total(app, 'Parameters')).toHaveText('Parameters 11.7 M');
  await expect(total(app, 'MACs')).toHaveText('MACs 1.81 G');
  await selectNodes(app, 'conv1', 'bn1', 'relu', 'maxpool');
  await app.keyboard.press('Control+g');
  await expect(node(app, 'block')).toHaveClass(/selected/);
  await expect(node(app, 'conv1')).toHaveCount(0);
  await expect(noProblems(app)).toBeVisible();
  await expect(total(app, 'Parameters')).toHaveText('Parameters 11.7 M');

  await app.keyboard.press('F2');
  await app.keyboard.type('stem');
  await app.keyboard.press('Enter');
  await node(app, 'stem').dblclick();
  await expect(crumbs(app)).toHaveText(/ResNet-18.*stem/s);
  for (const name of ['input', 'conv1', 'bn1', 'relu', 'maxpool', 'output']) {
    await expect(node(app, name)).toBeVisible();
  }
  await app.keyboard.press('Escape');
  await expect(node(app, 'stem')).toHaveClass(/selected/);
  await app.keyboard.press('Control+Shift+g');
  await expect(node(app, 'stem')).toHaveCount(0);
  await expect(app.locator('.react-flow__node.selected')).toHaveCount(4);
  await expect(noProblems(app)).toBeVisible();
  await expect(total(app, 'MACs')).toHaveText('MACs 1.81 G');
  await app.keyboard.press('Control+z');
  await expect(node(app, 'stem')).toBeVisible();
  await app.keyboard.press('Control+z');
  await app.keyboard.press('Control+z');
  await expect(node(app, 'conv1')).toBeVisible();
});

test('a group that would feed itself is refused with the reason', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await selectNodes(app, 'conv1', 'pool1');
  await app.keyboard.press('Control+g');
  await expect(app.getByText(/a path leaves at "conv1", runs through "act1"/).first()).toBeVisible();
  await expect(node(app, 'conv1')).toBeVisible();
});

test('trained weights stay with layers that are grouped and renamed', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await app.keyboard.press('Control+a');
  await app.keyboard.press('Control+g');
  await expect(node(app, 'block')).toBeVisible();
  await expect(noProblems(app)).toBeVisible();
  await app.keyboard.press('F2');
  await app.keyboard.type('lenet');
  await app.keyboard.press('Enter');
  await expect(node(app, 'lenet')).toBeVisible();
  await app.getByRole('tab', { name: 'Run' }).click();
  await app.getByRole('tab', { name: 'Noise' }).click();
  await app.getByRole('region', { name: 'Run' }).getByRole('button', { name: 'Run' }).click();
  await expect(app.getByTestId('ranking').getByRole('listitem')).toHaveCount(5);
  await expect(app.getByTestId('untrained')).toHaveCount(0);
  await expect(app.getByText('Trained weights left behind')).toHaveCount(0);
});

test('a template is detached where one stands in it, and edited', async ({ app }) => {
  await openPreset(app, 'resnet50');
  await node(app, 'layer1').dblclick();
  await node(app, '0').dblclick();
  const banner = app.getByText('Inside of a template');
  await expect(banner).toBeVisible();
  await node(app, 'conv2').click();
  await expect(app.getByLabel('Output channels', { exact: true })).toBeDisabled();
  await app.getByRole('button', { name: 'Detach to edit' }).click();
  await expect(banner).toBeHidden();
  await expect(crumbs(app)).toHaveText(/layer1.*0/s);
  await expect(node(app, 'conv2')).toHaveClass(/selected/);
  await expect(total(app, 'Parameters')).toHaveText('Parameters 25.6 M');
  await expect(noProblems(app)).toBeVisible();
  await app.getByLabel('Output channels', { exact: true }).fill('32');
  await expect(total(app, 'Parameters')).not.toHaveText('Parameters 25.6 M');
  await app.getByTestId('canvas').click({ position: { x: 40, y: 400 } });
  await app.keyboard.press('Control+z');
  await expect(total(app, 'Parameters')).toHaveText('Parameters 25.6 M');
  await app.keyboard.press('Control+z');
  await expect(banner).toBeVisible();
});

test('the command palette lists every command with its keys, and Enter runs one', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await node(app, 'conv1').click();
  await app.keyboard.press('Control+k');
  const palette = app.getByRole('dialog', { name: 'Command palette' });
  await expect(palette.getByRole('option')).not.toHaveCount(0);
  await expect(palette.getByRole('option', { name: /Group into Block/ })).toContainText('Ctrl+G');
  await expect(palette.getByRole('option', { name: /Leave Block/ })).toBeVisible();
  await app.keyboard.type('renam');
  await app.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await app.keyboard.type('stem');
  await app.keyboard.press('Enter');
  await expect(node(app, 'stem')).toBeVisible();

  await app.keyboard.press('Control+k');
  await app.keyboard.type('short');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await app.keyboard.press('Escape');
  await app.keyboard.press('Control+k');
  await app.keyboard.type('nothing is called so');
  await expect(palette).toContainText('No command is called');
  await app.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await expect(node(app, 'stem')).toHaveClass(/selected/);
});

test('find looks inside blocks, by name, shape and attribute, and Enter goes there', async ({ app }) => {
  await openPreset(app, 'resnet50');
  await app.keyboard.press('Control+f');
  const find = app.getByRole('dialog', { name: 'Find' });
  await app.keyboard.type('layer3.0 conv stride=2');
  const first = find.getByRole('option').first();
  await expect(first).toContainText('layer3 › 0 › ');
  await expect(first).toContainText('Stride 2×2');
  await app.keyboard.press('Enter');
  await expect(find).toBeHidden();
  await expect(crumbs(app)).toHaveText(/layer3.*0/s);
  await expect(app.locator('.react-flow__node.selected')).toHaveCount(1);
  await expect(app.locator('.react-flow__node.selected')).toBeInViewport();

  await app.keyboard.press('Control+f');
  await app.keyboard.type('2048×7×7');
  await expect(find.getByRole('option').first()).toContainText('2048 × 7 × 7');
  await app.keyboard.press('Escape');
  await expect(find).toBeHidden();
});

test('a row says how it is edited, and each of its repetitions that all change', async ({ app }) => {
  await openPreset(app, 'resnet18');
  await selectNodes(app, 'bn1', 'relu');
  await app.keyboard.press('Control+g');
  await expect(node(app, 'block')).toHaveClass(/selected/);
  await app.getByLabel('Repeat', { exact: true }).fill('2');
  await app.keyboard.press('Enter');
  await app.getByRole('button', { name: 'Open block' }).click();
  await expect(app.getByText('2 times in a row. Open one to edit it: both change.')).toBeVisible();
  // It is open: the inspector shows it, and has nothing to open.
  await expect(app.getByLabel('Name', { exact: true })).toHaveValue('block');
  await expect(app.getByRole('button', { name: 'Open block' })).toHaveCount(0);

  await node(app, '0').dblclick();
  await expect(app.getByText('One of 2 in a row: an edit changes both.')).toBeVisible();
  await expect(app.getByRole('button', { name: 'Open block' })).toHaveCount(0);
  await app.getByRole('button', { name: 'Unfold the row' }).click();
  await expect(app.getByText('One of 2 in a row')).toHaveCount(0);
  await expect(node(app, 'bn1')).toBeVisible();
});

test('whoever undoes the block that they are in is outside of the next one of that name', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await node(app, 'conv1').click();
  await app.keyboard.press('Control+g');
  await app.keyboard.press('Enter');
  const crumbs = app.getByRole('navigation', { name: 'Blocks' });
  await expect(crumbs).toHaveText('LeNet-5block');
  await app.keyboard.press('Control+z');
  await expect(crumbs).toHaveText('LeNet-5');
  await node(app, 'act1').click();
  await app.keyboard.press('Control+g');
  await expect(crumbs).toHaveText('LeNet-5');
  await expect(node(app, 'block')).toBeVisible();
});
