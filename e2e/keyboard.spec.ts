// Keys alone, from nothing to an exported model: every step is possible, the focus is always to be seen, and what is done is
// said to screen readers. The mouse is never touched.

import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { node, noProblems, openPreset, search, wires } from './hands.ts';

const said = (app: Page) => app.getByRole('log', { name: 'What happens on the canvas' });
const crumbs = (app: Page) => app.getByRole('navigation', { name: 'Blocks' });

/** The name of the node that has the focus, where the focus is shown there. */
const focused = (app: Page): Promise<string | undefined> =>
  app.evaluate(() => {
    const active = document.activeElement;
    if (active === null || !active.matches('.react-flow__node:focus-visible')) return undefined;
    return active.querySelector('[data-name]')?.getAttribute('data-name') ?? undefined;
  });

async function add(app: Page, type: string, name: string): Promise<void> {
  await app.keyboard.press('a');
  await expect(search(app)).toBeVisible();
  await app.keyboard.type(type);
  await app.keyboard.press('Enter');
  await expect(node(app, name)).toBeVisible();
  await expect.poll(() => focused(app), { message: name }).toBe(name);
  await expect(said(app)).toContainText(`adding ${name}`);
  await expect(said(app)).toContainText(`${name} selected`);
}

test('a network is drawn, changed, run and exported by keys alone', async ({ app }) => {
  test.slow();
  await add(app, 'input', 'input');
  await add(app, 'conv2d', 'conv');
  await add(app, 'relu', 'relu');
  await add(app, 'output', 'output');
  await expect(noProblems(app)).toBeVisible();
  await expect(wires(app)).toHaveCount(3);

  await test.step('a layer goes into the wire after the one that is selected', async () => {
    await app.keyboard.press('Shift+ArrowUp');
    await app.keyboard.press('Shift+ArrowUp');
    await expect.poll(() => focused(app)).toBe('conv');
    await expect(said(app)).toHaveText('conv selected.');
    await add(app, 'batchnorm', 'bn');
    await expect(noProblems(app)).toBeVisible();
    await expect(wires(app)).toHaveCount(4);
  });

  await test.step('replace', async () => {
    await app.keyboard.press('Shift+ArrowDown');
    await app.keyboard.press('r');
    await app.keyboard.type('silu');
    await app.keyboard.press('Enter');
    await expect(node(app, 'silu')).toBeVisible();
    await expect.poll(() => focused(app)).toBe('silu');
    await expect(said(app)).toContainText('replacing relu');
  });

  await test.step('bypass, rename', async () => {
    await app.keyboard.press('Control+b');
    await expect(node(app, 'silu')).toContainText('bypassed');
    await expect(said(app)).toContainText('silu');
    await app.keyboard.press('Control+b');
    await expect(node(app, 'silu')).not.toContainText('bypassed');
    // Two edits quicker than words are both said.
    await app.keyboard.press('Control+b');
    await app.keyboard.press('Shift+Alt+W');
    await expect(said(app)).toContainText(/bypassing silu, removing 2 wires/);
    await app.keyboard.press('Control+z');
    await app.keyboard.press('Control+z');
    await expect(wires(app)).toHaveCount(4);
    await app.keyboard.press('F2');
    await app.keyboard.type('act');
    await app.keyboard.press('Enter');
    await expect(node(app, 'act')).toBeVisible();
    await expect.poll(() => focused(app)).toBe('act');
    await expect(said(app)).toContainText('renaming silu to act');
  });

  await test.step('wires are broken and drawn', async () => {
    await app.keyboard.press('Shift+Alt+W');
    await expect(wires(app)).toHaveCount(2);
    await expect(said(app)).toContainText('removing 2 wires');
    await app.keyboard.press('Shift+ArrowUp');
    await expect(app.getByRole('contentinfo').getByRole('status')).toHaveText(
      'There is no node in that direction.',
    );
    await app.keyboard.press('Control+a');
    await app.keyboard.press('w');
    await expect(wires(app)).toHaveCount(4);
    await expect(noProblems(app)).toBeVisible();
  });

  await test.step('Tab goes from node to node, Shift selects one more; group, enter, leave, unfold', async () => {
    await app.keyboard.press('Escape');
    await node(app, 'bn').focus();
    await app.keyboard.press('Space');
    await expect(said(app)).toContainText('bn selected.');
    for (let step = 0; step < 8 && (await focused(app)) !== 'act'; step += 1) await app.keyboard.press('Tab');
    if ((await focused(app)) !== 'act') await node(app, 'act').focus();
    await app.keyboard.press('Shift+Space');
    await expect(said(app)).toHaveText('2 nodes selected.');
    await app.keyboard.press('Control+g');
    await expect(node(app, 'block')).toBeVisible();
    await expect.poll(() => focused(app)).toBe('block');
    await expect(said(app)).toContainText('grouping into block');
    await app.keyboard.press('Enter');
    await expect(crumbs(app)).toHaveText(/block/);
    await expect(said(app)).toContainText('Inside block.');
    await app.keyboard.press('Shift+ArrowDown');
    await expect.poll(() => focused(app)).not.toBeUndefined();
    await app.keyboard.press('Escape');
    await app.keyboard.press('Escape');
    await expect(said(app)).toContainText('On the top level. block selected.');
    await expect.poll(() => focused(app)).toBe('block');
    await app.keyboard.press('u');
    await expect(app.locator('[data-frame]')).toBeVisible();
    await app.keyboard.press('u');
    await expect(app.locator('[data-frame]')).toHaveCount(0);
    await app.keyboard.press('Control+Shift+g');
    await expect(node(app, 'act')).toBeVisible();
    await expect(said(app)).toContainText('ungrouping block');
  });

  await test.step('delete heals, and the focus stays in sight', async () => {
    await node(app, 'act').focus();
    await app.keyboard.press('Space');
    await expect(said(app)).toHaveText('act selected.');
    await app.keyboard.press('Delete');
    await expect(node(app, 'act')).toHaveCount(0);
    await expect(noProblems(app)).toBeVisible();
    await expect(wires(app)).toHaveCount(3);
    await expect(said(app)).toContainText('removing act');
    expect(await app.evaluate(() => document.activeElement?.matches('.react-flow:focus-visible'))).toBe(true);
  });

  await test.step('run and export', async () => {
    await app.keyboard.press('Control+Enter');
    await expect(app.getByRole('tab', { name: 'Run', selected: true })).toBeVisible();
    await expect(app.getByText('Choose an image first.')).toBeVisible();
    const image = app.getByRole('tab', { name: 'Image' });
    const isThere = () => image.evaluate((element) => element === document.activeElement);
    for (let step = 0; step < 60 && !(await isThere()); step += 1) await app.keyboard.press('Tab');
    await app.keyboard.press('ArrowRight');
    await app.keyboard.press('ArrowRight');
    await app.keyboard.press('Enter');
    await expect(app.getByRole('tab', { name: 'Noise', selected: true })).toBeVisible();
    await app.keyboard.press('Control+Enter');
    await expect(app.getByText(/\d ms/).first()).toBeVisible({ timeout: 60_000 });
    await app.keyboard.press('Control+e');
    const button = app.getByRole('dialog').getByRole('button', { name: 'Export…' });
    await expect(button).toBeVisible();
    const focusedButton = () => button.evaluate((element) => element === document.activeElement);
    for (let step = 0; step < 20 && !(await focusedButton()); step += 1) await app.keyboard.press('Tab');
    expect(await focusedButton()).toBe(true);
    const downloading = app.waitForEvent('download');
    await app.keyboard.press('Enter');
    expect((await downloading).suggestedFilename()).toMatch(/\.onnx$/);
  });
});

test('E goes to the attributes of what is selected, Escape back to it', async ({ app }) => {
  await app.keyboard.press('e');
  await expect(app.getByText('There is nothing to set here.').first()).toBeVisible();
  await add(app, 'input', 'input');
  await app.keyboard.press('e');
  const field = (name: string) => app.getByRole('spinbutton', { name, exact: true });
  await expect(field('Channels')).toBeFocused();
  await app.keyboard.type('1');
  await app.keyboard.press('Escape');
  await expect(field('Channels')).toBeFocused();
  await expect(field('Channels')).toHaveValue('3');
  await app.keyboard.type('1');
  await app.keyboard.press('Enter');
  await app.keyboard.press('Escape');
  await expect.poll(() => focused(app)).toBe('input');
  await add(app, 'conv2d', 'conv');
  await app.keyboard.press(']');
  await app.keyboard.press('e');
  await expect(field('Output channels')).toBeFocused();
  await app.keyboard.type('6');
  await app.keyboard.press('Tab');
  await expect(field('Kernel, height and width')).toBeFocused();
  await app.keyboard.type('3x5');
  await app.keyboard.press('Enter');
  await app.keyboard.press('Escape');
  await expect.poll(() => focused(app)).toBe('conv');
  await expect(node(app, 'conv')).toContainText('6 · 3×5');
  await app.keyboard.press('Control+a');
  await app.keyboard.press('e');
  await expect(app.getByText('There is nothing to set here.').first()).toBeVisible();
});

test('keys are commands again once a choice was made from a list', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await app.getByRole('combobox', { name: 'Activation' }).click();
  await app.getByRole('option', { name: 'ReLU', exact: true }).click();
  await expect(node(app, 'act1')).toContainText('ReLU');
  await app.keyboard.press('Control+z');
  await expect(node(app, 'act1')).toContainText('Tanh');
  // While the list is open they are its own.
  await app.getByRole('combobox', { name: 'Activation' }).click();
  await app.keyboard.press('Control+k');
  await expect(app.getByRole('dialog', { name: 'Command palette' })).toHaveCount(0);
  await app.keyboard.press('Escape');
  await app.keyboard.press('Control+k');
  await expect(app.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
});

test('what is added, undone or brought back out of view comes into view', async ({ app }) => {
  test.slow();
  const inView = async (name: string) => {
    const [box, area] = [await node(app, name).boundingBox(), await app.locator('.react-flow').boundingBox()];
    return box !== null && area !== null && box.y >= area.y && box.y + box.height <= area.y + area.height;
  };
  const layers = ['input', 'conv', 'bn', 'relu', 'pool', 'silu', 'tanh', 'output'];
  const types: Readonly<Record<string, string>> = { conv: 'conv2d', bn: 'batchnorm', pool: 'maxpool' };
  for (const name of layers) {
    await add(app, types[name] ?? name, name);
    await expect.poll(() => inView(name), { message: name }).toBe(true);
  }
  await expect(noProblems(app)).toBeVisible();

  await test.step('delete takes what the focus is on', async () => {
    await app.keyboard.press('Delete');
    await expect(said(app)).toContainText('removing output');
    await app.keyboard.press('Control+z');
    await expect.poll(() => inView('output')).toBe(true);
  });

  await test.step('undo looks at what it changes, and leaves the focus on the canvas', async () => {
    const status = app.getByRole('contentinfo').getByRole('status');
    for (const [step, name] of layers.toReversed().entries()) {
      await app.keyboard.press('Control+z');
      await expect(status).toHaveText(new RegExp(`^Undone: adding ${name}`, 'u'));
      const before = layers.at(-2 - step);
      if (before !== undefined) await expect.poll(() => inView(before), { message: before }).toBe(true);
    }
    await expect
      .poll(() => app.evaluate(() => document.activeElement?.classList.contains('react-flow')))
      .toBe(true);
    await app.keyboard.press('Control+y');
    await expect.poll(() => inView('input')).toBe(true);
  });
});
