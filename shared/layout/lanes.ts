// Lanes: a wire that passes rows on its way gets a place of no breadth in each of them, so that nodes
// make room for it. The users of a value share one lane, or a DenseNet would need a lane per edge.

import type { Arc, Extent } from './graph.ts';
import { numberValues, type Layering } from './layering.ts';

/** A piece of wire between two vertices of neighbouring layers, with the offsets of its ends. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly fromAt: number;
  readonly toAt: number;
}

/** The network with every wire cut into segments. Vertices below `realCount` are nodes, the rest lanes. */
export interface Layered {
  readonly realCount: number;
  readonly count: number;
  readonly layerOf: readonly number[];
  readonly breadth: readonly number[];
  /** Vertices by layer. Ordering permutes the inner arrays. */
  readonly layers: number[][];
  readonly segments: readonly Segment[];
  /** Segments that enter and leave each vertex. */
  readonly up: readonly (readonly number[])[];
  readonly down: readonly (readonly number[])[];
  /** The node that begins a branch, for the vertices of a lane that only leads to it; -1 for others. */
  readonly headOf: readonly number[];
  readonly lanes: readonly Lane[];
  /** The lane that each arc may take; an arc to the next layer needs none. */
  readonly laneOf: Int32Array;
}

/** A lane's first vertex (the others follow it), its first layer, and how many it passes (0: no lane). */
interface Lane {
  readonly first: number;
  readonly layer: number;
  readonly length: number;
}

/** Beyond this many places the longest wires are drawn without room of their own: time and memory. */
const MAX_LANE_VERTICES = 150_000;

/**
 * A lane for each value, except that a branch with no other input (a 1×1 convolution that sank to its
 * Concat) has one to itself: on a common lane two such branches would have to stand side by side.
 */
function chooseLanes(count: number, arcs: readonly Arc[]) {
  const inputs = new Int32Array(count);
  for (const arc of arcs) inputs[arc.target]!++;
  const { valueOf, total } = numberValues(arcs);
  let next = total;
  const laneOf = valueOf.map((value, index) => (inputs[arcs[index]!.target] === 1 ? next++ : value));
  return { laneOf, total: next, shared: total };
}

function laneLengths(arcs: readonly Arc[], layer: Int32Array, laneOf: Int32Array, total: number): number[] {
  const lengths = Array.from({ length: total }, () => 0);
  for (const [index, arc] of arcs.entries()) {
    const lane = laneOf[index]!;
    lengths[lane] = Math.max(lengths[lane]!, layer[arc.target]! - layer[arc.source]! - 1);
  }
  let left = MAX_LANE_VERTICES;
  if (lengths.reduce((sum, length) => sum + length, 0) <= left) return lengths;
  const shortestFirst = lengths.map((_, lane) => lane).sort((a, b) => lengths[a]! - lengths[b]! || a - b);
  for (const lane of shortestFirst) {
    left -= lengths[lane]!;
    if (left < 0) lengths[lane] = 0;
  }
  return lengths;
}

/** Cuts the arcs into segments. The order inside the layers is the order of creation. */
export function buildLanes(extents: readonly Extent[], arcs: readonly Arc[], layering: Layering): Layered {
  const { layer } = layering;
  const { laneOf, total, shared } = chooseLanes(extents.length, arcs);
  const lengths = laneLengths(arcs, layer, laneOf, total);
  const layerOf = Array.from(layer);
  const breadth = extents.map((extent) => extent.breadth);
  const headOf = extents.map(() => -1);
  const segments: Segment[] = [];
  const lanes: Lane[] = Array.from({ length: total }, () => ({ first: 0, layer: 0, length: 0 }));
  for (const [index, arc] of arcs.entries()) {
    const lane = laneOf[index]!;
    const start = layer[arc.source]! + 1;
    const distance = layer[arc.target]! - start;
    if (distance === 0) {
      segments.push({ from: arc.source, to: arc.target, fromAt: arc.sourceAt, toAt: arc.targetAt });
      continue;
    }
    if (lengths[lane] === 0) continue;
    if (lanes[lane]!.length === 0) {
      const first = layerOf.length;
      lanes[lane] = { first, layer: start, length: lengths[lane]! };
      for (let step = 0; step < lengths[lane]!; step++) {
        segments.push({
          from: step === 0 ? arc.source : first + step - 1,
          to: first + step,
          fromAt: step === 0 ? arc.sourceAt : 0,
          toAt: 0,
        });
        layerOf.push(start + step);
        breadth.push(0);
        headOf.push(lane < shared ? -1 : arc.target);
      }
    }
    segments.push({
      from: lanes[lane]!.first + distance - 1,
      to: arc.target,
      fromAt: 0,
      toAt: arc.targetAt,
    });
  }
  const count = layerOf.length;
  const layers: number[][] = [];
  const up: number[][] = Array.from({ length: count }, () => []);
  const down: number[][] = Array.from({ length: count }, () => []);
  for (const [vertex, row] of layerOf.entries()) {
    while (layers.length <= row) layers.push([]);
    layers[row]!.push(vertex);
  }
  for (const [index, segment] of segments.entries()) {
    down[segment.from]!.push(index);
    up[segment.to]!.push(index);
  }
  const realCount = extents.length;
  return { realCount, count, layerOf, breadth, layers, segments, up, down, headOf, lanes, laneOf };
}
