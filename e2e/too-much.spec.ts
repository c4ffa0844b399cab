// More than a machine can hold, and what is no file at all: vast inputs, folders, ten thousand files, empty files,
// files of 100 GB. All are refused in words, and the app goes on.

import { mkdir, open, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { emptyDocument } from '../shared/document/empty.ts';
import { serialiseDocument } from '../shared/document/serialise.ts';
import { expect, test } from './app.ts';
import { notices } from './documents.ts';
import { openPreset } from './hands.ts';
import { controls } from './running.ts';

/** Drops files of the disk on the canvas, as a file manager does. */
async function drop(app: Page, files: readonly string[]): Promise<void> {
  const session = await app.context().newCDPSession(app);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
  }
  await session.detach();
}

/** A file that says it has 100 GB, and takes no room. */
async function vastFile(path: string): Promise<string> {
  const file = await open(path, 'w');
  await file.truncate(100e9);
  await file.close();
  return path;
}

async function stillWorks(app: Page): Promise<void> {
  await openPreset(app, 'lenet5');
  await expect(app.locator('.react-flow__node').filter({ hasText: 'conv1' })).toBeVisible();
}

test('an input of 100,000 × 100,000 is refused with its memory: at the input, on a run, on export', async ({
  app,
}) => {
  await openPreset(app, 'resnet18');
  const input = app.locator('.react-flow__node').filter({ has: app.locator('[data-name="input"]') });
  await input.click();
  for (const side of ['Height', 'Width']) {
    await app.getByLabel(side, { exact: true }).fill('100000');
    await app.getByLabel(side, { exact: true }).press('Enter');
  }
  const words = 'Its output 1 × 3 × 100000 × 100000 would take 112 GiB of memory; at most 16 GiB';
  await expect(input).toContainText(words);
  await app.getByRole('tab', { name: 'Run' }).click();
  await app.getByRole('tab', { name: 'Noise' }).click();
  await expect(app.getByRole('region', { name: 'Input' }).getByRole('alert')).toContainText(
    'An input of 3 × 100000 × 100000 takes 111.76 GiB.',
  );
  await expect(controls(app)).toContainText('The network has an error to solve before it can run.');
  await app.keyboard.press('Control+Enter');
  await app.keyboard.press('Control+e');
  await expect(app.getByRole('dialog')).toContainText(words);
  await expect(app.getByRole('dialog').getByRole('button', { name: 'Export…' })).toBeDisabled();
  await app.keyboard.press('Escape');

  // One that a machine could hold, though not WASM, is refused before it is made.
  await app.keyboard.press('Control+z');
  await app.keyboard.press('Control+z');
  await expect(input).toContainText('3 × 224 × 224');
  await expect(app.getByRole('region', { name: 'Input' }).getByRole('alert')).toHaveCount(0);
  await controls(app).getByRole('button', { name: 'Run' }).click();
  await expect(app.getByTestId('ranking').getByRole('listitem')).toHaveCount(5, { timeout: 60_000 });
});

test('a network that WASM cannot hold is refused with its memory, by a window that stays alive', async ({
  app,
}) => {
  await openPreset(app, 'resnet18');
  await app
    .locator('.react-flow__node')
    .filter({ has: app.locator('[data-name="input"]') })
    .click();
  for (const side of ['Height', 'Width']) {
    await app.getByLabel(side, { exact: true }).fill('7000');
    await app.getByLabel(side, { exact: true }).press('Enter');
  }
  await app.getByRole('tab', { name: 'Run' }).click();
  await app.evaluate(() => {
    const watched = { longest: 0 };
    let last = performance.now();
    const frame = (): void => {
      const now = performance.now();
      watched.longest = Math.max(watched.longest, now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    Object.assign(window, { watched });
  });
  const begun = Date.now();
  await app.getByRole('tab', { name: 'Noise' }).click();
  await expect(controls(app)).toContainText('Making the input…');
  await expect(controls(app).getByRole('button', { name: 'Run' })).toBeEnabled({ timeout: 60_000 });
  const took = Date.now() - begun;
  const longest = await app.evaluate(
    () => (window as unknown as { watched: { longest: number } }).watched.longest,
  );
  test.info().annotations.push({ type: 'frames', description: `longest gap ${longest} ms of ${took} ms` });
  // Made on the page itself, it would be one gap.
  expect(longest).toBeLessThan(took / 2);
  await controls(app).getByRole('button', { name: 'Run' }).click();
  await expect(controls(app).getByRole('alert')).toContainText(
    /Running this network needs at least \d\.\d\d GiB .* at most 4 GiB can be used here/,
    { timeout: 60_000 },
  );
});

test.describe('what is dropped', () => {
  test('as a folder, as nothing, or as 100 GB is refused by its name', async ({ app }, info) => {
    const folder = info.outputPath('a folder.netloom');
    await mkdir(folder, { recursive: true });
    await drop(app, [folder]);
    await expect(notices(app)).toContainText('"a folder.netloom" is a folder. Drop a file on the window.');

    const empty = info.outputPath('empty.netloom');
    await writeFile(empty, '');
    await drop(app, [empty]);
    await expect(notices(app)).toContainText('The file is empty: there is no document in it.');

    await drop(app, [await vastFile(info.outputPath('vast.netloom'))]);
    await expect(notices(app)).toContainText(
      '"vast.netloom" has 100,000,000,000 bytes. Files up to 2 GB can be opened.',
    );
    await stillWorks(app);
  });

  test('ten thousand at once opens twenty, and says so', async ({ app }, info) => {
    test.setTimeout(120_000);
    const folder = info.outputPath('many');
    await mkdir(folder, { recursive: true });
    const paths = Array.from({ length: 10_000 }, (_, index) => join(folder, `net ${index}.netloom.json`));
    for (const [index, path] of paths.entries()) {
      await writeFile(path, serialiseDocument({ ...emptyDocument(), name: `Net ${index}` }));
    }
    await drop(app, paths);
    await expect(notices(app)).toContainText('The first 20 of 10,000 networks were opened', {
      timeout: 60_000,
    });
    await expect(app.getByRole('tab', { name: /^Net \d+$/ })).toHaveCount(20);
    await stillWorks(app);
  });
});

test('a file of 100 GB that is opened, as a network or as an image, is refused by its size', async ({
  app,
}, info) => {
  const choosing = app.waitForEvent('filechooser');
  await expect(app.getByRole('button', { name: 'Presets', exact: true })).toBeVisible();
  await app.keyboard.press('Control+o');
  await (await choosing).setFiles(await vastFile(info.outputPath('vast.netloom')));
  await expect(notices(app)).toContainText('100,000,000,000 bytes. Files up to 2 GB can be opened.');
  await openPreset(app, 'resnet18');
  await app.getByRole('tab', { name: 'Run' }).click();
  await app.getByLabel('Image file').setInputFiles(await vastFile(info.outputPath('vast.png')));
  await expect(app.getByRole('region', { name: 'Input' }).getByRole('alert')).toContainText(
    'The file has 100,000,000,000 bytes; images of up to',
  );
  await stillWorks(app);
});

test('a JPEG that was cut off anywhere is refused, and not shown half', async ({ app }) => {
  const images = JSON.parse(readFileSync(new URL('./images.json', import.meta.url), 'utf8')) as Record<
    string,
    string
  >;
  const whole = Buffer.from(images['turned.jpg']!, 'base64');
  await openPreset(app, 'resnet18');
  await app.getByRole('tab', { name: 'Run' }).click();
  for (const part of [0.3, 0.6, 0.9, 0.99]) {
    const buffer = whole.subarray(0, Math.floor(part * whole.length));
    const name = `${part}.jpg`;
    await app.getByLabel('Image file').setInputFiles({ name, mimeType: 'image/jpeg', buffer });
    await expect(app.getByRole('region', { name: 'Input' }).getByRole('alert')).toContainText(
      /JPEG (image cannot be decoded: it is damaged or was not copied whole|file ends after)/,
    );
    await expect(app.getByRole('img', { name: 'What the network gets' })).toHaveCount(0);
  }
});
