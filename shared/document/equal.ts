// Equal blocks: what is inside them, written out so that two texts are the same where the insides are.

import { insideOf } from './ports.ts';
import { insideAll, lookUp } from './records.ts';
import type { BlockNode, DefinitionId, Graph, NodeId, NodeRecord } from './types.ts';

/** A text that is the same for equal blocks: all but where they stand, what they are called, and their weights. */
export function writtenBlock(graph: Graph, block: BlockNode): string {
  const inside = block.kind === 'custom' ? writtenInside(graph, block.id, (id) => id) : '';
  return `${canonical({ ...meaningOf(block), name: '' })}\n${inside}`;
}

/**
 * What a block or a definition holds: all but ids, notes, where nodes stand and where their weights are stored.
 * @param root the id that the nodes inside have as their parent
 * @param definition what stands for a definition that a node inside is linked to
 */
export function writtenInside(graph: Graph, root: string, definition: (id: DefinitionId) => string): string {
  const inside = insideAll(graph, [root]);
  const path = (id: NodeId): string => pathOf(graph, id, root);
  const nodes = [...inside].map((id) => {
    const node = meaningOf(graph.nodes[id]!);
    const linked = node.kind === 'linked' ? { definition: definition(node.definition) } : {};
    return canonical([path(id), { ...node, ...linked }]);
  });
  const edges = Object.values(graph.edges)
    .filter(({ source }) => inside.has(source))
    .map(({ source, sourcePort, target, targetPort }) => {
      // Ports of a block of the user's own are ids; their paths say the same of two copies.
      const port = (node: NodeId, key: string): string =>
        insideOf(graph.nodes[node]!) === undefined ? key : path(key);
      return canonical([path(source), port(source, sourcePort), path(target), port(target, targetPort)]);
    });
  return [...nodes.sort(), ...edges.sort()].join('\n');
}

/** Names on the way to a node, from what holds it (or the top of its level) inwards, joined by dots. */
export function pathOf(graph: Graph, id: NodeId, root?: string): string {
  const names: string[] = [];
  for (let at = lookUp(graph.nodes, id); at !== undefined;) {
    names.unshift(at.name);
    at = at.parentId === null || at.parentId === root ? undefined : lookUp(graph.nodes, at.parentId);
  }
  return names.join('.');
}

/** JSON with the keys of every object in order: the same text for the same value, whoever wrote it. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** A record without what it means nothing to the network. */
function meaningOf(record: NodeRecord) {
  const {
    id: _id,
    parentId: _parentId,
    position: _position,
    storedAs: _storedAs,
    storedName: _storedName,
    ...meaning
  } = record;
  return meaning;
}
