// The browser host in a real browser, without the app above it: its files, downloads and recent files.

import { readFile } from 'node:fs/promises';
import { expect } from './app.ts';
import { privateFiles, test } from './bare-host.ts';

test.describe('without the File System Access API', () => {
  test('opens by a file input, and gives nothing when that is cancelled', async ({ bare }) => {
    const choosing = bare.waitForEvent('filechooser');
    const opened = bare.evaluate(async () => {
      const file = await window.host.openFile();
      return file && { ...file, bytes: new TextDecoder().decode(file.bytes) };
    });
    await (
      await choosing
    ).setFiles({ name: 'née #1 50%.netloom', mimeType: '', buffer: Buffer.from('a net') });
    expect(await opened).toEqual({ name: 'née #1 50%.netloom', bytes: 'a net', token: undefined });
  });

  test('saves by a download', async ({ bare }) => {
    const downloading = bare.waitForEvent('download');
    const saved = await bare.evaluate(() => window.save(undefined, 'net.netloom', 'drawn'));
    const download = await downloading;
    expect(saved).toEqual({ name: 'net.netloom', token: undefined });
    expect(download.suggestedFilename()).toBe('net.netloom');
    expect(await readFile(await download.path(), 'utf8')).toBe('drawn');
  });

  test('exports 64 MB through a temporary file, whole', async ({ bare }) => {
    const downloading = bare.waitForEvent('download');
    await bare.evaluate(async () => {
      await window.host.exportFile({
        suggestedName: 'net.onnx',
        byteLength: 64 << 20,
        signal: new AbortController().signal,
        async *chunks() {
          for (let index = 0; index < 64; index++) yield new Uint8Array(1 << 20).fill(index);
        },
      });
    });
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('net.onnx');
    const bytes = await readFile(await download.path());
    expect(bytes.byteLength).toBe(64 << 20);
    for (let index = 0; index < 64; index++) expect(bytes[(index << 20) + 12_345]).toBe(index);
  });

  for (const how of ['aborted', 'failed'] as const) {
    test(`leaves nothing of an export that ${how}`, async ({ bare }) => {
      let downloads = 0;
      bare.on('download', () => downloads++);
      const message = await bare.evaluate(async (reason) => {
        const controller = new AbortController();
        const exporting = window.host.exportFile({
          suggestedName: 'net.onnx',
          byteLength: 20,
          signal: controller.signal,
          async *chunks() {
            yield new Uint8Array(10);
            if (reason === 'failed') throw new Error('the encoder stopped');
            controller.abort();
            yield new Uint8Array(10);
          },
        });
        return exporting.then(
          () => 'exported',
          (error: unknown) => String(error),
        );
      }, how);
      expect(message).toContain(how === 'failed' ? 'the encoder stopped' : 'cancelled');
      expect(await privateFiles(bare, 'exports')).toEqual([]);
      expect(downloads).toBe(0);
    });
  }
});

test.describe('with the File System Access API', () => {
  test('saves where the user picked, saves there again, and opens it from the recent files', async ({
    withPickers: page,
    harness,
  }) => {
    const result = await page.evaluate(async () => {
      const first = await window.save(undefined, 'net.netloom', 'first version');
      const second = await window.save(first?.token, 'other.netloom', 'second');
      return { first, second };
    });
    expect(result.second).toEqual(result.first);
    expect(result.first).toMatchObject({
      name: 'net.netloom',
      token: expect.stringMatching(/./u),
    });
    expect((await privateFiles(page)).filter((name) => name !== 'exports')).toEqual(['net.netloom']);

    await page.goto(harness);
    const reopened = await page.evaluate(async () => {
      const recent = await window.host.recentFiles();
      const file = await window.host.openRecent(recent[0]?.token ?? '');
      return { count: recent.length, name: file?.name, text: new TextDecoder().decode(file?.bytes) };
    });
    expect(reopened).toEqual({ count: 1, name: 'net.netloom', text: 'second' });
  });

  test('gives nothing when the user cancels', async ({ withPickers: page }) => {
    const results = await page.evaluate(async () => {
      Object.assign(window, { picks: null });
      return [
        (await window.host.openFile()) === undefined,
        (await window.save(undefined, 'x.netloom', 'x')) === undefined,
      ];
    });
    expect(results).toEqual([true, true]);
  });

  test('asks before it overwrites what another program wrote', async ({ withPickers: page }) => {
    const questions: string[] = [];
    page.on('dialog', (dialog) => {
      questions.push(dialog.message());
      void dialog.dismiss();
    });
    const result = await page.evaluate(async () => {
      const save = (token: string | undefined, text: string) => window.save(token, 'net.netloom', text);
      const first = await save(undefined, 'mine');
      await new Promise((resolve) => setTimeout(resolve, 20));
      const handle = await (await navigator.storage.getDirectory()).getFileHandle('net.netloom');
      const writable = await handle.createWritable();
      await writable.write('theirs');
      await writable.close();
      const second = await save(first?.token, 'mine again');
      return { second, text: await (await handle.getFile()).text() };
    });
    expect(result).toEqual({ second: undefined, text: 'theirs' });
    expect(questions).toEqual([
      '"net.netloom" was changed by another program since it was opened here. Overwrite it?',
    ]);
  });

  test('streams an export to the picked file, and removes a new one that is aborted', async ({
    withPickers: page,
  }) => {
    const outcome = await page.evaluate(async () => {
      const controller = new AbortController();
      const request = (suggestedName: string, abort: boolean) =>
        window.host.exportFile({
          suggestedName,
          byteLength: 20,
          signal: controller.signal,
          async *chunks() {
            yield new Uint8Array(10).fill(1);
            if (abort) controller.abort();
            yield new Uint8Array(10).fill(2);
          },
        });
      const saved = await request('whole.onnx', false);
      const code = await request('half.onnx', true).catch(
        (error: unknown) => (error as { code: string }).code,
      );
      return { saved, code };
    });
    expect(outcome).toEqual({ saved: { name: 'whole.onnx', token: undefined }, code: 'cancelled' });
    expect((await privateFiles(page)).filter((name) => name !== 'exports')).toEqual(['whole.onnx']);
  });

  test('saves and opens where the list of recent files cannot be kept', async ({ withPickers: page }) => {
    const saved = await page.evaluate(async () => {
      const full = () => {
        throw new DOMException('There is no room.', 'QuotaExceededError');
      };
      Object.assign(IDBObjectStore.prototype, { put: full, getAll: full });
      const file = await window.save(undefined, 'net.netloom', 'whole');
      const opened = await window.host.openFile();
      return {
        name: file?.name,
        text: new TextDecoder().decode(opened?.bytes),
        same: file?.token === opened?.token,
      };
    });
    expect(saved).toEqual({ name: 'net.netloom', text: 'whole', same: true });
  });

  test('knows a file again, whether it was opened or saved', async ({ withPickers: page }) => {
    const tokens = await page.evaluate(async () => {
      const save = () => window.save(undefined, 'net.netloom', 'net');
      return [(await save())?.token, (await window.host.openFile())?.token, (await save())?.token];
    });
    expect(new Set(tokens).size).toBe(1);
    await page.reload();
    await page.waitForFunction(() => 'host' in window);
    expect(await page.evaluate(async () => (await window.host.openFile())?.token)).toBe(tokens[0]);
    const cleared = await page.evaluate(async () => {
      const { length } = await window.host.recentFiles();
      await window.host.clearRecent();
      return [window.host.reopens, length, (await window.host.recentFiles()).length];
    });
    expect(cleared).toEqual([true, 1, 0]);
  });

  test('names the file of a journal again, and asks before it saves over another version', async ({
    withPickers: page,
    harness,
  }) => {
    const questions: string[] = [];
    page.on('dialog', (dialog) => {
      questions.push(dialog.message());
      void dialog.dismiss();
    });
    await page.evaluate(async () => {
      const { journals, clearRecent } = window.host;
      const saved = await window.save(undefined, 'net.netloom', 'saved');
      await journals.begin(1, 'line\n', saved?.token);
      await journals.begin(2, 'line\n', undefined);
      await clearRecent();
    });
    await page.goto(harness);
    const result = await page.evaluate(async () => {
      const [first, second] = await window.host.journals.abandoned();
      const file = await first?.file();
      const text = new TextDecoder().decode(await file?.read());
      const save = () => window.save(file?.token, 'x', 'recovered');
      const saved = await save();
      const later = await first?.file();
      await new Promise((resolve) => setTimeout(resolve, 20));
      const handle = await (await navigator.storage.getDirectory()).getFileHandle('net.netloom');
      const writable = await handle.createWritable();
      await writable.write('theirs');
      await writable.close();
      const refused = await save();
      await first?.discard();
      return { text, name: saved?.name, later, refused, none: await second?.file() };
    });
    expect(result).toEqual({
      text: 'saved',
      name: 'net.netloom',
      later: undefined,
      refused: undefined,
      none: undefined,
    });
    expect(questions).toHaveLength(1);
  });

  test('forgets a recent file that was removed, and says so', async ({ withPickers: page }) => {
    const outcome = await page.evaluate(async () => {
      const saved = await window.save(undefined, 'net.netloom', 'net');
      await (await navigator.storage.getDirectory()).removeEntry('net.netloom');
      const message = await window.host.openRecent(saved?.token ?? '').then(
        () => 'opened',
        (error: unknown) => String(error),
      );
      return { message, recent: await window.host.recentFiles() };
    });
    expect(outcome).toEqual({
      message: 'NetloomError: Could not open "net.netloom": it was removed or renamed.',
      recent: [],
    });
  });
});

test('a page with unsaved work asks before it goes', async ({ bare, harness }) => {
  const asked: string[] = [];
  bare.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await bare.evaluate(() =>
    window.host.setDocumentState({ name: 'LeNet-5', dirty: true, unsaved: ['LeNet-5'] }),
  );
  await expect(bare).toHaveTitle('• LeNet-5 – Netloom');
  // Browsers ask only on pages that the user has touched.
  await bare.mouse.click(10, 10);
  await bare.goto(harness);
  expect(asked).toEqual(['beforeunload']);
  await bare.evaluate(() => window.host.setDocumentState({ name: 'LeNet-5', dirty: false, unsaved: [] }));
  await bare.mouse.click(10, 10);
  await bare.goto(harness);
  expect(asked).toEqual(['beforeunload']);
});
