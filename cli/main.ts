// The headless host: the same core as the app, without a window. Results go to stdout, progress to stderr.

import { stderr, stdout, argv } from 'node:process';
import { messageOf, NetloomError } from '../shared/lib/errors.ts';
import { analyzeCommand } from './analyze.ts';
import type { CliCommand } from './command.ts';
import { compareCommand } from './compare.ts';
import { exportCommand } from './export.ts';
import { presetsCommand } from './presets.ts';
import { runCommand } from './run.ts';

const COMMANDS: readonly CliCommand[] = [
  presetsCommand,
  analyzeCommand,
  compareCommand,
  exportCommand,
  runCommand,
];

/** Exit codes: 0 done; 1 a failure that is not the caller's; 2 bad arguments or an unusable file. */
async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    stdout.write(overview());
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) {
    return fail(
      `"${name}" is not a command; there are ${COMMANDS.map((known) => known.name).join(', ')}. See --help.`,
      2,
    );
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    stdout.write(command.help);
    return 0;
  }
  try {
    await command.run(rest);
    return 0;
  } catch (error) {
    if (error instanceof NetloomError) return fail(error.message, 2);
    return fail(`Something went wrong inside Netloom: ${messageOf(error)}`, 1);
  }
}

function fail(message: string, code: number): number {
  stderr.write(`netloom: ${message.replace(/\s*\n\s*/g, ' ')}\n`);
  return code;
}

function overview(): string {
  const rows = COMMANDS.map((command) => `  ${command.name.padEnd(9)} ${command.summary}`).join('\n');
  return `Usage: netloom <command> [options]

${rows}

A source is preset:<id> (see "netloom presets") or a *.netloom or *.netloom.json file.
"netloom <command> --help" tells the options of a command.
`;
}

// A reader that stops early, such as head, is no error.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});
process.exitCode = await main(argv.slice(2));
