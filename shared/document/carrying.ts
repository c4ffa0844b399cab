// Definitions on their way from one document to another: what must travel with a linked block, and what becomes of
// it where the same definition is already, or another with the same ids.

import { sha256 } from '../lib/sha256.ts';
import { definitionsOf, findDefinition } from './definitions.ts';
import { canonical, pathOf, writtenInside } from './equal.ts';
import { checkGraph } from './invariants.ts';
import { notesOf } from './notes.ts';
import { insideOf } from './ports.ts';
import { byId, insideAll, lookUp } from './records.ts';
import type { Definition, DefinitionId, EdgeRecord, Graph, NodeId, NodeRecord, NoteRecord } from './types.ts';

/** These definitions and all that they use, with their insides: what an instance needs to stand elsewhere. */
export function carriedDefinitions(document: Graph, ids: Iterable<DefinitionId>): Graph {
  const carried = new Map<DefinitionId, Definition>();
  const waiting = [...ids];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const definition = findDefinition(document, id);
    if (definition === undefined || carried.has(id)) continue;
    carried.set(id, definition);
    for (const node of insideAll(document, [id])) {
      const record = lookUp(document.nodes, node);
      if (record?.kind === 'linked') waiting.push(record.definition);
    }
  }
  const inside = insideAll(document, carried.keys());
  const levels = new Set<string | null>([...carried.keys(), ...inside]);
  return {
    nodes: byId(Object.values(document.nodes).filter(({ id }) => inside.has(id))),
    edges: byId(Object.values(document.edges).filter(({ source }) => inside.has(source))),
    notes: byId(notesOf(document).filter(({ parentId }) => levels.has(parentId))),
    definitions: byId(definitionsOf(document).filter(({ id }) => carried.has(id))),
  };
}

/** The definitions that these nodes are linked to. */
export function definitionsUsed(nodes: Iterable<NodeRecord>): ReadonlySet<DefinitionId> {
  const used = new Set<DefinitionId>();
  for (const node of nodes) if (node.kind === 'linked') used.add(node.definition);
  return used;
}

export interface Brought {
  /** Without the definitions that the document has already; others under ids that are free there. */
  readonly graph: Graph;
  /** What became of the id of a definition. */
  definition(id: DefinitionId): DefinitionId;
}

/**
 * Fits the definitions of a graph into a document. Where the document has the same definition, with the same
 * inside, its own is used: instances that are brought follow it. What only has the same id becomes another.
 */
export function bringDefinitions(document: Graph, graph: Graph, freshId: () => string): Brought {
  // What breaks an invariant (a clipboard may hold anything) is left for the command to refuse.
  if (graph.definitions === undefined || checkGraph(graph) !== undefined) {
    return { graph, definition: (id) => id };
  }
  const known = new Set<DefinitionId>();
  const renewed = new Map<string, string>();
  for (const { id } of definitionsOf(graph)) {
    const own = findSame(document, graph, id);
    if (own !== undefined) {
      known.add(id);
      const [theirs, ours] = [pathsIn(graph, id), pathsIn(document, own)];
      renewed.set(id, own);
      for (const [path, node] of theirs) renewed.set(node, ours.get(path)!);
      continue;
    }
    const ids = idsOf(graph, id);
    if (!ids.some((one) => isTaken(document, one))) continue;
    for (const one of ids) renewed.set(one, freshId());
  }
  const gone = insideAll(graph, known);
  const renew = (id: string): string => renewed.get(id) ?? id;
  const parent = (id: string | null): string | null => (id === null ? null : renew(id));
  const isBlock = (id: NodeId): boolean => {
    const node = lookUp(graph.nodes, id);
    return node !== undefined && insideOf(node) !== undefined;
  };
  const nodes = Object.values(graph.nodes)
    .filter(({ id }) => !gone.has(id))
    .map((node): NodeRecord => {
      const moved = { ...node, id: renew(node.id), parentId: parent(node.parentId) };
      return moved.kind === 'linked' ? { ...moved, definition: renew(moved.definition) } : moved;
    });
  const edges = Object.values(graph.edges)
    .filter(({ source }) => !gone.has(source))
    .map((edge): EdgeRecord => ({
      id: renew(edge.id),
      source: renew(edge.source),
      sourcePort: isBlock(edge.source) ? renew(edge.sourcePort) : edge.sourcePort,
      target: renew(edge.target),
      targetPort: isBlock(edge.target) ? renew(edge.targetPort) : edge.targetPort,
    }));
  const notes = notesOf(graph)
    .filter(({ parentId }) => parentId === null || !(gone.has(parentId) || known.has(parentId)))
    .map((note): NoteRecord => ({ ...note, id: renew(note.id), parentId: parent(note.parentId) }));
  const definitions = definitionsOf(graph)
    .filter(({ id }) => !known.has(id))
    .map((definition): Definition => ({
      ...definition,
      id: renew(definition.id),
      arguments: definition.arguments.map(({ name, targets }) => ({
        name,
        targets: targets.map(({ node, attribute }) => ({ node: renew(node), attribute })),
      })),
    }));
  return {
    graph: {
      nodes: byId(nodes),
      edges: byId(edges),
      ...(notes.length === 0 ? {} : { notes: byId(notes) }),
      ...(definitions.length === 0 ? {} : { definitions: byId(definitions) }),
    },
    definition: renew,
  };
}

/** Every id that a definition brings: its own, and those of all that is inside. */
function idsOf(graph: Graph, id: DefinitionId): readonly string[] {
  const inside = insideAll(graph, [id]);
  const edges = Object.values(graph.edges).filter(({ source }) => inside.has(source));
  const notes = notesOf(graph).filter(
    ({ parentId }) => parentId !== null && (parentId === id || inside.has(parentId)),
  );
  return [id, ...inside, ...edges.map((edge) => edge.id), ...notes.map((note) => note.id)];
}

function isTaken(document: Graph, id: string): boolean {
  return [document.nodes, document.edges, document.notes ?? {}, document.definitions ?? {}].some((records) =>
    Object.hasOwn(records, id),
  );
}

/** The document's definition that is the same as the graph's: under its id, or under its name. */
function findSame(document: Graph, graph: Graph, id: DefinitionId): DefinitionId | undefined {
  const wanted = findDefinition(graph, id)!;
  const same = definitionsOf(document).filter(
    (one) =>
      (one.id === id || one.name === wanted.name) && contentOf(document, one) === contentOf(graph, wanted),
  );
  return (same.find((one) => one.id === id) ?? same[0])?.id;
}

/** Ids of what is inside by the names on the way there, which say the same of two copies. */
function pathsIn(graph: Graph, id: DefinitionId): ReadonlyMap<string, NodeId> {
  const paths = new Map<string, NodeId>();
  for (const node of insideAll(graph, [id])) paths.set(pathOf(graph, node), node);
  return paths;
}

const contents = new WeakMap<Graph, Map<DefinitionId, string>>();

/**
 * A digest that is the same for equal definitions: all but ids, names of definitions, notes, where nodes
 * stand and where their weights are stored.
 * Those that a definition uses are in it by their digests: texts within texts would double at every level.
 */
function contentOf(graph: Graph, definition: Definition): string {
  let known = contents.get(graph);
  if (known === undefined) contents.set(graph, (known = new Map()));
  let content = known.get(definition.id);
  if (content === undefined) {
    content = sha256(new TextEncoder().encode(written(graph, definition)));
    known.set(definition.id, content);
  }
  return content;
}

function written(graph: Graph, definition: Definition): string {
  const digest = (id: DefinitionId): string => {
    const nested = findDefinition(graph, id);
    return nested === undefined ? id : contentOf(graph, nested);
  };
  const exposed = definition.arguments.map(({ name, targets }) => [
    name,
    targets.map(({ node, attribute }) => [pathOf(graph, node), attribute]),
  ]);
  return `${writtenInside(graph, definition.id, digest)}\n${canonical(exposed)}`;
}
