// How networks side by side read: as a table for people, as CSV and as Markdown. Of the difference of two, the table has
// the totals; its layers are difference-text.ts's.

import { atLeast, bytes, columnUnit, differenceBound, grouped, signed } from '../lib/amounts.ts';
import { csv, markdownTable } from '../lib/tables.ts';
import { formatShape, type Shape } from '../tensor/types.ts';
import type { NetworkSummary } from './comparable.ts';
import { FIGURES } from './compare.ts';

export interface ComparedNetwork {
  /** Where it came from: `preset:resnet50`, a file's path, an open document's title. */
  readonly source: string;
  /** The document's name. */
  readonly name: string;
  readonly summary: NetworkSummary;
  /** What the figures leave out, in sentences. */
  readonly notes: readonly string[];
  /** Measured, where it was asked for. */
  readonly latency?: Latency;
}

/** Milliseconds of one inference. */
export interface Latency {
  readonly median: number;
  /** How many runs the median is of; the first, which also sets things up, is left out. */
  readonly runs: number;
  /** What it ran on, in words: `native CPU`, `WASM, 4 threads`. */
  readonly backend: string;
}

export interface ComparisonTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns of figures, which are aligned right. */
  readonly right: readonly number[];
}

interface FigureColumn {
  readonly title: string;
  readonly figure: (typeof FIGURES)[number];
  readonly show: (value: number) => string;
  /** A sum over the layers: where some of them are not known, the least that it can be. */
  readonly adds: boolean;
}

/** @param networks whose bytes have one unit, in the column's head; without them each figure has its own */
function figureColumns(networks?: readonly ComparedNetwork[]): readonly FigureColumn[] {
  const memory = (title: string, figure: FigureColumn['figure']): FigureColumn => {
    if (networks === undefined) return { title, figure, show: bytes, adds: true };
    const { prefix, show } = columnUnit(networks.map(({ summary }) => summary[figure]));
    return { title: `${title} (${prefix}B)`, figure, show, adds: true };
  };
  return [
    { title: 'parameters', figure: 'parameters', show: grouped, adds: true },
    { title: 'GMACs', figure: 'macs', show: gigaMacs, adds: true },
    memory('activations', 'activationBytes'),
    memory('peak', 'peakActivationBytes'),
    memory('weights', 'weightBytes'),
    { title: 'depth', figure: 'depth', show: grouped, adds: false },
    { title: 'layers', figure: 'layers', show: grouped, adds: false },
  ];
}

interface TableOptions {
  /** Where the units of bytes stand: with every figure, as people read them, or once in the head, as papers have it. */
  readonly units?: 'cells' | 'head';
  /** Rows for what the second network has more or less than the first. */
  readonly change?: boolean;
}

/** Units for people, `?` for shapes that are not known. Latency is a column where any was measured. */
export function comparisonTable(
  networks: readonly ComparedNetwork[],
  { units = 'cells', change = false }: TableOptions = {},
): ComparisonTable {
  const timed = networks.some(({ latency }) => latency !== undefined);
  const columns = figureColumns(units === 'head' ? networks : undefined);
  const titles = columns.map(({ title }) => title);
  if (timed) titles.push('latency');
  const rows = networks.map(({ source, summary, latency }) => [
    source,
    ...columns.map(({ figure, show, adds }) => atLeast(adds && summary.partial, show(summary[figure]))),
    ...(timed ? [latency === undefined ? '–' : latencyText(latency)] : []),
    shapesText(summary.inputs),
    shapesText(summary.outputs),
  ]);
  const [a, b] = networks;
  if (change && a !== undefined && b !== undefined) {
    const rest = timed ? ['', '', ''] : ['', ''];
    for (const [name, cell] of [
      ['change', changeCell],
      ['change in %', percentCell],
    ] as const) {
      rows.push([name, ...columns.map((column) => cell(column, a.summary, b.summary)), ...rest]);
    }
  }
  return {
    head: ['network', ...titles, 'input', 'output'],
    rows,
    right: titles.map((_, index) => index + 1),
  };
}

function changeCell({ figure, show, adds }: FigureColumn, a: NetworkSummary, b: NetworkSummary): string {
  const text = signed(b[figure] - a[figure], show);
  return adds ? differenceBound({ a: a.partial, b: b.partial }, text) : text;
}

/** '' where it is not known. */
function percentCell({ figure, adds }: FigureColumn, a: NetworkSummary, b: NetworkSummary): string {
  if (a[figure] === 0 || (adds && (a.partial || b.partial))) return '';
  return signed((100 * (b[figure] - a[figure])) / a[figure], (percent) => percent.toFixed(1));
}

/** `4.21 ms of 10` */
function latencyText({ median, runs }: Latency): string {
  return `${median.toPrecision(3)} ms of ${runs}`;
}

/** @param change with rows for what the second network has more or less than the first */
export function comparisonMarkdown(networks: readonly ComparedNetwork[], change = false): string {
  const { head, rows, right } = comparisonTable(networks, { units: 'head', change });
  return markdownTable(head, rows, right);
}

/**
 * Exact figures, bytes and single MACs, milliseconds; shapes as `1x3x224x224`, several joined by spaces. Columns of
 * figures hold nothing but numbers: that sums are the least that they can be stands in `partial`. Latency has its
 * columns where any was measured.
 */
export function comparisonCsv(networks: readonly ComparedNetwork[]): string {
  const shapes = (list: readonly (Shape | null)[]): string =>
    list.map((shape) => shape?.join('x') ?? '?').join(' ');
  const timed = networks.some(({ latency }) => latency !== undefined);
  const rows = networks.map(({ source, name, summary, notes, latency }) => [
    source,
    name,
    ...FIGURES.map((figure) => summary[figure]),
    shapes(summary.inputs),
    shapes(summary.outputs),
    String(summary.partial),
    summary.errors,
    summary.unfinished,
    ...(timed ? [latency?.median ?? '', latency?.runs ?? '', latency?.backend ?? ''] : []),
    notes.join(' '),
  ]);
  const timing = timed ? ['latencyMs', 'latencyRuns', 'latencyBackend'] : [];
  return csv([
    [
      'source',
      'name',
      ...FIGURES,
      'inputs',
      'outputs',
      'partial',
      'errors',
      'unfinished',
      ...timing,
      'notes',
    ],
    ...rows,
  ]);
}

/** Billions, with at least three decimals and three digits: `4.089`, `0.000417`. */
export function gigaMacs(count: number): string {
  const giga = count / 1e9;
  const digits = giga > 0 ? Math.min(9, Math.max(3, 2 - Math.floor(Math.log10(giga)))) : 3;
  return giga.toFixed(digits);
}

/** Shapes in the order of their ports, `?` where one, or all, are unknown. */
export function shapesText(shapes: readonly (Shape | null)[] | null): string {
  if (shapes === null) return '?';
  return shapes.map((shape) => (shape === null ? '?' : formatShape(shape))).join('; ');
}
