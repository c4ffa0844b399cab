// Whether Electron can run here. Its package brings no binary: that is a download of its own, which a machine
// without the network, or npm's ignore-scripts, leaves out.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './paths.ts';

const PACKAGE = join(ROOT, 'node_modules', 'electron');
const TRIED = join(ROOT, 'node_modules', '.cache', 'netloom', 'electron-tried');
/** The archive has some 110 MB; without a network the installer gives up much sooner. */
const FETCH_TIMEOUT_MS = 180_000;

export type ElectronBinary = { readonly path: string } | { readonly missing: string };

/** The names are Electron's own, from its install.js. */
const EXECUTABLES: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

export function findElectron(env: NodeJS.ProcessEnv = process.env, packageFolder = PACKAGE): ElectronBinary {
  const folder = env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(packageFolder, 'dist');
  const path = join(folder, EXECUTABLES[process.platform] ?? 'electron');
  return existsSync(path) ? { path } : { missing: `there is no Electron binary in ${folder}` };
}

/** Why a window could not be shown, or undefined. */
export function noDisplay(
  env: NodeJS.ProcessEnv = process.env,
  platform = process.platform,
): string | undefined {
  if (platform !== 'linux' || env['DISPLAY'] || env['WAYLAND_DISPLAY']) return undefined;
  return 'there is no display';
}

/** Lets Electron's own installer fetch the binary, once for each version of Electron. */
export function fetchElectron(): ElectronBinary {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string };
  const tried = existsSync(TRIED) && readFileSync(TRIED, 'utf8') === version;
  if (!tried) {
    console.log('Fetching Electron, once …');
    const script = join(PACKAGE, 'install.js');
    const { signal } = spawnSync(process.execPath, [script], { stdio: 'ignore', timeout: FETCH_TIMEOUT_MS });
    // A refusal is final; a slow line may do better the next time.
    if (signal === null) {
      mkdirSync(dirname(TRIED), { recursive: true });
      writeFileSync(TRIED, version);
    }
  }
  const found = findElectron();
  return 'path' in found
    ? found
    : { missing: 'the Electron binary could not be fetched (npx install-electron tries again)' };
}
