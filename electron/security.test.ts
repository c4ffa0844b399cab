import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MENU_COMMANDS } from '../shared/host/commands.ts';
import { startApp } from './app.ts';
import { menuTemplate } from './menu.ts';
import { createFakeElectron, type FakeElectron } from './testing/fake-electron.ts';

let folder = '';
let fake: FakeElectron;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netloom-security-'));
  await mkdir(join(folder, 'renderer'));
  await writeFile(join(folder, 'renderer', 'index.html'), '<!doctype html>');
  fake = createFakeElectron({ userData: folder });
  await startApp({
    electron: fake.electron,
    rendererRoot: join(folder, 'renderer'),
    preloadPath: '',
    args: [],
    workingFolder: folder,
  });
});
afterAll(() => rm(folder, { recursive: true }));

const FOREIGN = [
  'https://evil.example/',
  'http://127.0.0.1/',
  'file:///etc/passwd',
  'ws://evil.example/',
  'ftp://evil.example/',
  'javascript:alert(1)',
  'app.evil://netloom/',
  'https://onnx.ai/onnx/operators/../../evil',
];

describe('a page', () => {
  it.each(FOREIGN)('cannot go to %s, nor open it', (url) => {
    const { webContents } = fake.window();
    for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      let prevented = false;
      webContents.emit(event, { url, preventDefault: () => (prevented = true) });
      expect(prevented, event).toBe(true);
    }
    expect(webContents.openHandler?.({ url })).toEqual({ action: 'deny' });
    expect(fake.opened).toEqual([]);
  });

  it('may reload itself', () => {
    let prevented = false;
    const url = 'app://netloom/index.html?preset=lenet5';
    fake.window().webContents.emit('will-navigate', { url, preventDefault: () => (prevented = true) });
    expect(prevented).toBe(false);
  });

  it('opens pages of the fixed table in the browser, and no window even then', () => {
    const url = 'https://onnx.ai/onnx/operators/';
    expect(fake.window().webContents.openHandler?.({ url })).toEqual({ action: 'deny' });
    expect(fake.opened).toEqual([url]);
  });

  it('attaches no webview and downloads nothing', () => {
    let prevented = 0;
    const event = { preventDefault: () => prevented++ };
    fake.window().webContents.emit('will-attach-webview', event);
    fake.session.emit('will-download', event);
    expect(prevented).toBe(2);
  });

  it('has no permission, but that the app may put text on the clipboard', () => {
    const app = 'app://netloom/index.html';
    const asked = (permission: string, url = app) => {
      const answers: unknown[] = [];
      fake.session.permissionRequest?.({ getURL: () => url }, permission, (answer: unknown) =>
        answers.push(answer),
      );
      return answers;
    };
    for (const permission of [
      'media',
      'clipboard-read',
      'fileSystem',
      'notifications',
      'openExternal',
      'unknown',
    ]) {
      expect(asked(permission), permission).toEqual([false]);
      expect(fake.session.permissionCheck?.(null, permission, 'app://netloom'), permission).toBe(false);
    }
    expect(asked('clipboard-sanitized-write')).toEqual([true]);
    expect(fake.session.permissionCheck?.(null, 'clipboard-sanitized-write', 'app://netloom')).toBe(true);
    for (const url of FOREIGN) {
      expect(asked('clipboard-sanitized-write', url)).toEqual([false]);
      expect(fake.session.permissionCheck?.(null, 'clipboard-sanitized-write', url)).toBe(false);
    }
    expect(fake.session.devicePermission?.({ deviceType: 'usb' })).toBe(false);
  });

  it.each([
    ...FOREIGN.map((url) => [url, true] as const),
    ['app://netloom/index.html', false] as const,
    ['blob:app://netloom/1234', false] as const,
    ['data:image/png;base64,AA', false] as const,
  ])('asking for %s is cancelled: %s', (url, cancelled) => {
    let answer: { cancel: boolean } | undefined;
    fake.session.beforeRequest?.({ url }, (response) => (answer = response));
    expect(answer).toEqual({ cancel: cancelled });
  });
});

const ACTIONS = { command: () => undefined, openFile: () => undefined, openLink: () => undefined };

describe('the menu', () => {
  it('has every command once, and sends its id', () => {
    const items = fake.menuItems().filter((item) => item.id !== undefined);
    expect(items.map((item) => item.id)).toEqual(MENU_COMMANDS.map((command) => command.id));
    fake.window().webContents.sent.length = 0;
    const commands = items.filter((item) => item.submenu === undefined);
    for (const item of commands) (item.click as unknown as (() => void) | undefined)?.();
    expect(fake.window().webContents.sent.map(({ value }) => value)).toEqual(commands.map((item) => item.id));
    expect(commands).toHaveLength(items.length - 1);
  });

  it('shows the keys that the user gave', async () => {
    await fake.request('menu.keys', { keys: { 'arrange.detach': 'Alt+Up' } });
    const shown = fake.menuItems().filter((item) => item.accelerator !== undefined);
    expect(shown.map(({ id, accelerator }) => [id, accelerator])).toEqual([['arrange.detach', 'Alt+Up']]);
    await expect(fake.request('menu.keys', { keys: { 'arrange.detach': 'Nonsense' } })).rejects.toThrow();
    await expect(fake.request('menu.keys', { keys: { 'no.command': 'F9' } })).rejects.toThrow();
  });

  it('greys out and marks what the window tells it to, also after it was made anew', async () => {
    const item = (id: string) => fake.menuItems().find((each) => each.id === id)!;
    const shown = () => ({
      grey: fake
        .menuItems()
        .flatMap(({ id, enabled }) => (enabled === false && id !== undefined ? [id] : [])),
      on: fake.menuItems().flatMap(({ id, checked }) => (checked === true ? [id] : [])),
    });
    // Nothing is told yet: no command is kept from anybody, but there are no recent files.
    expect(shown()).toEqual({ grey: ['file.openRecent'], on: [] });
    const state = {
      disabled: ['edit.undo', 'arrange.ungroup'],
      checked: ['view.colourByMacs', 'view.layers'],
    };
    await fake.request('menu.state', state);
    const expected = { grey: ['file.openRecent', 'edit.undo', 'arrange.ungroup'], on: state.checked };
    expect(shown()).toEqual(expected);
    expect(item('view.layers').type).toBe('checkbox');
    expect(item('view.colourByMacs').type).toBe('radio');
    expect(item('edit.undo').type).toBeUndefined();
    await fake.request('menu.keys', { keys: {} });
    expect(shown()).toEqual(expected);
    // Electron turns the mark of what is clicked; whether it holds is the window's to say.
    const layers = item('view.layers');
    layers.checked = false;
    (layers.click as unknown as () => void)();
    expect(layers.checked).toBe(true);
    await fake.request('menu.state', { disabled: [], checked: ['view.colourByMacs'] });
    expect(shown()).toEqual({ grey: ['file.openRecent'], on: ['view.colourByMacs'] });
    for (const wrong of ['no.command', 7, null]) {
      await expect(fake.request('menu.state', { disabled: [wrong], checked: [] })).rejects.toThrow();
    }
    const many = Array.from({ length: 10_000 }, () => 'edit.undo');
    await expect(fake.request('menu.state', { disabled: many, checked: [] })).rejects.toThrow();
  });

  it('leaves the keys to the window, except on macOS, where it takes none that types a character', () => {
    const keys = (platform: NodeJS.Platform) =>
      menuTemplate(ACTIONS, [], platform)
        .flatMap((menu) => (Array.isArray(menu.submenu) ? menu.submenu : []))
        .filter((item: MenuItemConstructorOptions) => item.accelerator !== undefined);
    expect(keys('linux').every((item) => item.registerAccelerator === false)).toBe(true);
    expect(keys('linux').map((item) => item.accelerator)).toContain('Delete');
    expect(keys('darwin').every((item) => String(item.accelerator).includes('CommandOrControl'))).toBe(true);
  });
});
