import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FileReference } from '../shared/host/ipc.ts';
import { bytes, fake, folder, home, start, write, useDesktop } from './testing/desktop.ts';

useDesktop();

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

describe('starting', () => {
  it('goes on where the list of recent files and the drafts cannot be read, and tells when they cannot be kept', async () => {
    const settings = join(folder, 'settings');
    await rm(settings, { recursive: true });
    await mkdir(join(settings, 'recent.json'), { recursive: true });
    await writeFile(join(settings, 'journals'), 'no folder');
    await start();
    expect(await fake.request('file.recent')).toEqual([]);
    await expect(
      fake.request('journal.begin', { journal: `${'a'.repeat(32)}.1`, line: 'x' }),
    ).rejects.toMatchObject({ code: 'file-failed' });
    fake.answers.openPaths.push(home('net.netloom'));
    expect(await fake.request('file.open')).toMatchObject({ name: 'net.netloom' });
    expect(fake.window().webContents.sent).toContainEqual({
      channel: 'failure',
      value: expect.objectContaining({ code: 'recent' }) as unknown,
    });
  });

  it('removes what killed writes left in its settings and beside recent files, and nothing else', async () => {
    fake.answers.openPaths.push(home('net.netloom'));
    await fake.request('file.open');
    const left = `.netloom-${'0'.repeat(16)}.tmp`;
    const alive = `.netloom-${'1'.repeat(16)}.tmp`;
    for (const path of [join(folder, 'settings', left), home(left), home(alive), home('mine.tmp')])
      await writeFile(path, 'half');
    const old = new Date(Date.now() - 3_600_000);
    for (const name of [left, 'mine.tmp']) await utimes(home(name), old, old);
    await start();
    await expect.poll(() => readdir(join(folder, 'home'))).not.toContain(left);
    expect(await readdir(join(folder, 'home'))).toEqual([alive, 'mine.tmp', 'net.netloom', 'other.netloom']);
    expect(await readdir(join(folder, 'settings'))).toEqual(['journals', 'recent.json']);
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

  it('are heard before the app is ready, and open a window where there is none', async () => {
    const starting = start();
    fake.app.emit('open-file', { preventDefault: () => undefined }, home('net.netloom'));
    await starting;
    const names = async () =>
      (await fake.request<FileReference[]>('file.takeHanded')).map(({ name }) => name);
    expect(await names()).toEqual(['net.netloom']);
    fake.window().destroy();
    fake.app.emit('open-file', { preventDefault: () => undefined }, home('other.netloom'));
    expect(fake.window().destroyed).toBe(false);
    expect(await names()).toEqual(['other.netloom']);
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
