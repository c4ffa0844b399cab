// Removing nodes and wires, with all that cannot stay without them.

import { removeNotes } from './notes.ts';
import { insideOf, isVariadic, renumberVariadic } from './ports.ts';
import { insideAll, lookUp } from './records.ts';
import type { Document, EdgeId, Graph, NodeId, NoteId } from './types.ts';

/** Removes nodes with everything inside them and every edge at them, edges, and notes. */
export function removeRecords(
  document: Document,
  nodeIds: readonly NodeId[],
  edgeIds: readonly EdgeId[],
  noteIds: readonly NoteId[],
): Document {
  const chosen = nodeIds.filter((id) => Object.hasOwn(document.nodes, id));
  const doomed = new Set([...chosen, ...(chosen.length === 0 ? [] : insideAll(document, chosen))]);
  const cut = new Set(edgeIds.filter((id) => Object.hasOwn(document.edges, id)));
  const shrunk = new Set<NodeId>();
  for (const edge of Object.values(document.edges)) {
    if (
      doomed.has(edge.source) ||
      doomed.has(edge.target) ||
      losesPort(document, doomed, edge.source, edge.sourcePort) ||
      losesPort(document, doomed, edge.target, edge.targetPort)
    ) {
      cut.add(edge.id);
    }
    if (cut.has(edge.id)) shrunk.add(edge.target);
  }
  const kept = removeNotes(document, noteIds, doomed);
  if (doomed.size === 0 && cut.size === 0) return kept;
  const nodes = Object.fromEntries(Object.entries(document.nodes).filter(([id]) => !doomed.has(id)));
  let edges: Graph['edges'] = Object.fromEntries(
    Object.entries(document.edges).filter(([id]) => !cut.has(id)),
  );
  for (const id of shrunk) {
    const target = lookUp(nodes, id);
    if (target !== undefined && isVariadic(target)) edges = renumberVariadic(edges, id);
  }
  return { ...kept, nodes, edges };
}

/** A block loses the wires at a port whose Input or Output node goes; ports of others are no node's ids. */
function losesPort(document: Graph, doomed: ReadonlySet<NodeId>, node: NodeId, port: string): boolean {
  const record = lookUp(document.nodes, node);
  return doomed.has(port) && record !== undefined && insideOf(record) !== undefined;
}
