// The habits of hands that know other node editors: one test for each, with the real mouse and the real keys.

import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app.ts';

type Point = { readonly x: number; readonly y: number };

const node = (app: Page, name: string): Locator =>
  app.locator('.react-flow__node').filter({ has: app.locator(`[data-name="${name}"]`) });
const input = (app: Page, name: string, index = 0): Locator =>
  node(app, name).locator('.react-flow__handle-top').nth(index);
const output = (app: Page, name: string): Locator =>
  node(app, name).locator('.react-flow__handle-bottom').first();
const frame = (app: Page, text: string): Locator =>
  app.locator('.react-flow__node-note').filter({ hasText: text });
const search = (app: Page): Locator => app.getByRole('dialog', { name: 'Add a node' });
const wires = (app: Page): Locator => app.locator('.react-flow__edge');
const noProblems = (app: Page): Locator => app.getByRole('button', { name: /^0 errors, 0 warnings/ });
const selected = async (app: Page): Promise<readonly string[]> =>
  (
    await app
      .locator('.react-flow__node.selected [data-name]')
      .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('data-name') ?? ''))
  ).toSorted();

async function openPreset(app: Page, id: string): Promise<void> {
  await app.getByRole('button', { name: 'Presets', exact: true }).click();
  await app.locator(`[data-preset="${id}"]`).dblclick();
  await expect(app.getByRole('dialog')).toBeHidden();
}

async function middle(locator: Locator): Promise<Point> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('It is not on the screen.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

const by = ({ x, y }: Point, dx: number, dy = 0): Point => ({ x: x + dx, y: y + dy });

async function drag(
  app: Page,
  from: Point,
  to: Point,
  options: { readonly button?: 'left' | 'middle' | 'right'; readonly hold?: boolean } = {},
): Promise<void> {
  const { button = 'left' } = options;
  await app.mouse.move(from.x, from.y);
  await app.mouse.down({ button });
  await app.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await app.mouse.move(to.x, to.y, { steps: 4 });
  if (options.hold !== true) await app.mouse.up({ button });
}

/** A place of the canvas where nothing stands. */
async function empty(app: Page): Promise<Point> {
  const box = await app.getByTestId('canvas').boundingBox();
  if (box === null) throw new Error('There is no canvas.');
  return { x: box.x + box.width - 120, y: box.y + 120 };
}

async function add(app: Page, type: string, at: Point): Promise<void> {
  await app.mouse.dblclick(at.x, at.y);
  await app.keyboard.type(type);
  await app.keyboard.press('Enter');
  await expect(search(app)).toBeHidden();
}

test('add by search at the cursor: double-click, Tab and the right button', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const at = await empty(app);
  for (const [index, open] of [
    (spot: Point) => app.mouse.dblclick(spot.x, spot.y),
    () => app.keyboard.press('Tab'),
    (spot: Point) => app.mouse.click(spot.x, spot.y, { button: 'right' }),
  ].entries()) {
    const spot = by(at, 0, 80 * index);
    await app.mouse.move(spot.x, spot.y);
    await open(spot);
    await expect(search(app)).toBeVisible();
    await app.keyboard.press('Escape');
    await expect(search(app)).toBeHidden();
    await app.mouse.move(spot.x, spot.y + 1);
    await app.keyboard.press('Tab');
    await app.keyboard.type('relu');
    await app.keyboard.press('Enter');
    const name = index === 0 ? 'relu' : `relu${index + 1}`;
    await expect(node(app, name)).toBeVisible();
    const { x, y } = await middle(node(app, name));
    expect(Math.hypot(x - spot.x, y - spot.y)).toBeLessThan(20);
  }
});

test('a wire dropped on empty space: search filtered to what fits, connected on insert', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const from = await middle(output(app, 'pool2'));
  await drag(app, from, by(from, 320));
  await expect(search(app)).toBeVisible();
  await expect(search(app).getByRole('option', { name: /^Linear/ })).toHaveCount(0);
  await app.keyboard.type('flatten');
  await app.keyboard.press('Enter');
  await expect(node(app, 'flatten2')).not.toContainText('Nothing is connected');
});

test('delete heals a straight-through wire, unless the wire itself was chosen', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const count = await wires(app).count();
  await node(app, 'act1').click();
  await app.keyboard.press('Delete');
  await expect(wires(app)).toHaveCount(count - 1);
  await expect(noProblems(app)).toBeVisible();
  await app.keyboard.press('Control+z');
  await node(app, 'act1').click();
  await app.keyboard.press('Backspace');
  await expect(noProblems(app)).toBeVisible();
  await app.keyboard.press('Control+z');
  // The node together with the wire into it: that one was meant.
  await node(app, 'act1').click();
  const [from, to] = [await middle(output(app, 'conv1')), await middle(input(app, 'act1'))];
  await app.keyboard.down('Shift');
  await app.mouse.click(from.x, from.y + (to.y - from.y) / 4);
  await app.keyboard.up('Shift');
  await expect(app.locator('.react-flow__edge.selected')).toHaveCount(1);
  await app.keyboard.press('Delete');
  await expect(wires(app)).toHaveCount(count - 2);
  await expect(node(app, 'pool1')).toContainText('Nothing is connected');
});

test('undo and redo: one gesture, one step', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const at = await empty(app);
  await add(app, 'relu', at);
  await drag(app, await middle(output(app, 'conv1')), await middle(input(app, 'relu')));
  await expect(node(app, 'relu')).not.toContainText('Nothing is connected');
  await app.keyboard.press('Control+z');
  await expect(node(app, 'relu')).toContainText('Nothing is connected');
  await app.keyboard.press('Control+z');
  await expect(node(app, 'relu')).toHaveCount(0);
  await app.keyboard.press('Control+Shift+z');
  await app.keyboard.press('Control+y');
  await expect(node(app, 'relu')).not.toContainText('Nothing is connected');
});

test('copy, cut, paste at the cursor on free ground, duplicate; Ctrl+Shift+V keeps the incoming wires', async ({
  app,
}) => {
  await openPreset(app, 'lenet5');
  const at = await empty(app);
  await node(app, 'conv2').click();
  await app.keyboard.press('Control+c');
  await app.mouse.move(at.x - 60, at.y);
  await app.keyboard.press('Control+v');
  await expect(node(app, 'conv3')).toContainText('Nothing is connected');
  expect(Math.hypot((await middle(node(app, 'conv3'))).x - at.x, 0)).toBeLessThan(90);
  // The pointer over a node: the copy comes to stand beside it, not on it.
  const under = await middle(node(app, 'conv2'));
  await app.mouse.move(under.x, under.y);
  await app.keyboard.press('Control+Shift+v');
  await expect(node(app, 'conv4')).not.toContainText('Nothing is connected');
  const [a, b] = [await node(app, 'conv2').boundingBox(), await node(app, 'conv4').boundingBox()];
  expect(a!.x + a!.width <= b!.x || a!.y + a!.height <= b!.y).toBe(true);
  await app.keyboard.press('Control+d');
  await expect(node(app, 'conv5')).toBeVisible();
  await app.keyboard.press('Control+x');
  await expect(node(app, 'conv5')).toHaveCount(0);
});

test('pan: Space-drag, middle-drag, right-drag, two fingers', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const at = await empty(app);
  const moved = async (pan: () => Promise<void>): Promise<void> => {
    const before = await middle(node(app, 'conv1'));
    await pan();
    await expect
      .poll(async () => Math.round((await middle(node(app, 'conv1'))).y - before.y))
      .toBeGreaterThan(40);
    await expect(search(app)).toBeHidden();
    await app.keyboard.press('1');
    await expect.poll(async () => Math.abs((await middle(node(app, 'conv1'))).y - before.y)).toBeLessThan(3);
  };
  await app.keyboard.press('1');
  await app.waitForTimeout(300);
  await moved(() => drag(app, at, by(at, 0, 80), { button: 'middle' }));
  await moved(() => drag(app, at, by(at, 0, 80), { button: 'right' }));
  await moved(async () => {
    await app.keyboard.down('Space');
    await drag(app, at, by(at, 0, 80));
    await app.keyboard.up('Space');
  });
  await moved(async () => {
    await app.mouse.move(at.x, at.y);
    for (let step = 0; step < 4; step += 1) await app.mouse.wheel(0, -20);
  });
});

test('zoom and fit: wheel at the cursor; 1, 0, F and full stop', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const zoom = app.getByRole('group', { name: 'Zoom' });
  await app.keyboard.press('0');
  await expect(zoom).toContainText('100 %');
  const pointed = await middle(node(app, 'conv1'));
  await app.mouse.move(pointed.x, pointed.y);
  await app.mouse.wheel(0, 240);
  await expect(zoom).not.toContainText('100 %');
  const after = await middle(node(app, 'conv1'));
  expect(Math.hypot(after.x - pointed.x, after.y - pointed.y)).toBeLessThan(4);
  await app.keyboard.press('1');
  await expect(node(app, 'output')).toBeInViewport();
  for (const key of ['f', '.']) {
    await app.keyboard.press('1');
    await node(app, 'fc1').click();
    await app.keyboard.press(key);
    await expect(zoom).toContainText('140 %');
  }
});

test('select: click, marquee, Shift adds, Ctrl toggles, Ctrl+A, Shift+arrows walk the stream', async ({
  app,
}) => {
  await openPreset(app, 'lenet5');
  await app.keyboard.press('1');
  await app.waitForTimeout(300);
  await node(app, 'conv1').click();
  expect(await selected(app)).toEqual(['conv1']);
  await node(app, 'act1').click({ modifiers: ['Shift'] });
  await node(app, 'act1').click({ modifiers: ['Shift'] });
  expect(await selected(app)).toEqual(['act1', 'conv1']);
  await node(app, 'act1').click({ modifiers: ['Control'] });
  expect(await selected(app)).toEqual(['conv1']);
  const [top, bottom] = [await middle(node(app, 'pool1')), await middle(node(app, 'conv2'))];
  await drag(app, by(top, -160, -5), by(bottom, 20, 5));
  expect(await selected(app)).toEqual(['conv2', 'pool1']);
  await expect(app.locator('.react-flow__edge.selected')).toHaveCount(0);
  const act = await middle(node(app, 'act1'));
  await app.keyboard.down('Shift');
  await drag(app, by(act, -160, -2), by(act, 20, 2));
  await app.keyboard.up('Shift');
  expect(await selected(app)).toEqual(['act1', 'conv2', 'pool1']);
  await app.keyboard.down('Control');
  await drag(app, by(act, -160, -2), by(act, 20, 2));
  await app.keyboard.up('Control');
  expect(await selected(app)).toEqual(['conv2', 'pool1']);
  await app.keyboard.press('Control+a');
  expect((await selected(app)).length).toBeGreaterThan(10);

  await node(app, 'conv1').click();
  await app.keyboard.press('Shift+ArrowDown');
  expect(await selected(app)).toEqual(['act1']);
  await app.keyboard.press('Shift+ArrowUp');
  await app.keyboard.press('Shift+ArrowUp');
  expect(await selected(app)).toEqual(['input']);
  const before = await middle(node(app, 'input'));
  await app.keyboard.press('ArrowRight');
  await expect.poll(async () => (await middle(node(app, 'input'))).x - before.x).toBeGreaterThan(3);
});

test('break and move wires: Alt+click, Ctrl+drag, dragging an occupied input', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const count = await wires(app).count();
  await output(app, 'conv1').click({ modifiers: ['Alt'] });
  await expect(wires(app)).toHaveCount(count - 1);
  await app.keyboard.press('Control+z');
  await input(app, 'act1').click({ modifiers: ['Alt'] });
  await expect(wires(app)).toHaveCount(count - 1);
  await app.keyboard.press('Control+z');
  await expect(wires(app)).toHaveCount(count);

  // Both wires of one output go to another at once.
  const at = await empty(app);
  await add(app, 'relu', at);
  await drag(app, await middle(output(app, 'conv1')), await middle(input(app, 'relu')));
  await expect(wires(app)).toHaveCount(count + 1);
  await app.keyboard.down('Control');
  await drag(app, await middle(output(app, 'conv1')), await middle(output(app, 'input')), { hold: true });
  await expect(app.locator('[data-lines="wire"] line')).toHaveCount(2);
  await app.mouse.up();
  await app.keyboard.up('Control');
  await expect(wires(app)).toHaveCount(count + 1);
  await output(app, 'conv1').click({ modifiers: ['Alt'] });
  await expect(wires(app)).toHaveCount(count + 1);
  await app.keyboard.press('Control+z');
  await expect(wires(app)).toHaveCount(count + 1);

  const end = await middle(input(app, 'conv2'));
  await drag(app, end, by(end, 300));
  await expect(wires(app)).toHaveCount(count);
});

test('insert into a wire: + at its middle, by mouse and by keys', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const [from, to] = [await middle(output(app, 'conv1')), await middle(input(app, 'act1'))];
  const wire = { x: from.x, y: from.y + (to.y - from.y) / 4 };
  await app.mouse.move(wire.x, wire.y);
  await app.locator('[data-insert]').click();
  await expect(search(app).getByPlaceholder('Insert into the wire…')).toBeVisible();
  await expect(search(app).getByRole('option', { name: /^Input/ })).toHaveCount(0);
  await app.keyboard.type('batchnorm');
  await app.keyboard.press('Enter');
  await expect(node(app, 'bn')).toContainText('12 params');
  await expect(noProblems(app)).toBeVisible();
  await app.keyboard.press('Control+z');
  await expect(node(app, 'bn')).toHaveCount(0);
  await app.mouse.click(wire.x, wire.y);
  await app.keyboard.press('Tab');
  await app.keyboard.type('dropout');
  await app.keyboard.press('Enter');
  await expect(node(app, 'dropout')).toBeVisible();
  await expect(noProblems(app)).toBeVisible();
});

test('group and frame: Ctrl+G, Ctrl+Shift+G, and C makes a frame that takes along what lies in it', async ({
  app,
}) => {
  await openPreset(app, 'lenet5');
  await node(app, 'conv1').click();
  await node(app, 'act1').click({ modifiers: ['Shift'] });
  await app.keyboard.press('Control+g');
  await expect(node(app, 'block')).toBeVisible();
  await app.keyboard.press('Control+Shift+g');
  await expect(node(app, 'conv1')).toBeVisible();
  expect(await selected(app)).toEqual(['act1', 'conv1']);
  await app.keyboard.press('c');
  await app.keyboard.type('Stem');
  await app.keyboard.press('Enter');
  const stem = frame(app, 'Stem');
  await expect(stem).toBeVisible();
  const [before, bystander] = [await middle(node(app, 'conv1')), await middle(node(app, 'conv2'))];
  const box = (await stem.boundingBox())!;
  const title = { x: box.x + 30, y: box.y + 12 };
  await drag(app, title, by(title, 90, 10));
  await expect
    .poll(async () => Math.round((await middle(node(app, 'conv1'))).x - before.x))
    .toBeGreaterThan(70);
  expect(Math.abs((await middle(node(app, 'conv2'))).x - bystander.x)).toBeLessThan(2);
  await app.keyboard.press('Control+z');
  await expect.poll(async () => Math.abs((await middle(node(app, 'conv1'))).x - before.x)).toBeLessThan(2);

  // Resized at its corner, coloured, written anew, and removed without what lies in it.
  const at = (await stem.boundingBox())!;
  await app.mouse.click(at.x + 30, at.y + 12);
  await drag(
    app,
    { x: at.x + at.width, y: at.y + at.height },
    { x: at.x + at.width + 60, y: at.y + at.height + 8 },
  );
  await expect.poll(async () => (await stem.boundingBox())!.width - at.width).toBeGreaterThan(45);
  await app
    .getByRole('group', { name: 'Colour', exact: true })
    .getByRole('button', { name: 'green' })
    .click();
  await expect(stem.locator('[data-colour="green"][data-kind]')).toBeVisible();
  await app.mouse.dblclick(at.x + 30, at.y + 12);
  await app.keyboard.type('Beginning');
  await app.keyboard.press('Enter');
  await expect(frame(app, 'Beginning')).toBeVisible();
  await app.keyboard.press('Delete');
  await expect(frame(app, 'Beginning')).toHaveCount(0);
  await expect(node(app, 'conv1')).toBeVisible();

  const free = await empty(app);
  await app.mouse.click(free.x, free.y);
  await app.keyboard.press('n');
  await app.keyboard.type('Trained on MNIST');
  await app.mouse.click(free.x, free.y + 200);
  await expect(frame(app, 'Trained on MNIST')).toBeVisible();
});

test('enter and leave a block: double-click, Enter, Esc', async ({ app }) => {
  await openPreset(app, 'resnet18');
  const crumbs = app.getByRole('navigation', { name: 'Blocks' });
  const box = (await node(app, 'layer1').boundingBox())!;
  await app.mouse.dblclick(box.x + box.width / 2, box.y + box.height - 8);
  await expect(crumbs).toHaveText(/layer1/);
  await app.keyboard.press('Escape');
  await expect(crumbs).not.toHaveText(/layer1/);
  await app.keyboard.press('Enter');
  await expect(crumbs).toHaveText(/layer1/);
});

test('bypass: Ctrl+B, shown on the node', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await node(app, 'act1').click();
  await app.keyboard.press('Control+b');
  await expect(node(app, 'act1')).toContainText('bypassed');
  await app.keyboard.press('Control+b');
  await expect(node(app, 'act1')).not.toContainText('bypassed');
});

test('tidy and align: Q, Shift+W/A/S/D, distribution, Shift snaps, tidy for a part', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const x = async (name: string) => Math.round((await middle(node(app, name))).x);
  const aside = async (name: string, dx: number) => {
    const at = by(await middle(node(app, name)), -30);
    await drag(app, at, by(at, dx));
  };
  const column = await x('conv1');
  await aside('act1', 130);
  await expect.poll(() => x('act1')).toBeGreaterThan(column + 100);
  await app.keyboard.press('q');
  await expect.poll(() => x('act1')).toBe(column);

  await aside('act1', 130);
  await node(app, 'conv1').click({ modifiers: ['Shift'] });
  await app.keyboard.press('Shift+a');
  await expect.poll(() => x('act1')).toBe(column);
  await app.keyboard.press('Control+z');
  await app.keyboard.press('Shift+d');
  await expect.poll(() => x('conv1')).toBeGreaterThan(column + 100);
  await app.keyboard.press('Control+z');
  await app.keyboard.press('Shift+w');
  await expect
    .poll(async () => {
      const [a, b] = [await node(app, 'conv1').boundingBox(), await node(app, 'act1').boundingBox()];
      return Math.round(a!.y - b!.y);
    })
    .toBe(0);
  await app.keyboard.press('Control+z');

  await node(app, 'pool1').click({ modifiers: ['Shift'] });
  const [first, last] = [await x('conv1'), await x('act1')];
  await app.keyboard.press('Shift+Alt+h');
  await expect.poll(() => x('pool1')).toBe(Math.round((first + last) / 2));
  await app.keyboard.press('Control+z');
  await expect.poll(() => x('pool1')).toBe(column);

  // With Shift what is dragged jumps to the column again, and a line shows it.
  const place = by(await middle(node(app, 'act1')), -30);
  const back = column - (await x('act1'));
  await app.mouse.click(place.x, place.y);
  await drag(app, place, by(place, back + 5), { hold: true });
  await app.keyboard.down('Shift');
  // A drag begins where the pointer has left its threshold: the node is a little behind.
  const behind = (await x('act1')) - column;
  await app.mouse.move(place.x + back + 5 - behind + 4, place.y, { steps: 2 });
  await expect(app.locator('[data-lines="guide"] line')).not.toHaveCount(0);
  await app.mouse.up();
  await app.keyboard.up('Shift');
  await expect.poll(() => x('act1')).toBe(column);

  // Tidy moves the selected ones only.
  await aside('fc1', 150);
  await aside('act1', 150);
  await node(app, 'conv1').click({ modifiers: ['Shift'] });
  await app.keyboard.press('Shift+Alt+t');
  await expect.poll(async () => (await x('act1')) - (await x('conv1'))).toBe(0);
  expect(Math.abs((await x('fc1')) - column)).toBeGreaterThan(100);
});

test('find, command, rename in place, help', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await app.keyboard.press('Control+f');
  await expect(app.getByRole('dialog', { name: 'Find' })).toBeVisible();
  await app.keyboard.press('Escape');
  await app.keyboard.press('Control+k');
  await expect(app.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
  await app.keyboard.press('Escape');
  await app.keyboard.press('Shift+?');
  await expect(app.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Straighten');
  await app.keyboard.press('Escape');

  await node(app, 'conv1').locator('[data-rename]').dblclick();
  await expect(node(app, 'conv1').getByLabel('Name')).toBeFocused();
  await app.keyboard.type('stem');
  await app.keyboard.press('Enter');
  await expect(node(app, 'stem')).toBeVisible();
  await app.keyboard.press('F2');
  await app.keyboard.type('conv2');
  await app.keyboard.press('Enter');
  await expect(node(app, 'stem').getByRole('alert')).toContainText('is the name of another node');
  await app.keyboard.press('Escape');
  await expect(node(app, 'stem')).toBeVisible();
});

test('ports: hovering lights the wires, marks say what fits, a misfit says why, a body takes the nearest', async ({
  app,
}) => {
  await openPreset(app, 'lenet5');
  await output(app, 'conv1').hover();
  await expect(app.locator('.react-flow__edge[data-lit]')).toHaveCount(1);
  await app.mouse.move(0, 0);
  const at = await empty(app);
  await app.mouse.move(at.x, at.y + 300);
  await expect(app.locator('.react-flow__edge[data-lit]')).toHaveCount(0);

  // A vector into a convolution: the port is marked, and the reason stands at the wire.
  await add(app, 'conv2d', at);
  await drag(app, await middle(output(app, 'fc1')), await middle(input(app, 'conv')), { hold: true });
  await expect(input(app, 'conv')).toHaveAttribute('data-mark', 'doubtful');
  await expect(input(app, 'conv1')).toHaveAttribute('data-mark', 'refused');
  await expect(app.locator('[data-kind="doubt"]')).toContainText('Conv2d works on images');
  await app.mouse.move(at.x, at.y + 200);
  await app.keyboard.press('Escape');
  await app.mouse.up();
  await app.keyboard.press('Escape');
  await expect(app.locator('[data-mark]')).toHaveCount(0);

  await add(app, 'add', by(at, 0, 130));
  await drag(app, await middle(output(app, 'conv1')), by(await middle(node(app, 'add')), 60, 0));
  await expect(node(app, 'add')).toContainText('One input is free');
  await expect(input(app, 'add', 1)).toHaveAttribute('data-connected', '');
});

test('replace keeps the wires and the attributes that fit', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const count = await wires(app).count();
  await node(app, 'pool1').click();
  await app.keyboard.press('r');
  await expect(search(app).getByPlaceholder('Replace pool1 by…')).toBeVisible();
  await app.keyboard.type('maxpool');
  await app.keyboard.press('Enter');
  await expect(node(app, 'pool')).toContainText('MaxPool2d');
  await expect(wires(app)).toHaveCount(count);
  await expect(noProblems(app)).toBeVisible();
  await app.keyboard.press('Control+z');
  await expect(node(app, 'pool1')).toContainText('AvgPool2d');
});

test('highlight up- and downstream: H dims what the selection has nothing to do with', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await add(app, 'relu', await empty(app));
  await node(app, 'conv2').click();
  await app.keyboard.press('h');
  await expect(app.locator('.react-flow__node.off-stream')).toHaveCount(1);
  await app.keyboard.press('h');
  await expect(app.locator('.react-flow__node.off-stream')).toHaveCount(0);
});

test('the right button on a node opens a menu of what can be done with it', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await node(app, 'conv1').click({ button: 'right' });
  const menu = app.getByRole('menu');
  await expect(menu).toBeVisible();
  expect(await selected(app)).toEqual(['conv1']);
  await menu.getByRole('menuitem', { name: /^Duplicate/ }).click();
  await expect(node(app, 'conv3')).toBeVisible();
  await expect(menu).toBeHidden();
});

test('the canvas pans at its edge while something is dragged', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const before = await middle(node(app, 'input'));
  const canvas = (await app.getByTestId('canvas').boundingBox())!;
  const at = by(await middle(node(app, 'conv1')), -30);
  await drag(app, at, { x: canvas.x + canvas.width - 6, y: at.y }, { hold: true });
  await expect.poll(async () => before.x - (await middle(node(app, 'input'))).x).toBeGreaterThan(60);
  await app.mouse.up();
});

test('frames, notes, the name in its field and the menu are accessible', async ({ app }, testInfo) => {
  test.skip(testInfo.project.name === 'electron', 'axe opens a page of its own, which Electron refuses');
  const serious = async () =>
    (await new AxeBuilder({ page: app }).analyze()).violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  await openPreset(app, 'lenet5');
  await node(app, 'conv1').click();
  await app.keyboard.press('F2');
  expect(await serious(), 'a name').toEqual([]);
  await app.keyboard.press('Escape');
  await app.keyboard.press('c');
  expect(await serious(), 'a title').toEqual([]);
  await app.keyboard.type('Stem');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('group', { name: 'Colour', exact: true })).toBeVisible();
  expect(await serious(), 'a frame').toEqual([]);
  await node(app, 'conv1').click({ button: 'right' });
  await expect(app.getByRole('menu')).toBeVisible();
  expect(await serious(), 'the menu').toEqual([]);
});
