// Saving, and what is opened or dropped on the window.

import { readFile } from 'node:fs/promises';
import { isZip } from '../shared/lib/sniff.ts';
import { readNetloomFile } from '../shared/document/container.ts';
import { serialiseDocument } from '../shared/document/serialise.ts';
import { expect, test } from './app.ts';
import { choose, edit, notices, trained } from './documents.ts';
import { node, openPreset, selected } from './hands.ts';

test.describe('saving', () => {
  test('a key that is held down saves once; a later one saves again', async ({ app }) => {
    const names: string[] = [];
    app.on('download', (download) => names.push(download.suggestedFilename()));
    await openPreset(app, 'lenet5');
    await app.keyboard.down('Control');
    for (let times = 0; times < 5; times += 1) {
      await app.evaluate(() => {
        const press = { key: 's', code: 'KeyS', ctrlKey: true, bubbles: true, cancelable: true };
        for (let repeat = 0; repeat < 4; repeat += 1) {
          document.body.dispatchEvent(new KeyboardEvent('keydown', press));
        }
      });
    }
    await app.keyboard.up('Control');
    await expect(notices(app).getByText('Saved LeNet-5.netloom')).toBeVisible();
    expect(names.length).toBeLessThanOrEqual(5);
    const before = names.length;
    const downloading = app.waitForEvent('download');
    await app.keyboard.press('Control+s');
    await downloading;
    expect(names).toHaveLength(before + 1);
  });

  test('a container that is called x.json is saved as a container, with its weights', async ({ app }) => {
    await choose(app, 'trained.json', trained());
    await expect(app).toHaveTitle('Trained – Netloom');
    const downloading = app.waitForEvent('download');
    await app.keyboard.press('Control+s');
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('trained.netloom');
    const bytes = new Uint8Array(await readFile(await download.path()));
    expect(isZip(bytes)).toBe(true);
    expect(readNetloomFile(bytes).weights).toBeDefined();
  });

  test('text that leaves weights behind says so', async ({ app }) => {
    await choose(app, 'trained.netloom', trained());
    await app.getByRole('menuitem', { name: 'File' }).click();
    const downloading = app.waitForEvent('download');
    await app.getByRole('menuitem', { name: 'Save As Text…' }).click();
    expect((await downloading).suggestedFilename()).toBe('trained.netloom.json');
    await expect(notices(app).getByText('trained.netloom.json holds no weights')).toBeVisible();
  });
});

test('a file opens in a tab of its own beside unsaved work', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await edit(app);
  await choose(app, 'trained.netloom', trained());
  await expect(app).toHaveTitle('Trained – Netloom');
  await app.getByRole('tab', { name: 'LeNet-5, unsaved changes' }).click();
  await expect(app).toHaveTitle(/^• LeNet-5/);
});

test('what is dropped on the window is opened, run, or refused with a reason', async ({ app }) => {
  const drop = (name: string, type: string, text: string) =>
    app.locator('.react-flow').evaluate(
      (target, [fileName, fileType, content]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([content], fileName, { type: fileType }));
        target.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
      },
      [name, type, text] as const,
    );
  await openPreset(app, 'lenet5');
  await drop('model.onnx', '', 'model');
  await expect(notices(app).getByText(/cannot be imported yet/)).toBeVisible();
  await notices(app).getByRole('button', { name: 'Show in Compare' }).click();
  await expect(app.getByRole('dialog', { name: 'Compare' })).toContainText('model.onnx');
  await app.keyboard.press('Escape');
  await drop('notes.txt', 'text/plain', 'notes');
  await expect(notices(app).getByText(/neither a network nor an image/)).toBeVisible();
  await drop('cat.png', 'image/png', 'no image');
  await expect(app.getByRole('tab', { name: 'Run' })).toHaveAttribute('aria-selected', 'true');
  await expect(app.getByRole('tab', { name: 'Image' })).toHaveAttribute('aria-selected', 'true');
  const text = serialiseDocument(readNetloomFile(trained()).document);
  await drop('trained.netloom.json', 'application/json', text);
  await expect(app).toHaveTitle('Trained – Netloom');
});

test('failures are told in words, each once, and Escape takes them away', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await node(app, 'conv1').click();
  await choose(app, 'broken.netloom.json', Buffer.from('{"format":'));
  const failures = notices(app).getByRole('dialog');
  await expect(failures).toHaveCount(1);
  await expect(failures).toContainText('"broken.netloom.json" was not opened');
  // Codes are for reports: copied, not read.
  await expect(failures).not.toContainText(/[a-z]-[a-z]+\)/);
  // What is on the clipboard may not be read here; what is written to it is caught.
  const copying = app.evaluate(
    () =>
      new Promise<string>((resolve) => {
        navigator.clipboard.writeText = (text) => {
          resolve(text);
          return Promise.resolve();
        };
      }),
  );
  await failures.getByRole('button', { name: 'Copy details' }).click();
  await expect(notices(app).getByText('Details copied')).toBeVisible();
  expect(await copying).toMatch(/^"broken.netloom.json" was not opened\n.+\n[a-z]+(-[a-z]+)+$/);
  // The same file again, broken otherwise: the last reason stands in place of the first.
  await choose(app, 'broken.netloom.json', Buffer.from(''));
  await expect(failures.filter({ hasText: 'was not opened' })).toHaveCount(1);
  await expect(failures.filter({ hasText: 'was not opened' })).toContainText('The file is empty');
  await choose(app, 'model.onnx', Buffer.from('model'));
  await expect(notices(app).getByText(/The Compare page reads them/)).toBeVisible();

  await app.keyboard.press('Escape');
  await expect(failures.filter({ hasText: 'was not opened' })).toHaveCount(0);
  // That was all: the next one is the canvas's.
  expect(await selected(app)).toEqual(['conv1']);
  await app.keyboard.press('Escape');
  expect(await selected(app)).toEqual([]);
});
