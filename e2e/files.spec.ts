// Saving, and what is opened or dropped on the window.

import { readFile } from 'node:fs/promises';
import { isZip } from '../shared/lib/sniff.ts';
import { readNetloomFile } from '../shared/document/container.ts';
import { serialiseDocument } from '../shared/document/serialise.ts';
import { expect, test } from './app.ts';
import { choose, edit, notices, trained } from './documents.ts';
import { openPreset } from './hands.ts';

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
  await drop('notes.txt', 'text/plain', 'notes');
  await expect(notices(app).getByText(/neither a network nor an image/)).toBeVisible();
  await drop('cat.png', 'image/png', 'no image');
  await expect(app.getByRole('tab', { name: 'Run' })).toHaveAttribute('aria-selected', 'true');
  await expect(app.getByRole('tab', { name: 'Image' })).toHaveAttribute('aria-selected', 'true');
  const text = serialiseDocument(readNetloomFile(trained()).document);
  await drop('trained.netloom.json', 'application/json', text);
  await expect(app).toHaveTitle('Trained – Netloom');
});
