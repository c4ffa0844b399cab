// Finds a Chromium for the end-to-end tests and, where there is none, gets one.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { ROOT } from './paths.ts';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const INSTALL_MS = 10 * 60_000;

/** `CHROME`, one of the system's, or Playwright's own; the first that starts. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const chosen = env['CHROME'];
  const candidates = chosen === undefined ? [...INSTALLED, chromium.executablePath()] : [chosen];
  return candidates.find((path) => existsSync(path) && starts(path));
}

/** A download without the system's libraries is there, but does not start. */
function starts(path: string): boolean {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

/** As `findChromium`, but installs one: as root on Debian the system's, else Playwright's. Says what it does. */
export function ensureChromium(env: NodeJS.ProcessEnv = process.env): { path: string } | { missing: string } {
  const found = findChromium(env);
  if (found !== undefined) return { path: found };
  if (env['CHROME'] !== undefined) return { missing: `CHROME is ${env['CHROME']}, which does not start` };

  // Debian's brings the libraries that it needs; Playwright's is a download from a host of its own without them.
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log("No Chromium here; installing Debian's.");
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
    const system = findChromium(env);
    if (system !== undefined) return { path: system };
  }

  console.log('No Chromium here that starts; installing the one that Playwright brings.');
  run(join(ROOT, 'node_modules', '.bin', 'playwright'), ['install', 'chromium']);
  const own = findChromium(env);
  if (own !== undefined) return { path: own };
  return {
    missing:
      'there is no Chromium that starts. Install one (apt-get install chromium, or npx playwright install ' +
      '--with-deps chromium), or set CHROME to its path',
  };
}

function run(command: string, args: readonly string[]): void {
  spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: INSTALL_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
