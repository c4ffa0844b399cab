// netloom compare: networks side by side, and the structural difference of two.

import { stdout } from 'node:process';
import type { Comparable } from '../shared/analysis/comparable.ts';
import { structuralDifference, type StructuralDifference } from '../shared/analysis/compare.ts';
import {
  comparisonCsv,
  comparisonMarkdown,
  comparisonTable,
  type ComparedNetwork,
} from '../shared/analysis/comparison-text.ts';
import {
  differenceSections,
  differenceSummary,
  type DifferenceSection,
} from '../shared/analysis/difference-text.ts';
import { assertNever } from '../shared/lib/assert-never.ts';
import { NetloomError } from '../shared/lib/errors.ts';
import { markdownText } from '../shared/lib/tables.ts';
import { integerOption, parseOptions, type CliCommand } from './command.ts';
import { loadCompared } from './compared.ts';
import { measureLatency } from './latency.ts';
import { progressLine } from './progress.ts';
import type { BackendName } from './session.ts';
import { table } from './table.ts';

const BACKENDS: readonly BackendName[] = ['native', 'wasm'];

export const compareCommand: CliCommand = {
  name: 'compare',
  summary: 'Networks side by side, and what differs between two',
  help: `Usage: netloom compare <source> <source> [<source> …] [--json | --csv | --markdown] [--difference [--verbose]] [--latency]

  <source>         preset:<id>, or a *.netloom, *.netloom.json or *.onnx file. A preset takes its arguments after a
                   question mark: 'preset:resnet50?numClasses=10&inputSize=160', quoted for the shell.
  --json           exact figures as JSON
  --csv            exact figures as CSV (RFC 4180)
  --markdown       a Markdown table
  --difference     what differs between two networks: the change of every figure, and how many layers were added,
                   removed and changed; with --json every layer; not with --csv
  --verbose        with --difference, also a line for every layer that differs
  --latency        also runs each network on noise and tells the median time
  --repeat N       how many runs the median is of (10)
  --backend NAME   where they run: native (ONNX Runtime's CPU build) or wasm (native)

Figures are for batch 1. Peak is the most activation memory that is alive at once; depth counts convolutions, linear
layers and the projections of attention on the longest path; layers counts operators. Figures of an ONNX file are of
its own operators, which may be more and smaller than those that were drawn. Layers are matched by path and type, then
by type and output shape in order.
`,
  async run(args) {
    const { values, positionals } = parseOptions(args, {
      json: { type: 'boolean' },
      csv: { type: 'boolean' },
      markdown: { type: 'boolean' },
      difference: { type: 'boolean' },
      verbose: { type: 'boolean' },
      latency: { type: 'boolean' },
      repeat: { type: 'string' },
      backend: { type: 'string' },
    });
    const format = formatOf(values);
    const timing = timingOf(values);
    const difference = values.difference === true;
    const verbose = values.verbose === true;
    if (verbose && (!difference || format === 'json')) {
      throw new NetloomError(
        'usage',
        difference
          ? '--json lists every layer that differs already; leave --verbose out.'
          : '--verbose lists the layers that --difference finds; add --difference, or leave it out.',
      );
    }
    stdout.write(await comparison(positionals, { format, difference, verbose, timing }));
  },
};

type Format = 'table' | 'json' | 'csv' | 'markdown';

interface ComparisonOptions {
  readonly format: Format;
  readonly difference?: boolean;
  /** With the difference, a line for every layer. */
  readonly verbose?: boolean;
  readonly timing?: Timing | undefined;
}

interface Timing {
  readonly backend: BackendName;
  readonly repeat: number;
}

function formatOf(values: Partial<Record<Exclude<Format, 'table'>, boolean>>): Format {
  const [format = 'table', other] = (['json', 'csv', 'markdown'] as const).filter((name) => values[name]);
  if (other !== undefined) {
    throw new NetloomError('usage', `--${format} and --${other} exclude each other. See --help.`);
  }
  return format;
}

function timingOf(values: { latency?: boolean; repeat?: string; backend?: string }): Timing | undefined {
  const { latency = false, repeat = '10', backend = 'native' } = values;
  const known = BACKENDS.find((name) => name === backend);
  if (known === undefined) {
    throw new NetloomError('usage', `--backend is "${backend}"; expected ${BACKENDS.join(' or ')}.`);
  }
  const runs = integerOption('repeat', repeat, 1, 100_000);
  if (latency) return { backend: known, repeat: runs };
  if (values.repeat === undefined && values.backend === undefined) return undefined;
  throw new NetloomError(
    'usage',
    '--repeat and --backend say how to time; add --latency, or leave them out.',
  );
}

/** @throws NetloomError for sources that cannot be loaded, and for what the options cannot give */
export async function comparison(
  sources: readonly string[],
  { format, difference: withDifference = false, verbose = false, timing }: ComparisonOptions,
): Promise<string> {
  if (sources.length < 2) {
    throw new NetloomError('usage', `Comparing takes at least 2 sources, not ${sources.length}. See --help.`);
  }
  if (withDifference && sources.length !== 2) {
    throw new NetloomError(
      'usage',
      `--difference takes exactly 2 sources, not ${sources.length}. See --help.`,
    );
  }
  if (withDifference && format === 'csv') {
    throw new NetloomError('usage', '--csv holds the table only; leave --difference out, or use --json.');
  }
  const networks: ComparedNetwork[] = [];
  const comparables: Comparable[] = [];
  const progress = progressLine('Comparing', sources.length);
  for (const source of sources) {
    const compared = await loadCompared(source);
    const { name, comparable } = compared;
    const { summary, notes } = comparable;
    const latency = timing && (await measureLatency(compared, timing.backend, timing.repeat));
    networks.push({ source, name, summary, notes, ...(latency === undefined ? {} : { latency }) });
    progress.update(networks.length);
    // Of many networks only the figures are kept.
    if (withDifference) comparables.push(comparable);
  }
  progress.end();
  const [a, b] = comparables;
  const difference = a !== undefined && b !== undefined ? structuralDifference(a, b) : undefined;
  switch (format) {
    case 'json':
      return jsonComparison(networks, difference);
    case 'csv':
      return comparisonCsv(networks);
    case 'markdown':
      return markdownComparison(networks, difference, verbose);
    case 'table':
      return tableComparison(networks, difference, verbose);
    default:
      return assertNever(format);
  }
}

function jsonComparison(
  networks: readonly ComparedNetwork[],
  difference: StructuralDifference | undefined,
): string {
  const report = {
    networks: networks.map(({ summary, ...network }) => ({ ...network, ...summary })),
    ...(difference === undefined ? {} : { difference }),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function tableComparison(
  networks: readonly ComparedNetwork[],
  difference: StructuralDifference | undefined,
  verbose: boolean,
): string {
  const { head, rows, right } = comparisonTable(networks, { change: difference !== undefined });
  const sections = sectionsOf(networks, difference, verbose).map(
    ({ title, lines }) => `\n${title}\n${lines.map((line) => `  ${line}\n`).join('')}`,
  );
  const hint = hidesLayers(difference, verbose)
    ? ['\nWith --verbose, every layer that differs in a line of its own.\n']
    : [];
  const notes = noteLines(networks).map((line) => `${line}\n`);
  return [table(head, rows, right), ...notes, ...sections, ...hint].join('');
}

function markdownComparison(
  networks: readonly ComparedNetwork[],
  difference: StructuralDifference | undefined,
  verbose: boolean,
): string {
  const notes = noteLines(networks).map((line) => `\n${markdownText(line)}\n`);
  const sections = sectionsOf(networks, difference, verbose).map(
    ({ title, lines }) =>
      `\n### ${markdownText(title)}\n\n${lines.map((line) => `- ${markdownText(line)}\n`).join('')}`,
  );
  return [comparisonMarkdown(networks, difference !== undefined), ...notes, ...sections].join('');
}

function sectionsOf(
  networks: readonly ComparedNetwork[],
  difference: StructuralDifference | undefined,
  verbose: boolean,
): readonly DifferenceSection[] {
  const [a, b] = networks;
  if (difference === undefined || a === undefined || b === undefined) return [];
  return [
    differenceSummary(difference, a.source, b.source),
    ...(verbose ? differenceSections(difference) : []),
  ];
}

function hidesLayers(difference: StructuralDifference | undefined, verbose: boolean): boolean {
  return difference !== undefined && !verbose && differenceSections(difference).length > 0;
}

function noteLines(networks: readonly ComparedNetwork[]): readonly string[] {
  const notes = networks.flatMap(({ source, notes: own }) => own.map((note) => `${source}: ${note}`));
  const timed = networks.find(({ latency }) => latency !== undefined)?.latency;
  return timed === undefined ? notes : [...notes, `Latency: ${timed.backend}, median.`];
}
