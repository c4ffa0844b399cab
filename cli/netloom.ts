// Arguments to a command, and its outcome to an exit code. Results go to stdout, progress and failures to stderr.

import { stderr, stdout } from 'node:process';
import { messageOf, NetloomError } from '../shared/lib/errors.ts';
import { nearestNames } from '../shared/lib/nearest.ts';
import { VERSION } from '../shared/lib/version.ts';
import { analyzeCommand } from './analyze.ts';
import type { CliCommand } from './command.ts';
import { compareCommand } from './compare.ts';
import { exportCommand } from './export.ts';
import { oneLine } from './one-line.ts';
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
export async function netloom(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    stdout.write(overview());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-V') {
    stdout.write(`netloom ${VERSION}\n`);
    return 0;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) {
    const known = COMMANDS.map((one) => one.name);
    const [near] = nearestNames(name, known);
    const meant = near === undefined ? '' : ` Did you mean ${near}?`;
    return fail(`"${name}" is not a command.${meant} There are ${known.join(', ')}. See --help.`, 2);
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
  stderr.write(`netloom: ${oneLine(message)}\n`);
  return code;
}

function overview(): string {
  const rows = COMMANDS.map((command) => `  ${command.name.padEnd(9)} ${command.summary}`).join('\n');
  return `Usage: netloom <command> [options]

${rows}

A source is preset:<id> (see "netloom presets"), also with arguments as in "preset:resnet50?numClasses=10", or a
*.netloom or *.netloom.json file.
"netloom <command> --help" tells the options of a command, "netloom --version" the version.
`;
}
