// Drawing a figure: cards and wires laid out, their boxes, arrows, labels and frames. What a level shows of itself is
// chosen in figure.ts.

import { layoutWithBends, type LayoutEdge } from '../layout/layout.ts';
import type { Fold } from './fold.ts';
import { fitted, textWidth } from './text-width.ts';
import { ARROW, type Figure, type FigurePoint, type FigureShape } from './types.ts';

const NAME = 8;
const DETAIL = 7;
const PADDING = 7;
const WIDEST = 132;
const NARROWEST = 62;
const MARGIN = 6;
const GAP = { layer: 26, node: 18 } as const;
/** Space between a folded stretch and its frame, with the count in it. */
const FRAME = 7;
/** Between a box and the step of a wire beside it. */
const STEP = 4;

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

type Direction = 'down' | 'right';

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

/** An arrow between two cards' ports. */
export interface Wire extends LayoutEdge {
  readonly label: string;
}

/** @returns the figure of these cards, in this order, at its natural size in points */
export function drawFigure(
  title: string,
  cards: readonly Card[],
  wires: readonly Wire[],
  folds: readonly Fold[],
  direction: Direction,
): Figure {
  const width = Math.min(
    WIDEST,
    Math.max(
      NARROWEST,
      ...cards.map(
        ({ name, details }) =>
          2 * PADDING +
          Math.max(textWidth(name, NAME, true), ...details.map((line) => textWidth(line, DETAIL))),
      ),
    ),
  );
  const heightOf = ({ details }: Card) => 18 + details.length * 9;
  const spread = (count: number, length: number) =>
    Array.from({ length: count }, (_, index) => (length * (index + 1)) / (count + 1));
  const across = (card: Card) => (direction === 'down' ? width : heightOf(card));
  const nodes = cards.map((card) => ({
    id: card.id,
    width,
    height: heightOf(card),
    inputs: spread(Math.max(1, card.inputs), across(card)),
    outputs: spread(Math.max(1, card.outputs), across(card)),
  }));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const label =
    direction === 'right' ? Math.max(0, ...wires.map((wire) => textWidth(wire.label, DETAIL) + 8)) : 0;
  const { positions, bends } = layoutWithBends(nodes, wires, {
    direction,
    layerGap: Math.max(GAP.layer, label + 10),
    nodeGap: GAP.node,
  });
  const shapes: FigureShape[] = [];
  for (const { nodes: inside, count } of folds) {
    shapes.push(
      ...frame(
        inside.map((id) => ({ ...byId.get(id)!, ...positions.get(id)! })),
        count,
        direction,
      ),
    );
  }
  const labelled = new Set<string>();
  for (const [index, wire] of wires.entries()) {
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
    const points = stepped([ends[0], ...(bends.get(index) ?? []), ends[1]], direction);
    shapes.push({ kind: 'line', points, stroke: WIRE, arrow: true });
    const origin = `${wire.source} ${wire.sourcePort}`;
    if (wire.label === '' || labelled.has(origin)) continue;
    labelled.add(origin);
    const size = textWidth(wire.label, DETAIL);
    const at =
      direction === 'down'
        ? { x: ends[0].x, y: ends[0].y + GAP.layer / 2 }
        : { x: ends[0].x + 4 + size / 2, y: ends[0].y };
    shapes.push(
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
  for (const card of cards)
    shapes.push(...boxShapes(card, { ...byId.get(card.id)!, ...positions.get(card.id)! }));
  return cropped(title, shapes);
}

interface Placed extends FigurePoint {
  readonly width: number;
  readonly height: number;
}

function boxShapes(
  { name, details, category, stacked }: Card,
  { x, y, width, height }: Placed,
): readonly FigureShape[] {
  const [fill, stroke] = COLOURS[category] ?? COLOURS['shape']!;
  const room = width - 2 * PADDING + 2;
  const box = { kind: 'box', width, height, radius: 3, fill, stroke } as const;
  const centre = x + width / 2;
  return [
    // A block is a stack: one more sheet stands out behind it.
    ...(stacked ? [{ ...box, x: x + 2, y: y + 2 }] : []),
    { ...box, x, y },
    {
      kind: 'text',
      x: centre,
      y: y + 11.5,
      text: fitted(name, room, NAME, true),
      size: NAME,
      bold: true,
      fill: INK,
      anchor: 'middle',
    },
    ...details.map((line, index): FigureShape => ({
      kind: 'text',
      x: centre,
      y: y + 20.5 + index * 9,
      text: fitted(line, room, DETAIL),
      size: DETAIL,
      bold: false,
      fill: DIM,
      anchor: 'middle',
    })),
  ];
}

/** A dashed frame around one repetition, and how often it stands there. */
function frame(inside: readonly Placed[], count: number, direction: Direction): readonly FigureShape[] {
  const left = Math.min(...inside.map(({ x }) => x)) - FRAME;
  const top = Math.min(...inside.map(({ y }) => y)) - FRAME;
  const right = Math.max(...inside.map(({ x, width }) => x + width)) + FRAME;
  const bottom = Math.max(...inside.map(({ y, height }) => y + height)) + FRAME;
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
    direction === 'down'
      ? {
          kind: 'text',
          x: right + 4,
          y: (top + bottom) / 2 + 3.5,
          text: `×${count}`,
          size: 10,
          bold: true,
          fill: INK,
          anchor: 'start',
        }
      : {
          kind: 'text',
          x: (left + right) / 2,
          y: top - 4,
          text: `×${count}`,
          size: 10,
          bold: true,
          fill: INK,
          anchor: 'middle',
        },
  ];
}

/**
 * Right-angled: where two points lie askew, a step. Skips step aside right behind what they leave, all others right
 * before where they go: in between stand the labels.
 */
function stepped(points: readonly FigurePoint[], direction: Direction): readonly FigurePoint[] {
  return points.flatMap((point, index): readonly FigurePoint[] => {
    const before = points[index - 1];
    if (before === undefined || Math.abs(before.x - point.x) < 0.01 || Math.abs(before.y - point.y) < 0.01) {
      return [point];
    }
    const leaving = index === 1 && points.length > 2;
    if (direction === 'down') {
      const y = leaving
        ? Math.min(before.y + STEP, point.y)
        : Math.max(point.y - ARROW.length - STEP, before.y);
      return [{ x: before.x, y }, { x: point.x, y }, point];
    }
    const x = leaving
      ? Math.min(before.x + STEP, point.x)
      : Math.max(point.x - ARROW.length - STEP, before.x);
    return [{ x, y: before.y }, { x, y: point.y }, point];
  });
}

/** Moved so that everything drawn lies within the page, with a margin. */
function cropped(title: string, shapes: readonly FigureShape[]): Figure {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of shapes.flatMap(extentsOf)) {
    [left, top] = [Math.min(left, box.x), Math.min(top, box.y)];
    [right, bottom] = [Math.max(right, box.x + box.width), Math.max(bottom, box.y + box.height)];
  }
  if (shapes.length === 0) [left, top, right, bottom] = [0, 0, 0, 0];
  const [dx, dy] = [MARGIN - left, MARGIN - top];
  const moved = shapes.map((shape): FigureShape =>
    shape.kind === 'line'
      ? { ...shape, points: shape.points.map(({ x, y }) => ({ x: x + dx, y: y + dy })) }
      : { ...shape, x: shape.x + dx, y: shape.y + dy },
  );
  return { title, width: right - left + 2 * MARGIN, height: bottom - top + 2 * MARGIN, shapes: moved };
}

function extentsOf(shape: FigureShape): readonly Placed[] {
  if (shape.kind === 'box') return [shape];
  if (shape.kind === 'line') return shape.points.map((point) => ({ ...point, width: 0, height: 0 }));
  const width = textWidth(shape.text, shape.size, shape.bold);
  const x =
    shape.anchor === 'start' ? shape.x : shape.anchor === 'end' ? shape.x - width : shape.x - width / 2;
  return [{ x, y: shape.y - shape.size, width, height: shape.size * 1.25 }];
}
