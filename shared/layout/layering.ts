// Layers: which row along the flow each node stands in. Longest path, then side branches sink to where
// they are used.

import { incomingArcs, outgoingArcs, type Arc } from './graph.ts';

export interface Layering {
  readonly layer: Int32Array;
  /** Nodes on the longest path that ends before each node, and on the longest that starts after it. */
  readonly above: Int32Array;
  readonly below: Int32Array;
}

/** Kahn's order; the arcs are acyclic. */
function topologicalOrder(count: number, arcs: readonly Arc[], outgoing: readonly number[][]): number[] {
  const waiting = new Int32Array(count);
  for (const arc of arcs) waiting[arc.target]!++;
  const order: number[] = [];
  for (let node = 0; node < count; node++) if (waiting[node] === 0) order.push(node);
  for (let head = 0; head < order.length; head++) {
    for (const index of outgoing[order[head]!]!) {
      const target = arcs[index]!.target;
      if (--waiting[target]! === 0) order.push(target);
    }
  }
  return order;
}

/** Dense numbers for the values (one per output port in use) that the arcs carry. */
export function numberValues(arcs: readonly Arc[]): { readonly valueOf: Int32Array; readonly total: number } {
  const known = new Map<string, number>();
  const valueOf = new Int32Array(arcs.length);
  for (const [index, arc] of arcs.entries()) {
    const key = `${arc.source}:${arc.sourcePort}`;
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = known.size));
    valueOf[index] = value;
  }
  return { valueOf, total: known.size };
}

/**
 * Layers by longest path, which puts a side branch at its earliest row, then one pass from the end that
 * lets every node sink to just above its first user unless that would lengthen more wires than it
 * shortens. All users of a value share one wire, so a wire is as long as its farthest user asks. Linear,
 * where network simplex (Gansner et al., "A Technique for Drawing Directed Graphs", 1993) is not; what it
 * misses is a branch with forks of its own that would have to sink as a whole.
 */
export function assignLayers(count: number, arcs: readonly Arc[]): Layering {
  const outgoing = outgoingArcs(count, arcs);
  const incoming = incomingArcs(count, arcs);
  const order = topologicalOrder(count, arcs, outgoing);
  const above = new Int32Array(count);
  const below = new Int32Array(count);
  for (const node of order) {
    for (const index of outgoing[node]!) {
      const target = arcs[index]!.target;
      above[target] = Math.max(above[target]!, above[node]! + 1);
    }
  }
  const layer = above.slice();
  const { valueOf, total } = numberValues(arcs);
  const reach = new Int32Array(total);
  for (const [index, arc] of arcs.entries()) {
    const value = valueOf[index]!;
    reach[value] = Math.max(reach[value]!, layer[arc.target]!);
  }
  for (const node of order.toReversed()) {
    let latest = Infinity;
    for (const index of outgoing[node]!) {
      const target = arcs[index]!.target;
      below[node] = Math.max(below[node]!, below[target]! + 1);
      latest = Math.min(latest, layer[target]! - 1);
    }
    const fall = latest - layer[node]!;
    if (fall <= 0 || fall === Infinity) continue;
    const values = new Set(incoming[node]!.map((index) => valueOf[index]!));
    let longer = 0;
    for (const value of values) longer += Math.max(0, latest - reach[value]!);
    if (longer > fall) continue;
    layer[node] = latest;
    for (const value of values) reach[value] = Math.max(reach[value]!, latest);
  }
  return { layer, above, below };
}
