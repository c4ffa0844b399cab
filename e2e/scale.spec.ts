// Levels of many nodes: drawn on a bitmap from afar, edited there, and as elements from near.

import type { Page } from '@playwright/test';
import { gridDocument } from '../bench/scale/grid.ts';
import { serialiseDocument } from '../shared/document/serialise.ts';
import { expect, test } from './app.ts';

const nodes = (app: Page) => app.locator('.react-flow__node');
const far = (app: Page) => app.getByTestId('far-view');

/** Where the layer named so is on the page, by where the grid has it and what the canvas shows. */
async function placeOf(app: Page, index: number): Promise<{ x: number; y: number }> {
  const box = (await app.getByTestId('canvas').boundingBox())!;
  const { a, e, f } = await app.locator('.react-flow__viewport').evaluate((element: HTMLElement) => {
    const matrix = new DOMMatrix(element.style.transform);
    return { a: matrix.a, e: matrix.e, f: matrix.f };
  });
  const { x, y } = gridDocument(1000).nodes[`n${index}`]!.position;
  return { x: box.x + e + (x + 100) * a, y: box.y + f + (y + 20) * a };
}

async function openText(app: Page, text: string): Promise<void> {
  const chooser = app.waitForEvent('filechooser');
  await app.getByRole('menuitem', { name: 'File' }).click();
  await app.getByRole('menuitem', { name: /^Open…/ }).click();
  await (
    await chooser
  ).setFiles({ name: 'large.netloom.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(app.getByText('1000 nodes').first()).toBeVisible();
  // While the menu goes away, keys are its.
  await expect(app.getByRole('menu')).toHaveCount(0);
}

/** Fitting is animated. */
async function settled(app: Page): Promise<void> {
  const transform = () =>
    app.locator('.react-flow__viewport').evaluate((element: HTMLElement) => element.style.transform);
  await expect(async () => {
    const before = await transform();
    await app.waitForTimeout(250);
    expect(await transform()).toBe(before);
  }).toPass();
}

test('frames and notes are taken and moved from afar, a frame with what lies in it', async ({ app }) => {
  const grid = gridDocument(1000);
  const { x, y } = grid.nodes['n0']!.position;
  const around = { colour: 'blue', parentId: null } as const;
  const notes = {
    f: {
      ...around,
      id: 'f',
      kind: 'frame',
      text: 'Stem',
      position: { x: x - 60, y: y - 160 },
      size: { width: 420, height: 300 },
    },
    n: {
      ...around,
      id: 'n',
      kind: 'note',
      text: 'Seen from afar',
      position: { x: x - 1400, y },
      size: { width: 500, height: 400 },
    },
  } as const;
  await openText(app, serialiseDocument({ ...grid, notes }));
  await app.keyboard.press('1');
  await expect(far(app)).toBeVisible();
  await settled(app);
  const scale = async () =>
    app
      .locator('.react-flow__viewport')
      .evaluate((element: HTMLElement) => new DOMMatrix(element.style.transform).a);
  const n0 = await placeOf(app, 0);
  const zoom = await scale();
  const middleOfNote = { x: n0.x + (-1400 + 250 - 100) * zoom, y: n0.y + 180 * zoom };
  const lower = { x: middleOfNote.x, y: middleOfNote.y + 120 };
  await app.mouse.move(middleOfNote.x, middleOfNote.y);
  await app.mouse.down();
  await app.mouse.move(lower.x, lower.y, { steps: 4 });
  await app.mouse.up();
  await app.mouse.click(lower.x, lower.y);
  await app.keyboard.press('f');
  await expect(app.locator('.react-flow__node-note').filter({ hasText: 'Seen from afar' })).toBeVisible();
  await app.keyboard.press('1');
  await expect(far(app)).toBeVisible();
  await settled(app);

  // By its title; the layer in it goes along, and one undo brings both back.
  const place = await placeOf(app, 0);
  const title = { x: place.x, y: place.y - 170 * (await scale()) };
  await app.mouse.move(title.x, title.y);
  await app.mouse.down();
  await app.mouse.move(title.x - 40, title.y - 20, { steps: 4 });
  await app.mouse.up();
  await app.mouse.click(place.x - 40, place.y - 20);
  await expect(app.getByLabel('Name', { exact: true })).toHaveValue('n0');
  await app.keyboard.press('Control+z');
  await app.mouse.click(place.x, place.y);
  await expect(app.getByLabel('Name', { exact: true })).toHaveValue('n0');
});

test('1,000 layers: seen from afar, chosen, moved and opened there', async ({ app }) => {
  await openText(app, serialiseDocument(gridDocument(1000)));
  await app.keyboard.press('1');
  await expect(far(app)).toBeVisible();
  await expect(nodes(app)).toHaveCount(0);

  await settled(app);

  // A click selects by place; the inspector shows the layer.
  const at405 = await placeOf(app, 405);
  await app.mouse.click(at405.x, at405.y);
  await expect(app.getByLabel('Name', { exact: true })).toHaveValue('n405');

  // A drag moves it, below all others.
  const [start, last] = [await placeOf(app, 405), await placeOf(app, 965)];
  const below = { x: last.x, y: last.y + 30 };
  await app.mouse.move(start.x, start.y);
  await app.mouse.down();
  await app.mouse.move(below.x, below.y, { steps: 4 });
  await app.mouse.up();
  await app.mouse.click(below.x, below.y);
  await expect(app.getByLabel('Name', { exact: true })).toHaveValue('n405');
  await app.keyboard.press('Control+z');

  // A marquee takes what it touches.
  const [from, to] = [await placeOf(app, 10), await placeOf(app, 92)];
  await app.mouse.move(from.x, from.y - 12);
  await app.mouse.down();
  await app.mouse.move(to.x, to.y, { steps: 4 });
  await app.mouse.up();
  await expect(app.getByText('9 nodes selected')).toBeVisible();
  // Escape takes the next one back.
  await app.mouse.move(from.x, from.y - 12);
  await app.mouse.down();
  await app.mouse.move(below.x, below.y, { steps: 4 });
  await expect(app.getByText('9 nodes selected')).toBeHidden();
  await app.keyboard.press('Escape');
  await expect(app.getByText('9 nodes selected')).toBeVisible();
  await app.mouse.up();
  await expect(app.getByText('9 nodes selected')).toBeVisible();

  // A double-click brings the layer near, as an element.
  const at = await placeOf(app, 405);
  await app.mouse.dblclick(at.x, at.y);
  await expect(far(app)).toBeHidden();
  await expect(nodes(app).filter({ has: app.locator('[data-name="n405"]') })).toBeVisible();
});

test('hands at work from afar: the menu, copies by Alt-drag, Escape, Space-drag, keys', async ({ app }) => {
  await openText(app, serialiseDocument(gridDocument(1000)));
  await app.keyboard.press('1');
  await expect(far(app)).toBeVisible();
  await settled(app);
  const name = app.getByLabel('Name', { exact: true });
  const deselect = async () => app.keyboard.press('Escape');
  const layers = async (count: number) => {
    await app.keyboard.press('Control+a');
    await expect(app.getByText(`${count} nodes selected`).first()).toBeVisible();
    await deselect();
  };
  const [start, last] = [await placeOf(app, 405), await placeOf(app, 965)];
  const below = { x: last.x, y: last.y + 30 };
  const dragDown = async (hold: boolean) => {
    await app.mouse.move(start.x, start.y);
    await app.mouse.down();
    await app.mouse.move(below.x, below.y, { steps: 4 });
    if (!hold) await app.mouse.up();
  };

  await app.mouse.click(start.x, start.y, { button: 'right' });
  await expect(app.getByRole('menu')).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(name).toHaveValue('n405');
  await deselect();

  await dragDown(true);
  await app.keyboard.press('Escape');
  await app.mouse.up();
  await app.mouse.click(start.x, start.y);
  await expect(name).toHaveValue('n405');
  await app.mouse.click(below.x, below.y);
  await layers(1000);

  // What the system takes away from the hand is no drag.
  await dragDown(true);
  await app.getByTestId('canvas').dispatchEvent('pointercancel');
  await app.mouse.up();
  await expect(app.getByRole('tab', { name: /unsaved changes/ })).toHaveCount(0);

  await app.keyboard.down('Alt');
  await dragDown(false);
  await app.keyboard.up('Alt');
  await expect(name).not.toHaveValue('n405');
  await deselect();
  await layers(1001);
  await app.keyboard.press('Control+z');
  await layers(1000);

  const view = () =>
    app
      .locator('.react-flow__viewport')
      .evaluate((element: HTMLElement) => new DOMMatrix(element.style.transform).f);
  const before = await view();
  await app.mouse.move(start.x, start.y);
  await app.keyboard.down('Space');
  await app.mouse.down();
  await app.mouse.move(start.x, start.y + 40, { steps: 3 });
  await app.mouse.up();
  await app.keyboard.up('Space');
  await expect.poll(async () => (await view()) - before).toBeGreaterThan(30);
  await app.mouse.click(start.x, start.y + 40);
  await expect(name).toHaveValue('n405');
  await app.keyboard.press('Control+d');
  await expect(name).not.toHaveValue('n405');
  await deselect();
  await layers(1001);
});

test('a layout under way says so, and is ended by its button: nothing is moved', async ({ app }) => {
  await openText(app, serialiseDocument(gridDocument(1000)));
  const strip = app.getByRole('progressbar', { name: 'Laying out 1,000 nodes' });
  const unsaved = app.getByRole('tab', { name: /unsaved/i });
  // The worker's code is held back, so that there is time to change one's mind.
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await app.route(/layout-worker/, async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  await app.keyboard.press('Shift+Alt+t');
  await expect(strip).toBeVisible();
  await app.getByRole('button', { name: 'Cancel' }).click();
  await expect(strip).toBeHidden();
  release();
  await app.waitForTimeout(300);
  await expect(unsaved).toHaveCount(0);
  await expect(app.getByText('Nothing was moved')).toHaveCount(0);

  await app.keyboard.press('Shift+Alt+t');
  await expect(unsaved).toHaveCount(1);
  await expect(strip).toBeHidden();
});

test('a pan moves one layer over whole pixels; at rest there is none', async ({ app }) => {
  await openText(app, serialiseDocument(gridDocument(1000)));
  await app.keyboard.press('0');
  await settled(app);
  const canvas = app.getByTestId('canvas');
  await canvas.evaluate((element) => {
    new MutationObserver(() => {
      if (element.hasAttribute('data-panning')) element.setAttribute('data-was-panned', '');
    }).observe(element, { attributeFilter: ['data-panning'] });
  });
  // Between pixels, as pinches leave it.
  await app.mouse.move(600, 500);
  await app.keyboard.down('Control');
  await app.mouse.wheel(0, -7);
  await app.keyboard.up('Control');
  await settled(app);
  await app.mouse.down({ button: 'right' });
  await app.mouse.move(500, 460, { steps: 20 });
  await expect(canvas).toHaveAttribute('data-was-panned', '');
  await app.mouse.up({ button: 'right' });
  const corner = await app.locator('.react-flow__viewport').evaluate((element) => {
    const { left, top } = element.getBoundingClientRect();
    return [left - Math.round(left), top - Math.round(top)];
  });
  expect(Math.max(...corner.map(Math.abs))).toBeLessThan(0.01);
  await expect(canvas).not.toHaveAttribute('data-panning');
  await expect(app.getByRole('menu')).toHaveCount(0);
});
