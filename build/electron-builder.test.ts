// Where Electron cannot be downloaded, the packaging can still be tried: the configuration against
// electron-builder's own schema, and what goes into the archive with a stand-in for Electron.

import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Arch, build, Platform, type Configuration } from 'electron-builder';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageConfiguration } from './electron-builder.ts';
import { ROOT } from './paths.ts';

const fromBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const { validateConfiguration } = fromBuilder('app-builder-lib/out/util/config/config') as {
  validateConfiguration(config: Configuration, logger: { isEnabled: boolean; add(): void }): Promise<void>;
};
const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules/electron/package.json'), 'utf8')) as {
  version: string;
};

describe('the configuration', () => {
  const logger = { isEnabled: false, add: () => undefined };

  it.each(['release', 'test'] as const)(
    'of the %s flavour is one that electron-builder takes',
    async (flavour) => {
      await expect(validateConfiguration(packageConfiguration(flavour), logger)).resolves.toBeUndefined();
    },
  );

  it('is really checked', async () => {
    const wrong = { ...packageConfiguration('release'), electronFuses: { runAsNode: 'no' } } as unknown;
    await expect(validateConfiguration(wrong as Configuration, logger)).rejects.toThrow('electronFuses');
  });

  it('shuts in a release what lets others run code in the app', () => {
    expect(packageConfiguration('release').electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('names an icon that is large enough for every system', () => {
    const png = readFileSync(join(ROOT, String(packageConfiguration('release').icon)));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1024, 1024]);
  });
});

describe('the package', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'netloom-package-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };

  it('holds the bundles and nothing else', async () => {
    const manifest = {
      name: 'netloom',
      version: '0.1.0',
      description: 'x',
      author: 'x <x@example.org>',
      main: 'dist/electron/main.js',
      dependencies: { zod: '1.0.0' },
      devDependencies: { electron: version },
    };
    put('package.json', JSON.stringify(manifest));
    for (const path of ['dist/electron/main.js', 'dist/electron/preload.cjs', 'dist/renderer/index.html'])
      put(path, 'x');
    for (const path of ['dist/.built', 'electron/main.ts', '.env', 'renderer/secret.ts']) put(path, 'x');
    put('node_modules/zod/package.json', JSON.stringify({ name: 'zod', version: '1.0.0' }));
    put('stand-in/electron', '#!/bin/sh\n');
    put('stand-in/resources/default', 'x');
    chmodSync(join(folder, 'stand-in', 'electron'), 0o755);

    await build({
      projectDir: folder,
      targets: Platform.LINUX.createTarget('dir', Arch.x64),
      config: {
        ...packageConfiguration('release'),
        icon: join(ROOT, 'build/icons/icon.png'),
        electronDist: join(folder, 'stand-in'),
        // The stand-in has no fuses to flip.
        electronFuses: null,
      },
    });

    const archive = join(folder, 'release/linux-unpacked/resources/app.asar');
    expect(existsSync(archive)).toBe(true);
    expect(filesIn(archive)).toEqual([
      'dist/electron/main.js',
      'dist/electron/preload.cjs',
      'dist/renderer/index.html',
      'package.json',
    ]);
  }, 60_000);
});

interface AsarFolder {
  readonly files?: Readonly<Record<string, AsarFolder>>;
}

/** The header of an archive is JSON after four lengths: https://github.com/electron/asar#format */
function filesIn(archive: string): string[] {
  const bytes = readFileSync(archive);
  const header = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12))) as AsarFolder;
  const walk = (folder: AsarFolder, path: string): string[] =>
    Object.entries(folder.files ?? {}).flatMap(([name, entry]) =>
      entry.files === undefined ? [path + name] : walk(entry, `${path}${name}/`),
    );
  return walk(header, '').toSorted();
}
