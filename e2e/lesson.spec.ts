// The lesson's tools: receptive fields, the RegNet designer, compound scaling, large kernels against small, squeeze-and-excitation,
// and every layer explained in place.

import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page, TestInfo } from '@playwright/test';
import { expect, test } from './app.ts';
import { openPreset } from './hands.ts';

const total = (app: Page, name: string): Locator => app.locator(`[data-total="${name}"]`);
const figure = (page: Locator, name: string): Locator => page.locator(`[data-figure="${name}"] dd`);

/** By the command palette, which every host has. */
async function runCommand(app: Page, title: string): Promise<void> {
  await app.keyboard.press('Control+k');
  await expect(app.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
  await app.keyboard.type(title);
  await app.keyboard.press('Enter');
}

async function choose(app: Page, page: Locator, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await app.getByRole('option', { name: option, exact: true }).click();
}

/** What axe finds serious in the open dialog, and what stands out of the window at the smaller of our two sizes. */
async function checkPage(app: Page, page: Locator, testInfo: TestInfo): Promise<void> {
  if (testInfo.project.name === 'electron') return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await app.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page: app }).include('[data-dialog]').analyze();
    expect(
      violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id),
    ).toEqual([]);
  }
  await app.setViewportSize({ width: 1024, height: 700 });
  const box = await page.boundingBox();
  expect(box!.x).toBeGreaterThanOrEqual(0);
  expect(box!.y + box!.height).toBeLessThanOrEqual(700);
  const wider = await page.locator('*:not(svg *)').evaluateAll((elements) =>
    elements
      .filter((element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX))
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map(({ className }) => className),
  );
  expect(wider).toEqual([]);
}

test("RegNet: the lesson's widths, the paper's, the published ones, and the network", async ({
  app,
}, testInfo) => {
  await runCommand(app, 'RegNet Designer');
  const page = app.getByRole('dialog', { name: 'RegNet designer' });
  await expect(page).toBeVisible();
  const widths = page.getByRole('table', { name: 'Stages' }).locator('tbody [data-wide]');
  await expect(widths).toHaveText(['24', '64', '96, 136, 168, 208', '240, 280, 312, 352, 392, 424, 464']);
  await expect(figure(page, 'Parameters')).toHaveText('3,517,640');

  await choose(app, page, 'Widths', 'By stage (paper)');
  await expect(widths).toHaveText(['24', '56', '152', '368']);
  await expect(figure(page, 'Parameters')).toHaveText('2,684,792');
  await expect(page.getByRole('combobox', { name: 'Start from' })).toHaveText('A design of your own');

  await choose(app, page, 'Start from', 'RegNetY-800MF');
  await expect(figure(page, 'Parameters')).toHaveText('6,432,512');
  await expect(figure(page, 'GMACs')).toHaveText('0.834');
  await expect(page).toContainText('Published: 6,432,512 parameters, 0.834 GMACs (torchvision)');

  // A slider by keys, and a number that no network has.
  const depth = page.getByRole('slider', { name: 'Depth' });
  await depth.focus();
  await app.keyboard.press('ArrowRight');
  await expect(page.getByRole('spinbutton', { name: 'Depth, exactly' })).toHaveValue('15');
  await expect(figure(page, 'Parameters')).not.toHaveText('6,432,512');
  await page.getByRole('spinbutton', { name: 'w0, start, exactly' }).fill('57');
  await expect(page.getByRole('alert')).toHaveText('The initial width is 57; expected a multiple of 8.');
  await expect(page.getByRole('button', { name: 'Open network' })).toBeDisabled();

  // The lesson's rule asks for no multiple of 8.
  const lesson = "The lesson's rule, RegNetX-200MF's numbers";
  await choose(app, page, 'Start from', lesson);
  await page.getByRole('spinbutton', { name: 'w0, start, exactly' }).fill('12');
  await expect(widths.first()).toHaveText('16');
  await expect(page.getByRole('alert')).toBeHidden();
  await choose(app, page, 'Start from', lesson);
  await checkPage(app, page, testInfo);
  await page.getByRole('button', { name: 'Open network' }).click();
  await expect(page).toBeHidden();
  await expect(total(app, 'Parameters')).toHaveText('Parameters 3.52 M');
  await expect(app.getByRole('navigation', { name: 'Blocks' })).toContainText("RegNetX, the lesson's rule");
});

test('compound scaling: φ, the constraint, B0 to B7 on the curve, and the network', async ({
  app,
}, testInfo) => {
  await runCommand(app, 'Compound Scaling');
  const page = app.getByRole('dialog', { name: 'Compound scaling' });
  await expect(page).toBeVisible();
  await expect(page).toContainText('α · β² · γ² = 1.92 ≈ 2');
  await expect(page.getByRole('img', { name: /^MACs over φ/ }).locator('[data-mark]')).toHaveText([
    'B0',
    'B1',
    'B2',
    'B3',
    'B4',
    'B5',
    'B6',
    'B7',
  ]);

  const phi = page.getByRole('spinbutton', { name: 'φ, exactly' });
  await phi.fill('0');
  await expect(figure(page, 'Parameters')).toHaveText('5,288,548');
  await expect(figure(page, 'GMACs')).toHaveText('0.386');
  await phi.fill('2');
  await expect(figure(page, 'Depth')).toHaveText('× 1.44');
  await expect(figure(page, 'Width')).toHaveText('× 1.21');
  await expect(figure(page, 'Resolution')).toHaveText('296 × 296');
  await expect(
    page
      .getByRole('table', { name: /^Stages/ })
      .locator('tbody tr')
      .first(),
  ).toContainText('16 → 24');

  await page.getByRole('spinbutton', { name: 'γ, size, exactly' }).fill('1.3');
  await expect(page).toContainText('α · β² · γ² = 2.45, more than 2');
  await page.getByRole('button', { name: "Back to the paper's" }).click();
  await expect(page).toContainText('1.92 ≈ 2');

  const shown = await figure(page, 'Parameters').textContent();
  await checkPage(app, page, testInfo);
  await page.getByRole('button', { name: 'Open network' }).click();
  await expect(page).toBeHidden();
  await expect(app.getByRole('navigation', { name: 'Blocks' })).toContainText('EfficientNet, φ 2');
  await expect(total(app, 'Parameters')).toHaveText(
    `Parameters ${(Number(shown?.replaceAll(',', '')) / 1e6).toFixed(1)} M`,
  );
});

test('SE-ResNet-50 comes out of ResNet-50, in one step', async ({ app }, testInfo) => {
  await openPreset(app, 'resnet50');
  await runCommand(app, 'Add Squeeze-and-Excitation');
  const page = app.getByRole('dialog', { name: 'Add squeeze-and-excitation' });
  await expect(page).toBeVisible();
  await expect(figure(page, 'Parameters')).toHaveText('25,557,032 → 28,088,024');
  await expect(page).toContainText('"SE reduction" will be set in 16 residual blocks.');
  await page.getByRole('spinbutton', { name: 'Reduction, exactly' }).fill('4096');
  await expect(page.getByRole('alert')).toContainText('16 have fewer channels than the reduction of 4096');
  await page.getByRole('spinbutton', { name: 'Reduction, exactly' }).fill('16');
  await checkPage(app, page, testInfo);
  await page.getByRole('button', { name: 'Add in 16 places' }).click();
  await expect(total(app, 'Parameters')).toHaveText('Parameters 28.1 M');
  await expect(app.getByText('"SE reduction" set in 16 residual blocks.')).toBeVisible();

  await runCommand(app, 'Add Squeeze-and-Excitation');
  await expect(page.getByRole('alert')).toHaveText('Nothing is left to add it to: 16 have it already.');
  await app.keyboard.press('Escape');
  await app.keyboard.press('Control+z');
  await expect(total(app, 'Parameters')).toHaveText('Parameters 25.6 M');
});

test('squeeze-and-excitation after a selected convolution', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await app.locator('.react-flow__node').filter({ hasText: 'conv1' }).click();
  await runCommand(app, 'Add Squeeze-and-Excitation');
  const page = app.getByRole('dialog', { name: 'Add squeeze-and-excitation' });
  await page.getByRole('spinbutton', { name: 'Reduction, exactly' }).fill('2');
  // 6 channels to 3 and back, with biases.
  await expect(figure(page, 'Parameters')).toHaveText(`61,706 → ${(61_706 + 45).toLocaleString('en-GB')}`);
  await page.getByRole('button', { name: 'Add in 1 place' }).click();
  await expect(app.locator('.react-flow__node').filter({ hasText: 'SqueezeExcite' })).toBeVisible();
  await expect(total(app, 'Parameters')).toHaveText('Parameters 61.8 k');
});

test("one 5 × 5 against two 3 × 3: the lesson's figures, others, and both as a network", async ({
  app,
}, testInfo) => {
  await runCommand(app, 'One Large Kernel');
  const page = app.getByRole('dialog', { name: 'One large kernel, or several small?' });
  await expect(page).toBeVisible();
  const versus = (name: string): Locator => page.locator(`[data-versus="${name}"] td`);
  await expect(versus('Sees')).toHaveText(['5 × 5', '5 × 5']);
  await expect(versus('Parameters')).toHaveText(['102,464', '73,856']);
  await expect(versus('ReLUs')).toHaveText(['1', '2']);
  await expect(page.getByTestId('verdict')).toContainText('27.9 %');

  await page.getByRole('slider', { name: 'Kernel' }).focus();
  await app.keyboard.press('ArrowRight');
  await expect(versus('Sees')).toHaveText(['7 × 7', '7 × 7']);
  await expect(page.getByTestId('verdict')).toContainText('44.8 %');

  // The field beside it steps as the slider does, and says why it cannot take an even one.
  const exactly = page.getByRole('spinbutton', { name: 'Kernel, exactly' });
  await exactly.press('ArrowUp');
  await expect(versus('Sees')).toHaveText(['9 × 9', '9 × 9']);
  await exactly.fill('4');
  await expect(exactly).toHaveAccessibleDescription('Only odd kernels have a middle.');
  await exactly.fill('7');
  await expect(versus('Sees')).toHaveText(['7 × 7', '7 × 7']);

  // At the border of the image part of what is seen is padding.
  const side = page.getByRole('img', { name: /^3 times 3 × 3/ }).first();
  const box = await side.boundingBox();
  await app.mouse.move(box!.x + box!.width - 8, box!.y + 10);
  await expect(page.getByText('7 pixels, 3 of them padding')).toBeVisible();

  await checkPage(app, page, testInfo);
  await page.getByRole('button', { name: 'Open both as a network' }).click();
  await expect(app.locator('.react-flow__node').filter({ hasText: 'large' }).first()).toBeVisible();
  // 7 × 7 and three times 3 × 3 at 64 channels, with biases.
  const parameters = 64 * 64 * 49 + 64 + 3 * (64 * 64 * 9 + 64);
  await expect(total(app, 'Parameters')).toHaveText(`Parameters ${Math.round(parameters / 1000)} k`);
});

test('the receptive field of what the pointer rests on, on the image', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const card = app.getByRole('complementary', { name: 'Receptive field' });
  const node = (name: string): Locator =>
    app.locator('.react-flow__node').filter({ has: app.locator(`[data-name="${name}"]`) });
  await expect(card).toBeHidden();
  await node('conv2').hover();
  // 5 × 5, a pooling of 2, 5 × 5 again: 5 + 1 + 4 · 2.
  await expect(card).toContainText('14 × 14 px, every 2 px, from 0');
  await expect(card).toContainText('Element 5, 5 of 10 × 10 sees rows 10 to 23, columns 10 to 23');
  await node('fc1').hover();
  await expect(card).toContainText('Sees the whole image');

  // On an element of a feature map, with the input that was run.
  await app.getByRole('tab', { name: 'Run' }).click();
  await app.getByRole('tab', { name: 'Noise' }).click();
  await app.getByRole('region', { name: 'Run' }).getByRole('button', { name: 'Run' }).click();
  await expect(app.getByTestId('ranking').getByRole('listitem')).toHaveCount(5);
  await node('conv2').click();
  const maps = app.getByTestId('feature-maps');
  await expect(maps).toBeVisible();
  await maps.scrollIntoViewIfNeeded();
  await maps.hover({ position: { x: 2, y: 2 } });
  await expect(card).toContainText('Element 0, 0 of 10 × 10 sees rows 0 to 13, columns 0 to 13');
  await expect(card.locator('canvas')).toBeVisible();

  await app.mouse.move(600, 20);
  await expect(card).toBeHidden();
  // Nor does it stay where what it is about goes from under a pointer that rests, and comes back elsewhere.
  await node('conv2').hover();
  await expect(card).toBeVisible();
  await app.keyboard.press('Control+a');
  await app.keyboard.press('Delete');
  await expect(card).toBeHidden();
  await app.mouse.move(600, 20);
  await app.keyboard.press('Control+z');
  await expect(node('conv2')).toBeVisible();
  await expect(card).toBeHidden();
  await runCommand(app, 'Receptive Field under the Pointer');
  await node('conv1').hover();
  await app.waitForTimeout(800);
  await expect(card).toBeHidden();
});

test('a receptive field that reaches over the border says how much of it is padding', async ({ app }) => {
  await openPreset(app, 'resnet18');
  const card = app.getByRole('complementary', { name: 'Receptive field' });
  // The network comes into view by itself first.
  const zoom = app.getByRole('group', { name: 'Zoom' });
  await expect(zoom).toContainText('85 %');
  await zoom.getByRole('button', { name: 'Fit all' }).click();
  await expect(zoom).not.toContainText('85 %');
  await app
    .locator('.react-flow__node')
    .filter({ has: app.locator('[data-name="layer3"]') })
    .hover();
  await expect(card).toContainText('211 × 211 px, every 16 px, from −105');
  await expect(card).toContainText('Element 7, 7 of 14 × 14 sees rows 7 to 217, columns 7 to 217');
  await app
    .locator('.react-flow__node')
    .filter({ has: app.locator('[data-name="layer4"]') })
    .hover();
  await expect(card).toContainText('Padding: ');
});

test('a layer is explained with its own attributes; palette rows explain themselves', async ({
  app,
}, testInfo) => {
  await openPreset(app, 'resnet18');
  await app.locator('.react-flow__node').filter({ hasText: 'conv1' }).first().click();
  await app.getByRole('button', { name: 'What is this?' }).click();
  const page = app.getByRole('dialog', { name: 'Convolution', exact: true });
  await expect(page).toContainText('Drawn for "conv1" as it is set now.');
  await expect(page.getByRole('img', { name: /7 × 7, stride 2, padding 3/ })).toBeVisible();
  await expect(page).toContainText('3 channels in, 64 out, 1 group with 7 × 7: 9,408 weights');
  await expect(page).toContainText('arxiv.org/abs/1603.07285');
  await checkPage(app, page, testInfo);
  await page.getByRole('button', { name: 'Close', exact: true }).last().click();
  await expect(page).toBeHidden();

  // A block shows its inside, layer by layer; on Electron the window keeps its size.
  const row = app.locator('[data-item="InvertedResidual"]');
  await row.scrollIntoViewIfNeeded();
  await row.hover();
  await app.getByRole('button', { name: /^What is Inverted residual \(MobileNet v2\)/ }).click();
  const block = app.getByRole('dialog', { name: 'Inverted residual (MobileNet v2)' });
  await expect(block.getByRole('img', { name: /Conv2d 384/ })).toBeVisible();
  await expect(block).toContainText('Drawn for an example.');
  await app.keyboard.press('Escape');
  await expect(block).toBeHidden();

  // By keys alone.
  await app.locator('[data-item="ReLU"]').focus();
  await app.keyboard.press('?');
  await expect(app.getByRole('dialog', { name: 'ReLU' })).toContainText('1 becomes 1.');
});
