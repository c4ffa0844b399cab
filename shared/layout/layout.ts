// Tidy layout: positions for a network's nodes, in layers along the flow (Sugiyama, Tagawa and Toda,
// "Methods for Visual Understanding of Hierarchical System Structures", 1981). Our own because general
// layouts take minutes on dense skip connections. Pure and deterministic; nothing recurses.

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
  /** Told now and then how much is done, from 0 to 1, never less than before. */
  readonly onProgress?: (done: number) => void;
}

export interface LayoutPoint {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  /** Top left corner of each node. */
  readonly positions: ReadonlyMap<string, LayoutPoint>;
  /**
   * By index of the edge, where a wire straight from port to port could meet nodes: the points in between
   * by way of which it meets none. Other edges are absent.
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

/** What part of the time goes into the order of the layers; nearly all of the rest into places across the flow. */
const ORDERING_SHARE = 0.7;

function placeComponent(
  component: Component,
  options: LayoutOptions,
  onProgress: (done: number) => void,
): Placed {
  const { extents, arcs } = component;
  const layering = assignLayers(extents.length, arcs);
  const graph = buildLanes(extents, arcs, layering);
  orderLayers(graph, (done) => onProgress(done * ORDERING_SHARE));
  const across = placeAcross(graph, findRuns(graph, layering), options.nodeGap, (done) =>
    onProgress(ORDERING_SHARE + done * (1 - ORDERING_SHARE)),
  );
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

/**
 * Where the wire of an arc enters and leaves each layer on its way, as [across, along] pairs. Next to a
 * taller neighbour it also runs straight until it is clear of the layer.
 */
function bendsOf(placed: Placed, index: number): (readonly [number, number])[] {
  const { graph, component, across, along, rows } = placed;
  const { source, target, sourceAt, targetAt } = component.arcs[index]!;
  const lane = graph.lanes[graph.laneOf[index]!]!;
  const [start, end] = [across[source]! + sourceAt, across[target]! + targetAt];
  const [first, last] = [graph.layerOf[source]!, graph.layerOf[target]!];
  const points: (readonly [number, number])[] = [];
  if (lane.length > 0) {
    for (let layer = first + 1; layer < last; layer++) {
      const at = across[lane.first + layer - lane.layer]!;
      const [enter, leave] = rows[layer]!;
      if (points.at(-1)?.[0] === at) points.pop();
      else points.push([at, enter]);
      points.push([at, leave]);
    }
  }
  if (start === end && points.length === 0) return points;
  const [leave, enter] = [rows[first]![1], rows[last]![0]];
  if (along[source]! + component.extents[source]!.depth < leave) points.unshift([start, leave]);
  if (along[target]! > enter) points.push([end, enter]);
  return points;
}

/** Lays the network out and also says where the wires that pass nodes should run. */
export function layoutWithBends(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  options: Partial<LayoutOptions> = {},
): Layout {
  const settings = { ...DEFAULTS, ...options };
  let before = 0;
  const parts = splitComponents(nodes, edges, settings.direction).map((part) => {
    const share = part.members.length / nodes.length;
    const placed = placeComponent(part, settings, (done) => settings.onProgress?.(before + done * share));
    before = Math.min(1, before + share);
    settings.onProgress?.(before);
    return placed;
  });
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
 * runs forward unless it closes a cycle. Positions lie on a grid of 8 px, except that a node whose port
 * would miss the wire above it stands off the grid across the flow, since a straight wire is worth more.
 */
export function layoutGraph(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  options: Partial<LayoutOptions> = {},
): ReadonlyMap<string, LayoutPoint> {
  return layoutWithBends(nodes, edges, options).positions;
}
