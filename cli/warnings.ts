// Warnings on stderr, one line each.

import { stderr } from 'node:process';
import type { Network } from '../shared/network/types.ts';
import { oneLine } from './one-line.ts';

/** Says what the network's warnings are, where a command goes on all the same. */
export function tellWarnings({ diagnostics }: Network): void {
  for (const { severity, path, message } of diagnostics) {
    if (severity !== 'warning') continue;
    stderr.write(`${oneLine(`warning${path === '' ? '' : ` at ${path}`}: ${message}`)}\n`);
  }
}
