// Errors that help: the offered fixes, from the list of problems, from the inspector and by key; and many nodes
// edited at once.

import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { node, openPreset } from './hands.ts';

const total = (app: Page, name: string): Locator => app.locator(`[data-total="${name}"]`);
const noProblems = (app: Page): Locator => app.getByRole('button', { name: /^0 errors, 0 warnings:/ });
const problems = (app: Page): Locator => app.getByRole('region', { name: 'Problems' });
const menu = (app: Page): Locator => app.getByRole('menu', { name: 'Fixes' });

test('a Linear that lost its Flatten gets it back from the list of problems, in one step', async ({
  app,
}) => {
  await openPreset(app, 'lenet5');
  await node(app, 'flatten').click();
  await app.keyboard.press('Delete');
  await app.getByRole('button', { name: /^1 error.*show problems/ }).click();
  const row = problems(app).getByRole('listitem').filter({ hasText: 'Linear works on a list of features' });
  await row.getByRole('button', { name: 'Fix…' }).first().click();
  await expect(menu(app)).toContainText('Linear works on a list of features');
  const flatten = menu(app).getByRole('menuitem', { name: /Insert a Flatten before/ });
  await expect(flatten).toContainText('no problems left');
  await expect(flatten).toContainText(/\+48.1 k parameters · \+48 k MACs.*Network then: 61.7 k · 417 k/);
  await flatten.click();
  await expect(menu(app)).toBeHidden();
  await expect(noProblems(app)).toBeVisible();
  await expect(node(app, 'flatten')).toHaveClass(/selected/);
  await expect(total(app, 'Parameters')).toHaveText('Parameters 61.7 k');
  await app.keyboard.press('Control+z');
  await expect(node(app, 'flatten')).toHaveCount(0);
  await expect(app.getByRole('button', { name: /^1 error/ })).toBeVisible();
  await app.keyboard.press('Control+Shift+z');
  await expect(noProblems(app)).toBeVisible();
});

test('what is only not wired yet is unfinished, not wrong', async ({ app }) => {
  await app.getByRole('button', { name: 'Empty network' }).click();
  const at = await app.getByTestId('canvas').boundingBox();
  if (at === null) throw new Error('There is no canvas.');
  await app.mouse.dblclick(at.x + 300, at.y + 150);
  await app.keyboard.type('conv2d');
  await app.keyboard.press('Enter');
  await expect(node(app, 'conv')).toContainText('Nothing is connected yet');
  // The node, and the network that has neither Input nor Output.
  await expect(app.getByRole('button', { name: /^0 errors, 0 warnings, 2 unfinished:/ })).toBeVisible();
  await app.getByRole('tab', { name: 'Outline' }).click();
  await expect(app.getByRole('tree', { name: 'Nodes' }).getByLabel('Unfinished')).toBeVisible();
  await app.getByRole('tab', { name: 'Run', exact: true }).click();
  const run = app.getByRole('region', { name: 'Run' });
  await expect(run).toContainText(
    'The network is not finished: wire the input that is free, add an Input and add an Output.',
  );
  await expect(run.getByRole('button', { name: 'Run' })).toBeDisabled();
});

test('Ctrl+. offers the fixes of the selected node, and the keyboard applies one', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await node(app, 'conv2').click();
  await app.getByLabel('Groups', { exact: true }).fill('4');
  await app.getByLabel('Groups', { exact: true }).press('Enter');
  await expect(app.getByRole('alert').filter({ hasText: 'cannot be split into 4 groups' })).toBeVisible();
  await expect(app.getByLabel('Groups', { exact: true })).toHaveAccessibleDescription(
    /cannot be split into 4 groups/,
  );
  await app.keyboard.press('Control+.');
  await expect(menu(app)).toContainText('6 input channels cannot be split into 4 groups');
  await app.keyboard.press('ArrowDown');
  await app.keyboard.press('Enter');
  await expect(menu(app)).toBeHidden();
  await expect(app.getByLabel('Groups', { exact: true })).toHaveValue('2');
  // Its trained weights were made for one group: that is only a warning.
  await expect(app.getByRole('button', { name: /^0 errors/ })).toBeVisible();
});

test('a fix that is applied by keys leaves the focus on what it mended', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const focused = () =>
    app.evaluate(() => document.activeElement?.querySelector('[data-name]')?.getAttribute('data-name'));
  // The mouse is out of the way: keys alone from here.
  await node(app, 'flatten').focus();
  await app.keyboard.press('Space');
  await app.keyboard.press('Delete');
  await app.keyboard.press('Control+Shift+M');
  const fix = problems(app).getByRole('button', { name: 'Fix…' }).first();
  await fix.focus();
  await app.keyboard.press('Enter');
  await menu(app)
    .getByRole('menuitem', { name: /Insert a Flatten/ })
    .focus();
  await app.keyboard.press('Enter');
  await expect(menu(app)).toBeHidden();
  await expect(noProblems(app)).toBeVisible();
  await expect.poll(focused).toBe('flatten');

  // What is only looked at leaves the focus where it was.
  await app.keyboard.press('Delete');
  await fix.focus();
  await app.keyboard.press('Enter');
  await expect(menu(app)).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(menu(app)).toBeHidden();
  await expect(fix).toBeFocused();

  await app.keyboard.press('Control+.');
  await menu(app)
    .getByRole('menuitem', { name: /Insert a Flatten/ })
    .focus();
  await app.keyboard.press('Enter');
  await expect(noProblems(app)).toBeVisible();
  await expect.poll(focused).toBe('flatten');
});

test('a residual sum whose channels differ gets a projection, also inside a block', async ({ app }) => {
  await openPreset(app, 'resnet18');
  await node(app, 'layer2').dblclick();
  await node(app, '0').click();
  await app.keyboard.press('Control+k');
  await app.keyboard.type('detach');
  await app.keyboard.press('Enter');
  await node(app, '0').dblclick();
  await node(app, 'conv2').click();
  await app.getByLabel('Output channels', { exact: true }).fill('96');
  await app.getByLabel('Output channels', { exact: true }).press('Enter');
  await app.getByRole('navigation', { name: 'Blocks' }).getByRole('button', { name: 'ResNet-18' }).click();
  await app.getByRole('button', { name: /^1 error.*show problems/ }).click();
  await problems(app)
    .getByRole('button', { name: /^layer2\.0\.\S+: 96 and 128 channels cannot be added/ })
    .click();
  await expect(node(app, 'conv2')).toBeVisible();
  await app.keyboard.press('Control+.');
  const offer = menu(app).getByRole('menuitem', {
    name: /Insert a 1×1 convolution with batch norm \(96 → 128/,
  });
  await expect(offer).toContainText('no problems left');
  // 96 · 128 weights, a scale and a shift for each of 128 channels; what the layers behind it cost is not its cost.
  await expect(offer).toContainText(/\+12.5 k parameters · \+9.63 M MACs.*Network then: 11.7 M · 1.79 G/);
  await offer.click();
  await expect(noProblems(app)).toBeVisible();
  await expect(node(app, 'proj')).toBeVisible();
  await expect(node(app, 'proj_bn')).toBeVisible();
});

test('a wire that would not fit says while it is dragged how that is mended; the badge offers it', async ({
  app,
}) => {
  await openPreset(app, 'lenet5');
  const port = async (name: string, side: 'top' | 'bottom') => {
    const box = await node(app, name).locator(`.react-flow__handle-${side}`).first().boundingBox();
    if (box === null) throw new Error(`${name} is not on the screen.`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const [from, to] = [await port('pool2', 'bottom'), await port('fc1', 'top')];
  await app.mouse.move(from.x, from.y);
  await app.mouse.down();
  await app.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await app.mouse.move(to.x, to.y, { steps: 4 });
  await expect(app.getByRole('status').filter({ hasText: 'Does not fit yet' })).toContainText(
    'Insert a Flatten before "fc1"',
  );
  await app.mouse.up();
  await expect(app.getByRole('status').filter({ hasText: 'Does not fit yet' })).toHaveCount(0);
  await expect(app.getByRole('button', { name: /^1 error/ })).toBeVisible();
  await node(app, 'fc1').locator('[data-fix]').click();
  await menu(app)
    .getByRole('menuitem', { name: /Insert a global average pool and a Flatten/ })
    .click();
  await expect(app.getByRole('button', { name: /^0 errors/ })).toBeVisible();
  await expect(node(app, 'avgpool')).toBeVisible();
});

test('F8 goes from problem to problem', async ({ app }) => {
  await openPreset(app, 'lenet5');
  for (const name of ['pool1', 'pool2']) {
    await node(app, name).click();
    await app.getByLabel('Kernel, height and width', { exact: true }).fill('40');
    await app.getByLabel('Kernel, height and width', { exact: true }).press('Enter');
  }
  await app.keyboard.press('Escape');
  await app.keyboard.press('F8');
  await expect(node(app, 'pool1')).toHaveClass(/selected/);
  await app.keyboard.press('Control+.');
  await expect(menu(app).getByRole('menuitem', { name: /Remove "pool1" and join its wires/ })).toContainText(
    /left, next at "pool2"/,
  );
  await app.keyboard.press('Escape');
  await expect(menu(app)).toBeHidden();
});

test('many nodes are edited at once, in one step, and what differs is marked', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await app.keyboard.press('Control+a');
  await app.getByRole('button', { name: 'Select only 2 Conv2d' }).click();
  await expect(app.getByText('2 nodes selected.')).toBeVisible();
  const channels = app.getByLabel('Output channels', { exact: true });
  await expect(channels).toHaveValue('');
  await expect(channels).toHaveAttribute('placeholder', 'mixed');
  const bias = app.getByRole('switch', { name: 'Bias' });
  await expect(bias).toBeChecked();
  await channels.fill('12');
  await channels.press('Enter');
  await expect(node(app, 'conv1')).toContainText('12 · 5×5');
  await expect(node(app, 'conv2')).toContainText('12 · 5×5');
  await expect(channels).toHaveValue('12');
  await node(app, 'conv1').click();
  await app.keyboard.press('Control+z');
  await expect(node(app, 'conv1')).toContainText('6 · 5×5');
  await expect(node(app, 'conv2')).toContainText('16 · 5×5');
});

test('the list of problems, the menu of fixes and the shared attributes are accessible', async ({
  app,
}, testInfo) => {
  test.skip(testInfo.project.name === 'electron', 'axe opens a page of its own, which Electron refuses');
  const serious = async (): Promise<readonly string[]> => {
    const { violations } = await new AxeBuilder({ page: app }).analyze();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id }) => id);
  };
  await app.emulateMedia({ reducedMotion: 'reduce' });
  await openPreset(app, 'lenet5');
  await node(app, 'flatten').click();
  await app.keyboard.press('Delete');
  await app.getByRole('button', { name: /show problems/ }).click();
  expect(await serious(), 'the list').toEqual([]);
  await problems(app).getByRole('button', { name: 'Fix…' }).first().click();
  await expect(menu(app)).toBeVisible();
  expect(await serious(), 'the menu').toEqual([]);
  await app.keyboard.press('Escape');
  await app.keyboard.press('Control+a');
  await app.getByRole('button', { name: 'Select only 2 Conv2d' }).click();
  expect(await serious(), 'many nodes').toEqual([]);
});
