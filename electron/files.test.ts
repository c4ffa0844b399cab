import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAX_CHUNK_BYTES, type FileReference } from '../shared/host/ipc.ts';
import { createWriters } from './files/writers.ts';
import { bytes, fake, folder, home, open, start, write, useDesktop } from './testing/desktop.ts';

useDesktop();

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
    // What follows a dot is no extension for that.
    fake.answers.savePaths.push(home('net v2.1'), home('net.bin'));
    expect(await write({}, bytes('4'))).toMatchObject({ name: 'net v2.1.netloom' });
    expect(await write({}, bytes('5'))).toMatchObject({ name: 'net.bin' });
  });

  it('suggests a name and never a place', async () => {
    fake.answers.savePaths.push(undefined, undefined, undefined, undefined, undefined);
    await write({ suggestedName: '../../etc/cron.d/net.netloom' }, bytes('1'));
    await write({ suggestedName: 'C:\\Windows\\net.onnx' }, bytes('1'));
    for (const suggestedName of ['..', '/', 'a/..']) await write({ suggestedName }, bytes('1'));
    expect(fake.asked.map(({ options }) => options['defaultPath'])).toEqual([
      'net.netloom',
      'net.onnx',
      'network.netloom',
      'network.netloom',
      'network.netloom',
    ]);
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

  it('asks one question at a time, however often the window wants to', async () => {
    fake.answers.savePaths.push(undefined);
    const asked = await Promise.allSettled(
      Array.from({ length: 50 }, () => write({ suggestedName: 'net.onnx' }, bytes('1'))),
    );
    expect(asked.filter(({ status }) => status === 'rejected')).toHaveLength(49);
    expect(asked[7]).toMatchObject({ reason: { code: 'dialog-open' } });
    expect(fake.asked).toHaveLength(1);
    fake.answers.openPaths.push(undefined);
    expect(await fake.request('file.open')).toBeNull();
  });

  it('keeps a window from opening writes without end', async () => {
    const begin = () =>
      fake.request('journal.weights', {
        journal: `${'a'.repeat(32)}.1`,
        sha256: 'b'.repeat(64),
        byteLength: 1,
      });
    const begun = await Promise.allSettled(Array.from({ length: 100 }, begin));
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(8);
    await expect(begin()).rejects.toMatchObject({ code: 'too-many-writes' });
    fake.window().destroy();
    await expect.poll(() => readdir(join(folder, 'settings', 'journals'))).toEqual([]);
  });

  it('ends a write that was only beginning when its window went away', async () => {
    const writers = createWriters();
    const begun = writers.begin(home('late.netloom'), {});
    await writers.abortAll();
    const writer = await begun;
    await expect(writers.write(writer, bytes('x'))).rejects.toMatchObject({ code: 'unknown-token' });
    expect(await readdir(folder)).not.toContainEqual(expect.stringContaining('late'));
  });
});
