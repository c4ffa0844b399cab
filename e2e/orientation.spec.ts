// Where things are and what they cost: outline, table of layers, memory timeline, colours, find.

import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { node } from './hands.ts';

const selected = (app: Page): Locator => app.locator('.react-flow__node.selected [data-name]');
const crumbs = (app: Page): Locator => app.getByRole('navigation', { name: 'Blocks' });
const outline = (app: Page): Locator => app.getByRole('tree', { name: 'Nodes' });
const line = (app: Page, path: string): Locator => outline(app).locator(`[data-path="${path}"]`);
const layers = (app: Page): Locator => app.getByRole('treegrid', { name: 'Layers of the network' });
const row = (app: Page, path: string): Locator => layers(app).locator(`[data-path="${path}"]`);
const cell = (app: Page, path: string, column: number): Locator =>
  row(app, path).getByRole('gridcell').nth(column);

async function openPreset(app: Page, id: string): Promise<void> {
  await app.getByRole('tab', { name: 'Palette' }).click();
  await app.getByRole('button', { name: 'Presets', exact: true }).click();
  await app.locator(`[data-preset="${id}"]`).dblclick();
  await expect(app.getByRole('dialog')).toBeHidden();
}

async function openLayers(app: Page): Promise<void> {
  await app.getByRole('button', { name: 'Layers', exact: true }).click();
  await expect(layers(app)).toBeVisible();
}

test('the outline shows every level, and goes along with the canvas both ways', async ({ app }) => {
  await openPreset(app, 'resnet18');
  await app.keyboard.press('Control+Shift+O');
  await expect(line(app, 'layer1')).toHaveAttribute('aria-expanded', 'false');
  await line(app, 'layer1').locator('[data-fold]').click();
  await line(app, 'layer1.0').locator('[data-fold]').click();
  await line(app, 'layer1.0.conv2').click();
  await expect(crumbs(app)).toHaveText('ResNet-18layer10');
  await expect(selected(app)).toHaveAttribute('data-name', 'conv2');
  await expect(line(app, 'layer1.0.conv2')).toHaveAttribute('aria-selected', 'true');

  // A selection on the canvas unfolds what is around it.
  await crumbs(app).getByRole('button', { name: 'ResNet-18' }).click();
  await node(app, 'layer2').click();
  await app.keyboard.press('Enter');
  await node(app, '1').click();
  await expect(line(app, 'layer2.1')).toHaveAttribute('aria-selected', 'true');
  await expect(line(app, 'layer2.1')).toBeInViewport();
});

test('the outline is searched and walked by keys', async ({ app }) => {
  await openPreset(app, 'resnet18');
  await app.getByRole('tab', { name: 'Outline' }).click();
  await app.getByRole('searchbox', { name: 'Search the network' }).fill('conv2d stride=2');
  await expect(line(app, 'layer2.0.conv1')).toBeVisible();
  await expect(line(app, 'layer1')).toHaveCount(0);
  await app.keyboard.press('ArrowDown');
  await expect(outline(app)).toBeFocused();
  for (let step = 0; step < 4; step += 1) await app.keyboard.press('ArrowDown');
  await app.keyboard.press('Enter');
  await expect(selected(app)).toHaveAttribute('data-name', 'conv1');
  await expect(crumbs(app)).toHaveText('ResNet-18layer20');

  await app.getByRole('searchbox', { name: 'Search the network' }).fill('');
  await outline(app).focus();
  await app.keyboard.press('Home');
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown'])
    await app.keyboard.press(key);
  await app.keyboard.press('ArrowRight');
  await expect(line(app, 'layer1')).toHaveAttribute('aria-expanded', 'true');
  await app.keyboard.press('ArrowLeft');
  await expect(line(app, 'layer1')).toHaveAttribute('aria-expanded', 'false');
});

test('the table of layers adds blocks up, sorts, filters and folds, linked with the canvas', async ({
  app,
}) => {
  await openPreset(app, 'resnet18');
  await openLayers(app);
  await expect(cell(app, 'conv1', 4)).toHaveText('9,408');
  await expect(cell(app, 'conv1', 3)).toHaveText('64 × 112 × 112');
  // Twice two 3×3 convolutions of 64 channels with their batch norms: 4·36,864 + 4·128.
  await expect(cell(app, 'layer1', 4)).toHaveText('147,968');

  await app.getByRole('button', { name: 'Unfold all blocks' }).click();
  await expect(row(app, 'layer1.0.conv1')).toBeVisible();
  await app.getByRole('button', { name: 'Fold all blocks' }).click();
  await expect(row(app, 'layer1.0.conv1')).toHaveCount(0);

  await app.getByRole('button', { name: 'Group by block: on' }).click();
  await layers(app).getByRole('button', { name: 'Parameters' }).click();
  await expect(layers(app).getByRole('columnheader', { name: 'Parameters' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  const first = layers(app).locator('[data-line="0"]');
  await expect(first).toHaveAttribute('data-path', /^layer4\.[01]\.conv[12]$/);
  await first.click();
  await expect(crumbs(app)).toHaveText(/layer4/);
  await expect(selected(app)).toHaveAttribute('data-name', /conv[12]/);

  await app.getByRole('searchbox', { name: /Filter layers/ }).fill('kernelSize 7');
  await expect(layers(app).locator('[data-line]')).toHaveCount(1);
  await expect(app.getByRole('region', { name: 'Layers' })).toContainText('1 of 69 layers');
  // Looking at the memory, or closing the panel, forgets nothing of it.
  await app.getByRole('tab', { name: 'Memory' }).click();
  await expect(layers(app)).toHaveCount(0);
  await app.getByRole('button', { name: 'Close panel' }).click();
  await openLayers(app);
  await expect(app.getByRole('searchbox', { name: /Filter layers/ })).toHaveValue('kernelSize 7');
  await expect(layers(app).getByRole('columnheader', { name: 'Parameters' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await expect(layers(app).locator('[data-line]')).toHaveCount(1);
  await app.getByRole('searchbox', { name: /Filter layers/ }).press('ArrowDown');
  await app.keyboard.press('Home');
  await app.keyboard.press('Enter');
  await expect(selected(app)).toHaveAttribute('data-name', 'conv1');
});

test('the table is saved as CSV with exact figures, and as Markdown, with the columns that are shown', async ({
  app,
}) => {
  await openPreset(app, 'lenet5');
  await openLayers(app);
  await app.getByRole('button', { name: 'Columns' }).click();
  for (const name of ['Settings', 'Activations', 'Input'])
    await app.getByRole('menuitemcheckbox', { name, exact: true }).click();
  await app.keyboard.press('Escape');
  const save = async (format: string): Promise<{ name: string; text: string }> => {
    await app.getByRole('button', { name: 'Copy or save the table' }).click();
    const downloading = app.waitForEvent('download');
    await app.getByRole('menuitem', { name: format }).click();
    const download = await downloading;
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
  };
  const csv = await save('Save as CSV…');
  expect(csv.name).toBe('LeNet-5 layers.csv');
  expect(csv.text.split('\r\n').slice(0, 3)).toEqual([
    'path,type,output shapes,parameters,MACs,receptive field (pixels)',
    'input,Input,1x1x32x32,0,0,1',
    'conv1,Conv2d,1x6x28x28,156,117600,5',
  ]);
  const markdown = await save('Save as Markdown…');
  expect(markdown.name).toBe('LeNet-5 layers.md');
  expect(markdown.text.split('\n')[3]).toBe('| conv1 | Conv2d | 6 × 28 × 28 | 156 | 117.6 | 5 × 5 |');

  // The columns are kept for the next time.
  await app.reload();
  await expect(layers(app).getByRole('columnheader')).toHaveCount(6);
});

test('the memory timeline marks the peak; a click on a step leads into its block', async ({ app }) => {
  await openPreset(app, 'resnet50');
  await app.getByRole('button', { name: 'Memory', exact: true }).click();
  const steps = app.getByRole('slider', { name: 'Step' });
  await expect(steps).toBeVisible();
  await app.getByRole('button', { name: /^Peak 9.63 MB at layer1.0.downsample.1/ }).click();
  await expect(selected(app)).toHaveAttribute('data-name', '1');
  await expect(crumbs(app)).toHaveText('ResNet-50layer10downsample');

  const box = await steps.boundingBox();
  if (box === null) throw new Error('The timeline has no box.');
  await app.mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.8);
  await expect(app.getByRole('region', { name: 'Memory timeline' })).toContainText(/layer3\.\d\.\w+/);
  await app.mouse.click(box.x + box.width * 0.75, box.y + box.height * 0.8);
  await expect(crumbs(app)).toHaveText(/^ResNet-50layer3/);

  await steps.focus();
  await app.keyboard.press('Home');
  await app.keyboard.press('ArrowRight');
  await expect(steps).toHaveAttribute('aria-valuetext', 'conv1: 3.81 MB alive');
  await app.keyboard.press('Enter');
  await expect(selected(app)).toHaveAttribute('data-name', 'conv1');
});

test('nodes are coloured by what they cost, and the legend says how much that is', async ({ app }) => {
  await openPreset(app, 'resnet50');
  const legend = app.getByRole('group', { name: 'Colours' });
  await legend.getByRole('button').click();
  await app.getByRole('menuitemradio', { name: 'Parameters' }).click();
  await expect(legend).toContainText('15 M');
  const share = async (name: string): Promise<number> =>
    Number(
      await app
        .locator(`[data-name="${name}"]`)
        .evaluate((box) => (box as HTMLElement).style.getPropertyValue('--heat')),
    );
  await app.keyboard.press('1');
  expect(await share('layer4')).toBe(1);
  expect(await share('relu')).toBe(0);
  expect(await share('fc')).toBeCloseTo(2_049_000 / 14_964_736, 3);

  await app.keyboard.press('Control+k');
  await app.keyboard.type('colour by receptive');
  await app.keyboard.press('Enter');
  await expect(legend).toContainText('427 px');
  await expect(node(app, 'layer1')).toContainText('35 px');
  await app.reload();
  await expect(app.getByRole('group', { name: 'Colours' })).toHaveCount(0);
  await openPreset(app, 'lenet5');
  await expect(app.getByRole('button', { name: 'Colour by: Receptive field' })).toBeVisible();
});

test('the bottom panel is closed at first, takes a height by mouse and keys, and keeps it', async ({
  app,
}) => {
  await openPreset(app, 'lenet5');
  const panel = app.getByRole('region', { name: 'Bottom panel' });
  await expect(panel).toHaveCount(0);
  await openLayers(app);
  const height = async (): Promise<number> => (await panel.boundingBox())?.height ?? 0;
  const before = await height();
  const edge = panel.getByRole('separator', { name: 'Height of the bottom panel' });
  const box = await edge.boundingBox();
  if (box === null) throw new Error('The edge has no box.');
  await app.mouse.move(box.x + 300, box.y + 4);
  await app.mouse.down();
  await app.mouse.move(box.x + 300, box.y - 76, { steps: 4 });
  await app.mouse.up();
  expect(await height()).toBeCloseTo(before + 80, -1);
  await edge.focus();
  await app.keyboard.press('ArrowDown');
  expect(await height()).toBeCloseTo(before + 56, -1);
  await app.reload();
  await expect(panel).toBeVisible();
  expect(await height()).toBeCloseTo(before + 56, -1);
  await openPreset(app, 'lenet5');
  // The list of problems needs less than that.
  await panel.getByRole('tab', { name: 'Problems' }).click();
  await expect.poll(height).toBeLessThan(before);
  await panel.getByRole('button', { name: 'Close panel' }).click();
  await expect(panel).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`outline, layers, memory and heat map are accessible, ${colorScheme}`, async ({ app }, testInfo) => {
    test.skip(testInfo.project.name === 'electron', 'axe opens a page of its own, which Electron refuses');
    const serious = async (): Promise<readonly string[]> => {
      const { violations } = await new AxeBuilder({ page: app }).analyze();
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
    };
    await app.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openPreset(app, 'resnet18');
    await app.getByRole('tab', { name: 'Outline' }).click();
    await openLayers(app);
    await row(app, 'conv1').click();
    expect(await serious(), 'outline and layers').toEqual([]);
    await app.getByRole('tab', { name: 'Memory' }).click();
    await app.getByRole('slider', { name: 'Step' }).focus();
    await app.keyboard.press('ArrowRight');
    await app.getByRole('group', { name: 'Colours' }).getByRole('button').click();
    await app.getByRole('menuitemradio', { name: 'MACs' }).click();
    expect(await serious(), 'memory and a heat map').toEqual([]);
  });
}
