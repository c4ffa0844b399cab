// A file of 200 MB is read and saved while the window stays alive, and is left alone where the user cancels.

import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { readNetloomFile, writeNetloomFile } from '../shared/document/container.ts';
import { writeSafetensors } from '../shared/weights/safetensors.ts';
import { expect, test } from './app.ts';
import { choose, notices, trained } from './documents.ts';

interface Gaps {
  readonly longest: number;
  readonly took: number;
}

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
