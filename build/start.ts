// npm start: builds what is out of date, then opens the desktop app, or serves it where Electron cannot run.

import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { messageOf, NetloomError } from '../shared/lib/errors.ts';
import { systemCode } from '../shared/node/file-errors.ts';
import { buildApp, isStale } from './build.ts';
import { fetchElectron, findElectron, noDisplay, type ElectronBinary } from './electron-binary.ts';
import { RENDERER_DIST, ROOT } from './paths.ts';
import { serve } from './serve.ts';

const HELP = `Usage: npm start -- [--serve] [--port N] [--no-open]

  --serve    serve the app to a browser, even where Electron could run
  --port N   the port to serve at (a free one)
  --no-open  open no browser
`;

/** An Electron that ends sooner than this with an error did not start: a missing library, no display. */
const START_MS = 5000;

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options.help) {
    console.log(HELP);
    return;
  }
  if (isStale()) {
    console.log('Building Netloom …');
    await buildApp('warn');
  }
  if (!options.serve) {
    const missing = await tryElectron();
    if (missing === undefined) return;
    console.log(`No desktop window, because ${missing}; serving the same app to a browser instead.`);
  }
  await serveApp(options.port, options.open);
}

function readOptions(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        serve: { type: 'boolean', default: false },
        port: { type: 'string', default: '0' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new NetloomError('usage', `--port takes a number from 0 to 65535, not "${values.port}".`);
    }
    return { serve: values.serve, port, open: !values['no-open'], help: values.help };
  } catch (error) {
    if (error instanceof NetloomError) throw error;
    throw new NetloomError('usage', `${messageOf(error)}\n\n${HELP}`, { cause: error });
  }
}

/** Runs the desktop app to its end; otherwise says why there is none. */
async function tryElectron(): Promise<string | undefined> {
  const hidden = noDisplay();
  if (hidden !== undefined) return hidden;
  let electron: ElectronBinary = findElectron();
  if ('missing' in electron) electron = fetchElectron();
  if ('missing' in electron) return electron.missing;
  return runElectron(electron.path);
}

function runElectron(path: string): Promise<string | undefined> {
  // Chromium will not run as root with its sandbox on.
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  if (asRoot) console.log('Running as root, so without the Chromium sandbox.');
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(path, [...(asRoot ? ['--no-sandbox'] : []), ROOT], { stdio: 'inherit' });
    child.once('error', (error) => resolve(`Electron does not start (${error.message})`));
    child.once('exit', (code, signal) => {
      // A sandbox that the system refuses ends Electron by a signal, not a code.
      const asked = code === 0 || signal === 'SIGINT' || signal === 'SIGTERM';
      const failed = !asked && Date.now() - started < START_MS;
      resolve(failed ? `Electron does not start (${signal ?? `exit code ${code}`})` : undefined);
    });
  });
}

async function serveApp(port: number, open: boolean): Promise<void> {
  const served = await serve(RENDERER_DIST, port).catch((error: unknown) => {
    if (systemCode(error) !== 'EADDRINUSE') throw error;
    throw new NetloomError('port', `Port ${port} is taken. Give another: npm start -- --port N.`, {
      cause: error,
    });
  });
  console.log(`Netloom is at ${served.address} (Ctrl+C ends it)`);
  if (open && noDisplay() === undefined) openBrowser(served.address);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void served.close());
  }
}

/** Opens the address where there is a browser; the address printed above serves as well. */
function openBrowser(address: string): void {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', address]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', address]
        : ['xdg-open', address];
  if (command === undefined) return;
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.once('error', () => undefined);
  child.unref();
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
