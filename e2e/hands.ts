// What the specs share: a preset, things on the canvas by their names, and the real mouse.

import type { Locator, Page } from '@playwright/test';
import { expect } from './app.ts';

export type Point = { readonly x: number; readonly y: number };

export const node = (app: Page, name: string): Locator =>
  app.locator('.react-flow__node').filter({ has: app.locator(`[data-name="${name}"]`) });
export const input = (app: Page, name: string, index = 0): Locator =>
  node(app, name).locator('.react-flow__handle-top').nth(index);
export const output = (app: Page, name: string): Locator =>
  node(app, name).locator('.react-flow__handle-bottom').first();
export const frame = (app: Page, text: string): Locator =>
  app.locator('.react-flow__node-note').filter({ hasText: text });
export const search = (app: Page): Locator => app.getByRole('dialog', { name: 'Add a node' });
export const wires = (app: Page): Locator => app.locator('.react-flow__edge');
export const noProblems = (app: Page): Locator => app.getByRole('button', { name: /^0 errors, 0 warnings:/ });
export const selected = async (app: Page): Promise<readonly string[]> =>
  (
    await app
      .locator('.react-flow__node.selected [data-name]')
      .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('data-name') ?? ''))
  ).toSorted();

export async function openPreset(app: Page, id: string): Promise<void> {
  await app.getByRole('button', { name: 'Presets', exact: true }).click();
  await app.locator(`[data-preset="${id}"]`).dblclick();
  await expect(app.getByRole('dialog', { name: 'Presets' })).toBeHidden();
}

export async function middle(locator: Locator): Promise<Point> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('It is not on the screen.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

export const by = ({ x, y }: Point, dx: number, dy = 0): Point => ({ x: x + dx, y: y + dy });

export async function drag(
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
export async function empty(app: Page): Promise<Point> {
  const box = await app.getByTestId('canvas').boundingBox();
  if (box === null) throw new Error('There is no canvas.');
  return { x: box.x + box.width - 120, y: box.y + 120 };
}

export async function add(app: Page, type: string, at: Point): Promise<void> {
  await app.mouse.dblclick(at.x, at.y);
  await app.keyboard.type(type);
  await app.keyboard.press('Enter');
  await expect(search(app)).toBeHidden();
}
