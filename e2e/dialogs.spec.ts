// What dialogs take the focus with, and what stays in reach beside them.

import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
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
  await expect(app.getByRole('textbox', { name: 'Text of the note' })).toBeFocused();
  await app.keyboard.type('unsaved');
  await app.keyboard.press('Escape');
  await runCommand(app, 'Close Tab');
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

test("arrows read the widths of a RegNet's blocks, as the pointer does", async ({ app }) => {
  await runCommand(app, 'RegNet Designer');
  const page = app.getByRole('dialog', { name: 'RegNet designer' });
  await page.getByRole('slider', { name: 'Block', exact: true }).focus();
  await app.keyboard.press('ArrowRight');
  await expect(page.getByText(/^Block 1: line 60.44, /)).toBeVisible();
});

test("the tour's own buttons work beside the menu of fixes", async ({ app }, testInfo) => {
  await app.getByRole('button', { name: 'Take the tour' }).click();
  const tour = app.getByRole('region', { name: 'Tour' });
  for (const title of ['Draw a digit', 'Run it', 'See what a layer saw', 'Change it', 'Read what is wrong']) {
    await expect(tour.getByRole('heading', { name: title })).toBeVisible({ timeout: 30_000 });
    await tour.getByRole('button', { name: 'Show me' }).click();
  }
  await expect(tour.getByRole('heading', { name: 'Take a fix' })).toBeVisible();
  await expect(app.getByRole('menu', { name: 'Fixes' })).toBeVisible();
  if (testInfo.project.name !== 'electron') {
    const { violations } = await new AxeBuilder({ page: app })
      .withRules(['aria-hidden-focus', 'heading-order'])
      .analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
  await tour.getByRole('button', { name: 'Show me' }).click();
  await expect(tour.getByRole('heading', { name: 'Undo' })).toBeVisible();
  // What it offered was for the network as it was.
  await expect(app.getByRole('menu', { name: 'Fixes' })).toBeHidden();
});

test('a dialog of the command palette gives the focus back to where it was', async ({ app }) => {
  await app.getByRole('button', { name: 'Presets', exact: true }).focus();
  await runCommand(app, 'Settings');
  const settings = app.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('button', { name: 'Close' }).focus();
  await app.keyboard.press('Escape');
  await expect(settings).toBeHidden();
  await expect(app.getByRole('button', { name: 'Presets', exact: true })).toBeFocused();
});

test('keys scroll a dialog from the moment that it opens', async ({ app }) => {
  await app.setViewportSize({ width: 720, height: 450 });
  await app.getByRole('button', { name: 'Show the left panel' }).click();
  await app.locator('[data-item="Conv2d"]').focus();
  await app.keyboard.press('?');
  const card = app.getByRole('dialog', { name: 'Convolution' });
  await expect(card).toBeVisible();
  await app.keyboard.press('End');
  await expect(card.getByText('arXiv', { exact: false }).last()).toBeInViewport();
});

test('the shortcut sheet fits a window at twice the size, and its search stays in view', async ({ app }) => {
  await app.setViewportSize({ width: 720, height: 450 });
  await app.keyboard.press('Shift+?');
  const sheet = app.getByRole('dialog', { name: 'Keyboard shortcuts' });
  const last = sheet.getByText('Drag it', { exact: true });
  await last.scrollIntoViewIfNeeded();
  await expect(last).toBeInViewport({ ratio: 1 });
  const right = async (at: Locator) => {
    const box = await at.boundingBox();
    return (box?.x ?? NaN) + (box?.width ?? NaN);
  };
  expect(await right(sheet.getByText('Two fingers', { exact: true }))).toBeLessThan(await right(sheet));
  await expect(sheet.getByRole('searchbox')).toBeInViewport({ ratio: 1 });
});

test('an export keeps its dialog where it is', async ({ app }) => {
  await app.getByRole('button', { name: 'Presets', exact: true }).click();
  await app.locator('[data-preset="vgg16"]').dblclick();
  await app.keyboard.press('Control+e');
  const dialog = app.getByRole('dialog', { name: 'Export ONNX' });
  await expect(dialog).toContainText('553 MB');
  const before = await dialog.boundingBox();
  await dialog.getByRole('button', { name: 'Export…' }).click();
  await expect(dialog.getByRole('progressbar', { name: 'Export' })).toBeVisible();
  expect(await dialog.boundingBox()).toEqual(before);
  await dialog.getByRole('button', { name: 'Cancel the export' }).click();
});
