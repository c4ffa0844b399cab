// What people paste on the canvas: words for what is not ours, and each thing goes where it belongs.

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { gridDocument } from '../bench/scale/grid.ts';
import { emptyDocument } from '../shared/document/empty.ts';
import { serialiseDocument } from '../shared/document/serialise.ts';
import { expect, test } from './app.ts';
import { node, openPreset } from './hands.ts';

/** As the browser's own paste, which a test has no key for: with this on the clipboard. */
const paste = (app: Page, held: { readonly text?: string; readonly png?: string }): Promise<void> =>
  app.evaluate(({ text, png }) => {
    const data = new DataTransfer();
    if (text !== undefined) data.setData('text/plain', text);
    if (png !== undefined) {
      const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
      data.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
    }
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, held);

const clipboard = (nodes: readonly object[], more: object = {}): string =>
  JSON.stringify({ netloomClipboard: 1, nodes, edges: [], ...more });

test('text and JSON that are not ours are told apart, and nothing changes', async ({ app }) => {
  await openPreset(app, 'lenet5');
  for (const [text, words] of [
    ['nn.Conv2d(3, 64, 3)', 'The clipboard holds text (19 characters)'],
    ['{"layers": [1, 2]}', 'JSON that Netloom did not write'],
    ['{"netloomClipboard":1,"nodes":[{"id":"a"', 'cannot be read'],
    ['{"netloomClipboard":9,"nodes":[]}', 'copied in a newer version'],
  ] as const) {
    await paste(app, { text });
    await expect(app.getByText(words).first()).toBeVisible();
  }
  await expect(app.getByRole('tab', { name: /unsaved changes/ })).toHaveCount(0);
});

test('a picture becomes the input of a run, the text of a network a tab beside', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const png = readFileSync('build/icons/icon.png').toString('base64');
  await paste(app, { png });
  await expect(app.getByRole('tab', { name: 'Run', selected: true })).toBeVisible();
  await expect(app.getByText('image.png').first()).toBeVisible();
  await paste(app, { text: serialiseDocument({ ...emptyDocument(), name: 'From a mail' }) });
  await expect(app.getByRole('tab', { name: /^From a mail/ })).toBeVisible();
});

test('5,000 nodes are pasted, all selected, and undone in one step', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const grid = gridDocument(5000);
  await paste(app, { text: clipboard(Object.values(grid.nodes), { edges: Object.values(grid.edges) }) });
  await expect(app.getByText('5000 nodes selected').first()).toBeVisible({ timeout: 60_000 });
  await app.keyboard.press('Control+z');
  await expect(node(app, 'conv1')).toBeVisible();
  await expect(app.getByTestId('far-view')).toBeHidden();
});

test('a linked block whose name is taken by another comes under a name of its own, and it is said', async ({
  app,
}) => {
  await openPreset(app, 'lenet5');
  const link = async (names: readonly string[]) => {
    for (const [index, name] of names.entries())
      await node(app, name).click(index === 0 ? {} : { modifiers: ['Shift'] });
    await app.keyboard.press('Control+g');
    await app.keyboard.press('Control+k');
    await app.keyboard.type('Make Linked Block');
    await app.keyboard.press('Enter');
  };
  await link(['conv1', 'act1']);
  await node(app, 'block').click();
  await app.keyboard.press('Control+c');
  await app.keyboard.press('Alt+n');
  await openPreset(app, 'lenet5');
  await link(['conv2', 'act2']);
  await app.keyboard.press('Control+v');
  await expect(app.getByText('"Block" came as "Block2"').first()).toBeVisible();
});
