// Keeps a journal as the desktop's main process does, without end: killed.test.ts kills it. Tells each line that is
// kept.

import { writeSync } from 'node:fs';
import { createJournalFiles } from '../../electron/files/journals.ts';
import { fileVersion } from '../../shared/node/file-version.ts';
import { LINES_A_CHECKPOINT, lineOf } from './lines.ts';

const [folder = '', journal = '', document = ''] = process.argv.slice(2);
const journals = createJournalFiles(folder);
const version = (await fileVersion(document))!;
writeSync(1, 'ready\n');
for (let number = 0; ; number += 1) {
  if (number % LINES_A_CHECKPOINT !== 0) await journals.append(journal, lineOf(number));
  else await journals.begin(journal, lineOf(number), { path: document, version });
  writeSync(1, `${number}\n`);
}
