// Drawing a figure: cards and wires laid out, their boxes, arrows, labels and frames. What a level shows of itself is
// chosen in figure.ts.

import { layoutWithBends, type LayoutEdge } from '../layout/layout.ts';
import { cropped, type Placed } from './extents.ts';
import type { Fold } from './fold.ts';
import { LANE, lanesOf, stepped } from './steps.ts';
import { fitted, textWidth } from './text-width.ts';
import { SMALLEST_TYPE, type Direction, type Figure, type FigurePoint, type FigureShape } from './types.ts';

const NAME = 8;
const DETAIL = SMALLEST_TYPE;
const COUNT = 10;
const PADDING = 7;
/** Settings and names go on in another line from here; a name without a dot to go on after is cut. */
const WIDEST = 132;
const WIDEST_NAME = 190;
const NAME_LINE = 10;
const NARROWEST = 62;
const GAP = { layer: 30, node: 18 } as const;
/** Where a wire's label stands in the gap below a box: clear of steps and of a frame around either box. */
const LABEL_BELOW = 13.5;
/** Space between a folded stretch and its frame, with the count in it. */
const FRAME = 7;
/** So many fit between a label and a box as far apart as boxes are. */
const FREE_LANES = 2;

const INK = '#1c1f24';
const DIM = '#5c636e';
const WIRE = '#4b515c';
const PAPER = '#ffffff';
/** Fill and border by category, light enough for black text and distinct in print. */
const COLOURS: Readonly<Record<string, readonly [fill: string, stroke: string]>> = {
  'input-and-output': ['#f1f3f5', '#8b93a0'],
  convolution: ['#e3ecfb', '#2f6bd0'],
  pooling: ['#dff2f3', '#0b7f86'],
  normalisation: ['#ece8fa', '#6a55c2'],
  activation: ['#fbe9de', '#b3541e'],
  linear: ['#e2f3e6', '#27803f'],
  shape: ['#f3eedf', '#7b6a3c'],
  merge: ['#f9e3ee', '#b03a77'],
  block: ['#e9edf3', '#3b4a63'],
};

/** A box with its lines of text. */
export interface Card {
  readonly id: string;
  readonly name: string;
  readonly details: readonly string[];
  readonly category: string;
  /** Drawn as a stack: it has an inside. */
  readonly stacked: boolean;
  /** How many ports it has. */
  readonly inputs: number;
  readonly outputs: number;
}

/** A card with its texts broken into lines. */
interface Lines extends Card {
  readonly names: readonly string[];
}

/** An arrow between two cards' ports. */
export interface Wire extends LayoutEdge {
  readonly label: string;
}

/** @returns the figure of these cards, in this order, at its natural size in points */
export function drawFigure(
  title: string,
  unbroken: readonly Card[],
  wires: readonly Wire[],
  folds: readonly Fold[],
  direction: Direction,
): Figure {
  const cards = unbroken.map((card): Lines => ({
    ...card,
    names: brokenName(card.name),
    details: card.details.flatMap(brokenDetail),
  }));
  const width = Math.min(
    WIDEST_NAME,
    Math.max(
      NARROWEST,
      ...cards.map(
        ({ names, details }) =>
          2 * PADDING +
          Math.max(
            ...names.map((line) => textWidth(line, NAME, true)),
            ...details.map((line) => textWidth(line, DETAIL)),
          ),
      ),
    ),
  );
  const heightOf = ({ names, details }: Lines) => 8 + names.length * NAME_LINE + details.length * 9;
  const spread = (count: number, length: number) =>
    Array.from({ length: count }, (_, index) => (length * (index + 1)) / (count + 1));
  const across = (card: Lines) => (direction === 'down' ? width : heightOf(card));
  const nodes = cards.map((card) => ({
    id: card.id,
    width,
    height: heightOf(card),
    inputs: spread(Math.max(1, card.inputs), across(card)),
    outputs: spread(Math.max(1, card.outputs), across(card)),
  }));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const label =
    direction === 'right'
      ? Math.max(0, ...wires.map((wire) => textWidth(wire.label, DETAIL) + FRAME + 10))
      : 0;
  const lay = (lanes: number) => {
    const { positions, bends } = layoutWithBends(nodes, wires, {
      direction,
      layerGap: Math.max(GAP.layer, label + 10) + LANE * Math.max(0, lanes - FREE_LANES),
      nodeGap: GAP.node,
    });
    const lines = wires.map((wire, index): readonly FigurePoint[] => {
      const [from, to] = [byId.get(wire.source)!, byId.get(wire.target)!];
      const [a, b] = [positions.get(wire.source)!, positions.get(wire.target)!];
      const [out, into] = [from.outputs[wire.sourcePort] ?? 0, to.inputs[wire.targetPort] ?? 0];
      const ends: readonly [FigurePoint, FigurePoint] =
        direction === 'down'
          ? [
              { x: a.x + out, y: a.y + from.height },
              { x: b.x + into, y: b.y },
            ]
          : [
              { x: a.x + width, y: a.y + out },
              { x: b.x, y: b.y + into },
            ];
      return [ends[0], ...(bends.get(index) ?? []), ends[1]];
    });
    return { positions, lines, lanes: lanesOf(lines, direction) };
  };
  // Where many wires go to one box, all boxes stand further apart.
  const first = lay(0);
  const most = Math.max(0, ...first.lanes) + 1;
  const { positions, lines, lanes } = most > FREE_LANES ? lay(most) : first;
  const shapes: FigureShape[] = [];
  for (const { nodes: inside, count } of folds) {
    shapes.push(
      ...frame(
        inside.map((id) => ({ ...byId.get(id)!, ...positions.get(id)! })),
        count,
      ),
    );
  }
  const labelled = new Set<string>();
  const labels: FigureShape[] = [];
  for (const [index, wire] of wires.entries()) {
    const line = lines[index]!;
    const start = line[0]!;
    const points = stepped(line, direction, lanes[index]!);
    shapes.push({ kind: 'line', points, stroke: WIRE, arrow: true });
    const origin = `${wire.source} ${wire.sourcePort}`;
    if (wire.label === '' || labelled.has(origin)) continue;
    labelled.add(origin);
    const size = textWidth(wire.label, DETAIL);
    const at =
      direction === 'down'
        ? { x: start.x, y: start.y + LABEL_BELOW }
        : { x: start.x + FRAME + 3 + size / 2, y: start.y };
    labels.push(
      {
        kind: 'box',
        x: at.x - size / 2 - 1,
        y: at.y - 4.5,
        width: size + 2,
        height: 9,
        radius: 0,
        fill: PAPER,
        stroke: undefined,
      },
      {
        kind: 'text',
        x: at.x,
        y: at.y + 2.5,
        text: wire.label,
        size: DETAIL,
        bold: false,
        fill: DIM,
        anchor: 'middle',
      },
    );
  }
  // Every label stands on the wires: several may leave one port.
  shapes.push(...labels);
  for (const card of cards)
    shapes.push(...boxShapes(card, { ...byId.get(card.id)!, ...positions.get(card.id)! }));
  return cropped(title, shapes);
}

/** After dots, where a path is wider than a card can be: what tells names apart is often their end. */
function brokenName(name: string): readonly string[] {
  const lines: string[] = [];
  for (const part of name.split(/(?<=\.)/)) {
    const longer = `${lines.at(-1) ?? ''}${part}`;
    const fits = textWidth(longer, NAME, true) <= WIDEST_NAME - 2 * PADDING;
    if (lines.length > 0 && fits) lines.splice(-1, 1, longer);
    else lines.push(part);
  }
  return lines;
}

/** Between settings, where they are wider than a card can be. */
function brokenDetail(detail: string): readonly string[] {
  const lines: string[] = [];
  for (const part of detail.split(' · ')) {
    const longer = lines.length === 0 ? part : `${lines.at(-1)} · ${part}`;
    if (lines.length > 0 && textWidth(longer, DETAIL) <= WIDEST - 2 * PADDING) lines.splice(-1, 1, longer);
    else lines.push(part);
  }
  return lines;
}

function boxShapes(
  { names, details, category, stacked }: Lines,
  { x, y, width, height }: Placed,
): readonly FigureShape[] {
  const [fill, stroke] = COLOURS[category] ?? COLOURS['shape']!;
  const room = width - 2 * PADDING + 2;
  const box = { kind: 'box', width, height, radius: 3, fill, stroke } as const;
  const text = { kind: 'text', x: x + width / 2, anchor: 'middle' } as const;
  const below = y + 10.5 + names.length * NAME_LINE;
  return [
    // A block is a stack: one more sheet stands out behind it.
    ...(stacked ? [{ ...box, x: x + 2, y: y + 2 }] : []),
    { ...box, x, y },
    ...names.map((line, index): FigureShape => ({
      ...text,
      y: y + 11.5 + index * NAME_LINE,
      text: fitted(line, room, NAME, true),
      size: NAME,
      bold: true,
      fill: INK,
    })),
    ...details.map((line, index): FigureShape => ({
      ...text,
      y: below + index * 9,
      text: fitted(line, room, DETAIL),
      size: DETAIL,
      bold: false,
      fill: DIM,
    })),
  ];
}

/** A dashed frame around one repetition, and in its corner how often it stands there, as plate notation has it. */
function frame(inside: readonly Placed[], count: number): readonly FigureShape[] {
  const left = Math.min(...inside.map(({ x }) => x)) - FRAME;
  const top = Math.min(...inside.map(({ y }) => y)) - FRAME;
  const right = Math.max(...inside.map(({ x, width }) => x + width)) + FRAME;
  const bottom = Math.max(...inside.map(({ y, height }) => y + height)) + FRAME;
  const text = `×${count}`;
  const size = textWidth(text, COUNT, true);
  return [
    {
      kind: 'box',
      x: left,
      y: top,
      width: right - left,
      height: bottom - top,
      radius: 5,
      fill: undefined,
      stroke: DIM,
      dashed: true,
    },
    {
      kind: 'box',
      x: right - 10 - size,
      y: bottom - COUNT / 2,
      width: size + 4,
      height: COUNT,
      radius: 0,
      fill: PAPER,
      stroke: undefined,
    },
    {
      kind: 'text',
      x: right - 8,
      y: bottom + COUNT * 0.36,
      text,
      size: COUNT,
      bold: true,
      fill: INK,
      anchor: 'end',
    },
  ];
}
