// How comparisons of networks read: as a table for people, as CSV and Markdown, and the difference of two in lines.

import { assertNever } from '../lib/assert-never.ts';
import { atLeast, bytes, grouped } from '../lib/amounts.ts';
import { csv, markdownTable } from '../lib/tables.ts';
import { formatShape, type Shape } from '../tensor/types.ts';
import { isBoundary, type NetworkSummary } from './comparable.ts';
import type { ChangedLayer, Figure, LayerChange, LayerSummary, StructuralDifference } from './compare.ts';
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

/** Units for people, `?` for shapes that are not known. Latency is a column where any was measured. */
export function comparisonTable(networks: readonly ComparedNetwork[]): ComparisonTable {
  const timed = networks.some(({ latency }) => latency !== undefined);
  const figures = ['parameters', 'GMACs', 'activations', 'peak', 'weights', 'depth', 'layers'];
  if (timed) figures.push('latency');
  return {
    head: ['network', ...figures, 'input', 'output'],
    rows: networks.map(({ source, summary, latency }) => [
      source,
      ...[
        grouped(summary.parameters),
        gigaMacs(summary.macs),
        bytes(summary.activationBytes),
        bytes(summary.peakActivationBytes),
        bytes(summary.weightBytes),
      ].map((text) => atLeast(summary.partial, text)),
      `${summary.depth}`,
      `${summary.layers}`,
      ...(timed ? [latency === undefined ? '–' : latencyText(latency)] : []),
      shapesText(summary.inputs),
      shapesText(summary.outputs),
    ]),
    right: figures.map((_, index) => index + 1),
  };
}

/** `4.21 ms of 10` */
function latencyText({ median, runs }: Latency): string {
  return `${median.toPrecision(3)} ms of ${runs}`;
}

export function comparisonMarkdown(networks: readonly ComparedNetwork[]): string {
  const { head, rows, right } = comparisonTable(networks);
  return markdownTable(head, rows, right);
}

/**
 * Exact figures, bytes and single MACs, milliseconds; where `partial` is true, the least that they can be; shapes as `1x3x224x224`, several joined by spaces. Latency has
 * its columns where any was measured.
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

function shapesText(shapes: readonly (Shape | null)[] | null): string {
  if (shapes === null) return '?';
  return shapes.map((shape) => (shape === null ? '?' : formatShape(shape))).join('; ');
}

export interface DifferenceSection {
  readonly title: string;
  readonly lines: readonly string[];
}

/** The difference in words. Sections without lines are left out, all but the first, which counts. */
export function differenceSections(
  difference: StructuralDifference,
  a: string,
  b: string,
): readonly DifferenceSection[] {
  const { onlyInA, onlyInB, changed, renamed, unchanged, totals } = difference;
  const figures = FIGURES.filter((figure) => totals[figure] !== 0).map((figure) =>
    figureText(figure, totals[figure]),
  );
  const count = (list: readonly { readonly type: string }[]): number =>
    list.filter(({ type }) => !isBoundary(type)).length;
  const counts = [
    `${unchanged} unchanged`,
    `${count(changed)} changed`,
    `${count(onlyInA)} only in ${a}`,
    `${count(onlyInB)} only in ${b}`,
  ];
  const sections: readonly DifferenceSection[] = [
    { title: `From ${a} to ${b}`, lines: [`layers: ${counts.join(', ')}`, ...figures] },
    { title: `Only in ${a}`, lines: onlyInA.map(layerText) },
    { title: `Only in ${b}`, lines: onlyInB.map(layerText) },
    { title: 'Changed', lines: changed.map(changedText) },
    { title: 'Renamed', lines: renamed.map((pair) => `${pair.a} → ${pair.b}`) },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

/** `parameters: +2,514,944` */
function figureText(figure: Figure, value: number): string {
  const sign = value < 0 ? '−' : '+';
  const size = Math.abs(value);
  switch (figure) {
    case 'parameters':
      return `parameters: ${sign}${size.toLocaleString('en-US')}`;
    case 'macs':
      return `MACs: ${sign}${size.toLocaleString('en-US')}`;
    case 'activationBytes':
      return `activations: ${sign}${bytes(size)}`;
    case 'peakActivationBytes':
      return `peak activations: ${sign}${bytes(size)}`;
    case 'weightBytes':
      return `weights: ${sign}${bytes(size)}`;
    case 'depth':
    case 'layers':
      return `${figure}: ${sign}${size}`;
    default:
      return assertNever(figure);
  }
}

function layerText({ path, type, outputShapes, parameters }: LayerSummary): string {
  const weights = parameters === 0 ? '' : `, ${parameters.toLocaleString('en-US')} parameters`;
  return `${path}: ${type}, ${shapesText(outputShapes)}${weights}`;
}

function changedText({ a, b, type, changes }: ChangedLayer): string {
  const name = a === b ? a : `${a} → ${b}`;
  return `${name}: ${type}, ${changes.map(changeText).join('; ')}`;
}

export function changeText(change: LayerChange): string {
  switch (change.what) {
    case 'type':
      return `type ${change.a} → ${change.b}`;
    case 'attribute':
      return `${change.name} ${JSON.stringify(change.a)} → ${JSON.stringify(change.b)}`;
    case 'sources': {
      const list = (sources: readonly (string | null)[]): string =>
        sources.map((source) => source ?? 'nothing').join(', ');
      return `reads ${list(change.a)} → ${list(change.b)}`;
    }
    case 'inputShapes':
      return `input ${shapesText(change.a)} → ${shapesText(change.b)}`;
    case 'outputShapes':
      return `output ${shapesText(change.a)} → ${shapesText(change.b)}`;
    case 'parameters':
      return `parameters ${change.a.toLocaleString('en-US')} → ${change.b.toLocaleString('en-US')}`;
    case 'macs':
      return `MACs ${change.a.toLocaleString('en-US')} → ${change.b.toLocaleString('en-US')}`;
    default:
      return assertNever(change);
  }
}
