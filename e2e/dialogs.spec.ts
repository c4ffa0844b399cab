// What dialogs take the focus with, and what stays in reach beside them.

import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';

async function runCommand(app: Page, title: string): Promise<void> {
  await app.keyboard.press('Control+k');
  await expect(app.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
  await app.keyboard.type(title);
  await app.keyboard.press('Enter');
}

test('Enter keeps unsaved work: the question begins at Save', async ({ app }) => {
  await app.getByRole('button', { name: 'Open LeNet-5, 1998' }).click();
  await runCommand(app, 'Note');
  await app.keyboard.press('Escape');
  await runCommand(app, 'Close');
  const question = app.getByRole('alertdialog');
  await expect(question.getByRole('button', { name: 'Save', exact: true })).toBeFocused();
  await app.keyboard.press('Escape');
  await expect(question).toBeHidden();
});

test('the shortcut sheet is searched by typing at once', async ({ app }) => {
  await app.keyboard.press('Shift+?');
  const sheet = app.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet.getByRole('searchbox')).toBeFocused();
  await app.keyboard.type('align top');
  await expect(sheet.getByText('Align Top')).toBeVisible();
  await expect(sheet.getByText('Align Left')).toBeHidden();
});

test('arrows read the widths of a RegNet’s blocks, as the pointer does', async ({ app }) => {
  await runCommand(app, 'RegNet Designer');
  const page = app.getByRole('dialog', { name: 'RegNet designer' });
  await page.getByRole('slider', { name: 'Block', exact: true }).focus();
  await app.keyboard.press('ArrowRight');
  await expect(page.getByText(/^Block 1: line 60.44, /)).toBeVisible();
});

test('the tour’s own buttons work beside the menu of fixes', async ({ app }) => {
  await app.getByRole('button', { name: 'Take the tour' }).click();
  const tour = app.getByRole('region', { name: 'Tour' });
  for (const title of ['Draw a digit', 'Run it', 'See what a layer saw', 'Change it', 'Read what is wrong']) {
    await expect(tour.getByRole('heading', { name: title })).toBeVisible({ timeout: 30_000 });
    await tour.getByRole('button', { name: 'Show me' }).click();
  }
  await expect(tour.getByRole('heading', { name: 'Take a fix' })).toBeVisible();
  await expect(app.getByRole('menu', { name: 'Fixes' })).toBeVisible();
  await tour.getByRole('button', { name: 'Show me' }).click();
  await expect(tour.getByRole('heading', { name: 'Undo' })).toBeVisible();
});
