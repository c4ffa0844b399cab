// Where everything on the canvas stands while blocks are unfolded in it: each is a frame as large as what is in it, and
// its neighbours make room. Derived from where the document has things, which stays as it is: places are stretched
// apart and, for what is dropped, brought back.

import type { NodeId, NoteId, NoteRecord } from '../../shared/document/types.ts';
import { nodeSize, type Size } from '../../shared/layout/node-size.ts';
import { landingOf, startFor, stretchFor, type Growth, type Stretch } from '../../shared/layout/stretch.ts';
import type { Element, Level } from '../../shared/network/types.ts';
import { boundsOf, contains, noteBox, type Box } from '../state/boxes.ts';
import { levelPositions } from '../state/positions.ts';
import { canvasId } from '../state/unfolding.ts';
import { FRAME_TITLE, frameOf, type Frame } from './block-frame.ts';
import type { Point } from './routes.ts';
import { routeLevel, type RoutedWire } from './wires.ts';

/** A level on the canvas: the one that is open, or one inside an unfolded block. */
export interface Part {
  readonly level: Level;
  /** Id on the canvas of the block that it is inside of; '' for the level that is open. */
  readonly block: string;
  /** How many frames it lies in. */
  readonly depth: number;
  readonly notes: readonly NoteRecord[];
  /** On the canvas, by the records' ids. */
  readonly boxes: ReadonlyMap<NodeId, Box>;
  readonly noteBoxes: ReadonlyMap<NoteId, Box>;
  /** The unfolded blocks on it. */
  readonly frames: ReadonlyMap<NodeId, Frame>;
  readonly wires: readonly RoutedWire[];
  /** The inside of the frame around it; undefined for the level that is open. */
  readonly area: Box | undefined;
  /** A place of the canvas as the document has it. */
  toLevel(at: Point): Point;
  /** Where the document has a node whose top left corner is here on the canvas. */
  placeOf(id: NodeId, at: Point): Point;
  /** As `placeOf`, for a note of this size; a frame's size, too, is what it was before it was stretched. */
  boxOfNote(note: NoteRecord, box: Box): Box;
}

export interface Placing {
  /** What lies around comes before what lies in it. */
  readonly parts: readonly Part[];
  /** By the block's id on the canvas. */
  readonly byBlock: ReadonlyMap<string, Part>;
}

/** A level by itself, with its own places. */
interface Measured {
  readonly level: Level;
  readonly notes: readonly NoteRecord[];
  readonly sizes: ReadonlyMap<NodeId, Size>;
  readonly unfolded: ReadonlyMap<NodeId, { readonly frame: Frame; readonly inside: Measured }>;
  readonly growths: Readonly<Record<Axis, ReadonlyMap<NodeId, Growth>>>;
  readonly stretch: Readonly<Record<Axis, Stretch>>;
  readonly boxes: ReadonlyMap<NodeId, Box>;
  readonly noteBoxes: ReadonlyMap<NoteId, Box>;
  readonly wires: readonly RoutedWire[];
}

type Axis = 'x' | 'y';
const EXTENT = { x: 'width', y: 'height' } as const;

/** What of the document is shown. */
export interface Shown {
  readonly root: Level;
  /** The level inside a block that is unfolded. */
  inside(element: Element): Level | undefined;
  notesAt(level: Level): readonly NoteRecord[];
}

export function placeShown(shown: Shown): Placing {
  const parts: Part[] = [];
  addParts(parts, measure(shown.root, shown), '', 0, { x: 0, y: 0 }, undefined);
  return { parts, byBlock: new Map(parts.map((part) => [part.block, part] as const)) };
}

/** The innermost level at a place of the canvas. */
export function partAt({ parts }: Placing, at: Point): Part {
  const inside = parts.findLast(
    ({ area }) => area !== undefined && contains(area, { ...at, width: 0, height: 0 }),
  );
  return inside ?? parts[0]!;
}

function measure(level: Level, shown: Shown): Measured {
  const { flow } = level;
  const places = levelPositions(level);
  const notes = shown.notesAt(level);
  const sizes = new Map<NodeId, Size>();
  const unfolded = new Map<NodeId, { readonly frame: Frame; readonly inside: Measured }>();
  const growths = { x: new Map<NodeId, Growth>(), y: new Map<NodeId, Growth>() };
  for (const [id, element] of level.elements) {
    const size = nodeSize(element.record, flow, element.inputs.length, element.outputs.length);
    sizes.set(id, size);
    const within = shown.inside(element);
    if (within === undefined) continue;
    const inside = measure(within, shown);
    const frame = frameOf(element, size, flow, within, inside.boxes, boundsIn(inside));
    unfolded.set(id, { frame, inside });
    const at = places.get(id) ?? ORIGIN;
    for (const axis of ['x', 'y'] as const) {
      growths[axis].set(id, {
        start: at[axis],
        end: at[axis] + size[EXTENT[axis]],
        before: frame.anchor[axis] - size[EXTENT[axis]] / 2,
        after: frame.size[EXTENT[axis]] - frame.anchor[axis] - size[EXTENT[axis]] / 2,
      });
    }
  }
  const stretch = {
    x: stretchFor([...growths.x.values()]),
    y: stretchFor([...growths.y.values()]),
  };
  const boxes = new Map<NodeId, Box>();
  for (const [id, size] of sizes) {
    const at = places.get(id) ?? ORIGIN;
    const frame = unfolded.get(id)?.frame;
    boxes.set(
      id,
      frame === undefined ? moved({ ...at, ...size }, stretch) : framed({ ...at, ...size }, frame, stretch),
    );
  }
  const noteBoxes = new Map(
    notes.map((note) => {
      const box = noteBox(note);
      return [note.id, note.kind === 'note' ? moved(box, stretch) : stretched(box, stretch)] as const;
    }),
  );
  const wires = routeLevel(level, boxes, unfolded);
  return { level, notes, sizes, unfolded, growths, stretch, boxes, noteBoxes, wires };
}

const ORIGIN: Point = { x: 0, y: 0 };

/** What the level takes up, wires that run beside its nodes among it. */
function boundsIn({ boxes, noteBoxes, wires }: Measured): Box {
  const corners = wires.flatMap(({ points }) => points.map((point) => ({ ...point, width: 0, height: 0 })));
  return (
    boundsOf([...boxes.values(), ...noteBoxes.values(), ...corners]) ?? { x: 0, y: 0, width: 0, height: 0 }
  );
}

function middleOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

type Stretches = Readonly<Record<Axis, Stretch>>;

/** A box of unchanged size about where its middle comes to lie. */
function moved(box: Box, { x, y }: Stretches): Box {
  const middle = middleOf(box);
  return {
    ...box,
    x: box.x + Math.round(x.to(middle.x) - middle.x),
    y: box.y + Math.round(y.to(middle.y) - middle.y),
  };
}

function framed(box: Box, { anchor, size }: Frame, { x, y }: Stretches): Box {
  const middle = middleOf(box);
  return { x: Math.round(x.to(middle.x) - anchor.x), y: Math.round(y.to(middle.y) - anchor.y), ...size };
}

/** A box around what it held. */
function stretched(box: Box, { x, y }: Stretches): Box {
  const [left, top] = [Math.round(x.to(box.x)), Math.round(y.to(box.y))];
  return {
    x: left,
    y: top,
    width: Math.round(x.to(box.x + box.width)) - left,
    height: Math.round(y.to(box.y + box.height)) - top,
  };
}

function addParts(
  parts: Part[],
  measured: Measured,
  block: string,
  depth: number,
  by: Point,
  area: Box | undefined,
): void {
  const shift = (box: Box): Box => ({ ...box, x: box.x + by.x, y: box.y + by.y });
  const back = (at: Point): Point => ({ x: at.x - by.x, y: at.y - by.y });
  const shifted = <Id>(boxes: ReadonlyMap<Id, Box>): ReadonlyMap<Id, Box> =>
    by.x === 0 && by.y === 0 ? boxes : new Map([...boxes].map(([id, box]) => [id, shift(box)] as const));
  const { level, notes, unfolded } = measured;
  const boxes = shifted(measured.boxes);
  parts.push({
    level,
    block,
    depth,
    notes,
    boxes,
    noteBoxes: shifted(measured.noteBoxes),
    frames: new Map([...unfolded].map(([id, { frame }]) => [id, frame] as const)),
    wires:
      by.x === 0 && by.y === 0
        ? measured.wires
        : measured.wires.map(({ points, ...wire }) => ({
            ...wire,
            points: points.map(({ x, y }) => ({ x: x + by.x, y: y + by.y })),
          })),
    area,
    toLevel: (at) => unstretched(back(at), measured.stretch),
    placeOf: (id, at) => placeIn(measured, id, back(at)),
    boxOfNote: (note, box) => noteBoxIn(measured, note, { ...box, ...back(box) }),
  });
  for (const [id, { frame, inside }] of unfolded) {
    const box = boxes.get(id)!;
    const corner = boundsIn(inside);
    addParts(
      parts,
      inside,
      canvasId(block, id),
      depth + 1,
      { x: box.x + frame.inside.x - corner.x, y: box.y + frame.inside.y - corner.y },
      { ...box, y: box.y + FRAME_TITLE, height: box.height - FRAME_TITLE },
    );
  }
}

function unstretched(at: Point, { x, y }: Stretches): Point {
  return { x: x.from(at.x), y: y.from(at.y) };
}

function placeIn({ sizes, unfolded, growths, stretch }: Measured, id: NodeId, at: Point): Point {
  const size = sizes.get(id);
  if (size === undefined) return unstretched(at, stretch);
  const frame = unfolded.get(id)?.frame;
  const start = (axis: Axis): number => {
    const length = size[EXTENT[axis]];
    if (frame === undefined) {
      const middle = at[axis] + length / 2;
      const { to, from } = stretch[axis];
      return neat(from(middle) - length / 2, middle, (place) => to(place + length / 2));
    }
    // What makes the others give way is itself moved: the room that it takes there counts.
    const others = [...growths[axis]].flatMap(([other, growth]) => (other === id ? [] : [growth]));
    const { before, after } = growths[axis].get(id)!;
    const [middle, grown] = [at[axis] + frame.anchor[axis], { length, before, after }];
    return neat(startFor(middle, grown, others), middle, landingOf(grown, others));
  };
  return { x: start('x'), y: start('y') };
}

/** A whole number of pixels where that comes near enough to what is wanted: beside a frame, one pixel is many. */
function neat(place: number, wanted: number, lands: (place: number) => number): number {
  const whole = Math.round(place);
  return Math.abs(lands(whole) - wanted) <= 1 ? whole : Math.round(place * 100) / 100;
}

function noteBoxIn({ stretch }: Measured, note: NoteRecord, box: Box): Box {
  if (note.kind === 'note') {
    const middle = unstretched(middleOf(box), stretch);
    const corner = rounded({ x: middle.x - box.width / 2, y: middle.y - box.height / 2 });
    return { ...corner, width: box.width, height: box.height };
  }
  const start = rounded(unstretched(box, stretch));
  const end = rounded(unstretched({ x: box.x + box.width, y: box.y + box.height }, stretch));
  return { ...start, width: end.x - start.x, height: end.y - start.y };
}

function rounded({ x, y }: Point): Point {
  return { x: Math.round(x), y: Math.round(y) };
}
