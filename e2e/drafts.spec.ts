// Work is not lost: drafts outlive a page that is reloaded or killed, and are offered to the next.

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { edit, nodes, notices } from './documents.ts';
import { openPreset } from './hands.ts';

async function reload(app: Page): Promise<void> {
  // A page with unsaved work asks; the answer is to go.
  app.once('dialog', (dialog) => void dialog.accept());
  await app.reload();
}

const offer = (app: Page) => app.getByRole('alertdialog', { name: /was not saved last time/ });

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
    await expect.poll(keys).toBe(0);
    // From beside the app, which may still be looking for such weights since it was opened.
    const home = app.url();
    const icon = await app.locator('link[rel="icon"]').getAttribute('href');
    await app.goto(new URL(icon!, home).href);
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
    await app.goto(home);
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
