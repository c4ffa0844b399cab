// The desktop host as it is built: the main bundle started with a stand-in for Electron, the preload in a sandbox
// that has nothing but what Electron gives one.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFakeElectron } from '../electron/testing/fake-electron.ts';
import { IPC_REQUESTS, type DesktopBridge } from '../shared/host/ipc.ts';
import { mainConfig, preloadConfig } from './vite.electron.ts';

let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'netloom-bundles-'));
  for (const config of [mainConfig, preloadConfig]) {
    const outDir = join(folder, 'dist', 'electron');
    await build({ ...config, logLevel: 'warn', build: { ...config.build, outDir } });
  }
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

it('main starts, from where it lies, with the page and the preload beside it', async () => {
  const put = (path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  put('dist/renderer/index.html', 'the page');
  put('package.json', '{"type":"module"}');
  put('node_modules/electron/package.json', '{"name":"electron","type":"module","main":"index.js"}');
  const names = ['app', 'BrowserWindow', 'dialog', 'ipcMain', 'Menu', 'protocol', 'session', 'shell'];
  const exported = names.map((name) => `export const ${name} = globalThis.standIn.${name};`);
  put('node_modules/electron/index.js', exported.join('\n'));

  const fake = createFakeElectron({ userData: join(folder, 'settings') });
  Object.assign(globalThis, { standIn: fake.electron });
  await import(/* @vite-ignore */ pathToFileURL(join(folder, 'dist/electron/main.js')).href);
  await expect.poll(() => fake.windows.length).toBe(1);

  expect(await (await fake.fetch('/')).text()).toBe('the page');
  expect(fake.window().options['webPreferences']).toMatchObject({
    preload: join(folder, 'dist/electron/preload.cjs'),
  });
  expect(fake.channels().toSorted()).toEqual(Object.keys(IPC_REQUESTS).toSorted());
  expect(await fake.request('journal.list')).toEqual([]);
});

it('preload needs nothing but Electron, and shows the window requests and events alone', async () => {
  const exposed: Record<string, DesktopBridge> = {};
  const asked: unknown[] = [];
  const listeners: string[] = [];
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, value: DesktopBridge) => (exposed[name] = value) },
    ipcRenderer: {
      invoke: async (...message: unknown[]) => void asked.push(message),
      on: (name: string) => listeners.push(name),
      off: (name: string) => listeners.splice(listeners.indexOf(name), 1),
    },
  };
  const required: string[] = [];
  const require = (name: string) => {
    required.push(name);
    return electron;
  };
  const code = readFileSync(join(folder, 'dist/electron/preload.cjs'), 'utf8');
  runInContext(code, createContext({ require, module: {}, exports: {} }));

  expect(required).toEqual(['electron']);
  expect(Object.keys(exposed)).toEqual(['netloom']);
  const bridge = exposed['netloom'];
  if (bridge === undefined) throw new Error('There is no bridge.');
  expect(Object.keys(bridge)).toEqual(['request', 'on']);

  await bridge.request('journal.list', undefined);
  expect(asked).toEqual([['journal.list', undefined]]);
  for (const name of ['ELECTRON_BROWSER_SANDBOX_LOAD', '__proto__', 'toString', '']) {
    await expect(bridge.request(name as 'journal.list', undefined)).rejects.toThrow('no such request');
    expect(() => bridge.on(name as 'command', () => undefined)).toThrow('no such event');
  }
  const off = bridge.on('command', () => undefined);
  expect(listeners).toEqual(['command']);
  off();
  expect(listeners).toEqual([]);
  expect(asked).toHaveLength(1);
});
