// Which rows the table of layers lists, in what order, and how they read in a file.

import type { Analysis } from '../../shared/analysis/types.ts';
import { isBoundary } from '../../shared/analysis/comparable.ts';
import { layersOf, listRows, rowTree, type Row } from '../../shared/analysis/layers.ts';
import { atLeast, columnUnit } from '../../shared/lib/amounts.ts';
import { csv, markdownTable } from '../../shared/lib/tables.ts';
import { COLUMNS, missesPart, type Column, type ColumnId } from './columns.ts';

export interface Sorting {
  readonly column: ColumnId;
  readonly descending: boolean;
}

export interface TableView {
  /** Blocks with what is inside them, or layers alone. */
  readonly grouped: boolean;
  readonly open: ReadonlySet<string>;
  readonly sought: ReadonlySet<string> | undefined;
  readonly sorting: Sorting | undefined;
}

export function tableRows(analysis: Analysis, view: TableView): readonly Row[] {
  const { grouped, open, sought, sorting } = view;
  const compare = sorting === undefined ? undefined : comparing(sorting, analysis);
  const tree = rowTree(analysis.network);
  if (grouped) {
    return listRows(tree, {
      isOpen: (path) => open.has(path),
      sought,
      skip: ({ port }) => port,
      compare,
    });
  }
  const layers = layersOf(tree)
    .filter(({ element }) => sought === undefined || sought.has(element.path))
    .map((row) => (row.depth === 0 ? row : { ...row, depth: 0 }));
  return compare === undefined ? layers : layers.sort(compare);
}

const collator = new Intl.Collator('en', { numeric: true });

/** What is not known comes last, whichever way. */
function comparing({ column: id, descending }: Sorting, analysis: Analysis): (a: Row, b: Row) => number {
  const column = COLUMNS.find((one) => one.id === id)!;
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const left = column.value(a, analysis);
    const right = column.value(b, analysis);
    if (left === undefined || right === undefined) {
      return left === right ? 0 : left === undefined ? 1 : -1;
    }
    if (typeof left === 'number' && typeof right === 'number') {
      return left === right ? 0 : sign * (left < right ? -1 : 1);
    }
    return sign * collator.compare(`${left}`, `${right}`);
  };
}

/** The order after a click on a column's head: figures from the greatest, words from A, then as computed. */
export function nextSorting(now: Sorting | undefined, { id, numeric }: Column): Sorting | undefined {
  if (now?.column !== id) return { column: id, descending: numeric };
  return now.descending === numeric ? { column: id, descending: !numeric } : undefined;
}

export type TableFormat = 'csv' | 'markdown';

/**
 * The listed rows: exact figures in CSV, in Markdown as papers have them, with one unit for a column. Of a block whose
 * inside is listed, too, what adds up is left to the rows inside: every column sums to what is listed, once.
 *
 * Columns of figures hold nothing but numbers in CSV, `inf` for a receptive field that is the whole input. Where layers
 * inside a block are not known, a last column, `partial`, says of which blocks the sums are the least that they can be.
 */
export function tableText(
  format: TableFormat,
  rows: readonly Row[],
  columns: readonly Column[],
  analysis: Analysis,
): string {
  const unfolded = new Set(rows.flatMap(({ element }) => levelsAround(element.level)));
  const counts = ({ element }: Row, { adds }: Column): boolean => !(adds && unfolded.has(element.path));
  if (format === 'csv') {
    const sums = columns.some(({ adds }) => adds);
    const isPartial = (row: Row): boolean => !unfolded.has(row.element.path) && missesPart(row, analysis);
    const marks = sums && rows.some(isPartial);
    return csv([
      [...columns.map(({ heading }) => heading), ...(marks ? ['partial'] : [])],
      ...rows.map((row) => [
        ...columns.map((column) => (counts(row, column) ? fileValue(column.value(row, analysis)) : '')),
        ...(marks ? [String(isPartial(row))] : []),
      ]),
    ]);
  }
  const shown = columns.map((column) => {
    const printed = rows.filter((row) => counts(row, column));
    return inMarkdown(column, printed, analysis);
  });
  return markdownTable(
    shown.map(({ heading }) => heading),
    rows.map((row) => columns.map((column, index) => (counts(row, column) ? shown[index]!.text(row) : ''))),
    columns.flatMap(({ numeric }, index) => (numeric ? [index] : [])),
  );
}

/** A column's head and cells, the unit in the head: that of the largest of these rows. */
function inMarkdown(
  column: Column,
  rows: readonly Row[],
  analysis: Analysis,
): { readonly heading: string; readonly text: (row: Row) => string } {
  const { unit, heading } = column;
  if (unit === undefined) return { heading, text: (row) => column.text(row, analysis) };
  const valueOf = (row: Row): number => Number(column.value(row, analysis) ?? 0);
  const { prefix, show } = columnUnit(rows.map(valueOf));
  const named = `${prefix}${unit.of}`;
  return {
    heading: named === '' ? unit.title : `${unit.title} (${named})`,
    text(row) {
      const value = valueOf(row);
      const partial = missesPart(row, analysis);
      return value === 0 && !partial ? '' : atLeast(partial, show(value));
    },
  };
}

/** Paths of a block and of those around it: `a.b` → `a`, `a.b`. */
function levelsAround(path: string): readonly string[] {
  if (path === '') return [];
  const names = path.split('.');
  return names.map((_, index) => names.slice(0, index + 1).join('.'));
}

/** Readers of CSV take `inf` for a number: Python's float, pandas, R, Julia. */
function fileValue(value: number | string | undefined): number | string {
  return value === undefined ? '' : value === Infinity ? 'inf' : value;
}

export interface ListedTotals {
  readonly layers: number;
  readonly parameters: number;
  readonly macs: number;
  readonly activationBytes: number;
  /** Whether some of it is not known yet. */
  readonly partial: boolean;
}

/** Sums over the layers that are sought, or over all. Inputs and Outputs are no layers. */
export function listedTotals(analysis: Analysis, sought: ReadonlySet<string> | undefined): ListedTotals {
  let partial = sought === undefined && analysis.totals.partial;
  const totals = { layers: 0, parameters: 0, macs: 0, activationBytes: 0 };
  for (const { path, operator } of analysis.network.nodes) {
    if (sought !== undefined && !sought.has(path)) continue;
    const cost = analysis.costs.get(path);
    if (!isBoundary(operator.type)) totals.layers += 1;
    totals.parameters += cost?.parameters ?? 0;
    totals.macs += cost?.macs ?? 0;
    totals.activationBytes += cost?.activationBytes ?? 0;
    partial ||= cost?.partial === true;
  }
  return { ...totals, partial };
}
