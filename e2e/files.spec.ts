// Work is not lost: drafts, saving, what is dropped on the window.

import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { isZip } from '../shared/lib/sniff.ts';
import { readNetloomFile, writeNetloomFile } from '../shared/document/container.ts';
import { serialiseDocument } from '../shared/document/serialise.ts';
import type { Document } from '../shared/document/types.ts';
import { sha256 } from '../shared/lib/sha256.ts';
import { writeSafetensors } from '../shared/weights/safetensors.ts';
import { expect, test } from './app.ts';

interface Gaps {
  readonly longest: number;
  readonly took: number;
}

const nodes = (app: Page) => app.locator('.react-flow__node');
const notices = (app: Page) => app.getByRole('region', { name: 'Notifications' });

async function openPreset(app: Page, id: string): Promise<void> {
  await app.getByRole('button', { name: 'Presets', exact: true }).click();
  await app.locator(`[data-preset="${id}"]`).dblclick();
  await expect(app.getByRole('dialog')).toBeHidden();
}

/** Takes a layer out: an edit that can be seen in the file and on the canvas. */
async function edit(app: Page): Promise<void> {
  const before = await nodes(app).count();
  await nodes(app)
    .filter({ has: app.locator('[data-name="conv1"]') })
    .click();
  await app.keyboard.press('Delete');
  await expect(nodes(app)).toHaveCount(before - 1);
}

async function reload(app: Page): Promise<void> {
  // A page with unsaved work asks; the answer is to go.
  app.once('dialog', (dialog) => void dialog.accept());
  await app.reload();
}

const offer = (app: Page) => app.getByRole('alertdialog', { name: /was not saved last time/ });

/** A small network with weights that no Netloom ships. */
function trained(): Uint8Array<ArrayBuffer> {
  const weights = writeSafetensors([{ name: 'other.weight', shape: [1], data: new Float32Array([7]) }]);
  const document: Document = {
    version: 1,
    name: 'Trained',
    seed: 0,
    weights: { id: 'mine', sha256: sha256(weights) },
    nodes: {
      a: {
        id: 'a',
        kind: 'operator',
        parentId: null,
        name: 'input',
        position: { x: 0, y: 0 },
        operator: 'Input',
        attributes: {},
      },
    },
    edges: {},
  };
  return writeNetloomFile(document, weights);
}

async function choose(app: Page, name: string, bytes: Uint8Array): Promise<void> {
  const choosing = app.waitForEvent('filechooser');
  await app.keyboard.press('Control+o');
  await (await choosing).setFiles({ name, mimeType: '', buffer: Buffer.from(bytes) });
}

test.describe('drafts', () => {
  test('work survives a reload right after an edit', async ({ app }) => {
    await openPreset(app, 'lenet5');
    await edit(app);
    const count = await nodes(app).count();
    await reload(app);
    await offer(app).getByRole('button', { name: 'Recover it' }).click();
    await expect(nodes(app)).toHaveCount(count);
    await expect(app).toHaveTitle(/^• LeNet-5/);
    // Recovered is not yet saved: it is there again after the next reload.
    await reload(app);
    await expect(offer(app)).toBeVisible();
  });

  test('an offer that nobody answers is made again', async ({ app }) => {
    await openPreset(app, 'lenet5');
    await edit(app);
    await reload(app);
    await expect(offer(app)).toBeVisible();
    await app.keyboard.press('Escape');
    await expect(offer(app)).toBeVisible();
    await app.reload();
    await expect(offer(app)).toBeVisible();
    await offer(app).getByRole('button', { name: 'Delete the draft' }).click();
    await expect(offer(app)).toBeHidden();
    await app.reload();
    await expect(app.getByRole('button', { name: 'Presets', exact: true })).toBeVisible();
    await expect(offer(app)).toBeHidden();
  });

  test('a page that is killed right after an edit loses nothing', async ({ app, address, context }) => {
    const saveAsText = async (page: Page): Promise<string> => {
      await page.getByRole('menuitem', { name: 'File' }).click();
      const downloading = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: 'Save As Text…' }).click();
      return readFile(await (await downloading).path(), 'utf8');
    };
    const rename = async (page: Page, from: string, to: string): Promise<void> => {
      const name = page.locator(`[data-name="${from}"]`);
      await nodes(page).filter({ has: name }).click();
      await page.keyboard.press('F2');
      await page.keyboard.type(to);
      await page.keyboard.press('Enter');
      await expect(page.locator(`.react-flow__node [data-name="${to}"]`)).toHaveCount(1);
    };
    await openPreset(app, 'lenet5');
    await edit(app);
    await rename(app, 'conv2', 'second');
    const saved = await saveAsText(app);
    await openPreset(app, 'alexnet');
    await rename(app, 'features', 'body');
    await app.getByRole('tab', { name: 'LeNet-5' }).click();
    await rename(app, 'second', 'third');
    await rename(app, 'third', 'second');
    await app.waitForTimeout(600);
    const killed = app.waitForEvent('crash');
    void app.goto('chrome://crash').catch(() => undefined);
    await killed;

    const next = await context.newPage();
    await next.goto(address);
    const several = next.getByRole('alertdialog', { name: '2 networks were not saved last time' });
    await expect(several).toContainText('From LeNet-5.netloom.json');
    await several.getByRole('button', { name: 'Recover AlexNet' }).click();
    await offer(next).getByRole('button', { name: 'Recover it' }).click();
    await expect(next).toHaveTitle('• LeNet-5 – Netloom');
    await next.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
    expect(await saveAsText(next)).toBe(saved);
    await next.getByRole('tab', { name: 'AlexNet, unsaved changes' }).click();
    await expect(next.locator('.react-flow__node [data-name="body"]')).toHaveCount(1);
  });

  test('a draft that is left for later can be asked for', async ({ app }) => {
    await openPreset(app, 'lenet5');
    await edit(app);
    await reload(app);
    await offer(app).getByRole('button', { name: 'Later' }).click();
    await app.getByRole('menuitem', { name: 'File' }).click();
    await app.getByRole('menuitem', { name: 'Recover Drafts…' }).click();
    await offer(app).getByRole('button', { name: 'Recover it' }).click();
    await expect(app).toHaveTitle('• LeNet-5 – Netloom');
    await app.getByRole('menuitem', { name: 'File' }).click();
    await app.getByRole('menuitem', { name: 'Recover Drafts…' }).click();
    await expect(app.getByRole('status').getByText('There are no drafts to recover.')).toBeVisible();
  });

  test('a draft that another window leaves behind can be asked for', async ({ app, context }) => {
    const other = await context.newPage();
    await other.goto(app.url());
    await openPreset(other, 'lenet5');
    await edit(other);
    await other.goto('about:blank');
    await app.getByRole('menuitem', { name: 'File' }).click();
    await app.getByRole('menuitem', { name: 'Recover Drafts…' }).click();
    await offer(app).getByRole('button', { name: 'Recover it' }).click();
    await expect(app).toHaveTitle('• LeNet-5 – Netloom');
  });

  test('know their file: what is recovered is saved there, without a question', async ({ app }) => {
    const pick = () =>
      app.evaluate(() => {
        const state = { asked: 0 };
        Object.assign(window, {
          state,
          showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) => {
            state.asked += 1;
            const folder = await navigator.storage.getDirectory();
            return folder.getFileHandle(suggestedName, { create: true });
          },
        });
      });
    const asked = () => app.evaluate(() => (window as unknown as { state: { asked: number } }).state.asked);
    const textOf = () =>
      app.evaluate(async () => {
        const folder = await navigator.storage.getDirectory();
        return (await (await folder.getFileHandle('LeNet-5.netloom')).getFile()).text();
      });
    await pick();
    await openPreset(app, 'lenet5');
    await app.keyboard.press('Control+s');
    await expect(notices(app).getByText('Saved LeNet-5.netloom')).toBeVisible();
    expect(await textOf()).toContain('conv1');
    await edit(app);
    await reload(app);
    await pick();
    await expect(offer(app)).toContainText('From LeNet-5.netloom');
    await offer(app).getByRole('button', { name: 'Recover it' }).click();
    await expect(app).toHaveTitle('• LeNet-5 – Netloom');
    await app.keyboard.press('Control+s');
    await expect(app).toHaveTitle('LeNet-5 – Netloom');
    expect(await asked()).toBe(0);
    expect(await textOf()).not.toContain('conv1');
  });

  test('that cannot be kept are told as long as it is so', async ({ app }) => {
    await openPreset(app, 'lenet5');
    await app.evaluate(() => {
      const { put } = IDBObjectStore.prototype;
      const refuse: typeof put = () => {
        throw new DOMException('Full.', 'QuotaExceededError');
      };
      IDBObjectStore.prototype.put = refuse;
      Object.assign(window, { free: () => (IDBObjectStore.prototype.put = put) });
    });
    await edit(app);
    const status = app.getByRole('contentinfo').getByRole('button', { name: 'Drafts are not kept' });
    await expect(status).toBeVisible();
    await expect(notices(app)).toContainText('the disk is full');
    await status.click();
    await app.evaluate(() => (window as unknown as { free: () => void }).free());
    // Tried again by itself, with no further edit.
    await expect(status).toBeHidden();
    await reload(app);
    await expect(offer(app)).toBeVisible();
  });

  test('of weights that no draft has do not stay', async ({ app }) => {
    const keys = () =>
      app.evaluate(
        () =>
          new Promise<number>((resolve, reject) => {
            const opening = indexedDB.open('netloom');
            opening.onerror = () => reject(new Error('no database'));
            opening.onsuccess = () => {
              const { result } = opening;
              const counting = result.transaction('journal-weights').objectStore('journal-weights').count();
              counting.onsuccess = () => {
                result.close();
                resolve(counting.result);
              };
            };
          }),
      );
    await app.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const opening = indexedDB.open('netloom');
          opening.onsuccess = () => {
            const { result } = opening;
            const writing = result.transaction('journal-weights', 'readwrite');
            writing.objectStore('journal-weights').put(new Uint8Array(3), ['a page that is gone', 1, 'hash']);
            writing.oncomplete = () => {
              result.close();
              resolve();
            };
          };
        }),
    );
    expect(await keys()).toBe(1);
    await app.reload();
    await expect.poll(keys).toBe(0);
  });

  test('saved work leaves no draft', async ({ app }) => {
    await openPreset(app, 'lenet5');
    await edit(app);
    const downloading = app.waitForEvent('download');
    await app.keyboard.press('Control+s');
    await downloading;
    await expect(notices(app).getByText('Saved LeNet-5.netloom')).toBeVisible();
    await app.reload();
    await expect(app.getByRole('button', { name: 'Presets', exact: true })).toBeVisible();
    await expect(offer(app)).toBeHidden();
  });
});

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

test.describe('a large file', () => {
  /** 200 MB of weights. */
  const large = async (folder: string): Promise<string> => {
    const data = new Float32Array(50_000_000).fill(0.5);
    const weights = writeSafetensors([{ name: 'other.weight', shape: [data.length], data }]);
    const digest = createHash('sha256').update(weights).digest('hex');
    const document = { ...readNetloomFile(trained()).document, name: 'Large' };
    const path = join(folder, 'large.netloom');
    await writeFile(
      path,
      writeNetloomFile({ ...document, weights: { id: 'large', sha256: digest } }, weights),
    );
    return path;
  };
  const strip = (app: Page, doing: string) => app.getByRole('progressbar', { name: doing });

  /** Notes how long the page goes without a frame while this is under way; the result is in milliseconds. */
  async function watchFrames(app: Page, doing: string): Promise<() => Promise<Gaps>> {
    await app.evaluate((label) => {
      const watched = { longest: 0, begun: 0, ended: 0 };
      let last = performance.now();
      const frame = (): void => {
        const now = performance.now();
        const underWay = document.querySelector(`[aria-label="${label}"]`) !== null;
        if (underWay && watched.begun === 0) watched.begun = now;
        if (underWay) watched.ended = now;
        if (watched.begun > 0) watched.longest = Math.max(watched.longest, now - last);
        last = now;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
      Object.assign(window, { watched });
    }, doing);
    return async () => {
      const { longest, begun, ended } = await app.evaluate(
        () => (window as unknown as { watched: Record<'longest' | 'begun' | 'ended', number> }).watched,
      );
      const took = ended - begun;
      const description = `${doing}: longest gap ${Math.round(longest)} ms of ${Math.round(took)} ms`;
      test.info().annotations.push({ type: 'frames', description });
      return { longest, took };
    };
  }

  async function open(app: Page, path: string): Promise<void> {
    const choosing = app.waitForEvent('filechooser');
    await app.keyboard.press('Control+o');
    await (await choosing).setFiles(path);
  }

  test('is read, and saved, while the window stays alive', async ({ app }, info) => {
    test.setTimeout(180_000);
    const path = await large(info.outputPath('.'));
    const reading = await watchFrames(app, 'Reading large.netloom');
    await open(app, path);
    await expect(strip(app, 'Reading large.netloom')).toBeVisible({ timeout: 30_000 });
    await expect(app).toHaveTitle('Large – Netloom', { timeout: 60_000 });
    await expect(strip(app, 'Reading large.netloom')).toBeHidden();
    const read = await reading();
    // On the page itself, reading would be one gap.
    expect(read.longest).toBeLessThan(read.took / 3);

    const saving = await watchFrames(app, 'Saving Large');
    const downloading = app.waitForEvent('download', { timeout: 60_000 });
    await app.keyboard.press('Control+s');
    await expect(strip(app, 'Saving Large')).toBeVisible();
    const saved = await (await downloading).path();
    await expect(notices(app).getByText('Saved large.netloom')).toBeVisible();
    await expect(strip(app, 'Saving Large')).toBeHidden();
    const save = await saving();
    expect(save.longest).toBeLessThan(save.took / 3);
    expect((await readFile(saved)).equals(await readFile(path))).toBe(true);
  });

  test('keeps its old version where the user cancels saving', async ({ app }, info) => {
    test.setTimeout(180_000);
    await app.evaluate(() =>
      Object.assign(window, {
        showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) =>
          (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true }),
      }),
    );
    const contents = () =>
      app.evaluate(async () => {
        const files: Record<string, number> = {};
        for await (const handle of (await navigator.storage.getDirectory()).values()) {
          if (handle instanceof FileSystemFileHandle) files[handle.name] = (await handle.getFile()).size;
        }
        return files;
      });
    await open(app, await large(info.outputPath('.')));
    await expect(app).toHaveTitle('Large – Netloom', { timeout: 60_000 });
    await app.keyboard.press('Control+s');
    await expect(strip(app, 'Saving Large')).toBeVisible();
    await app.getByRole('button', { name: 'Cancel' }).click();
    await expect(strip(app, 'Saving Large')).toBeHidden();
    // A new file is not left behind, empty.
    expect(await contents()).toEqual({});

    await app.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      const writable = await (await folder.getFileHandle('large.netloom', { create: true })).createWritable();
      await writable.write('the old version');
      await writable.close();
      // A slow disk: what is cancelled is in the middle of writing.
      const { write } = FileSystemWritableFileStream.prototype;
      FileSystemWritableFileStream.prototype.write = async function slowly(data) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        return write.call(this, data);
      };
    });
    await app.keyboard.press('Control+s');
    // Half of it is for checking.
    const writing = strip(app, 'Saving Large').and(app.locator('[aria-valuenow^="6"]'));
    await expect(writing).toBeVisible({ timeout: 30_000 });
    await app.getByRole('button', { name: 'Cancel' }).click();
    await expect(strip(app, 'Saving Large')).toBeHidden();
    expect(await contents()).toEqual({ 'large.netloom': 15 });
    await expect(notices(app)).not.toContainText('saved');
  });

  test('is not opened where the user cancels', async ({ app }, info) => {
    test.setTimeout(120_000);
    const path = await large(info.outputPath('.'));
    await open(app, path);
    await expect(strip(app, 'Reading large.netloom')).toBeVisible({ timeout: 30_000 });
    await app.getByRole('button', { name: 'Cancel' }).click();
    await expect(strip(app, 'Reading large.netloom')).toBeHidden();
    await expect(app).not.toHaveTitle(/Large/);
    await choose(app, 'trained.netloom', trained());
    await expect(app).toHaveTitle('Trained – Netloom');
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
