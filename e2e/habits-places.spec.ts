// The habits of hands in the places where networks are edited: unfolded blocks, entered ones, networks that run to the
// right, a second tab. What a plain level does is in the other specs of habits.

import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { add, by, drag, middle, node, openPreset, search, selected, wires, type Point } from './hands.ts';

const into = (app: Page, name: string, index = 0): Locator =>
  node(app, name).locator('.react-flow__handle.target').nth(index);
const outOf = (app: Page, name: string): Locator =>
  node(app, name).locator('.react-flow__handle.source').first();
const CHAIN = ['conv1', 'act1', 'pool1', 'conv2', 'act2', 'pool2'] as const;

interface Place {
  readonly name: string;
  readonly flow: 'down' | 'right';
  open(app: Page): Promise<void>;
}

async function group(app: Page): Promise<void> {
  await openPreset(app, 'lenet5');
  await app.keyboard.press('1');
  for (const [index, name] of CHAIN.entries())
    await node(app, name).click(index === 0 ? {} : { modifiers: ['Shift'] });
  await app.keyboard.press('Control+g');
  await expect(node(app, 'block')).toBeVisible();
}

const PLACES: readonly Place[] = [
  { name: 'a plain level', flow: 'down', open: (app) => openPreset(app, 'lenet5') },
  {
    name: 'an unfolded block',
    flow: 'down',
    async open(app) {
      await group(app);
      await app.keyboard.press('u');
      await expect(app.locator('[data-frame]')).toBeVisible();
    },
  },
  {
    name: 'an entered block',
    flow: 'down',
    async open(app) {
      await group(app);
      await app.keyboard.press('Enter');
      await expect(node(app, 'conv1')).toBeVisible();
    },
  },
  {
    name: 'a network that runs to the right',
    flow: 'right',
    async open(app) {
      await openPreset(app, 'lenet5');
      await app.getByRole('menuitem', { name: 'Arrange' }).click();
      await app.getByRole('menuitem', { name: /^Flow Down or Right/ }).click();
      await expect(node(app, 'conv1').locator('.react-flow__handle-left')).toBeVisible();
    },
  },
  {
    name: 'a second tab',
    flow: 'down',
    async open(app) {
      await openPreset(app, 'resnet18');
      await openPreset(app, 'lenet5');
    },
  },
];

/** Beside the node, where nothing stands. */
async function beside(app: Page, name: string, flow: Place['flow']): Promise<Point> {
  const box = (await node(app, name).boundingBox())!;
  // An unfolded block leaves little ground beside what is in it.
  const gap = (await app.locator('[data-frame]').count()) > 0 ? 22 : 70;
  return flow === 'down'
    ? { x: box.x - gap, y: box.y + box.height / 2 }
    : { x: box.x + box.width / 2, y: box.y + box.height + 90 };
}

/** At the six layers, as large as they all can be seen. */
async function look(app: Page): Promise<void> {
  await app.keyboard.press('1');
  await app.waitForTimeout(250);
  for (const [index, name] of CHAIN.entries())
    await node(app, name).click(index === 0 ? {} : { modifiers: ['Shift'] });
  await app.keyboard.press('.');
  await app.waitForTimeout(250);
  await node(app, 'act2').click();
}

type Habit = (app: Page, flow: Place['flow']) => Promise<void>;
const undo = async (app: Page, times = 1) => {
  for (let time = 0; time < times; time += 1) await app.keyboard.press('Control+z');
};

const HABITS: Readonly<Record<string, Habit>> = {
  async 'add by search'(app, flow) {
    const spot = await beside(app, 'act1', flow);
    for (const open of [
      () => app.mouse.dblclick(spot.x, spot.y),
      () => app.keyboard.press('Tab'),
      () => app.mouse.click(spot.x, spot.y, { button: 'right' }),
    ]) {
      await app.mouse.move(spot.x, spot.y);
      await open();
      await expect(search(app)).toBeVisible();
      await app.keyboard.press('Escape');
      await expect(search(app)).toBeHidden();
    }
    await app.mouse.dblclick(spot.x, spot.y);
    await app.keyboard.type('relu');
    await app.keyboard.press('Enter');
    await expect(node(app, 'relu')).toBeVisible();
    await undo(app);
    await expect(node(app, 'relu')).toHaveCount(0);
  },
  async 'a wire dropped on empty space'(app, flow) {
    const from = await middle(outOf(app, 'conv1'));
    await drag(app, from, await beside(app, 'act1', flow));
    await expect(search(app)).toBeVisible();
    await app.keyboard.type('batchnorm');
    await app.keyboard.press('Enter');
    await expect(node(app, 'bn')).not.toContainText('Nothing is connected');
    await undo(app);
  },
  async 'delete heals'(app) {
    const count = await wires(app).count();
    for (const key of ['Delete', 'Backspace']) {
      await node(app, 'act1').click();
      await app.keyboard.press(key);
      await expect(node(app, 'act1')).toHaveCount(0);
      await expect(wires(app)).toHaveCount(count - 1);
      await expect(node(app, 'pool1')).not.toContainText('Nothing is connected');
      await undo(app);
      await expect(wires(app)).toHaveCount(count);
    }
  },
  async redo(app) {
    await node(app, 'act1').click();
    await app.keyboard.press('Control+b');
    await expect(node(app, 'act1')).toContainText('bypassed');
    await undo(app);
    await expect(node(app, 'act1')).not.toContainText('bypassed');
    await app.keyboard.press('Control+Shift+z');
    await expect(node(app, 'act1')).toContainText('bypassed');
    await undo(app);
    await app.keyboard.press('Control+y');
    await expect(node(app, 'act1')).toContainText('bypassed');
    await undo(app);
  },
  async 'copy, cut, paste, duplicate'(app, flow) {
    const count = await app.locator('.react-flow__node').count();
    await node(app, 'conv1').click();
    await app.keyboard.press('Control+c');
    const spot = await beside(app, 'act1', flow);
    await app.mouse.move(spot.x, spot.y);
    await app.keyboard.press('Control+v');
    await expect(app.locator('.react-flow__node')).toHaveCount(count + 1);
    await undo(app);
    await app.keyboard.press('Control+Shift+v');
    await expect(node(app, 'conv3')).toBeVisible();
    await undo(app);
    await node(app, 'conv2').click();
    await app.keyboard.press('Control+d');
    await expect(node(app, 'conv3')).toBeVisible();
    await app.keyboard.press('Control+x');
    await expect(node(app, 'conv3')).toHaveCount(0);
    await undo(app, 2);
    await expect(app.locator('.react-flow__node')).toHaveCount(count);
  },
  async pan(app, flow) {
    const view = () =>
      app
        .locator('.react-flow__viewport')
        .evaluate((element: HTMLElement) => element.style.transform + element.style.translate);
    const spot = await beside(app, 'act1', flow);
    const starts = [spot, await middle(node(app, 'act1'))];
    for (const at of starts) {
      for (const button of ['middle', 'right'] as const) {
        const before = await view();
        await drag(app, at, by(at, 30, 40), { button });
        await expect.poll(view, { message: `${button} pan` }).not.toBe(before);
        await drag(app, by(at, 30, 40), at, { button });
      }
      const before = await view();
      await app.mouse.move(at.x, at.y);
      await app.keyboard.down('Space');
      await drag(app, at, by(at, 30, 40));
      await app.keyboard.up('Space');
      await expect.poll(view, { message: 'Space pan' }).not.toBe(before);
      await app.keyboard.down('Space');
      await drag(app, by(at, 30, 40), at);
      await app.keyboard.up('Space');
    }
    const before = await view();
    await app.mouse.wheel(0, 20);
    await expect.poll(view, { message: 'fingers' }).not.toBe(before);
    await app.mouse.wheel(0, -20);
    await expect(search(app)).toBeHidden();
  },
  async 'zoom and fit'(app) {
    const zoom = app.getByRole('group', { name: 'Zoom' });
    await node(app, 'conv1').click();
    await app.keyboard.press('f');
    await expect(zoom).toContainText('140 %');
    await app.keyboard.press('0');
    await expect(zoom).toContainText('100 %');
    await app.keyboard.press('.');
    await expect(zoom).toContainText('140 %');
    await app.keyboard.press('1');
    await expect(zoom).not.toContainText('140 %');
  },
  async select(app, flow) {
    await node(app, 'conv1').click();
    await node(app, 'act1').click({ modifiers: ['Shift'] });
    expect(await selected(app)).toEqual(['act1', 'conv1']);
    await node(app, 'act1').click({ modifiers: ['Control'] });
    expect(await selected(app)).toEqual(['conv1']);
    await app.keyboard.press('Control+a');
    expect((await selected(app)).filter((name) => CHAIN.some((one) => one === name))).toHaveLength(6);
    const box = (await node(app, 'pool1').boundingBox())!;
    const from =
      flow === 'down' ? { x: box.x - 22, y: box.y - 3 } : { x: box.x - 3, y: box.y + box.height + 50 };
    await drag(app, from, { x: box.x + 20, y: box.y + 12 });
    expect(await selected(app)).toEqual(['pool1']);
    await app.keyboard.press(flow === 'down' ? 'Shift+ArrowUp' : 'Shift+ArrowLeft');
    expect(await selected(app)).toEqual(['act1']);
    await app.keyboard.press(flow === 'down' ? 'Shift+ArrowDown' : 'Shift+ArrowRight');
    expect(await selected(app)).toEqual(['pool1']);
  },
  async 'break and move wires'(app, flow) {
    const count = await wires(app).count();
    await outOf(app, 'act1').click({ modifiers: ['Alt'] });
    await expect(wires(app)).toHaveCount(count - 1);
    await undo(app);
    await into(app, 'act1').click({ modifiers: ['Alt'] });
    await expect(wires(app)).toHaveCount(count - 1);
    await undo(app);
    await expect(wires(app)).toHaveCount(count);
    await app.keyboard.down('Control');
    await drag(app, await middle(outOf(app, 'act1')), await middle(outOf(app, 'conv1')));
    await app.keyboard.up('Control');
    await node(app, 'act2').hover();
    await outOf(app, 'conv1').hover();
    await expect(app.locator('.react-flow__edge[data-lit]')).toHaveCount(2);
    await expect(node(app, 'act1')).toContainText('Nothing reads it yet');
    await undo(app);
    const end = await middle(into(app, 'act1'));
    await drag(app, end, await beside(app, 'act1', flow));
    await expect(wires(app)).toHaveCount(count - 1);
    await undo(app);
    await expect(wires(app)).toHaveCount(count);
  },
  async 'insert into a wire'(app, flow) {
    const [from, to] = [await middle(outOf(app, 'conv1')), await middle(into(app, 'act1'))];
    const wire = { x: from.x + (to.x - from.x) / 4, y: from.y + (to.y - from.y) / 4 };
    await app.mouse.move(wire.x, wire.y);
    await app.locator('[data-insert]').click();
    await app.keyboard.type('batchnorm');
    await app.keyboard.press('Enter');
    await expect(node(app, 'bn')).not.toContainText('Nothing is connected');
    await undo(app);
    await expect(node(app, 'bn')).toHaveCount(0);
    // A loose node dropped on the wire.
    const spot = await beside(app, 'pool2', flow);
    await add(app, 'relu', spot);
    const relu = await middle(node(app, 'relu'));
    const [a, b] = [await middle(outOf(app, 'conv1')), await middle(into(app, 'act1'))];
    await drag(app, by(relu, -20), { x: a.x + (b.x - a.x) / 2, y: a.y + (b.y - a.y) / 2 });
    await expect(node(app, 'relu')).not.toContainText('Nothing is connected');
    await undo(app, 2);
    await expect(node(app, 'relu')).toHaveCount(0);
  },
  async 'group and frame'(app) {
    await node(app, 'conv1').click();
    await node(app, 'act1').click({ modifiers: ['Shift'] });
    await app.keyboard.press('Control+g');
    await expect(node(app, 'conv1')).toHaveCount(0);
    await app.keyboard.press('Control+Shift+g');
    await expect(node(app, 'conv1')).toBeVisible();
    await app.keyboard.press('c');
    await app.keyboard.type('Stem');
    await app.keyboard.press('Enter');
    await expect(app.locator('.react-flow__node-note').filter({ hasText: 'Stem' })).toBeVisible();
    await undo(app, 3);
    await expect(app.locator('.react-flow__node-note')).toHaveCount(0);
    await expect(node(app, 'conv1')).toBeVisible();
  },
  async 'enter and leave'(app) {
    const crumbs = app.getByRole('navigation', { name: 'Blocks' });
    const before = await crumbs.innerText();
    await node(app, 'conv1').click();
    await node(app, 'act1').click({ modifiers: ['Shift'] });
    await app.keyboard.press('Control+g');
    await expect(node(app, 'act1')).toHaveCount(0);
    await app.keyboard.press('Enter');
    await expect(node(app, 'act1')).toBeVisible();
    await expect(node(app, 'pool1')).toHaveCount(0);
    await app.keyboard.press('Escape');
    await expect(node(app, 'pool1')).toBeVisible();
    await expect(crumbs).toHaveText(new RegExp(before.split(/\s+/)[0]!));
    await undo(app);
    await expect(node(app, 'act1')).toBeVisible();
  },
  async bypass(app) {
    await node(app, 'pool1').click();
    await app.keyboard.press('Control+b');
    await expect(node(app, 'pool1')).toContainText('bypassed');
    await app.keyboard.press('Control+b');
    await expect(node(app, 'pool1')).not.toContainText('bypassed');
    await undo(app, 2);
  },
  async 'tidy and align'(app, flow) {
    const across = async (name: string) => {
      const at = await middle(node(app, name));
      return Math.round(flow === 'down' ? at.x : at.y);
    };
    const off = async () => (await across('act1')) - (await across('pool1'));
    const aside = async () => {
      const at = by(await middle(node(app, 'act1')), -24);
      await drag(app, at, flow === 'down' ? by(at, 60) : by(at, 0, 60));
      await expect.poll(off).toBeGreaterThan(30);
    };
    await aside();
    await app.keyboard.press('q');
    await expect.poll(off, { message: 'Q' }).toBe(0);
    await undo(app);
    await node(app, 'act1').click();
    await node(app, 'pool1').click({ modifiers: ['Shift'] });
    await app.keyboard.press(flow === 'down' ? 'Shift+a' : 'Shift+w');
    await expect.poll(async () => Math.abs(await off()), { message: 'align' }).toBeLessThan(24);
    await undo(app);
    await app.keyboard.press('Shift+Alt+t');
    await expect.poll(off, { message: 'tidy' }).toBe(0);
    await undo(app, 2);
    await expect.poll(off).toBe(0);
  },
  async 'find, command, rename, help'(app) {
    for (const [key, name] of [
      ['Control+f', 'Find'],
      ['Control+k', 'Command palette'],
      ['Shift+?', 'Keyboard shortcuts'],
    ] as const) {
      await app.keyboard.press(key);
      await expect(app.getByRole('dialog', { name })).toBeVisible();
      await app.keyboard.press('Escape');
      await expect(app.getByRole('dialog', { name })).toBeHidden();
    }
    await node(app, 'conv1').click();
    await app.keyboard.press('F2');
    await app.keyboard.type('stem');
    await app.keyboard.press('Enter');
    await expect(node(app, 'stem')).toBeVisible();
    await undo(app);
    await node(app, 'conv1').locator('[data-rename]').dblclick();
    await expect(node(app, 'conv1').getByLabel('Name')).toBeFocused();
    await app.keyboard.press('Escape');
    await expect(node(app, 'conv1').getByLabel('Name')).toHaveCount(0);
  },
  async 'ports light and marks'(app, flow) {
    await outOf(app, 'conv1').hover();
    await expect(app.locator('.react-flow__edge[data-lit]')).toHaveCount(1);
    const from = await middle(outOf(app, 'conv1'));
    await drag(app, from, await beside(app, 'act1', flow), { hold: true });
    await expect(app.locator('[data-mark]').first()).toBeVisible();
    await app.keyboard.press('Escape');
    await app.mouse.up();
    await app.keyboard.press('Escape');
    await expect(search(app)).toBeHidden();
  },
  async 'a body takes the nearest port'(app, flow) {
    const spot = await beside(app, 'pool1', flow);
    await add(app, 'relu', spot);
    const relu = await middle(node(app, 'relu'));
    await drag(app, await middle(outOf(app, 'conv1')), by(relu, -24));
    await expect(node(app, 'relu')).not.toContainText('Nothing is connected');
    await undo(app, 2);
    await expect(node(app, 'relu')).toHaveCount(0);
  },
  async 'the canvas pans at its edge'(app) {
    const x = async () => (await middle(node(app, 'pool2'))).x;
    const before = await x();
    const canvas = (await app.getByTestId('canvas').boundingBox())!;
    const at = by(await middle(node(app, 'act1')), -24);
    await drag(app, at, { x: canvas.x + canvas.width - 6, y: at.y }, { hold: true });
    await expect.poll(async () => before - (await x())).toBeGreaterThan(40);
    await app.mouse.up();
    await undo(app);
  },
  async 'Alt-drag duplicates'(app, flow) {
    const count = await app.locator('.react-flow__node').count();
    const at = by(await middle(node(app, 'pool1')), -24);
    const spot = await beside(app, 'pool1', flow);
    const before = await middle(node(app, 'pool1'));
    await app.keyboard.down('Alt');
    await drag(app, at, by(spot, -40, flow === 'down' ? 0 : 30), { hold: true });
    await expect(app.locator('[data-ghost]')).toHaveCount(1);
    expect(await middle(node(app, 'pool1'))).toEqual(before);
    await app.keyboard.press('Escape');
    await expect(app.locator('[data-ghost]')).toHaveCount(0);
    await app.mouse.up();
    await app.keyboard.up('Alt');
    await expect(app.locator('.react-flow__node')).toHaveCount(count);
    await app.keyboard.down('Alt');
    await drag(app, at, by(spot, -40, flow === 'down' ? 0 : 30));
    await app.keyboard.up('Alt');
    await expect(app.locator('.react-flow__node')).toHaveCount(count + 1);
    expect(await middle(node(app, 'pool1'))).toEqual(before);
    await undo(app);
    await expect(app.locator('.react-flow__node')).toHaveCount(count);
  },
  async 'Escape takes a drag back'(app, flow) {
    const before = await middle(node(app, 'pool1'));
    await drag(app, by(before, -24), await beside(app, 'pool2', flow), { hold: true });
    expect(await middle(node(app, 'pool1'))).not.toEqual(before);
    await app.keyboard.press('Escape');
    await expect.poll(() => middle(node(app, 'pool1'))).toEqual(before);
    await app.mouse.up();
    expect(await middle(node(app, 'pool1'))).toEqual(before);
  },
};

for (const { name, flow, open } of PLACES) {
  test(`every habit: ${name}`, async ({ app }) => {
    test.slow();
    await open(app);
    for (const [habit, act] of Object.entries(HABITS)) {
      await test.step(habit, async () => {
        await look(app);
        await act(app, flow);
      });
    }
  });
}

test('the inside of a template is looked at as any level, and says why it cannot be changed', async ({
  app,
}) => {
  const said = app.getByRole('contentinfo', { name: 'Totals' }).getByRole('status');
  const refuses = async (what: string, act: () => Promise<unknown>) => {
    // The words go by themselves; others come in their place.
    await app.keyboard.press('Control+y');
    await expect(said).toHaveText('There is nothing to redo.');
    await act();
    await expect(said, what).toContainText('inside of a template');
    await expect(search(app)).toBeHidden();
  };
  await openPreset(app, 'resnet18');
  const box = (await node(app, 'layer1').boundingBox())!;
  await app.mouse.dblclick(box.x + box.width / 2, box.y + box.height - 8);
  await node(app, '0').dblclick({ position: { x: 100, y: 40 } });
  await expect(app.getByRole('navigation', { name: 'Blocks' })).toHaveText(/layer1.*0/s);
  const layer = node(app, 'conv1');
  const spot = by(await middle(layer), -200);
  const before = await middle(layer);
  await refuses('double-click', () => app.mouse.dblclick(spot.x, spot.y));
  await refuses('Tab', () => app.keyboard.press('Tab'));
  await refuses('right button', () => app.mouse.click(spot.x, spot.y, { button: 'right' }));
  await refuses('drag', async () => drag(app, by(before, -30, 8), by(before, 80, 40)));
  expect(await middle(layer)).toEqual(before);
  await refuses('Alt+click on a port', () => outOf(app, 'conv1').click({ modifiers: ['Alt'] }));
  await layer.click();
  for (const key of [
    'Delete',
    'Control+d',
    'Control+b',
    'Control+g',
    'F2',
    'r',
    'c',
    'n',
    'q',
    'Shift+Alt+t',
  ])
    await refuses(key, () => app.keyboard.press(key));
  // Looking is free.
  await app.keyboard.press('Shift+ArrowDown');
  expect(await selected(app)).toEqual(['bn1']);
  await app.keyboard.press('Control+c');
  await app.keyboard.press('Control+v');
  await expect(app.getByText('Not pasted').first()).toBeVisible();
});
