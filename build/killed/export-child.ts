// Exports one network again and again to one file, from two seeds in turn, as the command line does: killed.test.ts
// kills it. The command itself tells each export that is done.

import { writeSync } from 'node:fs';
import { exportCommand } from '../../cli/export.ts';

const [source = '', path = ''] = process.argv.slice(2);
writeSync(1, 'ready\n');
for (let round = 0; ; round += 1) await exportCommand.run([source, '-o', path, '--seed', String(round % 2)]);
