// The order of vertices inside each layer: few crossings, ports respected. Barycentre sweeps and
// transposition after Gansner et al. (1993); crossings are counted between ports, not between nodes, so
// that the inputs of a Concat come to stand in port order.

import type { Layered, Segment } from './lanes.ts';

const SWEEPS = 12;
const STALE_SWEEPS = 4;
/** Networks of up to this many segments are ordered from two starts. */
const SECOND_START = 4000;
/** Comparisons that transposition may spend in all; wide flat networks would take seconds otherwise. */
const TRANSPOSE_BUDGET = 1_500_000;
/** What it counts for when the wire between two nodes is crossed: a lane should not cut a chain. */
const CHAIN_WEIGHT = 4;

interface Order {
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

function number(order: Order, row: readonly number[]): void {
  for (const [index, vertex] of row.entries()) order.position[vertex] = index;
}

/** Where a segment ends on the other side, as position plus port fraction. */
function farEnd(order: Order, segment: number, side: 'up' | 'down'): number {
  const { from, to } = order.graph.segments[segment]!;
  return side === 'up'
    ? order.position[from]! + order.fromFraction[segment]!
    : order.position[to]! + order.toFraction[segment]!;
}

/**
 * Layers filled in the order of a depth-first walk from the sources: chains and branches stay together.
 * `mirrored` takes the branches from the last to the first.
 */
function walk(graph: Layered, mirrored: boolean): void {
  const rows: number[][] = graph.layers.map(() => []);
  const seen = new Uint8Array(graph.count);
  const start = (root: number): void => {
    const stack = [root];
    for (let vertex = stack.pop(); vertex !== undefined; vertex = stack.pop()) {
      if (seen[vertex] === 1) continue;
      seen[vertex] = 1;
      rows[graph.layerOf[vertex]!]!.push(vertex);
      const next = graph.down[vertex]!.map((segment) => graph.segments[segment]!.to);
      for (const other of mirrored ? next : next.reverse()) stack.push(other);
    }
  };
  for (let vertex = 0; vertex < graph.count; vertex++) if (graph.up[vertex]!.length === 0) start(vertex);
  for (const [index, row] of rows.entries()) graph.layers[index] = row;
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

function countCrossings(order: Order): number {
  return order.graph.layers.reduce((sum, row) => sum + crossingsBelow(order, row), 0);
}

/** Sorts a layer by the mean of what each vertex is wired to; unwired vertices keep their places. */
function sortByBarycentre(order: Order, row: number[], side: 'up' | 'down'): void {
  const wired: { vertex: number; mean: number }[] = [];
  const places: number[] = [];
  for (const [place, vertex] of row.entries()) {
    const list = order.graph[side][vertex]!;
    if (list.length === 0) continue;
    // The vertex stands where its port, not its middle, is to meet the wire.
    let sum = 0;
    for (const segment of list) sum += farEnd(order, segment, side);
    wired.push({ vertex, mean: sum / list.length });
    places.push(place);
  }
  wired.sort((a, b) => a.mean - b.mean || order.position[a.vertex]! - order.position[b.vertex]!);
  for (const [index, { vertex }] of wired.entries()) row[places[index]!] = vertex;
  number(order, row);
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
  if (changed) number(order, row);
  return changed;
}

function transpose(order: Order): void {
  for (let round = 0; round < 3; round++) {
    let changed = false;
    for (const row of order.graph.layers) changed = transposeRow(order, row) || changed;
    if (!changed) return;
  }
}

/** One sweep: each layer by those below it, from the end, or by those above it, from the start. */
function improve(order: Order, side: 'up' | 'down'): void {
  const { layers } = order.graph;
  for (const row of side === 'up' ? layers : layers.toReversed()) sortByBarycentre(order, row, side);
  transpose(order);
}

/** Puts the vertices of every layer into order, in place. */
export function orderLayers(graph: Layered): void {
  const of = (end: (segment: Segment) => number): Float64Array => Float64Array.from(graph.segments, end);
  const order: Order = {
    graph,
    position: new Int32Array(graph.count),
    fromFraction: of((segment) => fraction(segment.fromAt, graph.breadth[segment.from]!)),
    toFraction: of((segment) => fraction(segment.toAt, graph.breadth[segment.to]!)),
    weight: Uint8Array.from(graph.segments, ({ from, to }) =>
      from < graph.realCount && to < graph.realCount ? CHAIN_WEIGHT : 1,
    ),
    budget: TRANSPOSE_BUDGET,
  };
  if (graph.layers.every((row) => row.length === 1)) return;
  let fewest = Infinity;
  let best: number[][] = [];
  // Sweeps end in the nearest valley. Lanes on the wrong side of a chain are out of their reach, but
  // seldom wrong from both starts.
  for (const mirrored of graph.segments.length <= SECOND_START ? [false, true] : [false]) {
    walk(graph, mirrored);
    for (const row of graph.layers) number(order, row);
    let stale = 0;
    for (let sweep = 0; sweep <= SWEEPS && fewest > 0 && stale < STALE_SWEEPS; sweep++) {
      if (sweep > 0) improve(order, sweep % 2 === 1 ? 'down' : 'up');
      const crossings = countCrossings(order);
      stale++;
      if (crossings >= fewest) continue;
      fewest = crossings;
      best = graph.layers.map((row) => [...row]);
      stale = 0;
    }
  }
  for (const [index, row] of best.entries()) graph.layers[index] = row;
}
