// How wide the columns of the table of layers are: as wide as what they say. What is folded, sought or sorted does not
// change them, so that nothing moves while one reads.

import { rowTree, type Row } from '../../shared/analysis/layers.ts';
import type { Analysis } from '../../shared/analysis/types.ts';
import type { Column, ColumnId } from './columns.ts';

/** On both sides of a cell, with what a font may differ from its measure. */
const PADDING = 14;
/** Beside the title of the column that sorts. */
const ARROW = 15;
/** Names are indented, and have what is left over. */
const NAMES = 118;
/** Wider texts end in dots: a tooltip tells them whole. */
const MOST = 230;
/** Words give way where there is little room, figures and shapes do not. */
const WORDS: Partial<Record<ColumnId, number>> = { type: 106, settings: 140 };
/** Of large networks so many rows, spread over all of them, stand for the others. */
const SAMPLE = 500;

export interface ColumnWidth {
  readonly least: number;
  /** Undefined for what is left over. */
  readonly most: number | undefined;
}

/**
 * Widths of the columns, in pixels.
 * @param measure the width of a text, in pixels
 */
export function columnWidths(
  columns: readonly Column[],
  analysis: Analysis,
  measure: (text: string) => number,
): readonly ColumnWidth[] {
  const rows = spread(allRows(rowTree(analysis.network)));
  return columns.map((column): ColumnWidth => {
    if (column.id === 'path') return { least: NAMES, most: undefined };
    const texts = new Set(rows.map((row) => column.text(row, analysis)));
    const widest = Math.max(measure(column.title) + ARROW, ...[...texts].map(measure));
    const most = Math.ceil(Math.min(MOST, widest)) + PADDING;
    return { least: Math.min(most, WORDS[column.id] ?? most), most };
  });
}

/** In a narrow table these give way, first to last: other places tell them, too. */
const GIVING_WAY: readonly ColumnId[] = ['settings', 'field', 'input', 'activations', 'type', 'parameters'];

/** The columns that `room` pixels show without scrolling sideways: all, but for as many as have to give way. */
export function fittingColumns(
  columns: readonly Column[],
  widths: readonly ColumnWidth[],
  room: number,
): readonly Column[] {
  const needed = new Map(columns.map(({ id }, index) => [id, widths[index]?.least ?? 0]));
  for (const id of GIVING_WAY) {
    if ([...needed.values()].reduce((sum, width) => sum + width, 0) <= room) break;
    needed.delete(id);
  }
  return columns.filter(({ id }) => needed.has(id));
}

function allRows(rows: readonly Row[]): readonly Row[] {
  return rows.flatMap((row) => [row, ...allRows(row.inside)]);
}

function spread(rows: readonly Row[]): readonly Row[] {
  if (rows.length <= SAMPLE) return rows;
  return Array.from({ length: SAMPLE }, (_, index) => rows[Math.floor((index * rows.length) / SAMPLE)]!);
}

/** Measures texts as the app writes small ones. */
export function measureSmall(): (text: string) => number {
  const style = getComputedStyle(document.body);
  const size = style.getPropertyValue('--font-size-small');
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (context === null) return (text) => text.length * Number.parseFloat(size) * 0.6;
  context.font = `${size} ${style.fontFamily}`;
  return (text) => context.measureText(text).width;
}
