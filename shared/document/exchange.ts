// Exchanging a node for one of another kind: it keeps its id, and the wires whose ports have a counterpart.

import { problem, type Problem } from '../operators/define.ts';
import { withoutLostArguments } from './definitions.ts';
import { checkGraph } from './invariants.ts';
import { nameProblem, uniqueName } from './names.ts';
import { withNotes, notesOf } from './notes.ts';
import { isVariadic, renumberVariadic } from './ports.ts';
import { byId, insideAll, lookUp, siblingNames } from './records.ts';
import type { Document, EdgeRecord, Graph, NodeId, NodeRecord } from './types.ts';

export interface Exchanging {
  /** What stands in its place, under its id and on its level. The name is made unique. */
  readonly node: NodeRecord;
  /** Old port key → new one. A wire at a port that is not listed goes. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Puts another node in the place of one, with everything that was inside it gone. */
export function exchangeNode(document: Document, { node, inputs, outputs }: Exchanging): Document | Problem {
  const before = lookUp(document.nodes, node.id);
  if (before === undefined) return problem('node-missing', 'The node to replace no longer exists.');
  const bad = nameProblem(node.name);
  if (bad !== undefined) return bad;
  if (node.parentId !== before.parentId) {
    return problem('different-levels', `"${before.name}" can only be replaced on its own level.`);
  }
  const names = siblingNames(document.nodes, before.parentId);
  names.delete(before.name);
  const holds = node.kind === 'custom';
  const gone = holds ? new Set<NodeId>() : insideAll(document, [node.id]);
  const nodes = Object.fromEntries(
    Object.entries(document.nodes)
      .filter(([id]) => !gone.has(id))
      .map(([id, record]) =>
        id === node.id ? [id, { ...node, name: uniqueName(node.name, names) }] : [id, record],
      ),
  );
  const cut = new Set<NodeId>();
  const kept: EdgeRecord[] = [];
  for (const edge of Object.values(document.edges)) {
    if (gone.has(edge.source)) continue;
    const targetPort = edge.target === node.id ? lookUp(inputs, edge.targetPort) : edge.targetPort;
    const sourcePort = edge.source === node.id ? lookUp(outputs, edge.sourcePort) : edge.sourcePort;
    if (targetPort === undefined || sourcePort === undefined) cut.add(edge.target);
    else kept.push({ ...edge, sourcePort, targetPort });
  }
  let edges: Graph['edges'] = byId(kept);
  for (const id of cut) {
    const target = lookUp(nodes, id);
    if (target !== undefined && isVariadic(target)) edges = renumberVariadic(edges, id);
  }
  const notes = notesOf(document).filter(
    ({ parentId }) => holds || parentId === null || !(gone.has(parentId) || parentId === node.id),
  );
  const next = withNotes({ ...document, nodes, edges }, notes);
  // What the old node exposed as an argument may have no meaning at the new one.
  const settled = withoutLostArguments(next);
  return checkGraph(settled) ?? settled;
}
