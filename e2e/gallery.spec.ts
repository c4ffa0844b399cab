// The presets' gallery: the timeline, its keys, search and family, arguments with their totals.

import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app.ts';

const total = (app: Page, name: string): Locator => app.locator(`[data-total="${name}"]`);
const gallery = (app: Page): Locator => app.getByRole('dialog', { name: 'Presets' });
const cards = (app: Page): Locator => gallery(app).getByRole('option');
const search = (app: Page): Locator => gallery(app).getByLabel('Search the presets');
const chosen = (app: Page): Locator => gallery(app).getByRole('option', { selected: true });
const card = (app: Page, id: string): Locator => gallery(app).locator(`[data-preset="${id}"]`);

async function openGallery(app: Page): Promise<void> {
  await app.getByRole('button', { name: 'Presets', exact: true }).click();
  await expect(gallery(app)).toBeVisible();
}

test('a timeline by year, with figures and outlines', async ({ app }) => {
  await openGallery(app);
  const years = await gallery(app)
    .getByRole('group')
    .evaluateAll((groups) => groups.map((group) => Number(group.getAttribute('aria-label'))));
  expect(years[0]).toBe(1998);
  expect(years).toEqual(years.toSorted((a, b) => a - b));
  await expect(card(app, 'lenet5')).toContainText(/LeNet-5.*1998.*61\.7 k params.*417 kMACs.*1 × 32 × 32/);
  await expect(card(app, 'lenet5').locator('svg[data-drawn]')).toBeVisible();
  // Outlines are drawn where people look.
  const last = cards(app).last();
  await expect(last.locator('svg[data-drawn]')).toHaveCount(0);
  const newest = gallery(app).getByRole('navigation', { name: 'Years' }).getByRole('button').last();
  await newest.click();
  await expect(last).toBeInViewport();
  await expect(last.locator('svg[data-drawn]')).toBeVisible();
  await expect(newest).toHaveAttribute('aria-current', 'true');
});

test('arrows move between cards, letters search, Enter opens', async ({ app }) => {
  await openGallery(app);
  await expect(card(app, 'lenet5')).toBeFocused();
  await app.keyboard.press('ArrowRight');
  await expect(card(app, 'alexnet')).toBeFocused();
  await expect(chosen(app)).toHaveAttribute('data-preset', 'alexnet');
  await app.keyboard.press('ArrowDown');
  await expect(card(app, 'vgg11')).toBeFocused();
  await app.keyboard.press('End');
  await expect(cards(app).last()).toBeFocused();
  await expect(cards(app).last()).toBeInViewport();
  await app.keyboard.press('Home');
  await expect(card(app, 'lenet5')).toBeFocused();

  await app.keyboard.type('resnet 50');
  await expect(search(app)).toHaveValue('resnet 50');
  await expect(chosen(app)).toHaveAttribute('data-preset', 'resnet50');
  await app.keyboard.press('ArrowDown');
  await expect(card(app, 'resnet50')).toBeFocused();
  await app.keyboard.press('ArrowRight');
  await expect(chosen(app)).not.toHaveAttribute('data-preset', 'resnet50');
  await app.keyboard.press('ArrowLeft');
  await app.keyboard.press('Enter');
  await expect(gallery(app)).toBeHidden();
  await expect(total(app, 'Parameters')).toHaveText('Parameters 25.6 M');
});

test('Escape clears the search before it closes the gallery; Enter opens what was found', async ({ app }) => {
  await openGallery(app);
  await app.keyboard.type('alex');
  await app.keyboard.press('Escape');
  await expect(search(app)).toHaveValue('');
  await expect(gallery(app)).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(gallery(app)).toBeHidden();
  await openGallery(app);
  await app.keyboard.type('alexnet');
  await app.keyboard.press('Enter');
  await expect(total(app, 'Parameters')).toHaveText('Parameters 61.1 M');
});

test('presets are found by name, family, year and idea; nothing found says so', async ({ app }) => {
  await openGallery(app);
  const all = await cards(app).count();
  await search(app).fill('densenet 2017');
  await expect(cards(app)).toHaveCount(0);
  await expect(gallery(app)).toContainText('No preset answers "densenet 2017"');
  await expect(gallery(app).getByRole('button', { name: 'Open', exact: true })).toBeDisabled();
  await gallery(app).getByRole('button', { name: 'Show all' }).click();
  await expect(cards(app)).toHaveCount(all);
  await search(app).fill('densenet');
  await expect(cards(app)).toHaveCount(4);
  await expect(gallery(app).getByRole('status')).toHaveText(`4 of ${all}`);

  const family = gallery(app).getByRole('combobox', { name: 'Family' });
  await expect(family).toHaveText('All families');
  await family.click();
  await app.getByRole('option', { name: /^VGG/ }).click();
  await expect(family).toHaveText(/^VGG/);
  await expect(gallery(app)).toContainText('No preset in the family VGG answers "densenet"');
  await search(app).fill('bn');
  await expect(cards(app)).toHaveCount(4);
  await expect(chosen(app)).toHaveAttribute('data-preset', /^vgg.*bn$/);
  await app.keyboard.press('Escape');
  await expect(cards(app)).toHaveCount(8);

  // A search does not outlive its dialog.
  await app.keyboard.press('Escape');
  await openGallery(app);
  await expect(cards(app)).toHaveCount(all);
});

test('totals follow the arguments, an error stands at its argument, and arguments stay', async ({ app }) => {
  await openGallery(app);
  await card(app, 'resnet18').click();
  const detail = gallery(app).getByRole('region', { name: 'Chosen preset' });
  await expect(detail).toContainText('In the lesson');
  await expect(detail).toContainText('The section "ResNet: skip connections"');
  await expect(detail).toContainText('11,689,512');
  await expect(detail).toContainText('8 × Basic');
  await detail.getByLabel('Classes', { exact: true }).fill('10');
  await expect(detail).toContainText('11,181,642');
  await card(app, 'vgg11').click();
  await expect(detail).toContainText('132,863,336');
  await detail.getByLabel('Input size', { exact: true }).fill('16');
  await expect(detail.locator('[data-field="inputSize"]').getByRole('alert')).toContainText(
    'at least 32 × 32',
  );
  await expect(gallery(app).getByRole('button', { name: 'Open VGG-11' })).toBeDisabled();
  await detail.getByLabel('Input size', { exact: true }).fill('64');
  await expect(detail).toContainText('3 × 64 × 64');
  await expect(gallery(app).getByRole('button', { name: 'Open VGG-11' })).toBeEnabled();
  await card(app, 'resnet18').dblclick();
  await expect(total(app, 'Parameters')).toHaveText('Parameters 11.2 M');
});

for (const [width, height] of [
  [1440, 900],
  [1024, 700],
] as const) {
  test(`nothing is clipped at ${width} × ${height}`, async ({ app }, testInfo) => {
    test.skip(testInfo.project.name === 'electron', 'the desktop window has a size of its own');
    await app.setViewportSize({ width, height });
    await openGallery(app);
    const clipped = await gallery(app)
      .locator('[data-preset], [data-preset] *:not(svg, svg *), nav button')
      .evaluateAll((elements) =>
        elements
          .filter(
            (element) =>
              element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline',
          )
          .map(({ textContent }) => textContent),
      );
    expect(clipped).toEqual([]);
    const box = await gallery(app).boundingBox();
    expect(box!.x).toBeGreaterThanOrEqual(0);
    expect(box!.y).toBeGreaterThanOrEqual(0);
    expect(box!.x + box!.width).toBeLessThanOrEqual(width);
    expect(box!.y + box!.height).toBeLessThanOrEqual(height);
    for (const name of [/^Open /, 'Cancel', 'Close']) {
      await expect(gallery(app).getByRole('button', { name })).toBeInViewport({ ratio: 1 });
    }
    await card(app, 'vgg11').click();
    const field = gallery(app).locator('[data-field="inputSize"]');
    await field.getByRole('spinbutton').fill('16');
    await expect(field.getByRole('alert')).toBeInViewport({ ratio: 1 });
  });
}
