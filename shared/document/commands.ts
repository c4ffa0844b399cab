// Commands: the only way a document changes. Pure functions of a document and JSON arguments.

import { assertNever } from '../lib/assert-never.ts';
import type { StoredValues } from '../operators/attributes.ts';
import { problem, type Problem } from '../operators/define.ts';
import { addGraph, addNode } from './adding.ts';
import { detachBlock, ungroupBlock, type Detaching, type Ungrouping } from './blocks.ts';
import { bypassNodes } from './bypass.ts';
import { connect } from './connections.ts';
import { checkDefinitions, repeatProblem } from './definition-invariants.ts';
import {
  defineBlock,
  exposeArguments,
  removeDefinition,
  renameDefinition,
  withoutLostArguments,
  type Defining,
} from './definitions.ts';
import { exchangeNode, type Exchanging } from './exchange.ts';
import { flowOf } from './flow.ts';
import { groupNodes, type Grouping } from './grouping.ts';
import { checkInvariants, documentNameProblem, seedProblem } from './invariants.ts';
import { nameProblem } from './names.ts';
import { addNote, changeNote, moveNotes, type NoteChanges } from './notes.ts';
import { lookUp, siblingNames } from './records.ts';
import { removeRecords } from './removing.ts';
import type {
  DefinitionId,
  Document,
  EdgeId,
  EdgeRecord,
  ExposedArgument,
  Flow,
  Graph,
  NodeId,
  NodeRecord,
  NoteId,
  NoteRecord,
  WeightsReference,
} from './types.ts';
import { setValues } from './values.ts';
import { locateWeights, setWeights, type Locating } from './weights.ts';

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
      return settle(addNode(document, command.node, command.edges ?? []));
    case 'addGraph':
      return settle(addGraph(document, command.graph, command.parentId));
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
      return settle(setValues(document, command.node, command.values));
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
