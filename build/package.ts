// npm run package: the desktop app for this system, in release/. Downloads Electron where it is not there yet.

import { parseArgs } from 'node:util';
import { build, Platform } from 'electron-builder';
import { messageOf } from '../shared/lib/errors.ts';
import { buildApp, isStale } from './build.ts';
import { packageConfiguration } from './electron-builder.ts';
import { ROOT } from './paths.ts';

const HELP = `Usage: npm run package -- [--dir] [--test]

  --dir   only the unpacked folder, no installer
  --test  the flavour that end-to-end tests can attach to
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      dir: { type: 'boolean', default: false },
      test: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  if (isStale()) await buildApp('warn');
  const files = await build({
    projectDir: ROOT,
    targets: Platform.current().createTarget(values.dir ? 'dir' : undefined),
    config: packageConfiguration(values.test ? 'test' : 'release'),
  });
  for (const file of files) console.log(file);
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
