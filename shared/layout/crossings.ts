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
  budget: number;
}

function fraction(at: number, breadth: number): number {
  return Math.min(0.999, Math.max(0.001, (at + 1) / (breadth + 2)));
}

export function renumber(order: Order, row: readonly number[]): void {
  for (const [index, vertex] of row.entries()) order.position[vertex] = index;
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

/** Weight of the pairs of segments below a layer that cross: inversions, counted with a Fenwick tree. */
function crossingsBelow(order: Order, row: readonly number[]): number {
  const ends: (Ends & { near: number })[] = [];
  for (const vertex of row) {
    for (const segment of order.graph.down[vertex]!) {
      ends.push({
        near: order.position[vertex]! + order.fromFraction[segment]!,
        far: farEnd(order, segment, 'down'),
        weight: order.weight[segment]!,
      });
    }
  }
  if (ends.length < 2) return 0;
  ends.sort((a, b) => a.near - b.near || a.far - b.far);
  const ranked = Float64Array.from(ends, (end) => end.far).sort();
  const rank = new Map<number, number>();
  for (const far of ranked) if (!rank.has(far)) rank.set(far, rank.size + 1);
  const tree = new Int32Array(rank.size + 1);
  let crossings = 0;
  let seen = 0;
  for (const { far, weight } of ends) {
    const own = rank.get(far)!;
    let notBeyond = 0;
    for (let index = own; index > 0; index -= index & -index) notBeyond += tree[index]!;
    crossings += weight * (seen - notBeyond);
    seen += weight;
    for (let index = own; index < tree.length; index += index & -index) tree[index]! += weight;
  }
  return crossings;
}

export function countCrossings(order: Order): number {
  return order.graph.layers.reduce((sum, row) => sum + crossingsBelow(order, row), 0);
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
function transposeRow(order: Order, row: number[]): boolean {
  if (row.length < 2 || order.budget <= 0) return false;
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
  if (changed) renumber(order, row);
  return changed;
}

export function transpose(order: Order): void {
  for (let round = 0; round < 3; round++) {
    let changed = false;
    for (const row of order.graph.layers) changed = transposeRow(order, row) || changed;
    if (!changed) return;
  }
}

/** The search's state for layers in their present order. */
export function startOrder(graph: Layered): Order {
  const of = (end: (segment: Segment) => number): Float64Array => Float64Array.from(graph.segments, end);
  return {
    graph,
    position: new Int32Array(graph.count),
    fromFraction: of((segment) => fraction(segment.fromAt, graph.breadth[segment.from]!)),
    toFraction: of((segment) => fraction(segment.toAt, graph.breadth[segment.to]!)),
    weight: Uint8Array.from(graph.segments, ({ from, to }) =>
      from < graph.realCount && to < graph.realCount ? CHAIN_WEIGHT : 1,
    ),
    budget: TRANSPOSE_BUDGET,
  };
}
