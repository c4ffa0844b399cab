// The order in which the nodes of one level are visited.

import type { Graph, NodeId, NodeRecord } from '../document/types.ts';

/**
 * Topological order, depth first: a branch runs to its end before the next begins, which keeps few values alive
 * and reads as the network does. Ties follow the order of the records. Nodes on a cycle (documents have none)
 * come last.
 */
export function topologicalOrder(graph: Graph): readonly NodeRecord[] {
  const waiting = new Map<NodeId, number>();
  const targets = new Map<NodeId, NodeId[]>();
  for (const id of Object.keys(graph.nodes)) {
    waiting.set(id, 0);
    targets.set(id, []);
  }
  for (const edge of Object.values(graph.edges)) {
    const downstream = targets.get(edge.source);
    const count = waiting.get(edge.target);
    if (downstream === undefined || count === undefined) continue;
    downstream.push(edge.target);
    waiting.set(edge.target, count + 1);
  }
  const stack: NodeId[] = [...waiting.keys()].filter((id) => waiting.get(id) === 0).reverse();
  const order: NodeRecord[] = [];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    order.push(graph.nodes[id]!);
    waiting.delete(id);
    const ready: NodeId[] = [];
    for (const target of targets.get(id)!) {
      const left = waiting.get(target)! - 1;
      waiting.set(target, left);
      if (left === 0) ready.push(target);
    }
    stack.push(...ready.reverse());
  }
  for (const id of waiting.keys()) order.push(graph.nodes[id]!);
  return order;
}
