// The two ends together: the window's host talking to the main process's handlers, over a bridge that copies
// every message as the real one does.

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Host, OpenedFile, SaveRequest } from '../shared/host/host.ts';
import { MAX_CHUNK_BYTES, type DesktopBridge, type IpcEventName } from '../shared/host/ipc.ts';
import { createElectronHost } from '../renderer/platform/electron-host.ts';
import { startApp } from './app.ts';
import { createFakeElectron, type FakeElectron } from './testing/fake-electron.ts';

let folder = '';
let fake: FakeElectron;
let host: Host;
const home = (name: string) => join(folder, 'home', name);
const bytes = (text: string) => new TextEncoder().encode(text);

/** What the preload does, without Electron between. */
function bridgeTo(electron: FakeElectron): DesktopBridge {
  const { webContents } = electron.window();
  const listeners = new Map<IpcEventName, Set<(event: never) => void>>();
  const send = webContents.send.bind(webContents);
  webContents.send = (channel, value) => {
    send(channel, value);
    for (const listener of listeners.get(channel as IpcEventName) ?? [])
      listener(structuredClone(value) as never);
  };
  return {
    async request(name, request) {
      return structuredClone(await electron.invoke(name, request === undefined ? [] : [request])) as never;
    },
    on(name, listener) {
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all.add(listener));
      return () => all.delete(listener);
    },
  };
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netloom-host-'));
  for (const name of ['home', 'settings', 'renderer']) await mkdir(join(folder, name));
  await writeFile(join(folder, 'renderer', 'index.html'), '<!doctype html>');
  await writeFile(home('net.netloom'), 'first');
  await start();
  vi.stubGlobal('document', { activeElement: null });
  vi.stubGlobal('HTMLElement', class {});
  vi.stubGlobal('HTMLInputElement', class {});
  vi.stubGlobal('HTMLTextAreaElement', class {});
});

async function start(): Promise<void> {
  fake = createFakeElectron({ userData: join(folder, 'settings') });
  await startApp({
    electron: fake.electron,
    rendererRoot: join(folder, 'renderer'),
    preloadPath: '',
    args: [],
    workingFolder: folder,
  });
  host = createElectronHost(bridgeTo(fake), (address) => fake.fetch(address as string));
}
afterEach(async () => {
  vi.unstubAllGlobals();
  await rm(folder, { recursive: true, force: true });
});

function saving(suggestedName: string, text: string, token?: string): SaveRequest {
  return {
    token,
    suggestedName,
    byteLength: bytes(text).byteLength,
    async *chunks() {
      yield bytes(text);
    },
    signal: new AbortController().signal,
  };
}

it('opens, saves back, and lists what it opened', async () => {
  fake.answers.openPaths.push(home('net.netloom'));
  const file = await host.openFile();
  expect(file).toEqual({ name: 'net.netloom', bytes: bytes('first'), token: file?.token });
  const saved = await host.saveFile(saving('x', 'second', file?.token));
  expect(saved).toEqual({ name: 'net.netloom', token: file?.token });
  const [recent] = await host.recentFiles();
  expect((await host.openRecent(recent?.token ?? ''))?.bytes).toEqual(bytes('second'));
  await host.clearRecent();
  expect(await host.recentFiles()).toEqual([]);
});

it('gives undefined where the user cancels', async () => {
  fake.answers.openPaths.push(undefined);
  fake.answers.savePaths.push(undefined, undefined);
  const signal = new AbortController().signal;
  expect(await host.openFile()).toBeUndefined();
  expect(await host.saveFile(saving('x.netloom', 'x'))).toBeUndefined();
  expect(
    await host.exportFile({ suggestedName: 'x.onnx', byteLength: 1, chunks: async function* () {}, signal }),
  ).toBeUndefined();
});

it('tells an error by its code and in the words of the host', async () => {
  fake.answers.savePaths.push(home('no/such/x.netloom'));
  await expect(host.saveFile(saving('x.netloom', 'x'))).rejects.toMatchObject({
    name: 'NetloomError',
    code: 'file-missing',
  });
  await expect(host.openRecent('AAAAAAAAAAAAAAAAAAAAAA')).rejects.toMatchObject({ code: 'unknown-token' });
  await expect(host.openRecent('/etc/passwd')).rejects.toMatchObject({ code: 'bad-request' });
});

it('exports in pieces of at most 4 MB, whatever the pieces it is given', async () => {
  const model = new Uint8Array(9_000_001).map((_, index) => index % 251);
  fake.answers.savePaths.push(home('net.onnx'));
  async function* chunks() {
    yield model.subarray(0, 8_999_000);
    yield model.subarray(8_999_000, 8_999_000);
    yield model.subarray(8_999_000);
  }
  const request = { suggestedName: 'net.onnx', byteLength: model.byteLength, chunks };
  const saved = await host.exportFile({ ...request, signal: new AbortController().signal });
  expect(saved?.name).toBe('net.onnx');
  expect((await readFile(home('net.onnx'))).equals(model)).toBe(true);
});

it.each(['aborted', 'failed'])('leaves no file of an export that %s half-way', async (how) => {
  const controller = new AbortController();
  fake.answers.savePaths.push(home('net.onnx'));
  async function* chunks() {
    yield bytes('half');
    if (how === 'failed') throw new Error('the encoder stopped');
    controller.abort();
    yield bytes('other half');
  }
  const request = { suggestedName: 'net.onnx', byteLength: 14, chunks, signal: controller.signal };
  await expect(host.exportFile(request)).rejects.toThrow(
    how === 'failed' ? 'the encoder stopped' : 'cancelled',
  );
  expect(await readdir(join(folder, 'home'))).toEqual(['net.netloom']);
});

it('leaves the old file where a save over it is cancelled or fails half-way, and no other', async () => {
  fake.answers.openPaths.push(home('net.netloom'));
  const token = (await host.openFile())?.token;
  const controller = new AbortController();
  const half = (end: () => void): SaveRequest => ({
    ...saving('x', 'longer than before', token),
    signal: controller.signal,
    async *chunks() {
      yield bytes('longer ');
      end();
      yield bytes('than before');
    },
  });
  const fail = (): void => {
    throw new Error('The weights are not the ones.');
  };
  await expect(host.saveFile(half(fail))).rejects.toThrow('The weights are not the ones.');
  await expect(host.saveFile(half(() => controller.abort()))).rejects.toMatchObject({ code: 'cancelled' });
  expect(await readdir(join(folder, 'home'))).toEqual(['net.netloom']);
  expect(await readFile(home('net.netloom'), 'utf8')).toBe('first');
});

it('keeps journals, which the next window finds with their weights', async () => {
  const weights = new Uint8Array(MAX_CHUNK_BYTES + 5).fill(3);
  await host.journals.begin(7, 'checkpoint\n', undefined);
  await host.journals.append(7, 'change\n');
  await host.journals.keepWeights(7, 'd'.repeat(64), weights);
  await host.journals.begin(8, 'other\n', undefined);
  await host.journals.remove(8);
  expect(await host.journals.abandoned()).toEqual([]);

  const next = createElectronHost(bridgeTo(fake), (address) => fake.fetch(address as string));
  const [journal, ...others] = await next.journals.abandoned();
  expect(others).toEqual([]);
  expect(await journal?.read()).toBe('checkpoint\nchange\n');
  const kept = await journal?.weights('d'.repeat(64));
  expect(Buffer.from(kept ?? []).equals(weights)).toBe(true);
  expect(await journal?.weights('e'.repeat(64))).toBeUndefined();
  await journal?.discard();
  expect(await next.journals.abandoned()).toEqual([]);
});

it('remembers the file of a journal, and asks before it saves over another version', async () => {
  const next = async (): Promise<Host> => {
    await start();
    return host;
  };
  fake.answers.openPaths.push(home('net.netloom'));
  const file = await host.openFile();
  await host.journals.begin(1, 'line\n', file?.token);
  await host.journals.begin(2, 'line\n', undefined);
  await writeFile(join(folder, 'settings', 'journals', `${'a'.repeat(32)}.1.file`), 'of no journal');

  let [first, second] = await (await next()).journals.abandoned();
  if ((await first?.file()) === undefined) [first, second] = [second, first];
  expect(await second?.file()).toBeUndefined();
  const remembered = await first?.file();
  expect(new TextDecoder().decode(await remembered?.read())).toBe('first');
  const save = saving('x', 'recovered', remembered?.token);
  expect(await host.saveFile(save)).toEqual({ name: 'net.netloom', token: remembered?.token });
  expect(fake.asked).toEqual([]);
  expect(await readFile(home('net.netloom'), 'utf8')).toBe('recovered');
  // What was saved here is not what the journal knew.
  expect(await first?.file()).toBeUndefined();

  const [again] = await (await next()).journals.abandoned();
  const changed = await again?.file();
  fake.answers.messages.push(2);
  expect(await host.saveFile({ ...save, token: changed?.token })).toBeUndefined();
  expect(fake.asked.at(-1)?.options['message']).toContain('was changed by another program');
  const names = () => readdir(join(folder, 'settings', 'journals'));
  expect((await names()).filter((name) => name.endsWith('.file'))).toHaveLength(1);
  await again?.discard();
  expect((await names()).filter((name) => name.endsWith('.file'))).toEqual([]);
});

it.each(['', '{', '{"path":"relative","version":{"size":"1","modified":"1","inode":"1"}}', '{"path":"/a"}'])(
  'gives no file where what is kept of it is %j',
  async (text) => {
    await host.journals.begin(1, 'line\n', undefined);
    const [name] = await readdir(join(folder, 'settings', 'journals'));
    await writeFile(join(folder, 'settings', 'journals', name!.replace(/journal$/u, 'file')), text);
    await start();
    const [journal] = await host.journals.abandoned();
    expect(await journal?.file()).toBeUndefined();
  },
);

it('passes on menu commands and files until it is told to stop', async () => {
  const commands: string[] = [];
  const files: OpenedFile[] = [];
  const offCommand = host.onCommand((id) => commands.push(id));
  const offFile = host.onOpenFile((file) => files.push(file));
  const choose = (id: string) => {
    const item = fake.menuItems().find((candidate) => candidate.id === id);
    (item?.click as (() => void) | undefined)?.();
  };
  choose('edit.undo');
  fake.app.emit('second-instance', {}, ['netloom', home('net.netloom')], folder);
  await expect.poll(() => files.map((file) => file.name)).toEqual(['net.netloom']);
  expect(files[0]?.bytes).toEqual(bytes('first'));
  offCommand();
  offFile();
  choose('edit.redo');
  expect(commands).toEqual(['edit.undo']);
});

it('tells of files that were handed over and cannot be read', async () => {
  const failures: unknown[] = [];
  const files: OpenedFile[] = [];
  host.onFailure((error) => failures.push(error));
  host.onOpenFile((file) => files.push(file));
  fake.window().webContents.send('failure', { code: 'recent', message: 'The list cannot be kept.' });
  expect(failures).toMatchObject([{ code: 'recent', message: 'The list cannot be kept.' }]);
  vi.spyOn(fake, 'fetch').mockResolvedValue(new Response(null, { status: 404 }));
  fake.app.emit('second-instance', {}, ['netloom', home('net.netloom')], folder);
  await expect.poll(() => failures).toHaveLength(2);
  expect(failures[1]).toMatchObject({
    code: 'file-missing',
    message: expect.stringContaining('net.netloom'),
  });
  expect(files).toEqual([]);
});

it('leaves the clipboard to the page, and editing to a text field that has the focus', async () => {
  class Input {
    readonly type = 'text';
  }
  vi.stubGlobal('HTMLInputElement', Input);
  const commands: string[] = [];
  host.onCommand((id) => commands.push(id));
  const choose = (id: string) => {
    const item = fake.menuItems().find((candidate) => candidate.id === id);
    (item?.click as (() => void) | undefined)?.();
  };
  choose('edit.copy');
  choose('edit.undo');
  vi.stubGlobal('document', { activeElement: new Input() });
  choose('edit.paste');
  choose('edit.undo');
  choose('file.save');
  await expect.poll(() => fake.window().webContents.edits).toEqual(['copy', 'paste', 'undo']);
  expect(commands).toEqual(['edit.undo', 'file.save']);
});
