// Networks that run to the right.

import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { node, openPreset } from './hands.ts';

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('It is not on the screen.');
  return box;
}

async function arrange(app: Page, command: RegExp): Promise<void> {
  await app.getByRole('menuitem', { name: 'Arrange' }).click();
  await app.getByRole('menuitem', { name: command }).click();
}

const turn = (app: Page) => arrange(app, /^Flow Down or Right/);

/** Whether the second lies beside the first, at its height. */
async function leadsRight(app: Page, first: string, second: string): Promise<void> {
  await expect(async () => {
    const [a, b] = [await boxOf(node(app, first)), await boxOf(node(app, second))];
    expect(b.x).toBeGreaterThan(a.x + a.width);
    expect(Math.abs(a.y + a.height / 2 - b.y - b.height / 2)).toBeLessThan(2);
  }).toPass();
}

test('a network turns to run to the right, and back by undo', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await turn(app);
  await leadsRight(app, 'input', 'conv1');
  await leadsRight(app, 'conv1', 'act1');
  const [output, input] = [
    await boxOf(node(app, 'input').locator('.react-flow__handle-right')),
    await boxOf(node(app, 'conv1').locator('.react-flow__handle-left')),
  ];
  const wire = await boxOf(app.locator('.react-flow__edge-path').first());
  expect(wire.x).toBeGreaterThanOrEqual(output.x);
  expect(wire.x + wire.width).toBeLessThanOrEqual(input.x + input.width);
  expect(wire.height).toBeLessThan(2);

  const results = await new AxeBuilder({ page: app }).analyze();
  expect(results.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual(
    [],
  );

  await app.keyboard.press('Control+z');
  await expect(node(app, 'conv1').locator('.react-flow__handle-top')).toBeVisible();
  const [first, second] = [await boxOf(node(app, 'input')), await boxOf(node(app, 'conv1'))];
  expect(second.y).toBeGreaterThan(first.y + first.height);
});

test('in it hands work as they do elsewhere: append, insert, connect, walk, enter', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await turn(app);
  await leadsRight(app, 'input', 'conv1');

  // Shift with arrows walks along the stream, which leads to the right here.
  await node(app, 'input').click();
  await app.keyboard.press('Shift+ArrowRight');
  await expect(app.getByLabel('Name', { exact: true })).toHaveValue('conv1');
  await app.keyboard.press('Shift+ArrowLeft');
  await expect(app.getByLabel('Name', { exact: true })).toHaveValue('input');

  // Dropped on a wire, a layer goes into it, and what comes after makes room.
  const wire = await boxOf(app.locator('.react-flow__edge-path').first());
  const before = await boxOf(node(app, 'conv1'));
  await app.locator('[data-item="ReLU"]').dragTo(app.getByTestId('canvas'), {
    targetPosition: await (async () => {
      const canvas = await boxOf(app.getByTestId('canvas'));
      return { x: wire.x + wire.width * 0.15 - canvas.x, y: wire.y - canvas.y };
    })(),
  });
  await leadsRight(app, 'input', 'relu');
  await leadsRight(app, 'relu', 'conv1');
  expect((await boxOf(node(app, 'conv1'))).x).toBeGreaterThan(before.x + 100);
  await app.keyboard.press('Control+z');
  await expect(node(app, 'relu')).toHaveCount(0);

  // A wire drawn from the right side to the left side of another.
  await node(app, 'conv1').click();
  const from = await boxOf(node(app, 'input').locator('.react-flow__handle-right'));
  const to = await boxOf(node(app, 'act1').locator('.react-flow__handle-left'));
  await app.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await app.mouse.down();
  await app.mouse.move(to.x - 40, to.y + 60, { steps: 4 });
  await app.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 4 });
  await app.mouse.up();
  await expect(app.getByText('1 × 32 × 32').nth(1)).toBeVisible();
  await app.keyboard.press('Control+z');
});

test("a template's inside runs to the right as well, in the order of its branches", async ({ app }) => {
  await openPreset(app, 'resnet50');
  await turn(app);
  await app.keyboard.press('1');
  await app.getByRole('tab', { name: 'Outline' }).click();
  await app
    .getByRole('treeitem', { name: /^layer1/ })
    .first()
    .dblclick();
  await leadsRight(app, '0', '1');
  await node(app, '0').dblclick({ position: { x: 100, y: 40 } });
  await leadsRight(app, 'conv1', 'bn1');
});
