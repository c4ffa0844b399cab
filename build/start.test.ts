// What npm start decides on: whether to build, and whether Electron can run.

import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isStale } from './build.ts';
import { findElectron, noDisplay } from './electron-binary.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netloom-start-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A file, and its folders, as of a time in seconds. */
function put(path: string, time: number): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  for (let at = file; at.length > folder.length; at = dirname(at)) utimesSync(at, time, time);
}

describe('a build is out of date', () => {
  beforeEach(() => {
    put('shared/lib/errors.ts', 1000);
    put('renderer/app/App.tsx', 1000);
    put('electron/app.ts', 1000);
    put('package-lock.json', 1000);
    put('dist/.built', 2000);
  });

  it('not when it is newer than every source', () => expect(isStale(folder)).toBe(false));
  it('when there is none, or it was cut short', () => {
    rmSync(join(folder, 'dist', '.built'));
    expect(isStale(folder)).toBe(true);
  });
  it.each(['renderer/app/deep/New.tsx', 'shared/lib/errors.ts', 'electron/app.ts', 'package-lock.json'])(
    'when %s is newer',
    (path) => {
      put(path, 3000);
      expect(isStale(folder)).toBe(true);
    },
  );
  it('when a source was removed', () => {
    rmSync(join(folder, 'renderer/app/App.tsx'));
    expect(isStale(folder)).toBe(true);
  });
  it('not when only a test is newer', () => {
    put('shared/lib/errors.test.ts', 1500);
    utimesSync(join(folder, 'shared/lib/errors.test.ts'), 3000, 3000);
    expect(isStale(folder)).toBe(false);
  });
});

describe('Electron runs', () => {
  it('where its binary is, in its package or where the environment says', () => {
    expect(findElectron({}, folder)).toEqual({
      missing: `there is no Electron binary in ${join(folder, 'dist')}`,
    });
    if (process.platform !== 'linux') return;
    put('dist/electron', 1000);
    expect(findElectron({}, folder)).toEqual({ path: join(folder, 'dist', 'electron') });
    put('elsewhere/electron', 1000);
    const env = { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'elsewhere') };
    expect(findElectron(env, '/nowhere')).toEqual({ path: join(folder, 'elsewhere', 'electron') });
  });

  it('on Linux only with a display', () => {
    expect(noDisplay({}, 'linux')).toBe('there is no display');
    expect(noDisplay({ DISPLAY: '' }, 'linux')).toBe('there is no display');
    expect(noDisplay({ DISPLAY: ':0' }, 'linux')).toBeUndefined();
    expect(noDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBeUndefined();
    expect(noDisplay({}, 'darwin')).toBeUndefined();
  });
});
