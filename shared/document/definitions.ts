// Definitions: the insides that linked blocks share. Making one of a block, naming, removing, and choosing which
// of its attributes every instance may set. What must hold of them is definition-invariants'.

import type { StoredValues } from '../operators/attributes.ts';
import { problem, type Problem } from '../operators/define.ts';
import { findOperator } from '../operators/index.ts';
import { checkDefinitions } from './definition-invariants.ts';
import { nameProblem, uniqueName } from './names.ts';
import { notesOf, withNotes } from './notes.ts';
import { byId, duplicateId, insideAll, lookUp } from './records.ts';
import { removeRecords } from './removing.ts';
import type {
  Definition,
  DefinitionId,
  Document,
  ExposedArgument,
  Graph,
  LinkedNode,
  NodeId,
  NodeRecord,
} from './types.ts';

export interface Defining {
  /** A block of the user's own, which becomes the first instance. */
  readonly block: NodeId;
  readonly definition: DefinitionId;
  /** Made unique. */
  readonly name: string;
}

export function definitionsOf(graph: Graph): readonly Definition[] {
  return graph.definitions === undefined ? [] : Object.values(graph.definitions);
}

export function findDefinition(graph: Graph, id: DefinitionId): Definition | undefined {
  return graph.definitions === undefined ? undefined : lookUp(graph.definitions, id);
}

/** The document with these definitions; without the field where there are none, so that none is one thing. */
export function withDefinitions(document: Document, definitions: readonly Definition[]): Document {
  const { definitions: _before, ...rest } = document;
  return definitions.length === 0 ? rest : { ...rest, definitions: byId(definitions) };
}

/** The linked blocks that are instances of it, wherever they stand. */
export function instancesOf(graph: Graph, definition: DefinitionId): readonly LinkedNode[] {
  return Object.values(graph.nodes).filter(
    (node): node is LinkedNode => node.kind === 'linked' && node.definition === definition,
  );
}

/** Names that a new definition cannot have. */
export function definitionNames(graph: Graph): Set<string> {
  return new Set(definitionsOf(graph).map(({ name }) => name));
}

/** Makes a block's inside a definition and the block its first instance. Ids, ports and wires stay. */
export function defineBlock(
  document: Document,
  { block: id, definition, name }: Defining,
): Document | Problem {
  const block = lookUp(document.nodes, id);
  if (block === undefined) return problem('node-missing', 'The block to link no longer exists.');
  if (block.kind !== 'custom') {
    return problem(
      'not-a-block',
      `"${block.name}" owns no nodes that other blocks could share. Group nodes into a block first.`,
    );
  }
  const bad =
    nameProblem(name) ??
    (Object.hasOwn(document.nodes, definition) || findDefinition(document, definition) !== undefined
      ? duplicateId(definition)
      : undefined);
  if (bad !== undefined) return bad;
  const nodes = Object.values(document.nodes).map((node): NodeRecord => {
    if (node.id === id) return { ...block, kind: 'linked', definition, arguments: {} };
    return node.parentId === id ? { ...node, parentId: definition } : node;
  });
  const notes = notesOf(document).map((note) =>
    note.parentId === id ? { ...note, parentId: definition } : note,
  );
  const { outer, own } = handOver(document, id);
  const made: Definition = {
    id: definition,
    name: uniqueName(name, definitionNames(document)),
    arguments: own,
  };
  const moved = withNotes({ ...document, nodes: byId(nodes) }, notes);
  const next = withDefinitions(moved, [...outer, made]);
  return checkDefinitions(next) ?? next;
}

/**
 * A definition around the block may set attributes inside it. They become arguments of the new definition, which
 * the one around sets in their place.
 */
function handOver(
  document: Document,
  block: NodeId,
): { readonly outer: readonly Definition[]; readonly own: readonly ExposedArgument[] } {
  const inside = insideAll(document, [block]);
  const own: ExposedArgument[] = [];
  const outer = definitionsOf(document).map((definition): Definition => {
    if (!definition.arguments.some(({ targets }) => targets.some(({ node }) => inside.has(node)))) {
      return definition;
    }
    const exposed = definition.arguments.map(({ name, targets }): ExposedArgument => {
      const handed = targets.filter(({ node }) => inside.has(node));
      if (handed.length === 0) return { name, targets };
      own.push({ name, targets: handed });
      const kept = targets.filter(({ node }) => !inside.has(node));
      return { name, targets: [...kept, { node: block, attribute: name }] };
    });
    return { ...definition, arguments: exposed };
  });
  return { outer, own };
}

/** The document with another name for a definition: `name-taken` where another one has it. */
export function renameDefinition(document: Document, id: DefinitionId, name: string): Document | Problem {
  const definition = findDefinition(document, id);
  if (definition === undefined) return definitionMissing();
  if (definition.name === name) return document;
  const bad = nameProblem(name);
  if (bad !== undefined) return bad;
  if (definitionNames(document).has(name)) {
    return problem('name-taken', `There already is a block called "${name}" in this document.`);
  }
  return { ...document, definitions: { ...document.definitions, [id]: { ...definition, name } } };
}

/** Removes a definition that no block uses, with its inside. */
export function removeDefinition(document: Document, id: DefinitionId): Document | Problem {
  const definition = findDefinition(document, id);
  if (definition === undefined) return definitionMissing();
  const uses = instancesOf(document, id).length;
  if (uses > 0) {
    return problem(
      'definition-used',
      `"${definition.name}" is used by ${uses === 1 ? 'a block' : `${uses} blocks`}. Remove or unlink ${uses === 1 ? 'it' : 'them'} first.`,
    );
  }
  const inside = Object.values(document.nodes).filter(({ parentId }) => parentId === id);
  const notes = notesOf(document).filter(({ parentId }) => parentId === id);
  const emptied = removeRecords(
    document,
    inside.map((node) => node.id),
    [],
    notes.map((note) => note.id),
  );
  return withDefinitions(
    emptied,
    definitionsOf(emptied).filter((one) => one.id !== id),
  );
}

/** Chooses which attributes inside a definition its instances may set, and by which names. */
export function exposeArguments(
  document: Document,
  id: DefinitionId,
  exposed: readonly ExposedArgument[],
): Document | Problem {
  const definition = findDefinition(document, id);
  if (definition === undefined) return definitionMissing();
  if (JSON.stringify(definition.arguments) === JSON.stringify(exposed)) return document;
  const changed = { ...definition, arguments: exposed };
  const next = { ...document, definitions: { ...document.definitions, [id]: changed } };
  const settled = withoutLostArguments(next);
  return checkDefinitions(settled) ?? settled;
}

/**
 * Drops what arguments can no longer mean: targets whose node has gone, arguments without targets, and the values
 * that instances had set for those.
 */
export function withoutLostArguments(document: Document): Document {
  const definitions = definitionsOf(document);
  if (definitions.length === 0) return document;
  let changed = false;
  let settled: Document = document;
  // An argument that goes may be what an argument of a definition around it sets: repeat until nothing more falls.
  do {
    changed = false;
    for (const definition of definitionsOf(settled)) {
      const kept = keptArguments(settled, definition);
      if (kept === definition.arguments) continue;
      changed = true;
      settled = {
        ...settled,
        definitions: { ...settled.definitions, [definition.id]: { ...definition, arguments: kept } },
      };
    }
  } while (changed);
  const nodes: Record<NodeId, NodeRecord> = {};
  for (const node of Object.values(settled.nodes)) {
    if (node.kind !== 'linked') continue;
    const known = new Set(findDefinition(settled, node.definition)?.arguments.map(({ name }) => name));
    const values = Object.entries(node.arguments).filter(([name]) => known.has(name));
    if (values.length < Object.keys(node.arguments).length) {
      nodes[node.id] = { ...node, arguments: Object.fromEntries(values) satisfies StoredValues };
    }
  }
  return Object.keys(nodes).length === 0 ? settled : { ...settled, nodes: { ...settled.nodes, ...nodes } };
}

function keptArguments(
  document: Document,
  { id, arguments: exposed }: Definition,
): readonly ExposedArgument[] {
  if (exposed.length === 0) return exposed;
  const inside = insideAll(document, [id]);
  const stands = ({ node, attribute }: ExposedArgument['targets'][number]): boolean => {
    const record = inside.has(node) ? lookUp(document.nodes, node) : undefined;
    if (record === undefined || record.kind === 'custom') return false;
    if (record.kind === 'operator') {
      const operator = findOperator(record.operator);
      return operator === undefined || Object.hasOwn(operator.attributes, attribute);
    }
    if (record.kind === 'template') return true;
    const inner = findDefinition(document, record.definition);
    return inner?.arguments.some(({ name }) => name === attribute) === true;
  };
  if (exposed.every(({ targets }) => targets.every(stands))) return exposed;
  return exposed
    .map(({ name, targets }) => ({ name, targets: targets.filter(stands) }))
    .filter(({ targets }) => targets.length > 0);
}

function definitionMissing(): Problem {
  return problem('definition-missing', 'This block is no longer in the document.');
}
