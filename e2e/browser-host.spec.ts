// The browser host in a real browser, without the app above it: its files, downloads, drafts and recent files.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test as base, type Page } from '@playwright/test';
import { build } from 'vite';
import { serve } from '../build/serve.ts';
import { watch } from './app.ts';

const test = base.extend<{ bare: Page; withPickers: Page }, { harness: string }>({
  harness: [
    // Playwright reads the fixtures that are asked for from the parameter's pattern.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'netloom-harness-'));
      await build({
        configFile: false,
        root: fileURLToPath(new URL('harness', import.meta.url)),
        logLevel: 'warn',
        build: { outDir: folder, emptyOutDir: true, target: 'chrome140' },
      });
      const served = await serve(folder);
      await use(served.address);
      await served.close();
      await rm(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
  /** A browser without the File System Access API. */
  bare: async ({ page, harness }, use) => {
    await open(page, harness, () => {
      for (const picker of ['showSaveFilePicker', 'showOpenFilePicker'])
        Reflect.deleteProperty(window, picker);
    });
    await use(page);
  },
  /** A user who always picks the suggested name, in a folder that specs can read: the private file system. */
  withPickers: async ({ page, harness }, use) => {
    await open(page, harness, () => {
      const pick = async (name: string, create: boolean) =>
        (await navigator.storage.getDirectory()).getFileHandle(name, { create });
      const cancelled = () => Promise.reject(new DOMException('The user aborted a request.', 'AbortError'));
      Object.assign(window, {
        picks: 'net.netloom',
        showOpenFilePicker: async () =>
          'picks' in window && window.picks === null ? cancelled() : [await pick('net.netloom', false)],
        showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) =>
          'picks' in window && window.picks === null ? cancelled() : pick(suggestedName, true),
      });
    });
    await use(page);
  },
});

async function open(page: Page, address: string, before: () => void): Promise<void> {
  const faults: string[] = [];
  watch(page, faults);
  await page.addInitScript(before);
  await page.goto(address);
  await page.waitForFunction(() => 'host' in window);
  expect(faults).toEqual([]);
}

/** Names of the files in the private file system's folder. */
function privateFiles(page: Page, folder?: string): Promise<string[]> {
  return page.evaluate(async (inside) => {
    let directory = await navigator.storage.getDirectory();
    if (inside !== undefined) directory = await directory.getDirectoryHandle(inside, { create: true });
    const names: string[] = [];
    for await (const name of directory.keys()) names.push(name);
    return names.sort();
  }, folder);
}

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

test.describe('journals', () => {
  /** Everything that the host offers: texts by the last of them. */
  const abandoned = (page: Page) =>
    page.evaluate(async () =>
      Promise.all((await window.host.journals.abandoned()).map((each) => each.read())),
    );

  test('outlive the page, with weights, and are gone once they are discarded', async ({ bare, harness }) => {
    await bare.evaluate(async () => {
      const { journals } = window.host;
      await journals.begin(1, 'old\n', undefined);
      await journals.append(1, 'older\n');
      await journals.begin(1, 'checkpoint\n', undefined);
      await journals.append(1, 'one\n');
      await journals.append(1, 'two\n');
      await journals.keepWeights(1, 'hash', new TextEncoder().encode('weights'));
      await journals.begin(2, 'another\n', undefined);
      await journals.remove(2);
    });
    expect(await abandoned(bare)).toEqual([]);
    await bare.goto(harness);
    const found = await bare.evaluate(async () => {
      const [journal] = await window.host.journals.abandoned();
      const weights = await journal!.weights('hash');
      const result = [await journal!.read(), new TextDecoder().decode(weights), await journal!.weights('x')];
      await journal!.discard();
      return result;
    });
    expect(found).toEqual(['checkpoint\none\ntwo\n', 'weights', undefined]);
    await bare.goto(harness);
    expect(await abandoned(bare)).toEqual([]);
  });

  test('keep large weights in pieces: all of them or, where the page is gone before, none', async ({
    bare,
    harness,
  }) => {
    const pages = (work: 'keep' | 'find') =>
      bare.evaluate(async (doing) => {
        const { journals } = window.host;
        // No multiple of a piece, and a view of a buffer that has more.
        const weights = new Uint8Array(30_000_001).map((_, index) => index % 251).subarray(7);
        if (doing === 'keep') {
          await journals.begin(1, 'whole\n', undefined);
          await journals.keepWeights(1, 'hash', weights);
          await journals.begin(2, 'half\n', undefined);
          const { put } = IDBObjectStore.prototype;
          let left = 3;
          const three: typeof put = function three(this: IDBObjectStore, ...row) {
            left -= 1;
            if (left < 0) throw new DOMException('Full.', 'QuotaExceededError');
            return put.apply(this, row);
          };
          IDBObjectStore.prototype.put = three;
          return journals.keepWeights(2, 'hash', weights).then(
            () => [],
            (error: unknown) => [(error as { code: string }).code],
          );
        }
        const found = await Promise.all(
          (await journals.abandoned()).map(async (journal) => {
            const kept = await journal.weights('hash');
            const same = kept?.length === weights.length && kept.every((byte, at) => byte === weights[at]);
            const line = (await journal.read()).trim();
            await journal.discard();
            return `${line} ${kept === undefined ? 'none' : String(same)}`;
          }),
        );
        return found.toSorted();
      }, work);
    expect(await pages('keep')).toEqual(['disk-full']);
    await bare.goto(harness);
    expect(await pages('find')).toEqual(['half none', 'whole true']);
    await bare.goto(harness);
    expect(await abandoned(bare)).toEqual([]);
    const rows = await bare.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const opening = indexedDB.open('netloom');
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
    expect(rows).toBe(0);
  });

  test('are kept to the end when their page is killed', async ({ context, bare, harness }) => {
    await bare.evaluate(async () => {
      await window.host.journals.begin(1, 'begun\n', undefined);
      for (let line = 0; line < 20; line += 1) await window.host.journals.append(1, `${line}\n`);
    });
    const killed = bare.waitForEvent('crash');
    void bare.goto('chrome://crash').catch(() => undefined);
    await killed;
    const next = await context.newPage();
    await next.goto(harness);
    const [text] = await abandoned(next);
    expect(text?.split('\n').slice(0, -1)).toEqual([
      'begun',
      ...Array.from({ length: 20 }, (_, line) => String(line)),
    ]);
  });

  test('of a page that lives are nobody else’s, and what one took over the next is not given', async ({
    context,
    bare,
    harness,
  }) => {
    await bare.evaluate(() => window.host.journals.begin(1, 'mine\n', undefined));
    const other = await context.newPage();
    await other.goto(harness);
    expect(await abandoned(other)).toEqual([]);
    await other.evaluate(() => window.host.journals.begin(1, 'theirs\n', undefined));
    await bare.close();
    expect(await abandoned(other)).toEqual(['mine\n']);
    const third = await context.newPage();
    await third.goto(harness);
    expect(await abandoned(third)).toEqual([]);
    await other.close();
    expect((await abandoned(third)).toSorted()).toEqual(['mine\n', 'theirs\n']);
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
