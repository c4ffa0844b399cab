// How many wires cross between neighbouring layers, counted between ports rather than nodes, and the
// exchange of neighbours that removes crossings one by one.

import type { Layered, Segment } from './lanes.ts';

/** Comparisons that transposition may spend in all; wide flat networks would take seconds otherwise. */
const TRANSPOSE_BUDGET = 1_500_000;
/** What it counts for when the wire between two nodes is crossed: a lane should not cut a chain. */
const CHAIN_WEIGHT = 32;

/** The state of the search: where each vertex stands in its layer, and what the wires weigh. */
export interface Order {
  readonly graph: Layered;
  readonly position: Int32Array;
  /** Ends of each segment as a fraction of the vertex's breadth, in (0, 1). */
  readonly fromFraction: Float64Array;
  readonly toFraction: Float64Array;
  readonly weight: Uint8Array;
  /** Segments that leave each vertex, by port from the left. */
  readonly leaving: readonly (readonly number[])[];
  /** Which of its target's used ports each segment enters, counted from 1, and how many each vertex has. */
  readonly entry: Int32Array;
  readonly entries: Int32Array;
  /** Crossings below each layer, or -1 where they have to be counted again. */
  readonly known: Float64Array;
  /** 1 for layers in which no exchange helps, as long as they and their neighbours stay as they are. */
  readonly settled: Uint8Array;
  budget: number;
}

function fraction(at: number, breadth: number): number {
  return Math.min(0.999, Math.max(0.001, (at + 1) / (breadth + 2)));
}

/** To be called after every change of a layer. */
export function renumber(order: Order, layer: number): void {
  let changed = false;
  for (const [index, vertex] of order.graph.layers[layer]!.entries()) {
    changed ||= order.position[vertex] !== index;
    order.position[vertex] = index;
  }
  if (!changed) return;
  order.known[layer] = -1;
  if (layer > 0) order.known[layer - 1] = -1;
  order.settled.fill(0, Math.max(0, layer - 1), layer + 2);
}

/** Where a segment ends on the other side, as position plus port fraction. */
export function farEnd(order: Order, segment: number, side: 'up' | 'down'): number {
  const { from, to } = order.graph.segments[segment]!;
  return side === 'up'
    ? order.position[from]! + order.fromFraction[segment]!
    : order.position[to]! + order.toFraction[segment]!;
}

interface Ends {
  readonly far: number;
  readonly weight: number;
}

/**
 * Weight of the pairs of segments below a layer that cross: inversions, counted with a Fenwick tree over
 * the ports of the next layer (Barth, Mutzel and Jünger, "Simple and Efficient Bilayer Cross Counting",
 * 2004). Segments that share a port do not cross.
 */
function countBelow(order: Order, layer: number): number {
  const { graph, leaving, entry, entries, weight, fromFraction } = order;
  const lower = graph.layers[layer + 1];
  if (lower === undefined || (lower.length === 1 && graph.layers[layer]!.length === 1)) return 0;
  const base = new Int32Array(lower.length);
  let ports = 0;
  for (const [place, vertex] of lower.entries()) {
    base[place] = ports;
    ports += entries[vertex]!;
  }
  const tree = new Int32Array(ports + 1);
  const rank = (segment: number): number =>
    base[order.position[graph.segments[segment]!.to]!]! + entry[segment]!;
  let crossings = 0;
  let seen = 0;
  for (const vertex of graph.layers[layer]!) {
    const wires = leaving[vertex]!;
    for (let start = 0; start < wires.length;) {
      let end = start;
      const port = fromFraction[wires[start]!]!;
      for (; end < wires.length && fromFraction[wires[end]!] === port; end++) {
        let notBeyond = 0;
        for (let at = rank(wires[end]!); at > 0; at -= at & -at) notBeyond += tree[at]!;
        crossings += weight[wires[end]!]! * (seen - notBeyond);
      }
      for (; start < end; start++) {
        const own = weight[wires[start]!]!;
        seen += own;
        for (let at = rank(wires[start]!); at <= ports; at += at & -at) tree[at]! += own;
      }
    }
  }
  return crossings;
}

function crossingsBelow(order: Order, layer: number): number {
  if (order.known[layer] === -1) order.known[layer] = countBelow(order, layer);
  return order.known[layer]!;
}

/** Crossings between all neighbouring layers, each as heavy as its wires. */
export function countCrossings(order: Order): number {
  return order.graph.layers.reduce((sum, _, layer) => sum + crossingsBelow(order, layer), 0);
}

function sortedEnds(order: Order, vertex: number, side: 'up' | 'down'): Ends[] {
  return order.graph[side][vertex]!.map((segment) => ({
    far: farEnd(order, segment, side),
    weight: order.weight[segment]!,
  })).sort((a, b) => a.far - b.far);
}

/** Crossings between the wires of a vertex and those of its right neighbour: both lists sorted. */
function pairCrossings(left: readonly Ends[], right: readonly Ends[]): number {
  let crossings = 0;
  let index = 0;
  let before = 0;
  for (const { far, weight } of left) {
    while (index < right.length && right[index]!.far < far) before += right[index++]!.weight;
    crossings += weight * before;
  }
  return crossings;
}

/** Swaps neighbours in a layer while that removes crossings. */
function transposeLayer(order: Order, layer: number): boolean {
  const row = order.graph.layers[layer]!;
  if (row.length < 2 || order.settled[layer] === 1 || order.budget <= 0) return false;
  if (crossingsBelow(order, layer) === 0 && (layer === 0 || crossingsBelow(order, layer - 1) === 0))
    return false;
  const ups = new Map(row.map((vertex) => [vertex, sortedEnds(order, vertex, 'up')] as const));
  const downs = new Map(row.map((vertex) => [vertex, sortedEnds(order, vertex, 'down')] as const));
  let changed = false;
  for (let again = true; again && order.budget > 0;) {
    again = false;
    for (let place = 0; place + 1 < row.length; place++) {
      const left = row[place]!;
      const right = row[place + 1]!;
      const [lu, ru, ld, rd] = [ups.get(left)!, ups.get(right)!, downs.get(left)!, downs.get(right)!];
      order.budget -= lu.length + ru.length + ld.length + rd.length + 1;
      const now = pairCrossings(lu, ru) + pairCrossings(ld, rd);
      if (now === 0 || pairCrossings(ru, lu) + pairCrossings(rd, ld) >= now) continue;
      row[place] = right;
      row[place + 1] = left;
      again = true;
    }
    changed ||= again;
  }
  if (changed) renumber(order, layer);
  order.settled[layer] = 1;
  return changed;
}

/** Swaps neighbours, layer by layer, while that removes crossings and the budget lasts; changes the order in place. */
export function transpose(order: Order): void {
  for (let round = 0; round < 3; round++) {
    let changed = false;
    for (let layer = 0; layer < order.graph.layers.length; layer++) {
      changed = transposeLayer(order, layer) || changed;
    }
    if (!changed) return;
  }
}

/** The search's state for layers in their present order. */
export function startOrder(graph: Layered): Order {
  const of = (end: (segment: Segment) => number): Float64Array => Float64Array.from(graph.segments, end);
  const fromFraction = of((segment) => fraction(segment.fromAt, graph.breadth[segment.from]!));
  const toFraction = of((segment) => fraction(segment.toAt, graph.breadth[segment.to]!));
  const entry = new Int32Array(graph.segments.length);
  const entries = new Int32Array(graph.count);
  for (const [vertex, arriving] of graph.up.entries()) {
    let last = -1;
    for (const segment of [...arriving].sort((a, b) => toFraction[a]! - toFraction[b]!)) {
      if (toFraction[segment] !== last) entries[vertex]!++;
      last = toFraction[segment]!;
      entry[segment] = entries[vertex]!;
    }
  }
  return {
    graph,
    position: new Int32Array(graph.count),
    fromFraction,
    toFraction,
    weight: Uint8Array.from(graph.segments, ({ from, to }) =>
      from < graph.realCount && to < graph.realCount ? CHAIN_WEIGHT : 1,
    ),
    leaving: graph.down.map((segments) => [...segments].sort((a, b) => fromFraction[a]! - fromFraction[b]!)),
    entry,
    entries,
    known: new Float64Array(graph.layers.length).fill(-1),
    settled: new Uint8Array(graph.layers.length),
    budget: TRANSPOSE_BUDGET,
  };
}
