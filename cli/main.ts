// The headless host: the same core as the app, without a window. The process around it.

import { argv, stdout } from 'node:process';
import { netloom } from './netloom.ts';

// A reader that stops early, such as head, is no error.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});
process.exitCode = await netloom(argv.slice(2));
