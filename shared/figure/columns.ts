// A figure that is longer than a page, in columns: cut where one arrow alone goes on, which then leads from the foot of
// a column to the head of the next one. A figure that runs to the right is cut into rows in the same way.

import { cropped, extentsOf, type Placed } from './extents.ts';
import { ARROW, type Direction, type Figure, type FigurePoint, type FigureShape } from './types.ts';

/** Between two columns; the arrow goes up in its middle. */
const GUTTER = 24;
/** From a cut to the arrow's end below it: the head, and a little of the line. */
const ENTRY = ARROW.length + 2.5;

/** Along the flow and across it, whichever way it goes. */
interface Axes {
  readonly along: (point: FigurePoint) => number;
  readonly across: (point: FigurePoint) => number;
  readonly point: (along: number, across: number) => FigurePoint;
}

const AXES: Readonly<Record<Direction, Axes>> = {
  down: { along: ({ y }) => y, across: ({ x }) => x, point: (along, across) => ({ x: across, y: along }) },
  right: { along: ({ x }) => x, across: ({ y }) => y, point: (along, across) => ({ x: along, y: across }) },
};

/** @returns the figure in so many columns, or in fewer where it cannot be cut as often */
export function inColumns(figure: Figure, columns: number, direction: Direction): Figure {
  const axes = AXES[direction];
  const parts = parted(figure, cutsOf(figure, columns, axes), axes);
  if (parts.length === 1) return figure;
  let start = 0;
  const shapes: FigureShape[] = [];
  // Drawn first: labels and boxes stand on them.
  const joined: FigureShape[] = [];
  /** The arrow that goes on in the next column, so far. */
  let open: readonly FigurePoint[] = [];
  for (const part of parts) {
    const [from, to] = spanOf(part.shapes, axes.across);
    const arriving = open;
    const move = (point: FigurePoint): FigurePoint =>
      axes.point(axes.along(point) - part.from, axes.across(point) - from + start);
    for (const shape of part.shapes) {
      // What came over the cut goes on here, with its own end.
      const arrives = shape === part.arrives;
      const moved = movedBy(shape, move);
      if (moved.kind !== 'line') shapes.push(moved);
      else if (shape === part.leaves) open = [...(arrives ? arriving : []), ...moved.points];
      else if (arrives) joined.push({ ...moved, points: [...arriving, ...moved.points] });
      else shapes.push(moved);
    }
    const foot = open.at(-1);
    const next = parts[parts.indexOf(part) + 1];
    if (foot === undefined || next === undefined) continue;
    const gutter = start + to - from + GUTTER / 2;
    start += to - from + GUTTER;
    const entry = next.entry - spanOf(next.shapes, axes.across)[0] + start;
    open = [...open, axes.point(axes.along(foot), gutter), axes.point(0, gutter), axes.point(0, entry)];
  }
  return cropped(figure.title, [...joined, ...shapes]);
}

interface Part {
  /** Where it begins along the flow. */
  readonly from: number;
  readonly shapes: readonly FigureShape[];
  /** The pieces of the arrows that were cut at its head and at its foot. */
  readonly arrives: FigureShape | undefined;
  readonly leaves: FigureShape | undefined;
  /** Where across the flow the first of them comes in. */
  readonly entry: number;
}

function parted(figure: Figure, cuts: readonly number[], axes: Axes): readonly Part[] {
  const parts: Part[] = [];
  let rest: readonly FigureShape[] = figure.shapes;
  let arrives: FigureShape | undefined;
  let entry = 0;
  let from = 0;
  for (const cut of cuts) {
    const before: FigureShape[] = [];
    const after: FigureShape[] = [];
    let leaves: FigureShape | undefined;
    let continues: FigureShape | undefined;
    let crossing = 0;
    for (const shape of rest) {
      const [least, most] = spanOf([shape], axes.along);
      if (most <= cut) before.push(shape);
      else if (least >= cut || shape.kind !== 'line') after.push(shape);
      else {
        const index = shape.points.findIndex((point) => axes.along(point) > cut);
        crossing = axes.across(shape.points[index]!);
        const at = axes.point(cut, crossing);
        leaves = { ...shape, points: [...shape.points.slice(0, index), at], arrow: false };
        continues = { ...shape, points: [at, ...shape.points.slice(index)] };
        before.push(leaves);
        after.push(continues);
        if (shape === arrives) arrives = leaves;
      }
    }
    parts.push({ from, shapes: before, arrives, leaves, entry });
    [rest, arrives, entry, from] = [after, continues, crossing, cut];
  }
  parts.push({ from, shapes: rest, arrives, leaves: undefined, entry });
  return parts;
}

/** How many places are tried for every cut. */
const TRIED = 3;

/** Where to cut, so that the longest column is as short as it can be. */
function cutsOf(figure: Figure, columns: number, axes: Axes): readonly number[] {
  const places = placesToCut(figure, axes);
  const [, end] = spanOf(figure.shapes, axes.along);
  let best: { readonly cuts: readonly number[]; readonly longest: number } = { cuts: [], longest: end };
  /** @param before the longest of the columns that end at these cuts */
  const choose = (cuts: readonly number[], from: number, before: number): void => {
    // Further cuts leave these columns as long as they are. One that shortens nothing is none.
    if (before >= best.longest - 1) return;
    const longest = Math.max(before, end - from);
    if (longest < best.longest - 1) best = { cuts, longest };
    if (cuts.length === columns - 1) return;
    // The next column is as long as the rest of them would be on average, or nearly so.
    const left = columns - cuts.length;
    for (const place of nearest(places, from, from + (end - from) / left)) {
      choose([...cuts, place], place, Math.max(before, place - from));
    }
  };
  choose([], 0, 0);
  return best.cuts;
}

/** The places beyond `from` that are nearest to the ideal one, the nearest first. */
function nearest(places: readonly number[], from: number, ideal: number): readonly number[] {
  let above = places.findIndex((place) => place > ideal);
  if (above === -1) above = places.length;
  let below = above - 1;
  const found: number[] = [];
  while (found.length < TRIED) {
    const [one, other] = [places[below] ?? -Infinity, places[above] ?? Infinity];
    if (one <= from && other === Infinity) break;
    if (one > from && ideal - one <= other - ideal) {
      found.push(one);
      below -= 1;
    } else {
      found.push(other);
      above += 1;
    }
  }
  return found;
}

/** Right before the next box, where nothing but one arrow passes; in their order along the flow. */
function placesToCut({ shapes }: Figure, axes: Axes): readonly number[] {
  const { along } = axes;
  const spans = shapes
    .filter(({ kind }) => kind !== 'line')
    .map((shape) => ({
      span: spanOf([shape], along),
      isCard: shape.kind === 'box' && shape.stroke !== undefined,
    }))
    .toSorted(({ span: [one] }, { span: [other] }) => one - other);
  const lines = shapes.flatMap((shape): readonly Line[] =>
    shape.kind === 'line' ? [{ points: shape.points, span: spanOf([shape], along) }] : [],
  );
  const places: number[] = [];
  let covered = spans[0]?.span[1] ?? 0;
  for (const {
    span: [from, to],
    isCard,
  } of spans) {
    const place = from - ENTRY;
    // A label stays with the box that it tells the output of.
    if (isCard && place > covered && isCrossedOnce(lines, place, axes)) places.push(place);
    covered = Math.max(covered, to);
  }
  return places;
}

interface Line {
  readonly points: readonly FigurePoint[];
  /** Along the flow. */
  readonly span: readonly [least: number, most: number];
}

/** By a piece that goes straight on: a step right at the place, or a line backwards, is not cut. */
function isCrossedOnce(lines: readonly Line[], place: number, { along, across }: Axes): boolean {
  let crossings = 0;
  for (const {
    points,
    span: [least, most],
  } of lines) {
    if (least > place || most < place) continue;
    for (const [index, other] of points.slice(1).entries()) {
      const one = points[index]!;
      if (Math.min(along(one), along(other)) > place || Math.max(along(one), along(other)) < place) continue;
      if (along(one) >= place || along(other) <= place || across(one) !== across(other)) return false;
      crossings += 1;
    }
  }
  return crossings === 1;
}

function farCorner({ x, y, width, height }: Placed): FigurePoint {
  return { x: x + width, y: y + height };
}

function spanOf(
  shapes: readonly FigureShape[],
  side: (point: FigurePoint) => number,
): readonly [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity];
  for (const box of shapes.flatMap(extentsOf)) {
    least = Math.min(least, side(box));
    most = Math.max(most, side(farCorner(box)));
  }
  return [least, most];
}

function movedBy(shape: FigureShape, move: (point: FigurePoint) => FigurePoint): FigureShape {
  return shape.kind === 'line' ? { ...shape, points: shape.points.map(move) } : { ...shape, ...move(shape) };
}
