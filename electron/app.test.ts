import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  IPC_REQUESTS,
  MAX_CHUNK_BYTES,
  type FileReference,
  type IpcRequestName,
} from '../shared/host/ipc.ts';
import { startApp } from './app.ts';
import { createFakeElectron, type FakeElectron } from './testing/fake-electron.ts';

let folder = '';
let fake: FakeElectron;
const home = (name: string) => join(folder, 'home', name);
const bytes = (text: string) => new TextEncoder().encode(text);

async function start(args: readonly string[] = [], firstInstance = true): Promise<FakeElectron> {
  fake = createFakeElectron({ userData: join(folder, 'settings'), firstInstance });
  await startApp({
    electron: fake.electron,
    rendererRoot: join(folder, 'renderer'),
    preloadPath: join(folder, 'preload.cjs'),
    args,
    workingFolder: join(folder, 'home'),
  });
  return fake;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netloom-electron-'));
  for (const name of ['home', 'settings', 'renderer']) await mkdir(join(folder, name));
  await writeFile(join(folder, 'renderer', 'index.html'), '<!doctype html>');
  await writeFile(home('net.netloom'), 'first');
  await writeFile(home('other.netloom'), 'second');
  await start();
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function open(name = 'net.netloom'): Promise<FileReference> {
  fake.answers.openPaths.push(home(name));
  return fake.request('file.open');
}

async function write(
  request: Record<string, unknown>,
  ...chunks: Uint8Array[]
): Promise<{ name: string; token: string | null } | null> {
  const byteLength = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  const begun: { writer: string } | null = await fake.request('write.begin', {
    purpose: 'document',
    suggestedName: 'net.netloom',
    byteLength,
    ...request,
  });
  if (begun === null) return null;
  for (const chunk of chunks) await fake.request('write.chunk', { ...begun, bytes: chunk });
  return fake.request('write.commit', begun);
}

describe('the window', () => {
  it('is sandboxed, isolated, without Node, and shows the app', () => {
    expect(fake.app.sandboxed).toBe(true);
    expect(fake.window().loaded).toBe('app://netloom/index.html');
    expect(fake.window().options).toMatchObject({
      name: 'main',
      windowStatePersistence: true,
      webPreferences: {
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
      },
    });
    expect(fake.schemes).toEqual([
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
      },
    ]);
  });

  it('says what the document is called and whether it is saved', async () => {
    await fake.request('document.state', { name: 'LeNet-5', dirty: true, unsaved: ['LeNet-5'] });
    expect(fake.window()).toMatchObject({ title: '• LeNet-5 – Netloom', edited: true });
    await fake.request('document.state', { name: '', dirty: false, unsaved: [] });
    expect(fake.window()).toMatchObject({ title: 'Netloom', edited: false });
  });

  it('offers to start again when its process dies, and removes what it was writing', async () => {
    fake.answers.savePaths.push(home('half.onnx'));
    const begun: { writer: string } = await fake.request('write.begin', {
      purpose: 'export',
      suggestedName: 'half.onnx',
      byteLength: 10,
    });
    await fake.request('write.chunk', { ...begun, bytes: bytes('half') });
    fake.answers.messages.push(0);
    fake.window().webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    fake.window().webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    await expect.poll(() => fake.window().webContents.reloads).toBe(1);
    await expect.poll(() => readdir(join(folder, 'home'))).toEqual(['net.netloom', 'other.netloom']);
    await expect(fake.request('write.commit', begun)).rejects.toMatchObject({ code: 'unknown-token' });
  });
});

describe('opening', () => {
  it('gives a name, a token and an address, never a path, and the bytes by fetch', async () => {
    const file = await open();
    expect(file).toEqual({
      name: 'net.netloom',
      token: expect.stringMatching(/^[\w-]{22}$/u) as string,
      byteLength: 5,
      address: `/_file/${file.token}`,
    });
    expect(JSON.stringify(file)).not.toContain(folder);
    const response = await fake.fetch(file.address);
    expect(await response.text()).toBe('first');
    expect(response.headers.get('content-length')).toBe('5');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(fake.app.recentDocuments).toEqual([home('net.netloom')]);
  });

  it('gives null when the user cancels', async () => {
    fake.answers.openPaths.push(undefined);
    expect(await fake.request('file.open')).toBeNull();
  });

  it.each([
    ['gone.netloom', 'file-missing', /^Could not open "gone\.netloom"/u],
    ['', 'file-not-regular', /is not a file\. Choose a Netloom network\.$/u],
  ])('refuses %j', async (name, code, message) => {
    fake.answers.openPaths.push(home(name));
    await expect(fake.request('file.open')).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });

  it('answers no other address for files', async () => {
    const { token } = await open();
    for (const address of [
      '/_file/',
      '/_file/AAAAAAAAAAAAAAAAAAAAAA',
      `/_file/${token}/../x`,
      `/_file/${token}%00`,
      '/_file/..%2f..%2fetc%2fpasswd',
      '/../settings/recent.json',
      'app://netloom.evil/index.html',
    ]) {
      const response = await fake.fetch(address);
      expect([403, 404], address).toContain(response.status);
      expect(await response.text(), address).toBe('');
    }
    expect((await fake.fetch(`/_file/${token}`, { method: 'POST', body: 'x' })).status).toBe(405);
  });

  it('serves the app by the same scheme', async () => {
    const page = await fake.fetch('/');
    expect(await page.text()).toBe('<!doctype html>');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await fake.fetch('/index.html', { method: 'HEAD' })).status).toBe(200);
    expect((await fake.fetch('/index.html', { method: 'POST' })).status).toBe(405);
  });
});

describe('recent files', () => {
  it('are the newest first, once each, ten at most, and survive a restart', async () => {
    for (let index = 0; index < 12; index++) {
      await writeFile(home(`${index}.netloom`), 'x');
      await open(`${index}.netloom`);
    }
    await open('5.netloom');
    await start();
    const recent: { name: string; token: string }[] = await fake.request('file.recent');
    expect(recent.map((file) => file.name)).toEqual(
      [5, 11, 10, 9, 8, 7, 6, 4, 3, 2].map((index) => `${index}.netloom`),
    );
    const file: FileReference = await fake.request('file.openToken', { token: recent[1]?.token });
    expect(file.name).toBe('11.netloom');
  });

  it('stand in the menu, latest first, open from there, and can be forgotten', async () => {
    await fake.request('file.takeHanded');
    await open('net.netloom');
    await open('other.netloom');
    const labels = () =>
      fake
        .menuItems()
        .map(({ label }) => label)
        .filter((label) => label?.startsWith(folder) === true);
    expect(labels()).toEqual([home('other.netloom'), home('net.netloom')]);
    const choose = (label: string) => {
      const item = fake.menuItems().find((each) => each.label === label);
      (item?.click as unknown as (() => void) | undefined)?.();
    };
    choose(home('net.netloom'));
    await expect.poll(labels).toEqual([home('net.netloom'), home('other.netloom')]);
    expect(fake.window().webContents.sent.map(({ channel }) => channel)).toEqual(['openFile']);
    await rm(home('other.netloom'));
    choose(home('other.netloom'));
    await expect.poll(labels).toEqual([home('net.netloom')]);
    await expect
      .poll(() => fake.window().webContents.sent.at(-1))
      .toMatchObject({ value: { code: 'file-missing' } });
    await fake.request('file.clearRecent');
    expect(labels()).toEqual([]);
    expect(await fake.request('file.recent')).toEqual([]);
    expect(fake.app.recentDocuments).toEqual([]);
  });

  it('forget a file that is gone', async () => {
    const { token } = await open();
    await rm(home('net.netloom'));
    await expect(fake.request('file.openToken', { token })).rejects.toMatchObject({ code: 'file-missing' });
    expect(await fake.request('file.recent')).toEqual([]);
  });

  it.each(['', '{', '[]', '{"version":2,"paths":[]}', '{"version":1,"paths":[1]}', '{"__proto__":{}}'])(
    'start empty from settings that hold %j',
    async (text) => {
      await writeFile(join(folder, 'settings', 'recent.json'), text);
      await start();
      expect(await fake.request('file.recent')).toEqual([]);
      await open();
      expect(await fake.request('file.recent')).toHaveLength(1);
    },
  );
});

describe('saving', () => {
  it('writes back to the file that was opened, without asking', async () => {
    const file = await open();
    expect(await write({ token: file.token }, bytes('drawn '), bytes('anew'))).toEqual({
      name: 'net.netloom',
      token: file.token,
    });
    expect(await readFile(home('net.netloom'), 'utf8')).toBe('drawn anew');
    await write({ token: file.token }, bytes('and again'));
    expect(await readFile(home('net.netloom'), 'utf8')).toBe('and again');
    expect(fake.asked.map(({ kind }) => kind)).toEqual(['open']);
  });

  it('asks where, adds the missing extension, and asks before it replaces', async () => {
    fake.answers.savePaths.push(home('fresh'));
    expect(await write({}, bytes('1'))).toMatchObject({ name: 'fresh.netloom' });
    fake.answers.savePaths.push(home('fresh'), home('fresh'));
    fake.answers.messages.push(1, 0);
    expect(await write({}, bytes('2'))).toBeNull();
    expect(await readFile(home('fresh.netloom'), 'utf8')).toBe('1');
    expect(await write({}, bytes('3'))).not.toBeNull();
    expect(await readFile(home('fresh.netloom'), 'utf8')).toBe('3');
  });

  it('suggests a name and never a place', async () => {
    fake.answers.savePaths.push(undefined, undefined);
    await write({ suggestedName: '../../etc/cron.d/net.netloom' }, bytes('1'));
    await write({ suggestedName: 'C:\\Windows\\net.onnx' }, bytes('1'));
    expect(fake.asked.map(({ options }) => options['defaultPath'])).toEqual(['net.netloom', 'net.onnx']);
  });

  it('notices a file that changed on disk, and does as the user says', async () => {
    const { token } = await open();
    const change = () => writeFile(home('net.netloom'), `theirs ${Math.random()}`);
    await change();
    fake.answers.messages.push(2);
    expect(await write({ token }, bytes('mine'))).toBeNull();
    expect(fake.asked.at(-1)?.options['message']).toBe(
      '"net.netloom" was changed by another program since it was opened here.',
    );
    expect(await readFile(home('net.netloom'), 'utf8')).toMatch(/^theirs/u);

    fake.answers.messages.push(0);
    fake.answers.savePaths.push(home('copy.netloom'));
    expect(await write({ token }, bytes('mine'))).toMatchObject({ name: 'copy.netloom' });
    expect(await readFile(home('net.netloom'), 'utf8')).toMatch(/^theirs/u);

    fake.answers.messages.push(1);
    await write({ token }, bytes('mine'));
    expect(await readFile(home('net.netloom'), 'utf8')).toBe('mine');
    await write({ token }, bytes('mine too'));
    expect(fake.answers).toEqual({ openPaths: [], savePaths: [], messages: [] });
  });

  it('follows a symbolic link, and refuses a folder', async () => {
    await symlink('net.netloom', home('link.netloom'));
    fake.answers.savePaths.push(home('link.netloom'), folder.concat('/home/sub.netloom'));
    expect(await write({}, bytes('linked'))).toMatchObject({ name: 'net.netloom' });
    expect(await readFile(home('net.netloom'), 'utf8')).toBe('linked');
    await mkdir(home('sub.netloom'));
    await expect(write({}, bytes('x'))).rejects.toMatchObject({ code: 'file-is-folder' });
  });

  it('streams an export, and leaves nothing of one that is aborted', async () => {
    fake.answers.savePaths.push(home('net.onnx'), home('stop.onnx'));
    const chunk = new Uint8Array(MAX_CHUNK_BYTES).fill(7);
    await write({ purpose: 'export', suggestedName: 'net.onnx' }, chunk, chunk, chunk.subarray(0, 5));
    expect((await stat(home('net.onnx'))).size).toBe(2 * MAX_CHUNK_BYTES + 5);
    expect(fake.app.recentDocuments).toEqual([]);

    const begun: { writer: string } = await fake.request('write.begin', {
      purpose: 'export',
      suggestedName: 'stop.onnx',
      byteLength: 2 * MAX_CHUNK_BYTES,
    });
    await fake.request('write.chunk', { ...begun, bytes: chunk });
    await fake.request('write.abort', begun);
    expect(await readdir(join(folder, 'home'))).toEqual(['net.netloom', 'net.onnx', 'other.netloom']);
    await expect(fake.request('write.chunk', { ...begun, bytes: chunk })).rejects.toMatchObject({
      code: 'unknown-token',
    });
  });

  it('keeps a window from opening writes without end', async () => {
    const begin = () =>
      fake.request('journal.weights', {
        journal: `${'a'.repeat(32)}.1`,
        sha256: 'b'.repeat(64),
        byteLength: 1,
      });
    for (let count = 0; count < 8; count++) await begin();
    await expect(begin()).rejects.toMatchObject({ code: 'too-many-writes' });
    fake.window().destroy();
    await expect.poll(() => readdir(join(folder, 'settings', 'journals'))).toEqual([]);
  });
});

describe('journals', () => {
  const OLD = `${'a'.repeat(32)}.1`;
  const NEW = `${'b'.repeat(32)}.1`;
  const HASH = 'c'.repeat(64);
  const folderNames = () => readdir(join(folder, 'settings', 'journals'));
  const texts = async () => {
    const list: { journal: string; address: string }[] = await fake.request('journal.list');
    return Object.fromEntries(
      await Promise.all(
        list.map(async ({ journal, address }) => [journal, await (await fake.fetch(address)).text()]),
      ),
    );
  };

  it('grow line by line, are there after a restart, and are removed with their weights', async () => {
    expect(await fake.request('journal.list')).toEqual([]);
    await fake.request('journal.begin', { journal: OLD, line: 'old\n' });
    await Promise.all(
      ['1\n', '2\n', '3\n'].map((line) => fake.request('journal.append', { journal: OLD, line })),
    );
    expect(await texts()).toEqual({ [OLD]: 'old\n1\n2\n3\n' });
    await fake.request('journal.begin', { journal: OLD, line: 'checkpoint\n' });
    await fake.request('journal.append', { journal: OLD, line: '4\n' });
    const begun: { writer: string } = await fake.request('journal.weights', {
      journal: OLD,
      sha256: HASH,
      byteLength: 7,
    });
    await fake.request('write.chunk', { ...begun, bytes: bytes('weights') });
    await fake.request('write.commit', begun);

    await start();
    await fake.request('journal.begin', { journal: NEW, line: 'new\n' });
    expect(await texts()).toEqual({ [OLD]: 'checkpoint\n4\n', [NEW]: 'new\n' });
    const list: { journal: string; weights: { sha256: string; address: string }[] }[] =
      await fake.request('journal.list');
    const { weights } = list.find(({ journal }) => journal === OLD)!;
    expect(weights).toMatchObject([{ sha256: HASH }]);
    expect(await (await fake.fetch(weights[0]!.address)).text()).toBe('weights');
    await fake.request('journal.remove', { journal: OLD });
    await fake.request('journal.remove', { journal: OLD });
    expect(await folderNames()).toEqual([`${NEW}.journal`]);
    expect(fake.app.recentDocuments).toEqual([]);
  });

  it('are never begun by their second line', async () => {
    await expect(fake.request('journal.append', { journal: OLD, line: 'x\n' })).rejects.toMatchObject({
      code: 'file-missing',
    });
    expect(await folderNames()).toEqual([]);
  });

  it('lose what a killed write left half-done, and nothing else', async () => {
    await fake.request('journal.begin', { journal: OLD, line: 'old\n' });
    await writeFile(join(folder, 'settings', 'journals', '.netloom-0123.tmp'), 'half');
    await start();
    expect(await folderNames()).toEqual([`${OLD}.journal`]);
  });

  it('lose weights whose journal was never begun, or is gone', async () => {
    await fake.request('journal.begin', { journal: OLD, line: 'old\n' });
    const folderOf = join(folder, 'settings', 'journals');
    await writeFile(join(folderOf, `${OLD}.${HASH}.weights`), 'kept');
    await writeFile(join(folderOf, `${NEW}.${HASH}.weights`), 'orphan');
    await start();
    expect(await folderNames()).toEqual([`${OLD}.${HASH}.weights`, `${OLD}.journal`]);
  });

  it('go with their weights that are being written', async () => {
    await fake.request('journal.begin', { journal: OLD, line: 'old\n' });
    const begun: { writer: string } = await fake.request('journal.weights', {
      journal: OLD,
      sha256: HASH,
      byteLength: 7,
    });
    await fake.request('write.chunk', { ...begun, bytes: bytes('wei') });
    await fake.request('journal.remove', { journal: OLD });
    expect(await folderNames()).toEqual([]);
    await expect(fake.request('write.chunk', { ...begun, bytes: bytes('ghts') })).rejects.toMatchObject({
      code: 'unknown-token',
    });
  });

  it('do not come back when the window writes on while its work is given up', async () => {
    await fake.request('journal.begin', { journal: OLD, line: 'old\n' });
    const begun: { writer: string } = await fake.request('journal.weights', {
      journal: OLD,
      sha256: HASH,
      byteLength: 1,
    });
    await fake.request('document.state', { name: 'LeNet-5', dirty: true, unsaved: ['LeNet-5'] });
    fake.answers.messages.push(1);
    const ignore = (asked: Promise<unknown>): Promise<unknown> => asked.catch(() => undefined);
    const writes = [ignore(fake.request('journal.begin', { journal: OLD, line: 'again\n' }))];
    fake.window().close();
    const write = (): void => {
      writes.push(ignore(fake.request('journal.append', { journal: OLD, line: 'more\n' })));
      writes.push(ignore(fake.request('journal.begin', { journal: NEW, line: 'new\n' })));
      writes.push(ignore(fake.request('write.commit', begun)));
    };
    await expect
      .poll(
        () => {
          write();
          return fake.window().destroyed;
        },
        { interval: 5 },
      )
      .toBe(true);
    write();
    await Promise.all(writes);
    expect(await folderNames()).toEqual([]);
  });

  it('that cannot be removed keep no window open', async () => {
    await fake.request('journal.begin', { journal: OLD, line: 'old\n' });
    await fake.request('document.state', { name: 'LeNet-5', dirty: true, unsaved: ['LeNet-5'] });
    await rm(join(folder, 'settings', 'journals'), { recursive: true });
    await writeFile(join(folder, 'settings', 'journals'), 'no folder');
    const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined);
    fake.answers.messages.push(1);
    fake.window().close();
    await expect.poll(() => fake.window().destroyed).toBe(true);
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });

  it('go when the user gives the work up; those of windows before stay', async () => {
    await fake.request('journal.begin', { journal: OLD, line: 'old\n' });
    await start();
    await fake.request('journal.begin', { journal: NEW, line: 'new\n' });
    await fake.request('document.state', { name: 'LeNet-5', dirty: true, unsaved: ['LeNet-5'] });
    fake.answers.messages.push(1);
    fake.window().close();
    await expect.poll(() => fake.window().destroyed).toBe(true);
    expect(await folderNames()).toEqual([`${OLD}.journal`]);
    // macOS: the app goes on without a window, and opens another.
    fake.app.emit('activate');
    await fake.request('journal.begin', { journal: NEW, line: 'newer\n' });
    expect(await texts()).toEqual({ [OLD]: 'old\n', [NEW]: 'newer\n' });
  });

  it('have names that are no paths', async () => {
    for (const journal of ['../recent', 'a', `${'a'.repeat(32)}.`, `${'a'.repeat(32)}.1/../x`, `${OLD}\n`]) {
      await expect(fake.request('journal.begin', { journal, line: 'x' })).rejects.toMatchObject({
        code: 'bad-request',
      });
    }
  });
});

describe('closing with unsaved changes', () => {
  beforeEach(() => fake.request('document.state', { name: 'LeNet-5', dirty: true, unsaved: ['LeNet-5'] }));
  const commands = () => fake.window().webContents.sent.filter(({ channel }) => channel === 'command');

  it('does not ask when there are none', async () => {
    await fake.request('document.state', { name: 'LeNet-5', dirty: false, unsaved: [] });
    expect(fake.window().close()).toBe(true);
    expect(fake.asked).toEqual([]);
  });

  it('stays on Cancel, and asks once at a time', async () => {
    fake.answers.messages.push(2);
    expect(fake.window().close()).toBe(false);
    expect(fake.window().close()).toBe(false);
    await expect.poll(() => fake.asked.length).toBe(1);
    expect(fake.asked[0]?.options['message']).toBe('Save the changes to "LeNet-5"?');
    expect(fake.window().destroyed).toBe(false);
  });

  it('saves on Save and goes once the document is saved', async () => {
    fake.answers.messages.push(0);
    fake.window().close();
    await expect.poll(commands).toEqual([{ channel: 'command', value: 'file.saveAll' }]);
    fake.answers.savePaths.push(home('saved.netloom'));
    await write({}, bytes('saved'));
    expect(fake.window().destroyed).toBe(false);
    await fake.request('document.state', { name: 'saved', dirty: false, unsaved: [] });
    expect(fake.window().destroyed).toBe(true);
  });

  it('names several, and goes once all of them are saved', async () => {
    const state = (...unsaved: string[]) =>
      fake.request('document.state', { name: 'A', dirty: unsaved.includes('A'), unsaved });
    await state('A', 'B', 'C', 'D', '');
    fake.answers.messages.push(0);
    fake.window().close();
    await expect.poll(commands).toHaveLength(1);
    expect(fake.asked[0]?.options).toMatchObject({
      message: 'Save the changes to "A", "B", "C" and 2 more?',
      buttons: ['Save All', "Don't Save", 'Cancel'],
    });
    await state('B', 'C');
    await state('C');
    expect(fake.window().destroyed).toBe(false);
    await state();
    expect(fake.window().destroyed).toBe(true);
  });

  it('stays when another edit comes between', async () => {
    fake.answers.messages.push(0);
    fake.window().close();
    await expect.poll(commands).toHaveLength(1);
    await fake.request('document.state', { name: 'B', dirty: true, unsaved: ['LeNet-5', 'B'] });
    await fake.request('document.state', { name: 'B', dirty: false, unsaved: [] });
    expect(fake.window().destroyed).toBe(false);
  });

  it.each(['cancelled', 'failed'])(
    'stays open when that save was %s, and through a later one',
    async (how) => {
      fake.answers.messages.push(0);
      fake.window().close();
      await expect.poll(commands).toHaveLength(1);
      fake.answers.savePaths.push(how === 'cancelled' ? undefined : home('no/such/folder.netloom'));
      await write({}, bytes('x')).catch(() => undefined);
      await fake.request('document.state', { name: 'LeNet-5', dirty: false, unsaved: [] });
      expect(fake.window().destroyed).toBe(false);
    },
  );
});

describe('files handed over by the system', () => {
  it('wait until the window asks, whether named on the command line or double-clicked', async () => {
    await start(['--flag', 'nonsense.txt', 'net.netloom', 'other.netloom']);
    let prevented = false;
    fake.app.emit('open-file', { preventDefault: () => (prevented = true) }, home('other.netloom'));
    const files: FileReference[] = await fake.request('file.takeHanded');
    expect(files.map((file) => file.name)).toEqual(['net.netloom', 'other.netloom']);
    expect(prevented).toBe(true);
    expect(await fake.request('file.takeHanded')).toEqual([]);
  });

  it('are announced to a window that listens', async () => {
    await fake.request('file.takeHanded');
    fake.app.emit('second-instance', {}, ['netloom', './net.netloom'], join(folder, 'home'));
    await expect.poll(() => fake.window().webContents.sent).toHaveLength(1);
    const { channel, value } = fake.window().webContents.sent[0] ?? {};
    expect(channel).toBe('openFile');
    expect(await (await fake.fetch((value as FileReference).address)).text()).toBe('first');
    expect(fake.window().focused).toBe(1);
  });

  it('are nothing else, whatever a second instance says', async () => {
    await fake.request('file.takeHanded');
    const hostile = [
      '--inspect=0.0.0.0',
      '/etc/passwd',
      'net.netloom\0',
      '../settings',
      'missing.netloom',
      7,
      null,
      { path: home('net.netloom') },
      'x'.repeat(1_000_000),
      'home',
    ];
    fake.app.emit('second-instance', {}, ['netloom', ...hostile], join(folder, 'home'));
    fake.app.emit('open-file', { preventDefault: () => undefined }, '/etc/passwd');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(fake.window().webContents.sent).toEqual([]);
  });

  it('go to the first instance: a second one opens no window', async () => {
    await start([], false);
    expect(fake.windows).toEqual([]);
    expect(fake.app.quits).toBe(1);
    expect(fake.channels()).toEqual([]);
  });
});

describe('every channel', () => {
  const TOKEN = 'AAAAAAAAAAAAAAAAAAAAAA';
  const wrong: readonly unknown[] = [
    null,
    0,
    Number.NaN,
    true,
    '',
    'x'.repeat(5_000_000),
    [],
    [TOKEN],
    {},
    { token: '../../etc/passwd' },
    { token: '/etc/passwd' },
    { token: TOKEN, extra: 1 },
    { token: `${TOKEN}\n` },
    { writer: 7 },
    { writer: TOKEN, bytes: 'text' },
    { writer: TOKEN, bytes: new ArrayBuffer(8) },
    { writer: TOKEN, bytes: new Uint8Array(MAX_CHUNK_BYTES + 1) },
    { purpose: 'system', suggestedName: 'x', byteLength: 1 },
    { purpose: 'document', suggestedName: '', byteLength: 1 },
    { purpose: 'document', suggestedName: 'x'.repeat(256), byteLength: 1 },
    { purpose: 'document', suggestedName: 'x', byteLength: -1 },
    { purpose: 'document', suggestedName: 'x', byteLength: 1.5 },
    { purpose: 'document', suggestedName: 'x', byteLength: 1, path: '/etc/passwd' },
    { name: 'x', dirty: 'yes' },
    { name: 'x'.repeat(5000), dirty: true, unsaved: [] },
    { name: 'x', dirty: true, unsaved: ['x'.repeat(5000)] },
    { journal: '../../etc/passwd', line: 'x' },
    { journal: `${'a'.repeat(32)}.1`, line: '' },
    { journal: `${'a'.repeat(32)}.1`, sha256: 'x', byteLength: 1 },
    { command: 'toString' },
    { command: 'file.save' },
    JSON.parse('{"__proto__": {"token": "x"}, "constructor": 1}'),
    new Map([['token', TOKEN]]),
  ];

  it('is registered, and there is no other', () => {
    expect(fake.channels().toSorted()).toEqual(Object.keys(IPC_REQUESTS).toSorted());
  });

  it.each(Object.keys(IPC_REQUESTS) as IpcRequestName[])('%s refuses what does not fit', async (channel) => {
    for (const value of wrong) {
      const result = await fake.invoke(channel, [value]);
      expect(result).toMatchObject({ ok: false, code: 'bad-request' });
      if (!result.ok) expect(result.message.length).toBeLessThan(200);
    }
    expect(await fake.invoke(channel, [undefined, undefined])).toMatchObject({
      ok: false,
      code: 'bad-request',
    });
    expect(fake.asked).toEqual([]);
  });

  it.each(Object.keys(IPC_REQUESTS) as IpcRequestName[])('%s refuses a stranger', async (channel) => {
    for (const frame of [
      null,
      { url: 'https://evil.example/', parent: null },
      { url: 'app://netloom.evil/index.html', parent: null },
      { url: 'app://netloom', parent: null },
      { url: 'file:///index.html', parent: null },
      { url: 'about:blank', parent: null },
      { url: 'app://netloom/index.html', parent: { url: 'https://evil.example/' } },
    ]) {
      expect(await fake.invoke(channel, [], frame)).toEqual({
        ok: false,
        code: 'bad-sender',
        message: 'Only the app itself may ask this.',
      });
    }
    expect(fake.asked).toEqual([]);
  });

  it('refuses tokens that it never gave out', async () => {
    for (const [channel, request] of [
      ['file.openToken', { token: TOKEN }],
      ['write.begin', { purpose: 'document', token: TOKEN, suggestedName: 'x', byteLength: 1 }],
      ['write.chunk', { writer: TOKEN, bytes: new Uint8Array(1) }],
      ['write.commit', { writer: TOKEN }],
      ['write.abort', { writer: TOKEN }],
    ] as const) {
      await expect(fake.request(channel, request), channel).rejects.toMatchObject({ code: 'unknown-token' });
    }
    const { token } = await open();
    await expect(fake.request('write.commit', { writer: token })).rejects.toMatchObject({
      code: 'unknown-token',
    });
  });

  it('answers as the contract says', async () => {
    const file = await open();
    const journal = `${'a'.repeat(32)}.1`;
    const answers: readonly (readonly [IpcRequestName, unknown])[] = [
      ['file.open', file],
      ['file.openToken', await fake.request('file.openToken', { token: file.token })],
      ['file.recent', await fake.request('file.recent')],
      ['file.clearRecent', await fake.request('file.clearRecent')],
      ['file.takeHanded', await fake.request('file.takeHanded')],
      ['write.commit', await write({ token: file.token }, bytes('x'))],
      ['journal.begin', await fake.request('journal.begin', { journal, line: 'x' })],
      ['journal.append', await fake.request('journal.append', { journal, line: 'x' })],
      ['journal.file', await fake.request('journal.file', { journal })],
      ['journal.list', await fake.request('journal.list')],
      ['journal.remove', await fake.request('journal.remove', { journal })],
      ['document.state', await fake.request('document.state', { name: 'x', dirty: false, unsaved: [] })],
      ['edit.native', await fake.request('edit.native', { command: 'edit.paste' })],
    ];
    for (const [channel, answer] of answers) {
      expect(IPC_REQUESTS[channel].response.safeParse(answer).success, channel).toBe(true);
    }
    expect(fake.window().webContents.edits).toEqual(['paste']);
  });
});
