// Tidy layout: positions for a network's nodes, in layers along the flow (Sugiyama, Tagawa and Toda,
// "Methods for Visual Understanding of Hierarchical System Structures", 1981). Our own because general
// layouts take minutes on dense skip connections. Pure, deterministic, linear but for its sorting.

import { GRID, placeAcross } from './coordinates.ts';
import { splitComponents, type Component, type LayoutEdge, type LayoutNode } from './graph.ts';
import { buildLanes, type Layered } from './lanes.ts';
import { assignLayers } from './layering.ts';
import { orderLayers } from './ordering.ts';
import { packShelves } from './packing.ts';
import { findRuns } from './runs.ts';

export type { LayoutEdge, LayoutNode } from './graph.ts';

export interface LayoutOptions {
  readonly direction: 'right' | 'down';
  /** Least distance between layers, for the wires. */
  readonly layerGap: number;
  /** Least distance between nodes of a layer; wires that pass keep some half of it. */
  readonly nodeGap: number;
}

export interface LayoutPoint {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  /** Top left corner of each node. */
  readonly positions: ReadonlyMap<string, LayoutPoint>;
  /**
   * By index of the edge, for edges that pass nodes on their way: the points between which the wire may
   * run straight without meeting a node. Other edges are absent.
   */
  readonly bends: ReadonlyMap<number, readonly LayoutPoint[]>;
}

interface Placed {
  readonly component: Component;
  readonly graph: Layered;
  readonly across: Float64Array;
  readonly along: Float64Array;
  /** Start and end of each layer along the flow. */
  readonly rows: readonly (readonly [start: number, end: number])[];
  readonly left: number;
  readonly breadth: number;
  readonly depth: number;
}

const DEFAULTS: LayoutOptions = { direction: 'down', layerGap: 56, nodeGap: 40 };

function toGrid(length: number): number {
  return Math.ceil(length / GRID) * GRID;
}

function placeComponent(component: Component, options: LayoutOptions): Placed {
  const { extents, arcs } = component;
  const layering = assignLayers(extents.length, arcs);
  const graph = buildLanes(extents, arcs, layering);
  orderLayers(graph);
  const across = placeAcross(graph, findRuns(graph, layering), options.nodeGap);
  const along = new Float64Array(extents.length);
  const rows: [number, number][] = [];
  let start = 0;
  for (const row of graph.layers) {
    const nodes = row.filter((vertex) => vertex < extents.length);
    const depth = nodes.reduce((most, node) => Math.max(most, extents[node]!.depth), 0);
    for (const node of nodes) {
      along[node] = start + Math.floor((depth - extents[node]!.depth) / 2 / GRID) * GRID;
    }
    rows.push([start, start + depth]);
    start = toGrid(start + depth + options.layerGap);
  }
  let left = Infinity;
  let right = -Infinity;
  for (const [vertex, at] of across.entries()) {
    left = Math.min(left, at);
    right = Math.max(right, at + graph.breadth[vertex]!);
  }
  const depth = rows[rows.length - 1]?.[1] ?? 0;
  left = Math.floor(left / GRID) * GRID;
  return { component, graph, across, along, rows, left, breadth: right - left, depth };
}

/** Where the wire of an arc enters and leaves each layer that it passes, as [across, along] pairs. */
function bendsOf(placed: Placed, index: number): (readonly [number, number])[] {
  const { graph, component, across, rows } = placed;
  const lane = graph.lanes[graph.laneOf[index]!]!;
  const last = graph.layerOf[component.arcs[index]!.target]! - 1;
  const points: (readonly [number, number])[] = [];
  for (let layer = lane.layer; layer <= last && lane.length > 0; layer++) {
    const at = across[lane.first + layer - lane.layer]!;
    const [start, end] = rows[layer]!;
    if (points.at(-1)?.[0] === at && points.length > 1) points.pop();
    else points.push([at, start]);
    points.push([at, end]);
  }
  return points;
}

/** Lays the network out and also says where the wires that pass nodes should run. */
export function layoutWithBends(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  options: Partial<LayoutOptions> = {},
): Layout {
  const settings = { ...DEFAULTS, ...options };
  const parts = splitComponents(nodes, edges, settings.direction).map((part) =>
    placeComponent(part, settings),
  );
  const corners = packShelves(parts, toGrid(settings.nodeGap * 2), GRID);
  // Lanes may lie left of all nodes, yet the first node stands at zero.
  let [left, top] = [Infinity, Infinity];
  for (const [index, part] of parts.entries()) {
    const corner = corners[index]!;
    for (let node = 0; node < part.component.members.length; node++) {
      left = Math.min(left, corner.across + part.across[node]! - part.left);
      top = Math.min(top, corner.along + part.along[node]!);
    }
  }
  const point = (across: number, along: number): LayoutPoint =>
    settings.direction === 'down'
      ? { x: across - left, y: along - top }
      : { x: along - top, y: across - left };
  const positions = new Map<string, LayoutPoint>();
  const bends = new Map<number, readonly LayoutPoint[]>();
  for (const [index, part] of parts.entries()) {
    const dx = corners[index]!.across - part.left;
    const dy = corners[index]!.along;
    for (const [node, member] of part.component.members.entries()) {
      positions.set(nodes[member]!.id, point(part.across[node]! + dx, part.along[node]! + dy));
    }
    for (const [arc, { edge }] of part.component.arcs.entries()) {
      const points = bendsOf(part, arc).map(([across, along]) => point(across + dx, along + dy));
      if (points.length > 0) bends.set(edge, points);
    }
  }
  return { positions, bends };
}

/**
 * Top left corners of the nodes, in pixels, the least x and y being 0. Nodes never overlap; every edge
 * runs forward except one per cycle. Positions lie on a grid of 8 px, except that a node whose port would
 * miss the wire above it stands off the grid across the flow, since a straight wire is worth more.
 */
export function layoutGraph(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  options: Partial<LayoutOptions> = {},
): ReadonlyMap<string, LayoutPoint> {
  return layoutWithBends(nodes, edges, options).positions;
}
