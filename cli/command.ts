// What a command of the command line is, and how its options are read.

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { messageOf, NetloomError } from '../shared/lib/errors.ts';

export interface CliCommand {
  readonly name: string;
  readonly summary: string;
  readonly help: string;
  run(args: readonly string[]): Promise<void>;
}

type Options = NonNullable<ParseArgsConfig['options']>;

type Parsed<T extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T; allowPositionals: true; strict: true }>
>;

/** @throws NetloomError `usage` for an unknown option or a missing value, in one line */
export function parseOptions<const T extends Options>(args: readonly string[], options: T): Parsed<T> {
  try {
    return parseArgs({ args: joined(args, options), options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's message goes on with advice about positionals; its first sentence says what is wrong.
    const [what] = messageOf(error).split(/\.\s|\n/);
    throw new NetloomError('usage', `${what?.replace(/\.$/, '')}. See --help.`);
  }
}

/** `--top -1` → `--top=-1`: Node takes a negative number for an option, and says so in place of what is wrong with it. */
function joined(args: readonly string[], options: Options): string[] {
  const whole: string[] = [];
  for (const arg of args) {
    const last = whole.at(-1) ?? '';
    const takes = last.startsWith('--') && options[last.slice(2)]?.type === 'string';
    if (takes && /^-[\d.]/.test(arg)) whole[whole.length - 1] = `${last}=${arg}`;
    else whole.push(arg);
  }
  return whole;
}

/** The one positional argument of a command. */
export function onlyPositional(positionals: readonly string[], what: string): string {
  const [first, second] = positionals;
  if (first === undefined) throw new NetloomError('usage', `${what} is missing. See --help.`);
  if (second !== undefined) {
    throw new NetloomError('usage', `"${second}" is one argument too many. See --help.`);
  }
  return first;
}

/** @throws NetloomError unless the text is an integer within the range */
export function integerOption(name: string, text: string, min: number, max: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(value >= min && value <= max)) {
    throw new NetloomError('usage', `--${name} is "${text}"; expected an integer from ${min} to ${max}.`);
  }
  return value;
}
