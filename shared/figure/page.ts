// How a figure comes to stand on a page: in how many columns, how wide, and how small its type becomes.

import { inColumns } from './columns.ts';
import { SMALLEST_TYPE, type Direction, type Figure } from './types.ts';

/** Millimetres: what most journals leave between the margins of a page with two columns of text. */
export const PAGE = { width: 170, height: 240 } as const;
/** Millimetres in a point. */
export const POINT = 25.4 / 72;
/** Type smaller than this, in points, is hard to read in print. */
export const LEGIBLE = 5;
/** Type smaller than this nobody makes out: a figure of that size is of no use. */
export const UNREADABLE = 2;
/** Type this large needs no further column. */
const COMFORTABLE = 6;
const MOST_COLUMNS = 12;

export interface PagedFigure {
  readonly figure: Figure;
  /** Of the columns, or the rows of a figure that flows to the right: how many were asked for, or fit best. */
  readonly columns: number;
  /** Millimetres at which it fits the page; never more than its natural width. */
  readonly width: number;
  /** Points of the smallest type at that width. */
  readonly type: number;
}

/**
 * @param figure in one column
 * @param columns how many, or undefined for the fewest in which its type stays comfortable, else is largest
 * @param room millimetres that it may be wide: a column of the text, or the page
 */
export function onPage(
  figure: Figure,
  direction: Direction,
  columns: number | undefined,
  room: number = PAGE.width,
): PagedFigure {
  if (columns !== undefined) return paged(inColumns(figure, columns, direction), columns, room);
  let best = paged(figure, 1, room);
  for (let count = 2; best.type < COMFORTABLE && count <= MOST_COLUMNS; count += 1) {
    const next = paged(inColumns(figure, count, direction), count, room);
    if (next.type > best.type) best = next;
  }
  return best;
}

/** Points of the smallest type of a figure that is so many millimetres wide. */
export function typeAt(figure: Figure, width: number): number {
  return (SMALLEST_TYPE * width) / (figure.width * POINT);
}

/** Whole millimetres from which on its type can be read. */
export function readableWidth(figure: Figure): number {
  return Math.ceil((LEGIBLE / SMALLEST_TYPE) * figure.width * POINT);
}

function paged(figure: Figure, columns: number, room: number): PagedFigure {
  const [width, height] = [figure.width * POINT, figure.height * POINT];
  const scale = Math.min(1, room / width, PAGE.height / height);
  return { figure, columns, width: width * scale, type: SMALLEST_TYPE * scale };
}
