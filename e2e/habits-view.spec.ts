// Looking and choosing as hands that know other node editors expect: panned, zoomed, selected, found, opened.

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './app.ts';
import { node, search, selected, by, openPreset, middle, drag, empty, add, input, output } from './hands.ts';

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
  // Also from a node and from a wire, which are neither moved nor asked about.
  const wire = async () => {
    const [from, to] = [await middle(output(app, 'conv1')), await middle(input(app, 'act1'))];
    return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  };
  for (const start of [await middle(node(app, 'pool1')), await wire()]) {
    await moved(() => drag(app, start, by(start, 0, 80), { button: 'right' }));
    await expect(app.getByRole('menu')).toHaveCount(0);
  }
  expect(await selected(app)).toEqual([]);
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

test('Space pans over a node, which stays; in a field it is a space', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const before = await middle(node(app, 'conv1'));
  await app.mouse.move(before.x, before.y);
  await app.keyboard.down('Space');
  await drag(app, before, by(before, 40, 60));
  await app.keyboard.up('Space');
  await expect.poll(async () => (await middle(node(app, 'conv1'))).y - before.y).toBeGreaterThan(40);
  expect(await selected(app)).toEqual([]);
  await expect(app.getByRole('tab', { name: /unsaved changes/ })).toHaveCount(0);
  // The click that ends the pan is none; that of a key is one.
  const zoom = app.getByRole('group', { name: 'Zoom' });
  await expect(zoom).not.toContainText('100 %');
  await zoom.getByText('%').focus();
  await app.keyboard.press('Enter');
  await expect(zoom).toContainText('100 %');
  const field = app.getByRole('searchbox', { name: 'Search' }).or(app.getByPlaceholder('Search')).first();
  await field.click();
  await field.fill('max');
  await app.keyboard.press('Space');
  await app.keyboard.type('pool');
  await expect(field).toHaveValue('max pool');
});

test.describe('on a screen that is touched', () => {
  test.use({ hasTouch: true });

  test('fingers: two pan, a pinch zooms', async ({ app }) => {
    await openPreset(app, 'lenet5');
    const touch = await app.context().newCDPSession(app);
    const send = (
      type: 'touchStart' | 'touchMove' | 'touchEnd',
      points: readonly { readonly x: number; readonly y: number }[],
    ) =>
      touch.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: points.map(({ x, y }, id) => ({ x, y, id })),
      });
    const view = () =>
      app.locator('.react-flow__viewport').evaluate((element: HTMLElement) => {
        const { a, f } = new DOMMatrix(element.style.transform);
        return { zoom: a, y: f };
      });
    const at = await empty(app);
    const fingers = (apart: number, down: number) => [
      { x: at.x - apart, y: at.y + 200 + down },
      { x: at.x + apart, y: at.y + 200 + down },
    ];
    const before = await view();
    await send('touchStart', fingers(40, 0));
    for (const step of [1, 2, 3, 4]) await send('touchMove', fingers(40, step * 20));
    await send('touchEnd', []);
    const panned = await view();
    expect(panned.y - before.y).toBeGreaterThan(50);
    expect(panned.zoom).toBeCloseTo(before.zoom, 2);
    await send('touchStart', fingers(40, 0));
    for (const step of [1, 2, 3, 4]) await send('touchMove', fingers(40 + step * 12, 0));
    await send('touchEnd', []);
    expect((await view()).zoom / before.zoom).toBeGreaterThan(1.5);
    expect(await selected(app)).toEqual([]);
  });
});

test('a layer dragged from the palette to the edge of the canvas pans it', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const height = () =>
    app
      .locator('.react-flow__viewport')
      .evaluate((element: HTMLElement) => new DOMMatrix(element.style.transform).f);
  const row = await middle(app.locator('[data-item="Conv2d"]'));
  const box = (await app.getByTestId('canvas').boundingBox())!;
  const before = await height();
  await app.mouse.move(row.x, row.y);
  await app.mouse.down();
  const across = box.x + box.width / 2;
  await app.mouse.move(across, box.y + box.height / 2, { steps: 4 });
  await app.mouse.move(across, box.y + box.height - 8, { steps: 30 });
  await expect.poll(async () => before - (await height())).toBeGreaterThan(60);
  // Back from the edge it stands still, and what is dropped stands where it is dropped.
  const spot = { x: box.x + box.width - 160, y: box.y + box.height / 2 };
  await app.mouse.move(spot.x, spot.y, { steps: 20 });
  const still = await height();
  await app.waitForTimeout(150);
  expect(await height()).toBe(still);
  await app.mouse.up();
  const { x, y } = await middle(node(app, 'conv'));
  expect(Math.hypot(x - spot.x, y - spot.y)).toBeLessThan(20);
});

test('steps and nudges stand in the menus as all else does', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await node(app, 'conv2').click();
  const before = await middle(node(app, 'conv2'));
  await app.getByRole('menuitem', { name: 'Arrange' }).click();
  await app.getByRole('menuitem', { name: 'Nudge', exact: true }).click();
  await app.getByRole('menuitem', { name: /^Nudge Right/ }).click();
  await expect.poll(async () => (await middle(node(app, 'conv2'))).x - before.x).toBeGreaterThan(2);
  await app.getByRole('menuitem', { name: 'Edit' }).click();
  await app.getByRole('menuitem', { name: 'Step along Wires' }).click();
  await app.getByRole('menuitem', { name: /^Step Downstream/ }).click();
  await expect.poll(() => selected(app)).toEqual(['act2']);
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

test('Escape takes a marquee back: what was selected is so again', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await app.keyboard.press('1');
  await app.waitForTimeout(300);
  await node(app, 'conv1').click();
  const rectangle = app.locator('.react-flow__selection');
  const begin = async (first: string, last: string) => {
    const [top, bottom] = [await middle(node(app, first)), await middle(node(app, last))];
    await app.mouse.move(top.x - 160, top.y - 5);
    await app.mouse.down();
    await app.mouse.move(bottom.x + 20, bottom.y + 5, { steps: 4 });
    await expect(rectangle).toBeVisible();
  };
  await begin('pool1', 'conv2');
  expect(await selected(app)).toEqual(['conv2', 'pool1']);
  await app.keyboard.press('Escape');
  await expect(rectangle).toBeHidden();
  expect(await selected(app)).toEqual(['conv1']);
  // The hand moves on and lets go: that means nothing any more.
  await app.mouse.move(700, 500, { steps: 3 });
  await app.mouse.up();
  expect(await selected(app)).toEqual(['conv1']);
  // The next one is as ever.
  await begin('pool1', 'conv2');
  await app.mouse.up();
  expect(await selected(app)).toEqual(['conv2', 'pool1']);
  // And Escape without one lets go of the selection, as before.
  await app.keyboard.press('Escape');
  expect(await selected(app)).toEqual([]);
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
