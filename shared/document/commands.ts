// Commands: the only way a document changes. Pure functions of a document and JSON arguments.

import { assertNever } from '../lib/assert-never.ts';
import { parseValues, type StoredValues } from '../operators/attributes.ts';
import { problem, type Problem } from '../operators/define.ts';
import { findOperator } from '../operators/index.ts';
import {
  detachBlock,
  groupNodes,
  ungroupBlock,
  type Detaching,
  type Grouping,
  type Ungrouping,
} from './blocks.ts';
import { bypassNodes } from './bypass.ts';
import { connect } from './connections.ts';
import { checkDefinitions, repeatProblem } from './definition-invariants.ts';
import {
  defineBlock,
  definitionNames,
  definitionsOf,
  exposeArguments,
  findDefinition,
  removeDefinition,
  renameDefinition,
  withDefinitions,
  withoutLostArguments,
  type Defining,
} from './definitions.ts';
import { exchangeNode, type Exchanging } from './exchange.ts';
import { flowOf } from './flow.ts';
import { checkInvariants, documentNameProblem, seedProblem } from './invariants.ts';
import { nameProblem, uniqueName } from './names.ts';
import { addNote, changeNote, moveNotes, notesOf, withNotes, type NoteChanges } from './notes.ts';
import { duplicateId, isLevel, lookUp, siblingNames } from './records.ts';
import { removeRecords } from './removing.ts';
import { locateWeights, setWeights, type Locating } from './weights.ts';
import type {
  DefinitionId,
  Document,
  EdgeId,
  EdgeRecord,
  ExposedArgument,
  Flow,
  Graph,
  LinkedNode,
  NodeId,
  NodeRecord,
  NoteId,
  NoteRecord,
  WeightsReference,
} from './types.ts';

export type Position = { readonly x: number; readonly y: number };

export type Command =
  /** Adds a node and the edges at it (a wire dropped on empty space). The name is made unique. */
  | { readonly type: 'addNode'; readonly node: NodeRecord; readonly edges?: readonly EdgeRecord[] }
  /** Adds a graph whose ids are fresh (a paste); names are made unique; `parentId` replaces null parents. */
  | { readonly type: 'addGraph'; readonly graph: Graph; readonly parentId: NodeId | null }
  /** Removes nodes with everything inside them and every edge at them, edges, and notes. */
  | {
      readonly type: 'remove';
      readonly nodes: readonly NodeId[];
      readonly edges: readonly EdgeId[];
      readonly notes?: readonly NoteId[];
    }
  /** Connects siblings; an edge already at the target port is replaced. */
  | { readonly type: 'connect'; readonly edge: EdgeRecord }
  | {
      readonly type: 'move';
      readonly positions: Readonly<Record<NodeId, Position>>;
      readonly notes?: Readonly<Record<NoteId, Position>>;
    }
  | { readonly type: 'addNote'; readonly note: NoteRecord }
  | { readonly type: 'changeNote'; readonly note: NoteId; readonly changes: NoteChanges }
  | { readonly type: 'rename'; readonly node: NodeId; readonly name: string }
  /** Sets attributes of an operator or arguments of a block; null resets one to its default. */
  | { readonly type: 'setValues'; readonly node: NodeId; readonly values: StoredValues }
  /** Switches nodes off, so that each passes its first input through, or on again. */
  | { readonly type: 'bypass'; readonly nodes: readonly NodeId[]; readonly bypassed: boolean }
  | { readonly type: 'setName'; readonly name: string }
  | { readonly type: 'setSeed'; readonly seed: number }
  /** Which way the network runs on the canvas; what moves with it is told by `move`. */
  | { readonly type: 'setFlow'; readonly flow: Flow }
  /** Means other stored weights; where the old ones lay for single nodes is forgotten. */
  | { readonly type: 'setWeights'; readonly weights: WeightsReference | null }
  /** Says where the stored weights of nodes lie, as their records have it. */
  | ({ readonly type: 'locateWeights' } & Locating)
  /** Puts nodes of one level into a new block, whose ports are what crosses its border. */
  | ({ readonly type: 'group' } & Grouping)
  /** Takes a block of the user's own away and leaves what it held. */
  | ({ readonly type: 'ungroup' } & Ungrouping)
  /** Puts a node of another kind in the place of one. */
  | ({ readonly type: 'exchange' } & Exchanging)
  /** Makes a template's, a definition's or a row of repetitions' inside the user's own. */
  | ({ readonly type: 'detach' } & Detaching)
  /** Sets how often a block stands in a row; 1 for once. */
  | { readonly type: 'repeat'; readonly node: NodeId; readonly count: number }
  /** Makes a block's inside a definition, which other blocks can be linked to. */
  | ({ readonly type: 'define' } & Defining)
  | { readonly type: 'renameDefinition'; readonly definition: DefinitionId; readonly name: string }
  /** Removes a definition that no block uses. */
  | { readonly type: 'removeDefinition'; readonly definition: DefinitionId }
  /** Chooses the arguments of a definition. */
  | {
      readonly type: 'expose';
      readonly definition: DefinitionId;
      readonly arguments: readonly ExposedArgument[];
    }
  /** Replaces everything, as when a preset's arguments change. */
  | { readonly type: 'replace'; readonly document: Document };

export type CommandResult =
  { readonly ok: true; readonly document: Document } | { readonly ok: false; readonly problem: Problem };

/**
 * Applies a command. A command that would break an invariant is refused with a problem in words; one that
 * changes nothing returns the same document, so that it makes no step in the history.
 */
export function applyCommand(document: Document, command: Command): CommandResult {
  switch (command.type) {
    case 'addNode':
      return addNode(document, command.node, command.edges ?? []);
    case 'addGraph':
      return addGraph(document, command.graph, command.parentId);
    case 'remove':
      return accept(
        withoutLostArguments(removeRecords(document, command.nodes, command.edges, command.notes ?? [])),
      );
    case 'connect':
      return settle(connect(document, command.edge));
    case 'move':
      return accept(moveNotes(move(document, command.positions), command.notes ?? {}));
    case 'addNote':
      return settle(addNote(document, command.note));
    case 'changeNote':
      return settle(changeNote(document, command.note, command.changes));
    case 'rename':
      return rename(document, command.node, command.name);
    case 'setValues':
      return setValues(document, command.node, command.values);
    case 'bypass':
      return settle(bypassNodes(document, command.nodes, command.bypassed));
    case 'setName':
      return setChecked(document, documentNameProblem(command.name), { name: command.name });
    case 'setSeed':
      return setChecked(document, seedProblem(command.seed), { seed: command.seed });
    case 'setFlow':
      return accept(setFlow(document, command.flow));
    case 'setWeights':
      return accept(setWeights(document, command.weights));
    case 'locateWeights':
      return accept(locateWeights(document, command));
    case 'group':
      return settle(groupNodes(document, command));
    case 'ungroup':
      return settle(thenWithoutLost(ungroupBlock(document, command)));
    case 'exchange':
      return settle(exchangeNode(document, command));
    case 'detach':
      return settle(thenWithoutLost(detachBlock(document, command)));
    case 'repeat':
      return repeat(document, command.node, command.count);
    case 'define':
      return settle(defineBlock(document, command));
    case 'renameDefinition':
      return settle(renameDefinition(document, command.definition, command.name));
    case 'removeDefinition':
      return settle(removeDefinition(document, command.definition));
    case 'expose':
      return settle(exposeArguments(document, command.definition, command.arguments));
    case 'replace': {
      const bad = checkInvariants(command.document);
      return bad === undefined ? accept(command.document) : refuse(bad);
    }
    default:
      return assertNever(command);
  }
}

function accept(document: Document): CommandResult {
  return { ok: true, document };
}

function refuse(reason: Problem): CommandResult {
  return { ok: false, problem: reason };
}

function settle(result: Document | Problem): CommandResult {
  return 'code' in result ? refuse(result) : accept(result);
}

function thenWithoutLost(result: Document | Problem): Document | Problem {
  return 'code' in result ? result : withoutLostArguments(result);
}

function parentProblem(document: Document, parentId: NodeId | null): Problem | undefined {
  if (isLevel(document, parentId)) return undefined;
  return problem('parent-missing', 'The block that this should go into does not exist or cannot be edited.');
}

function addNode(document: Document, node: NodeRecord, edges: readonly EdgeRecord[]): CommandResult {
  const bad =
    nameProblem(node.name) ??
    parentProblem(document, node.parentId) ??
    (Object.hasOwn(document.nodes, node.id) ? duplicateId(node.id) : undefined);
  if (bad !== undefined) return refuse(bad);
  const named = { ...node, name: uniqueName(node.name, siblingNames(document.nodes, node.parentId)) };
  let next: Document = { ...document, nodes: { ...document.nodes, [node.id]: named } };
  for (const edge of edges) {
    const result = connect(next, edge);
    if ('code' in result) return refuse(result);
    next = result;
  }
  const broken = checkInvariants(next);
  return broken === undefined ? accept(next) : refuse(broken);
}

function addGraph(document: Document, graph: Graph, parentId: NodeId | null): CommandResult {
  const badParent = parentProblem(document, parentId);
  if (badParent !== undefined) return refuse(badParent);
  const nodes: Record<NodeId, NodeRecord> = { ...document.nodes };
  const taken = siblingNames(document.nodes, parentId);
  for (const node of Object.values(graph.nodes)) {
    const bad = nameProblem(node.name) ?? (Object.hasOwn(nodes, node.id) ? duplicateId(node.id) : undefined);
    if (bad !== undefined) return refuse(bad);
    if (node.parentId !== null) {
      nodes[node.id] = node;
      continue;
    }
    const name = uniqueName(node.name, taken);
    taken.add(name);
    nodes[node.id] = { ...node, name, parentId };
  }
  const edges = { ...document.edges };
  for (const edge of Object.values(graph.edges)) {
    if (Object.hasOwn(edges, edge.id)) return refuse(duplicateId(edge.id));
    edges[edge.id] = edge;
  }
  const notes = [...notesOf(document)];
  const noteIds = new Set(notes.map(({ id }) => id));
  for (const note of notesOf(graph)) {
    if (noteIds.has(note.id)) return refuse(duplicateId(note.id));
    notes.push(note.parentId === null ? { ...note, parentId } : note);
  }
  const definitions = [...definitionsOf(document)];
  const definitionsTaken = definitionNames(document);
  for (const definition of definitionsOf(graph)) {
    if (findDefinition(document, definition.id) !== undefined) return refuse(duplicateId(definition.id));
    const name = uniqueName(definition.name, definitionsTaken);
    definitionsTaken.add(name);
    definitions.push({ ...definition, name });
  }
  const next = withDefinitions(withNotes({ ...document, nodes, edges }, notes), definitions);
  const bad = checkInvariants(next);
  return bad === undefined ? accept(next) : refuse(bad);
}

function move(document: Document, positions: Readonly<Record<NodeId, Position>>): Document {
  const moved: Record<NodeId, NodeRecord> = {};
  for (const [id, { x, y }] of Object.entries(positions)) {
    const node = lookUp(document.nodes, id);
    if (node === undefined || !Number.isFinite(x) || !Number.isFinite(y)) continue;
    if (node.position.x !== x || node.position.y !== y) moved[id] = { ...node, position: { x, y } };
  }
  return Object.keys(moved).length === 0 ? document : { ...document, nodes: { ...document.nodes, ...moved } };
}

function rename(document: Document, id: NodeId, name: string): CommandResult {
  const node = lookUp(document.nodes, id);
  if (node === undefined) return refuse(problem('node-missing', 'The node to rename no longer exists.'));
  if (node.name === name) return accept(document);
  const bad = nameProblem(name);
  if (bad !== undefined) return refuse(bad);
  if (siblingNames(document.nodes, node.parentId).has(name)) {
    return refuse(
      problem(
        'name-taken',
        `"${name}" is the name of another node here. Names make weight paths and must differ.`,
      ),
    );
  }
  return accept({ ...document, nodes: { ...document.nodes, [id]: { ...node, name } } });
}

function setValues(document: Document, id: NodeId, values: StoredValues): CommandResult {
  const node = lookUp(document.nodes, id);
  if (node === undefined) return refuse(problem('node-missing', 'The node to change no longer exists.'));
  if (node.kind === 'custom') {
    return refuse(problem('no-attributes', `"${node.name}" is a block without arguments of its own.`));
  }
  const bad =
    node.kind === 'operator'
      ? valuesProblem(node.operator, values)
      : node.kind === 'linked'
        ? argumentsProblem(document, node, values)
        : undefined;
  if (bad !== undefined) return refuse(bad);
  const before = node.kind === 'operator' ? node.attributes : node.arguments;
  const after: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(values)) {
    if (value === null || value === undefined) delete after[key];
    else after[key] = value;
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return accept(document);
  const changed: NodeRecord =
    node.kind === 'operator' ? { ...node, attributes: after } : { ...node, arguments: after };
  return accept({ ...document, nodes: { ...document.nodes, [id]: changed } });
}

/** The first value that the operator's schema refuses. Templates are checked where their library is known. */
function valuesProblem(type: string, values: StoredValues): Problem | undefined {
  const operator = findOperator(type);
  if (operator === undefined) return undefined;
  const set = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  const [first] = parseValues(operator.attributes, set).problems;
  return first === undefined
    ? undefined
    : problem('attribute-value', first.message, { attribute: first.attribute });
}

/** Of a linked block: an argument that its definition lacks, or the first value that an attribute inside refuses. */
function argumentsProblem(document: Document, node: LinkedNode, values: StoredValues): Problem | undefined {
  const definition = findDefinition(document, node.definition);
  for (const [name, value] of Object.entries(values)) {
    if (value === null) continue;
    const argument = definition?.arguments.find((one) => one.name === name);
    if (argument === undefined) {
      return problem('attribute-value', `"${node.name}" has no argument "${name}".`, { attribute: name });
    }
    for (const { node: inside, attribute } of argument.targets) {
      const target = lookUp(document.nodes, inside);
      const bad =
        target?.kind === 'operator'
          ? valuesProblem(target.operator, { [attribute]: value })
          : target?.kind === 'linked'
            ? argumentsProblem(document, target, { [attribute]: value })
            : undefined;
      if (bad !== undefined) return { ...bad, attribute: name };
    }
  }
  return undefined;
}

function repeat(document: Document, id: NodeId, count: number): CommandResult {
  const node = lookUp(document.nodes, id);
  if (node === undefined) return refuse(problem('node-missing', 'The block to repeat no longer exists.'));
  if (node.kind === 'operator') {
    return refuse(problem('not-a-block', `"${node.name}" is no block. Group it into one to repeat it.`));
  }
  if ((node.repeat ?? 1) === count) return accept(document);
  const { repeat: _before, ...once } = node;
  const bad = count === 1 ? undefined : repeatProblem(node.name, count);
  if (bad !== undefined) return refuse(bad);
  const changed = count === 1 ? once : { ...once, repeat: count };
  const next = { ...document, nodes: { ...document.nodes, [id]: changed } };
  const broken = checkDefinitions(next);
  return broken === undefined ? accept(next) : refuse(broken);
}

function setFlow(document: Document, flow: Flow): Document {
  if (flow === flowOf(document)) return document;
  const { flow: _before, ...rest } = document;
  return flow === 'down' ? rest : { ...rest, flow };
}

function setChecked(
  document: Document,
  bad: Problem | undefined,
  change: Partial<Pick<Document, 'name' | 'seed'>>,
): CommandResult {
  if (bad !== undefined) return refuse(bad);
  const next = { ...document, ...change };
  return accept(next.name === document.name && next.seed === document.seed ? document : next);
}
