// Nodes and wires as hands that know other node editors expect: added, wired, moved, healed, replaced.

import { expect, test } from './app.ts';
import {
  node,
  input,
  output,
  search,
  wires,
  noProblems,
  by,
  openPreset,
  middle,
  drag,
  empty,
  add,
  type Point,
} from './hands.ts';

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

test('Tab again, where the pointer rests, goes on from what was added there', async ({ app }) => {
  const at = await empty(app);
  await app.mouse.move(at.x, at.y);
  for (const [type, name] of [
    ['input', 'input'],
    ['conv2d', 'conv'],
    ['relu', 'relu'],
    ['output', 'output'],
  ] as const) {
    await app.keyboard.press('Tab');
    await app.keyboard.type(type);
    await app.keyboard.press('Enter');
    await expect(node(app, name)).toBeVisible();
  }
  await expect(wires(app)).toHaveCount(3);
  await expect(noProblems(app)).toBeVisible();
  await app.mouse.move(at.x - 300, at.y);
  await app.keyboard.press('Tab');
  await app.keyboard.type('relu');
  await app.keyboard.press('Enter');
  await expect(node(app, 'relu2')).toBeVisible();
  await expect(wires(app)).toHaveCount(3);
});

test('Tab is the canvas again for a hand that pressed a button elsewhere, and walks the page for keys', async ({
  app,
}) => {
  await openPreset(app, 'lenet5');
  const at = await empty(app);
  const presses: readonly (() => Promise<void>)[] = [
    () => app.getByRole('button', { name: 'Hide the left panel' }).click(),
    () => app.getByRole('tab', { name: 'Run', exact: true }).click(),
    async () => {
      await app.getByRole('menuitem', { name: 'View' }).click();
      await app.keyboard.press('Escape');
    },
    async () => {
      await app.getByRole('button', { name: 'Show the left panel' }).click();
      await app.getByRole('button', { name: 'Presets', exact: true }).click();
      await expect(app.getByRole('dialog', { name: 'Presets' })).toBeVisible();
      await app.keyboard.press('Escape');
      await expect(app.getByRole('dialog', { name: 'Presets' })).toBeHidden();
    },
  ];
  for (const press of presses) {
    await press();
    await app.mouse.move(at.x, at.y, { steps: 3 });
    await app.keyboard.press('Tab');
    await expect(search(app)).toBeVisible();
    await app.keyboard.press('Escape');
    await expect(search(app)).toBeHidden();
  }
  // The pointer only rests on the canvas while keys lead: what they came to, or used, is left to them.
  const left = app.getByRole('button', { name: /the left panel$/ });
  const right = app.getByRole('button', { name: /the right panel$/ });
  await right.focus();
  await app.keyboard.press('Shift+Tab');
  await expect(left).toBeFocused();
  await app.keyboard.press('Tab');
  await expect(right).toBeFocused();
  await left.click();
  await app.mouse.move(at.x, at.y, { steps: 3 });
  await app.keyboard.press('Space');
  await expect(left).toBeFocused();
  await app.keyboard.press('Tab');
  await expect(right).toBeFocused();
  await expect(search(app)).toBeHidden();
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
