// The levels of a graph that is stored flat.

import type { EdgeRecord, Flow, Graph, NodeId, NodeRecord } from '../document/types.ts';

export type Children = ReadonlyMap<NodeId | null, Graph>;

export const EMPTY_GRAPH: Graph = { nodes: {}, edges: {} };

/**
 * The order of a block's ports: as they lie across the flow, then along it, then by id. Where the network runs down
 * that is from left to right, then from top to bottom.
 */
export function comparePositions(a: NodeRecord, b: NodeRecord, flow: Flow): number {
  const [across, along] = flow === 'down' ? (['x', 'y'] as const) : (['y', 'x'] as const);
  return (
    a.position[across] - b.position[across] ||
    a.position[along] - b.position[along] ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

/** The document's levels: nodes by their parents, with the wires between them. */
export function childrenByParent(graph: Graph): Children {
  const levels = new Map<
    NodeId | null,
    { nodes: Record<string, NodeRecord>; edges: Record<string, EdgeRecord> }
  >();
  const levelOf = (parentId: NodeId | null) => {
    let level = levels.get(parentId);
    if (level === undefined) levels.set(parentId, (level = { nodes: {}, edges: {} }));
    return level;
  };
  levelOf(null);
  for (const node of Object.values(graph.nodes)) levelOf(node.parentId).nodes[node.id] = node;
  for (const edge of Object.values(graph.edges)) {
    const source = graph.nodes[edge.source];
    if (source !== undefined) levelOf(source.parentId).edges[edge.id] = edge;
  }
  return levels;
}
