// A level of a network as a figure for a paper: laid out afresh, repeats folded, skips as arrows, light colours.

import type { Analysis } from '../analysis/types.ts';
import type { NodeRecord } from '../document/types.ts';
import { layoutWithBends, type LayoutEdge } from '../layout/layout.ts';
import { assertNever } from '../lib/assert-never.ts';
import { identify, settingsOf } from '../network/identify.ts';
import type { Element, Level, Library } from '../network/types.ts';
import { findFolds, type Fold } from './fold.ts';
import { piecesOf, type PieceWire } from './pieces.ts';
import { fitted, textWidth } from './text-width.ts';
import { ARROW, type Figure, type FigurePoint, type FigureShape } from './types.ts';

export interface FigureOptions {
  readonly direction: 'down' | 'right';
  /** Shapes of the tensors on the arrows. */
  readonly shapes: boolean;
  /** What matters of each layer's settings, under its name. */
  readonly settings: boolean;
  /** Parameters of each layer. */
  readonly parameters: boolean;
  readonly fold: boolean;
  /** How many levels of blocks are drawn open, their insides in their place. */
  readonly opened: number;
}

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

interface Card {
  /** Its path. */
  readonly id: string;
  readonly name: string;
  readonly details: readonly string[];
  readonly category: string;
  readonly stacked: boolean;
  readonly element: Element;
}

interface Wire extends PieceWire {
  readonly label: string;
}

/** @returns the figure, at its natural size */
export function figureOf(
  title: string,
  level: Level,
  analysis: Analysis,
  library: Library,
  options: FigureOptions,
): Figure {
  const { elements, wires: all } = piecesOf(analysis.network, level, options.opened);
  const cards = new Map(
    elements.map((element) => [element.path, cardOf(element, level, analysis, library, options)] as const),
  );
  const folds = options.fold
    ? findFolds([...cards.keys()], all, (path) => sameness(cards.get(path)!, analysis))
    : [];
  const hidden = hiddenBy(folds, all);
  for (const path of hidden) cards.delete(path);
  const standsFor = new Map(folds.map(({ nodes, last }) => [last, nodes.at(-1)!]));
  const wires = all.flatMap((wire): readonly Wire[] => {
    if (hidden.has(wire.target)) return [];
    // The last repetition carries what leaves.
    const source = standsFor.get(wire.source) ?? wire.source;
    if (!cards.has(source)) return [];
    const label = !options.shapes || wire.type === undefined ? '' : shapeText(wire.type.shape);
    return [{ ...wire, source, label }];
  });
  return draw(title, [...cards.values()], wires, folds, options);
}

function cardOf(
  element: Element,
  level: Level,
  analysis: Analysis,
  library: Library,
  options: FigureOptions,
): Card {
  const { record, path } = element;
  const { type, category } = identify(element, analysis.network.definitions, library);
  const parameters = analysis.costs.get(path)?.parameters ?? 0;
  const repeat = record.kind === 'operator' ? 1 : (record.repeat ?? 1);
  const port = level.path !== '' && type === 'Input';
  const settings = port ? '' : settingsOf(element, library);
  const name = level.path === '' ? path : path.slice(level.path.length + 1);
  const details = [
    ...(options.settings && !port && type !== 'Output'
      ? [settings === '' ? type : `${type} · ${settings}`]
      : []),
    ...(options.parameters && parameters > 0 ? [`${compactCount(parameters)} parameters`] : []),
  ];
  return {
    id: path,
    name: repeat > 1 ? `${name} ×${repeat}` : name,
    details,
    category,
    stacked: record.kind !== 'operator',
    element,
  };
}

/** Nodes fold together where they are of the same make, cost the same, and give out the same shape. */
function sameness({ element }: Card, analysis: Analysis): string | undefined {
  const { record, outputs, overridden } = element;
  const cost = analysis.costs.get(element.path);
  return JSON.stringify([
    makeOf(record),
    overridden,
    record.bypassed === true,
    cost?.parameters,
    cost?.macs,
    outputs.map(({ type }) => type?.shape),
  ]);
}

function makeOf(record: NodeRecord): unknown {
  switch (record.kind) {
    case 'operator':
      return [record.operator, record.attributes];
    case 'template':
      return [record.template, record.arguments, record.repeat];
    case 'linked':
      return [record.definition, record.arguments, record.repeat];
    case 'custom':
      return ['', record.repeat];
    default:
      return assertNever(record);
  }
}

/** What stands behind the first repetitions: the nodes from each fold's last drawn one to its last one. */
function hiddenBy(
  folds: readonly Fold[],
  wires: readonly { readonly source: string; readonly target: string }[],
): ReadonlySet<string> {
  const next = new Map(wires.map(({ source, target }) => [source, target]));
  const hidden = new Set<string>();
  for (const { nodes, last } of folds) {
    for (let at = nodes.at(-1); at !== last && at !== undefined;) {
      at = next.get(at);
      if (at !== undefined) hidden.add(at);
    }
  }
  return hidden;
}

function draw(
  title: string,
  cards: readonly Card[],
  wires: readonly Wire[],
  folds: readonly Fold[],
  { direction }: FigureOptions,
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
    inputs: spread(Math.max(1, card.element.inputs.length), across(card)),
    outputs: spread(Math.max(1, card.element.outputs.length), across(card)),
  }));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const label =
    direction === 'right' ? Math.max(0, ...wires.map((wire) => textWidth(wire.label, DETAIL) + 8)) : 0;
  const { positions, bends } = layoutWithBends(nodes, wires satisfies readonly LayoutEdge[], {
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
function frame(
  inside: readonly Placed[],
  count: number,
  direction: 'down' | 'right',
): readonly FigureShape[] {
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
function stepped(points: readonly FigurePoint[], direction: 'down' | 'right'): readonly FigurePoint[] {
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

function shapeText(shape: readonly number[]): string {
  return (shape.length > 1 && shape[0] === 1 ? shape.slice(1) : shape).join('×');
}

function compactCount(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)} M`;
  return value >= 1e3 ? `${(value / 1e3).toFixed(1)} k` : String(value);
}
