// Where the shapes on wires are written: on a long stretch of the wire, clear of nodes and of other labels.
// Pure geometry, in canvas pixels.

import { overlaps, type Box } from '../state/boxes.ts';
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
const CELL = 128;
/** More cells than a canvas is high: column and row in one number. */
const COLUMNS = 2 ** 26;

export function labelWidth(text: string): number {
  return text.length * CHARACTER + 10;
}

/** One place per wire, in order. Where only `titles` are in the way on all of the wire, its label gives way. */
export function placeLabels(
  wires: readonly Labelled[],
  boxes: readonly Box[],
  titles: readonly Box[] = [],
): readonly LabelPlace[] {
  const taken = createIndex();
  const written = createIndex();
  for (const box of [...boxes, ...titles]) taken.add(box);
  for (const title of titles) written.add(title);
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
      if (taken.meets(box)) continue;
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
    if (struck || (free === undefined && (origins.has(origin) || written.meets(labelBox(first, text))))) {
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

/** Boxes by the cells that they touch, so that thousands of labels need not look at each other. */
function createIndex() {
  const cells = new Map<number, Box[]>();
  const cellsOf = (box: Box): number[] => {
    const keys: number[] = [];
    for (let x = Math.floor(box.x / CELL); x <= Math.floor((box.x + box.width) / CELL); x++) {
      for (let y = Math.floor(box.y / CELL); y <= Math.floor((box.y + box.height) / CELL); y++) {
        keys.push(x * COLUMNS + y);
      }
    }
    return keys;
  };
  return {
    add(box: Box): void {
      for (const key of cellsOf(box)) {
        const list = cells.get(key);
        if (list === undefined) cells.set(key, [box]);
        else list.push(box);
      }
    },
    meets(box: Box): boolean {
      return cellsOf(box).some((key) => cells.get(key)?.some((other) => overlaps(box, other)));
    },
  };
}
