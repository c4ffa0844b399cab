// The network as a figure: seen, changed, saved in every format.

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';

async function save(app: Page, format: string): Promise<Buffer> {
  await app.getByRole('combobox', { name: 'Format' }).click();
  await app.getByRole('option', { name: format }).click();
  const download = app.waitForEvent('download');
  await app.getByRole('button', { name: 'Save…' }).click();
  return readFile(await (await download).path());
}

test('ResNet-50 is exported as SVG, PDF, PNG and Markdown', async ({ app }) => {
  await app.getByRole('button', { name: 'Presets', exact: true }).click();
  await app.locator('[data-preset="resnet50"]').dblclick();
  await expect(app.getByRole('dialog')).toBeHidden();
  await app.keyboard.press('Control+Shift+E');
  const picture = app.getByRole('dialog').getByRole('img', { name: /^Figure of ResNet-50/ });
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalHeight)).toBeGreaterThan(500);

  const svg = (await save(app, 'SVG')).toString('utf8');
  expect(svg).toContain('>layer3.1</text>');
  expect(svg).toContain('>×5</text>');
  // It fits a page by itself, and says how small its type is there.
  const dialog = app.getByRole('dialog', { name: 'Export figure' });
  await expect(dialog).toContainText('mm in 2 columns; the smallest type is 7.0 pt.');
  await app.getByRole('combobox', { name: 'Columns' }).click();
  await app.getByRole('option', { name: '1', exact: true }).click();
  await expect(dialog).toContainText(/× 239 mm; the smallest type is 4\.\d pt\. Type under 5 pt/);
  await app.getByRole('combobox', { name: 'Columns' }).click();
  await app.getByRole('option', { name: 'As fits a page' }).click();
  // What is drawn follows the options.
  await app.getByRole('switch', { name: 'Fold repeats' }).click();
  expect((await save(app, 'SVG')).toString('utf8')).toContain('>layer3.5</text>');

  const pdf = (await save(app, 'PDF')).toString('latin1');
  expect(pdf.startsWith('%PDF-')).toBe(true);
  expect(pdf).toContain('(layer3.5) Tj');

  const png = await save(app, 'PNG, 300 dpi');
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  // The natural width of the figure at 300 dots an inch.
  expect(png.readUInt32BE(16)).toBeGreaterThan(400);

  const summary = (await save(app, 'Markdown summary')).toString('utf8');
  expect(summary).toContain('| parameters | 25,557,032 |');
});

test('inside an unfolded block the whole is drawn, or the block by choice', async ({ app }) => {
  await app.getByRole('button', { name: 'Presets', exact: true }).click();
  await app.locator('[data-preset="resnet18"]').dblclick();
  await expect(app.getByRole('dialog')).toBeHidden();
  await app.locator('[data-path="layer1"] [data-unfold]').click();
  await app.locator('.react-flow__node [data-path="layer1.0"]').click();
  await app.keyboard.press('Control+Shift+E');
  const part = app.getByRole('combobox', { name: 'Part' });
  await expect(part).toHaveText('The whole network');
  expect((await save(app, 'SVG')).toString('utf8')).toContain('>maxpool</text>');
  await part.click();
  await app.getByRole('option', { name: 'The inside of layer1' }).click();
  await expect(part).toHaveText('The inside of layer1');
  const svg = (await save(app, 'SVG')).toString('utf8');
  expect(svg).not.toContain('>maxpool</text>');
  await part.click();
  await app.getByRole('option', { name: 'The whole network' }).click();
  expect((await save(app, 'SVG')).toString('utf8')).toContain('>maxpool</text>');
});

test('a width at which nothing could be read is refused in words, and what may be narrow takes more rows', async ({
  app,
}) => {
  await app.getByRole('button', { name: 'Presets', exact: true }).click();
  await app.locator('[data-preset="resnet18"]').dblclick();
  await expect(app.getByRole('dialog')).toBeHidden();
  await app.keyboard.press('Control+Shift+E');
  const dialog = app.getByRole('dialog', { name: 'Export figure' });
  const choose = async (box: string, option: string) => {
    await dialog.getByRole('combobox', { name: box }).click();
    await app.getByRole('option', { name: option, exact: true }).click();
  };
  await choose('Flow', 'To the right');
  const width = dialog.getByRole('spinbutton', { name: 'Width in millimetres' });
  await width.fill('85');
  await width.press('Enter');
  await expect(dialog).toContainText(/^.*85 × \d\d+ mm in \d+ rows; the smallest type is \d\.\d pt/);
  await choose('Rows', '1');
  await expect(dialog.getByRole('alert')).toContainText(
    /At 85 mm nothing could be read: .* at least \d+ mm wide/,
  );
  await expect(dialog.getByRole('button', { name: 'Save…' })).toBeDisabled();
  await expect(dialog.getByRole('button', { name: 'Copy' })).toBeDisabled();
  await choose('Rows', 'As fits a page');
  await expect(dialog.getByRole('button', { name: 'Save…' })).toBeEnabled();
});
