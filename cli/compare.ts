// netloom compare: networks side by side, and the structural difference of two.

import { stdout } from 'node:process';
import { analyse } from '../shared/analysis/analyse.ts';
import { structuralDifference, summarise, type StructuralDifference } from '../shared/analysis/compare.ts';
import {
  COMPARISON_HEAD,
  COMPARISON_RIGHT,
  comparisonCells,
  comparisonCsv,
  comparisonMarkdown,
  differenceSections,
  type ComparedNetwork,
} from '../shared/analysis/comparison-text.ts';
import type { Analysis } from '../shared/analysis/types.ts';
import { assertNever } from '../shared/lib/assert-never.ts';
import { NetloomError } from '../shared/lib/errors.ts';
import { markdownText } from '../shared/lib/tables.ts';
import { parseOptions, type CliCommand } from './command.ts';
import { loadSource } from './source.ts';
import { table } from './table.ts';

export const compareCommand: CliCommand = {
  name: 'compare',
  summary: 'Networks side by side, and what differs between two',
  help: `Usage: netloom compare <source> <source> [<source> …] [--json | --csv | --markdown] [--difference]

  <source>       preset:<id>, or a *.netloom or *.netloom.json file. A preset takes its arguments after a
                 question mark: 'preset:resnet50?numClasses=10&inputSize=160', quoted for the shell.
  --json         exact figures as JSON
  --csv          exact figures as CSV (RFC 4180)
  --markdown     a Markdown table
  --difference   after the table, what differs between two networks, layer by layer; not with --csv

Figures are for batch 1. Peak is the most activation memory that is alive at once; depth counts convolutions, linear
layers and attention on the longest path; layers counts operators. Layers are matched by path and type, then by type
and output shape in order.
`,
  async run(args) {
    const { values, positionals } = parseOptions(args, {
      json: { type: 'boolean' },
      csv: { type: 'boolean' },
      markdown: { type: 'boolean' },
      difference: { type: 'boolean' },
    });
    stdout.write(await comparison(positionals, formatOf(values), values.difference === true));
  },
};

type Format = 'table' | 'json' | 'csv' | 'markdown';

function formatOf(values: Partial<Record<Format, boolean>>): Format {
  const [format = 'table', other] = (['json', 'csv', 'markdown'] as const).filter((name) => values[name]);
  if (other !== undefined) {
    throw new NetloomError('usage', `--${format} and --${other} exclude each other. See --help.`);
  }
  return format;
}

/** @throws NetloomError for sources that cannot be loaded, and for what the options cannot give */
export async function comparison(
  sources: readonly string[],
  format: Format,
  withDifference: boolean,
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
  const analyses: Analysis[] = [];
  for (const source of sources) {
    const { name, analysis } = await analyseSource(source);
    networks.push({ source, name, summary: summarise(analysis) });
    // Of many networks only the figures are kept.
    if (withDifference) analyses.push(analysis);
  }
  const [a, b] = analyses;
  const difference = a !== undefined && b !== undefined ? structuralDifference(a, b) : undefined;
  switch (format) {
    case 'json':
      return jsonComparison(networks, difference);
    case 'csv':
      return comparisonCsv(networks);
    case 'markdown':
      return markdownComparison(networks, difference);
    case 'table':
      return tableComparison(networks, difference);
    default:
      return assertNever(format);
  }
}

/** `preset:resnet50?numClasses=10&inputSize=160` apart; a file's name may hold question marks. */
export function splitSource(source: string): readonly [source: string, settings: readonly string[]] {
  const mark = source.startsWith('preset:') ? source.indexOf('?') : -1;
  if (mark < 0) return [source, []];
  const settings = source.slice(mark + 1).split('&');
  const wrong = settings.find((setting) => setting.indexOf('=') < 1);
  if (wrong !== undefined) {
    throw new NetloomError(
      'usage',
      `"${source}": expected name=value pairs joined by & after the question mark, not "${wrong}".`,
    );
  }
  return [source.slice(0, mark), settings];
}

async function analyseSource(source: string): Promise<{ name: string; analysis: Analysis }> {
  const [plain, settings] = splitSource(source);
  try {
    const { document, network } = await loadSource(plain, settings, 'warn');
    return { name: document.name, analysis: analyse(network) };
  } catch (error) {
    // Errors of files name the file; with several presets, only the source tells whose argument is wrong.
    if (!(error instanceof NetloomError) || settings.length === 0) throw error;
    throw new NetloomError(error.code, `${source}: ${error.message}`, { cause: error });
  }
}

function jsonComparison(
  networks: readonly ComparedNetwork[],
  difference: StructuralDifference | undefined,
): string {
  const report = {
    networks: networks.map(({ source, name, summary }) => ({ source, name, ...summary })),
    ...(difference === undefined ? {} : { difference }),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function tableComparison(
  networks: readonly ComparedNetwork[],
  difference: StructuralDifference | undefined,
): string {
  const rows = table(COMPARISON_HEAD, networks.map(comparisonCells), COMPARISON_RIGHT);
  const sections = sectionsOf(networks, difference).map(
    ({ title, lines }) => `\n${title}\n${lines.map((line) => `  ${line}\n`).join('')}`,
  );
  return [rows, ...errorLines(networks).map((line) => `${line}\n`), ...sections].join('');
}

function markdownComparison(
  networks: readonly ComparedNetwork[],
  difference: StructuralDifference | undefined,
): string {
  const errors = errorLines(networks).map((line) => `\n${markdownText(line)}\n`);
  const sections = sectionsOf(networks, difference).map(
    ({ title, lines }) =>
      `\n### ${markdownText(title)}\n\n${lines.map((line) => `- ${markdownText(line)}\n`).join('')}`,
  );
  return [comparisonMarkdown(networks), ...errors, ...sections].join('');
}

function sectionsOf(networks: readonly ComparedNetwork[], difference: StructuralDifference | undefined) {
  const [a, b] = networks;
  if (difference === undefined || a === undefined || b === undefined) return [];
  return differenceSections(difference, a.source, b.source);
}

function errorLines(networks: readonly ComparedNetwork[]): readonly string[] {
  return networks
    .filter(({ summary }) => summary.errors > 0)
    .map(
      ({ source, summary: { errors } }) =>
        `${source} has ${errors} ${errors === 1 ? 'error' : 'errors'}: its figures are of what could be inferred; netloom analyze tells more.`,
    );
}
