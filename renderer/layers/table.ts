// Which rows the table of layers lists, in what order, and how they read in a file.

import type { Analysis } from '../../shared/analysis/types.ts';
import { isBoundary } from '../../shared/analysis/comparable.ts';
import { layersOf, listRows, rowTree, type Row } from '../../shared/analysis/layers.ts';
import { atLeast } from '../../shared/lib/amounts.ts';
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
 * The listed rows: exact figures in CSV, in Markdown as people read them. Of a block whose inside is listed, too, what
 * adds up is left to the rows inside: every column sums to what is listed, once.
 */
export function tableText(
  format: TableFormat,
  rows: readonly Row[],
  columns: readonly Column[],
  analysis: Analysis,
): string {
  const unfolded = new Set(rows.flatMap(({ element }) => levelsAround(element.level)));
  const counts = ({ element }: Row, { adds }: Column): boolean => !(adds && unfolded.has(element.path));
  const cells = (cell: (column: Column, row: Row) => number | string) =>
    rows.map((row) => columns.map((column) => (counts(row, column) ? cell(column, row) : '')));
  const head = columns.map(({ heading }) => heading);
  if (format === 'csv') {
    return csv([
      head,
      ...cells((column, row) => {
        const value = fileValue(column.value(row, analysis));
        return column.adds && missesPart(row, analysis) ? atLeast(true, `${value}`) : value;
      }),
    ]);
  }
  const right = columns.flatMap(({ numeric }, index) => (numeric ? [index] : []));
  return markdownTable(
    head,
    cells(({ text }, row) => text(row, analysis)).map((row) => row.map(String)),
    right,
  );
}

/** Paths of a block and of those around it: `a.b` → `a`, `a.b`. */
function levelsAround(path: string): readonly string[] {
  if (path === '') return [];
  const names = path.split('.');
  return names.map((_, index) => names.slice(0, index + 1).join('.'));
}

/** A receptive field that is the whole input is no number. */
function fileValue(value: number | string | undefined): number | string {
  return value === undefined ? '' : value === Infinity ? 'all' : value;
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
