// Where the shapes on wires are written: on a long stretch of the wire, clear of nodes and of other labels.
// Pure geometry, in canvas pixels.

import { overlaps, type Box } from '../state/boxes.ts';
import { createBoxIndex } from './box-index.ts';
import type { Point } from './routes.ts';
import { createStretches } from './stretches.ts';

export const LABEL_HEIGHT = 16;
/** Width of a character of the label's monospaced 11 px. */
const CHARACTER = 6.65;

export interface Labelled {
  readonly points: readonly Point[];
  readonly text: string;
  /** Wires with the same origin carry the same tensor. */
  readonly origin: string;
}

export interface LabelPlace {
  /** Middle of the label, or of the wire where it has none. */
  readonly at: Point;
  /** False where the same tensor's label stands there already. */
  readonly shown: boolean;
}

/** Shorter stretches are no place for a label. */
const MIN_STRETCH = 22;

export function labelWidth(text: string): number {
  return text.length * CHARACTER + 10;
}

/** One place per wire, in order. Where only `titles` are in the way on all of the wire, its label gives way. */
export function placeLabels(
  wires: readonly Labelled[],
  boxes: readonly Box[],
  titles: readonly Box[] = [],
): readonly LabelPlace[] {
  const taken = createBoxIndex([...boxes, ...titles]);
  const written = createBoxIndex(titles);
  const stretches = createStretches(wires.map(({ points }) => points));
  const last = new Map(wires.map(({ origin }, wire) => [origin, wire]));
  const origins = new Set<string>();
  return wires.map(({ points, text, origin }, wire) => {
    const spots = candidates(points);
    const first = spots[0] ?? { x: 0, y: 0 };
    if (text === '') return { at: first, shown: false };
    // Later wires are drawn over this label. Under it, only the trunk of its own tensor may run.
    const over = (other: number) => other > wire;
    const under = (other: number) => other < wire && wires[other]!.origin !== origin;
    let open: Point | undefined;
    let whole: Point | undefined;
    let clear: Point | undefined;
    for (const at of spots) {
      const box = labelBox(at, text);
      if (taken.some(box, (other) => overlaps(box, other))) continue;
      open ??= at;
      if (stretches.meets(box, over)) continue;
      whole ??= at;
      if (stretches.meets(box, under)) continue;
      clear = at;
      break;
    }
    // Where every place would be struck through, a later wire of the same tensor tells it.
    const struck = whole === undefined && open !== undefined && last.get(origin) !== wire;
    const free = clear ?? whole ?? open;
    const overTitle = () => {
      const box = labelBox(first, text);
      return written.some(box, (title) => overlaps(box, title));
    };
    if (struck || (free === undefined && (origins.has(origin) || overTitle()))) {
      return { at: first, shown: false };
    }
    const at = free ?? first;
    taken.add(labelBox(at, text));
    origins.add(origin);
    return { at, shown: true };
  });
}

function labelBox({ x, y }: Point, text: string): Box {
  const width = labelWidth(text);
  return { x: x - width / 2, y: y - LABEL_HEIGHT / 2, width, height: LABEL_HEIGHT };
}

/** Places along the wire, best first: middles of long vertical stretches, then beside them, then others. */
function candidates(points: readonly Point[]): readonly Point[] {
  const stretches = points.slice(1).map((to, index) => {
    const from = points[index]!;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const weight = from.x === to.x && length >= MIN_STRETCH ? length + 10_000 : length;
    return { from, to, length, weight };
  });
  stretches.sort((a, b) => b.weight - a.weight);
  return stretches.flatMap(({ from, to, length }, rank) =>
    (rank > 0 && length < MIN_STRETCH ? [] : length < 3 * MIN_STRETCH ? [0.5] : [0.5, 0.3, 0.7]).map(
      (part) => ({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }),
    ),
  );
}
