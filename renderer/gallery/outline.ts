// A network's outline for a thumbnail: its drawn blocks unfolded, laid out from left to right, as the path
// data of a few SVG paths. Builder code gives records; nothing is expanded or analysed.

import type { Document, EdgeRecord, NodeId, NodeRecord } from '../../shared/document/types.ts';
import { portId } from '../../shared/document/ports.ts';
import { layoutGraph, type LayoutEdge, type LayoutNode } from '../../shared/layout/layout.ts';
import { nodeRows, type Rows } from '../../shared/layout/node-size.ts';
import { findOperator } from '../../shared/operators/index.ts';
import { groupBy } from './group.ts';

export interface Outline {
  /** Path data of the boxes by category, which names their colour. */
  readonly boxes: ReadonlyMap<string, string>;
  /** Behind the boxes: the blocks that hold several of them. */
  readonly frames: string;
  readonly wires: string;
  /** What it is made of, but for inputs and outputs: blocks, layers with weights, others; the commonest first. */
  readonly kinds: readonly Kind[];
}

interface Kind {
  /** Type of an operator or a template. */
  readonly kind: string;
  readonly count: number;
}

export interface Area {
  readonly width: number;
  readonly height: number;
}

/** An operator or a template: what is left once the drawn blocks are unfolded. */
interface Leaf {
  readonly record: Exclude<NodeRecord, { kind: 'custom' }>;
  readonly kind: string;
  readonly category: string;
}

interface Box {
  readonly leaf: Leaf;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const LAYER_GAP = 16;
const NODE_GAP = 16;
/** More between two drawn blocks, so that a network's stages can be told apart. */
const BLOCK_GAP = 28;
const OPERATOR_LENGTH = 24;
const BLOCK_LENGTH = 40;
/** Share of a row's height that a node takes, by how much there is to say about it. */
const HEIGHTS: Readonly<Record<Rows, number>> = { 1: 24, 2: 32, 3: 48 };
const BLOCK_HEIGHT = 64;
/** Small networks are not blown up beyond this, in thumbnail units for one of the layout. */
const MAX_SCALE = 0.75;
/** Frames stand out this far above and below the row. */
const MARGIN = 3;

/** @param area in the units of the SVG's viewBox; what is drawn stays inside */
export function outlineOf(document: Document, area: Area): Outline {
  const leaves = leavesOf(document);
  const edges = unfoldedEdges(document, leaves);
  const boxes = fit(apart(place(leaves, edges)), area);
  const byCategory = new Map<string, string>();
  for (const { leaf, ...box } of boxes.values()) {
    byCategory.set(leaf.category, (byCategory.get(leaf.category) ?? '') + rectangle(box));
  }
  return {
    boxes: byCategory,
    frames: framesOf(boxes, area),
    wires: edges.map(({ source, target }) => wire(boxes.get(source)!, boxes.get(target)!)).join(''),
    kinds: kindsOf(leaves),
  };
}

function leavesOf({ nodes }: Document): ReadonlyMap<NodeId, Leaf> {
  const leaves = new Map<NodeId, Leaf>();
  for (const record of Object.values(nodes)) {
    if (record.kind === 'template') {
      leaves.set(record.id, { record, kind: record.template, category: 'block' });
    } else if (record.kind === 'operator' && !isPort(record)) {
      const category = findOperator(record.operator)?.palette.category ?? 'shape';
      leaves.set(record.id, { record, kind: record.operator, category: category.replaceAll(' ', '-') });
    }
  }
  return leaves;
}

/** Inside a block, Input and Output are its ports rather than layers. */
function isPort(record: NodeRecord): boolean {
  return (
    record.kind === 'operator' &&
    record.parentId !== null &&
    (record.operator === 'Input' || record.operator === 'Output')
  );
}

/** The edges from leaf to leaf, through the ports of the blocks between. */
function unfoldedEdges(document: Document, leaves: ReadonlyMap<NodeId, Leaf>): readonly EdgeRecord[] {
  const edges = Object.values(document.edges);
  const arriving = new Map(edges.map((edge) => [portId(edge.target, edge.targetPort), edge] as const));
  const inside = new Map(edges.map((edge) => [edge.target, edge] as const));
  const leafBehind = (edge: EdgeRecord): EdgeRecord | undefined => {
    let at: EdgeRecord | undefined = edge;
    while (at !== undefined && !leaves.has(at.source)) {
      const source: NodeRecord | undefined = document.nodes[at.source];
      // Out of a block by its Output node inside; out of a port by what arrives at the block.
      at =
        source?.kind === 'custom'
          ? inside.get(at.sourcePort)
          : arriving.get(portId(source?.parentId ?? '', at.source));
    }
    return at;
  };
  return edges.flatMap((edge): readonly EdgeRecord[] => {
    if (!leaves.has(edge.target)) return [];
    const from = leafBehind(edge);
    return from === undefined ? [] : [{ ...edge, source: from.source, sourcePort: from.sourcePort }];
  });
}

function place(leaves: ReadonlyMap<NodeId, Leaf>, edges: readonly EdgeRecord[]): ReadonlyMap<NodeId, Box> {
  const nodes = [...leaves].map(([id, leaf]): LayoutNode => {
    const height = leaf.record.kind === 'template' ? BLOCK_HEIGHT : HEIGHTS[nodeRows(leaf.record)];
    const middle = [height / 2];
    return { id, width: lengthOf(leaf), height, inputs: middle, outputs: middle };
  });
  const arcs = edges.map(({ source, target }): LayoutEdge => ({
    source,
    sourcePort: 0,
    target,
    targetPort: 0,
  }));
  const positions = layoutGraph(nodes, arcs, {
    direction: 'right',
    layerGap: LAYER_GAP,
    nodeGap: NODE_GAP,
  });
  return new Map(
    nodes.map(({ id, width, height }) => [
      id,
      { leaf: leaves.get(id)!, ...positions.get(id)!, width, height },
    ]),
  );
}

function lengthOf({ record }: Leaf): number {
  return record.kind === 'template' ? BLOCK_LENGTH : OPERATOR_LENGTH;
}

/** The boxes with the drawn blocks moved apart, column by column from left to right. */
function apart(boxes: ReadonlyMap<NodeId, Box>): ReadonlyMap<NodeId, Box> {
  let shift = 0;
  let column = -Infinity;
  let block: NodeId | null | undefined;
  const ordered = [...boxes].sort(([, a], [, b]) => a.x - b.x);
  return new Map(
    ordered.map(([id, box]) => {
      const { parentId } = box.leaf.record;
      if (box.x > column && block !== undefined && parentId !== block) shift += BLOCK_GAP;
      column = box.x;
      block = parentId;
      return [id, { ...box, x: box.x + shift }];
    }),
  );
}

/** Squeezes the boxes into the area, each axis by itself: a long chain keeps its height. */
function fit(boxes: ReadonlyMap<NodeId, Box>, area: Area): ReadonlyMap<NodeId, Box> {
  const all = [...boxes.values()];
  const [left, top] = [Math.min(...all.map(({ x }) => x)), Math.min(...all.map(({ y }) => y))];
  const width = Math.max(...all.map((box) => box.x + box.width)) - left;
  const height = Math.max(...all.map((box) => box.y + box.height)) - top;
  const across = Math.min(MAX_SCALE, (area.width - 2 * MARGIN) / width);
  const down = Math.min(MAX_SCALE, (area.height - 2 * MARGIN) / height);
  const dx = (area.width - width * across) / 2;
  const dy = (area.height - height * down) / 2;
  return new Map(
    [...boxes].map(([id, box]) => [
      id,
      {
        leaf: box.leaf,
        x: dx + (box.x - left) * across,
        y: dy + (box.y - top) * down,
        width: box.width * across,
        height: box.height * down,
      },
    ]),
  );
}

/** One frame around the leaves of every drawn block that holds more than one of them. */
function framesOf(boxes: ReadonlyMap<NodeId, Box>, area: Area): string {
  const members = groupBy(boxes.values(), ({ leaf }) => leaf.record.parentId);
  return [...members]
    .filter(([block, list]) => block !== null && list.length > 1)
    .map(([, list]) => {
      const { leaf, width } = list[0]!;
      const gap = Math.min(MARGIN, (width / lengthOf(leaf)) * (LAYER_GAP + BLOCK_GAP) * 0.3);
      const left = Math.min(...list.map(({ x }) => x)) - gap;
      const right = Math.max(...list.map(({ x, width }) => x + width)) + gap;
      return rectangle({ x: left, y: 0, width: right - left, height: area.height });
    })
    .join('');
}

function kindsOf(leaves: ReadonlyMap<NodeId, Leaf>): readonly Kind[] {
  const kinds = groupBy(leaves.values(), ({ kind }) => kind);
  return [...kinds]
    .filter(([, members]) => members[0]!.category !== 'input-and-output')
    .map(([kind, members]) => ({ kind, count: members.length, rank: rankOf(members[0]!) }))
    .sort((a, b) => a.rank - b.rank || b.count - a.count)
    .map(({ kind, count }) => ({ kind, count }));
}

/** Blocks, then operators with weights, then the rest. */
function rankOf({ record, category }: Leaf): number {
  if (category === 'block') return 0;
  return nodeRows(record) === 3 ? 1 : 2;
}

function rectangle({ x, y, width, height }: Omit<Box, 'leaf'>): string {
  return `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`;
}

function wire(from: Box, to: Box): string {
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x, to.y + to.height / 2];
  return `M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
