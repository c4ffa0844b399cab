// Edits as hands that know other node editors expect: undone, copied, grouped, bypassed, tidied.

import { expect, test } from './app.ts';
import { node, input, output, frame, selected, by, openPreset, middle, drag, empty, add } from './hands.ts';

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

test('a key that can do nothing says why; the command palette says it beside the command', async ({
  app,
}) => {
  await openPreset(app, 'lenet5');
  await app.keyboard.press('Control+b');
  await expect(app.getByText('Select a node first.')).toBeVisible();
  await app.keyboard.press('Control+k');
  await app.keyboard.type('align left');
  await expect(app.getByRole('option', { name: /Align Left/ })).toContainText(
    'Select at least 2 nodes first.',
  );
  await app.keyboard.press('Escape');
  await node(app, 'conv1').click();
  await app.keyboard.press('Control+b');
  await expect(node(app, 'conv1')).toContainText('bypassed');
});

test('Escape keeps the title of a frame, too, and takes back names and values', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await node(app, 'conv1').click();
  await app.keyboard.press('c');
  await app.keyboard.type('Stem');
  await app.keyboard.press('Escape');
  await expect(frame(app, 'Stem')).toBeVisible();
  await app.keyboard.press('Control+z');
  await expect(frame(app, 'Stem')).toHaveCount(0);
  await node(app, 'conv1').click();
  await app.keyboard.press('F2');
  await app.keyboard.type('other');
  await app.keyboard.press('Escape');
  await expect(node(app, 'conv1')).toBeVisible();
  const channels = app.getByLabel('Output channels', { exact: true });
  await channels.fill('99');
  await app.keyboard.press('Escape');
  await expect(channels).toHaveValue('6');
  const name = app.getByRole('textbox', { name: 'Name', exact: true });
  await name.fill('third');
  await app.keyboard.press('Escape');
  await expect(name).toHaveValue('conv1');
});

test('Escape ends a note and keeps what was written', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await empty(app);
  await app.keyboard.press('n');
  await app.keyboard.type('why five by five');
  await app.keyboard.press('Escape');
  await expect(app.locator('.react-flow__node-note')).toContainText('why five by five');
  await app.keyboard.press('F2');
  await app.keyboard.type('why not seven');
  await app.keyboard.press('Escape');
  await app.keyboard.press('Control+z');
  await expect(app.locator('.react-flow__node-note')).toContainText('why five by five');
  // Making it and writing in it was one.
  await app.keyboard.press('Control+z');
  await expect(app.locator('.react-flow__node-note')).toHaveCount(0);
});

test('what is written in a note or as a title from afar goes into it, not to the commands', async ({
  app,
}) => {
  await openPreset(app, 'lenet5');
  const at = await empty(app);
  await app.mouse.move(at.x, at.y);
  for (let turn = 0; turn < 30; turn += 1) await app.mouse.wheel(0, 300);
  await expect(app.locator('[data-very-far]')).toHaveCount(1);
  await app.keyboard.press('n');
  await expect(app.getByRole('textbox', { name: 'Text of the note' })).toBeFocused();
  await app.keyboard.type('from afar');
  await app.keyboard.press('Escape');
  await expect(app.locator('.react-flow__node-note')).toContainText('from afar');
  await app.keyboard.press('Control+z');
  await app.keyboard.press('Control+a');
  await app.keyboard.press('1');
  for (let turn = 0; turn < 30; turn += 1) await app.mouse.wheel(0, 300);
  await app.keyboard.press('c');
  await expect(app.getByRole('textbox', { name: 'Title of the frame' })).toBeFocused();
  await app.keyboard.type('All of it');
  await app.keyboard.press('Enter');
  // It is as long as the network: its title is where the eye is taken.
  await expect(app.locator('.react-flow__node-note').getByText('All of it').first()).toBeInViewport();
});

test('of a new note that is left without a word nothing stays, and no step', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const unsaved = app.getByRole('tab', { name: /, unsaved changes$/ });
  const note = app.locator('.react-flow__node-note');
  const corner = await empty(app);
  await app.mouse.move(corner.x, corner.y);
  await app.keyboard.press('n');
  await expect(note.getByRole('textbox')).toBeFocused();
  await app.keyboard.press('Escape');
  await expect(note).toHaveCount(0);
  await expect(unsaved).toHaveCount(0);
  await app.keyboard.press('Control+z');
  await expect(app.getByText('There is nothing to undo.').first()).toBeVisible();
  // A click elsewhere leaves it, too.
  await app.keyboard.press('n');
  await expect(note.getByRole('textbox')).toBeFocused();
  await app.mouse.click(corner.x - 40, corner.y + 300);
  await expect(note).toHaveCount(0);
  await expect(unsaved).toHaveCount(0);
  // Its colours and its corners do not.
  await app.mouse.move(corner.x, corner.y);
  await app.keyboard.press('n');
  await app.getByRole('button', { name: 'green' }).click();
  await expect(note.getByRole('textbox')).toBeFocused();
  await app.keyboard.type('green');
  await app.keyboard.press('Escape');
  await expect(note).toContainText('green');
  await app.keyboard.press('Control+z');
  await expect(note).toHaveCount(0);
  await expect(unsaved).toHaveCount(0);
  await app.keyboard.press('n');
  const handle = note.locator('.react-flow__resize-control.bottom.right.handle');
  await drag(app, await middle(handle), by(await middle(handle), 40, 40));
  await expect(note).toContainText('Empty note');
  // Escape leaves its size as it was; what other keys do waits.
  await app.mouse.click(corner.x - 40, corner.y + 300);
  await note.click();
  await expect(note).toHaveClass(/selected/);
  const size = async () => (await note.boundingBox())!.width;
  const before = await size();
  const left = note.locator('.react-flow__resize-control.bottom.left.handle');
  await drag(app, await middle(left), by(await middle(left), -60, 40), { hold: true });
  await expect.poll(size).toBeGreaterThan(before + 30);
  await app.keyboard.press('Delete');
  await app.keyboard.press('Escape');
  await expect.poll(size).toBeCloseTo(before, 0);
  await app.mouse.up();
  await expect.poll(size).toBeCloseTo(before, 0);
});

test('an edit that leaves a layer without its stored weights is told where weights are', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const totals = app
    .getByRole('region', { name: 'Totals' })
    .or(app.locator('section', { hasText: 'Totals' }));
  await expect(totals.first()).not.toContainText('random');
  await node(app, 'conv2').click();
  const weights = app.getByRole('region', { name: 'Weights' });
  await expect(weights).toContainText('Stored with the network.');
  await app.getByLabel('Output channels', { exact: true }).fill('20');
  await app.keyboard.press('Enter');
  await expect(weights).toContainText('Random: the network has none of this shape stored for it.');
  const { x, y } = await empty(app);
  await app.mouse.click(x, y);
  await expect(totals).toContainText('random');
  await app.keyboard.press('Control+z');
  await expect(totals).not.toContainText('random');
});

test('what undo brings back is selected where nothing else is', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await node(app, 'pool1').click();
  await app.keyboard.press('Delete');
  await app.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => selected(app)).toEqual(['pool1']);
  await app.keyboard.press('Delete');
  await node(app, 'conv1').click();
  await app.keyboard.press('ControlOrMeta+z');
  await expect(node(app, 'pool1')).toBeVisible();
  expect(await selected(app)).toEqual(['conv1']);
});

test('undo says what it took back, and goes to where that is', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const said = app.getByRole('contentinfo', { name: 'Totals' }).getByRole('status');
  const { x, y } = await empty(app);
  await app.mouse.click(x, y);
  await app.keyboard.press('ControlOrMeta+a');
  await app.keyboard.press('ControlOrMeta+g');
  await expect(app.locator('[data-name="block"]')).toBeVisible();
  await app.keyboard.press('Enter');
  const inner = app.locator('.react-flow__node [data-name="conv1"]');
  await inner.click();
  await app.keyboard.press('F2');
  await app.keyboard.type('stem');
  await app.keyboard.press('Enter');
  await app.keyboard.press('Escape');
  await app.keyboard.press('Escape');
  await expect(app.locator('[data-name="block"]')).toBeVisible();
  await app.keyboard.press('ControlOrMeta+z');
  await expect(said).toHaveText('Undone: renaming conv1 to stem in block.');
  await expect(app.locator('.react-flow__node.selected [data-name="conv1"]')).toBeVisible();
  await app.keyboard.press('ControlOrMeta+y');
  await expect(said).toHaveText('Redone: renaming conv1 to stem in block.');
});
