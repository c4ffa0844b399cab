// Trained weights under editing: what an edit costs is said at once, with the way back.

import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app.ts';

const node = (app: Page, name: string): Locator =>
  app.locator('.react-flow__node').filter({ has: app.locator(`[data-name="${name}"]`) });
const notice = (app: Page): Locator =>
  app.getByRole('dialog').filter({ hasText: /lost (its )?trained weights/ });

async function openLenet(app: Page): Promise<void> {
  await app.getByRole('button', { name: 'Presets', exact: true }).click();
  await app.locator('[data-preset="lenet5"]').dblclick();
  await expect(app.getByRole('dialog')).toBeHidden();
}

test('an edit that costs a layer its trained weights says which, and undo brings them back', async ({
  app,
}) => {
  await openLenet(app);
  await node(app, 'fc1').click();
  const width = app.getByLabel('Output features', { exact: true });
  await width.fill('8');
  await width.press('Enter');
  await expect(notice(app)).toHaveCount(1);
  await expect(notice(app)).toContainText('2 layers lost trained weights');
  await expect(notice(app)).toContainText('fc1, fc2');
  // The same step goes on: one notice, and its way back is that of the whole step.
  await notice(app).getByRole('button', { name: 'Undo' }).click();
  await expect(notice(app)).toHaveCount(0);
  await expect(width).toHaveValue('120');
  await expect(app.getByRole('button', { name: /^0 errors, 0 warnings:/ })).toBeVisible();

  // What loses nothing says nothing, and neither does a redo or an undo.
  await app.keyboard.press('Escape');
  await app.getByTestId('canvas').click({ position: { x: 40, y: 400 } });
  await app.keyboard.press('Control+Shift+z');
  await expect(app.getByText(/^Redone/)).toBeVisible();
  await expect(notice(app)).toHaveCount(0);
  await app.keyboard.press('Control+z');
  await expect(app.getByText(/^Undone/)).toBeVisible();
  await expect(notice(app)).toHaveCount(0);
});

test('a later edit takes the notice away, and its way back with it', async ({ app }) => {
  await openLenet(app);
  await node(app, 'conv1').click();
  const kernel = app.getByLabel('Kernel, height and width', { exact: true });
  await kernel.fill('3');
  await kernel.press('Enter');
  await expect(notice(app)).toContainText('conv1');
  await node(app, 'act1').click();
  await app.keyboard.press('F2');
  await app.keyboard.type('renamed');
  await app.keyboard.press('Enter');
  await expect(node(app, 'renamed')).toBeVisible();
  await expect(notice(app)).toHaveCount(0);
});

test('another number of classes costs the last layer its trained weights, and no other', async ({ app }) => {
  await openLenet(app);
  const classes = app.getByRole('spinbutton', { name: 'Classes', exact: true });
  await classes.fill('20');
  await classes.press('Enter');
  await expect(app.getByText('"fc3" lost its trained weights').first()).toBeVisible();
  await expect(app.getByRole('complementary', { name: 'Details' })).toContainText('(3 % random)');
  await classes.fill('10');
  await classes.press('Enter');
  await expect(app.getByRole('complementary', { name: 'Details' })).not.toContainText('random');
});
