// Adding nodes and graphs: on a level that is there, under ids that are free and names that are made so.

import { problem, type Problem } from '../operators/define.ts';
import { connect } from './connections.ts';
import { definitionNames, definitionsOf, findDefinition, withDefinitions } from './definitions.ts';
import { checkInvariants } from './invariants.ts';
import { freeNames, nameProblem, uniqueName } from './names.ts';
import { notesOf, withNotes } from './notes.ts';
import { duplicateId, isLevel, siblingNames } from './records.ts';
import type { Document, EdgeRecord, Graph, NodeId, NodeRecord } from './types.ts';

function parentProblem(document: Document, parentId: NodeId | null): Problem | undefined {
  if (isLevel(document, parentId)) return undefined;
  return problem('parent-missing', 'The block that this should go into does not exist or cannot be edited.');
}

/** Adds a node under a free name, and wires at it. */
export function addNode(
  document: Document,
  node: NodeRecord,
  edges: readonly EdgeRecord[],
): Document | Problem {
  const bad =
    nameProblem(node.name) ??
    parentProblem(document, node.parentId) ??
    (Object.hasOwn(document.nodes, node.id) ? duplicateId(node.id) : undefined);
  if (bad !== undefined) return bad;
  const named = { ...node, name: uniqueName(node.name, siblingNames(document.nodes, node.parentId)) };
  let next: Document = { ...document, nodes: { ...document.nodes, [node.id]: named } };
  for (const edge of edges) {
    const result = connect(next, edge);
    if ('code' in result) return result;
    next = result;
  }
  return checkInvariants(next) ?? next;
}

/** Adds a graph with its notes and definitions, under free names; what stood at its top stands on this level. */
export function addGraph(document: Document, graph: Graph, parentId: NodeId | null): Document | Problem {
  const badParent = parentProblem(document, parentId);
  if (badParent !== undefined) return badParent;
  const nodes: Record<NodeId, NodeRecord> = { ...document.nodes };
  const freeName = freeNames(siblingNames(document.nodes, parentId));
  for (const node of Object.values(graph.nodes)) {
    const bad = nameProblem(node.name) ?? (Object.hasOwn(nodes, node.id) ? duplicateId(node.id) : undefined);
    if (bad !== undefined) return bad;
    if (node.parentId !== null) {
      nodes[node.id] = node;
      continue;
    }
    nodes[node.id] = { ...node, name: freeName(node.name), parentId };
  }
  const edges = { ...document.edges };
  for (const edge of Object.values(graph.edges)) {
    if (Object.hasOwn(edges, edge.id)) return duplicateId(edge.id);
    edges[edge.id] = edge;
  }
  const notes = [...notesOf(document)];
  const noteIds = new Set(notes.map(({ id }) => id));
  for (const note of notesOf(graph)) {
    if (noteIds.has(note.id)) return duplicateId(note.id);
    notes.push(note.parentId === null ? { ...note, parentId } : note);
  }
  const definitions = [...definitionsOf(document)];
  const freeDefinitionName = freeNames(definitionNames(document));
  for (const definition of definitionsOf(graph)) {
    if (findDefinition(document, definition.id) !== undefined) return duplicateId(definition.id);
    definitions.push({ ...definition, name: freeDefinitionName(definition.name) });
  }
  const next = withDefinitions(withNotes({ ...document, nodes, edges }, notes), definitions);
  return checkInvariants(next) ?? next;
}
