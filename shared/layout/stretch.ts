// Room for what has grown: a line that is stretched where things on it take more space than they did. Everything
// keeps its order and its distances, and moves by what grew before it. One dimension; pure.

/** Something on the line that grows about its middle, by different lengths to either side. */
export interface Growth {
  readonly start: number;
  readonly end: number;
  readonly before: number;
  readonly after: number;
}

/** A growth, wherever it is. */
export type Grown = Omit<Growth, 'start' | 'end'> & { readonly length: number };

export interface Stretch {
  /** Where a place of the line lies once it is stretched. Never decreasing, and no two places come nearer. */
  to(at: number): number;
  /** The place that comes to lie here. */
  from(at: number): number;
}

const STILL: Stretch = { to: (at) => at, from: (at) => at };

interface Piece {
  readonly start: number;
  readonly end: number;
  /** How much longer each of its pixels becomes. */
  readonly more: number;
}

/**
 * The line stretched for all of these. Things beside each other share the room that they need: a pixel is stretched by
 * what the most demanding of them asks for. So whatever grows finds room between the places to which its ends move,
 * with its middle at the place to which its middle moves.
 */
export function stretchFor(growths: readonly Growth[]): Stretch {
  const pieces = growths.flatMap(({ start, end, before, after }): readonly Piece[] => {
    const middle = (start + end) / 2;
    const half = middle - start;
    if (half <= 0) return [];
    return [
      { start, end: middle, more: Math.max(0, before) / half },
      { start: middle, end, more: Math.max(0, after) / half },
    ];
  });
  if (pieces.every(({ more }) => more === 0)) return STILL;
  const stops = [...new Set(pieces.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const byStart = pieces.toSorted((a, b) => a.start - b.start);
  const slopes: number[] = [];
  const ends: number[] = [stops[0]!];
  let active: Piece[] = [];
  let next = 0;
  for (let index = 0; index + 1 < stops.length; index += 1) {
    const [start, end] = [stops[index]!, stops[index + 1]!];
    while (next < byStart.length && byStart[next]!.start <= start) active.push(byStart[next++]!);
    active = active.filter((piece) => piece.end > start);
    const slope = 1 + active.reduce((most, { more }) => Math.max(most, more), 0);
    slopes.push(slope);
    ends.push(ends[index]! + (end - start) * slope);
  }
  return {
    to: (at) => along(at, stops, ends, (index) => slopes[index]!),
    from: (at) => along(at, ends, stops, (index) => 1 / slopes[index]!),
  };
}

/** The polyline through (xs[i], ys[i]), going on by 1 : 1 at either side. */
function along(
  at: number,
  xs: readonly number[],
  ys: readonly number[],
  slope: (index: number) => number,
): number {
  const last = xs.length - 1;
  if (at <= xs[0]!) return at - xs[0]! + ys[0]!;
  if (at >= xs[last]!) return at - xs[last]! + ys[last]!;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle]! <= at) low = middle;
    else high = middle;
  }
  return ys[low]! + (at - xs[low]!) * slope(low);
}

/** Where the middle of something that grows comes to lie, by its start, among others that grow. */
export function landingOf(
  { length, before, after }: Grown,
  others: readonly Growth[],
): (start: number) => number {
  return (start) =>
    stretchFor([...others, { start, end: start + length, before, after }]).to(start + length / 2);
}

/** The start of something that grows such that its middle comes to lie at a place, to a hundredth of a pixel. */
export function startFor(middle: number, grown: Grown, others: readonly Growth[]): number {
  const { length, before, after } = grown;
  const lands = landingOf(grown, others);
  const most = others.reduce((sum, other) => sum + other.before + other.after, before + after);
  let [low, high] = [middle - most - length - 1, middle + 1];
  while (high - low > 0.005) {
    const start = (low + high) / 2;
    if (lands(start) < middle) low = start;
    else high = start;
  }
  return (low + high) / 2;
}
