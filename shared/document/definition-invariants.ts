// What holds of definitions and repetitions: nothing contains itself, arguments set what is there, and a document
// of few records does not unfold without end.

import { problem, type Problem } from '../operators/define.ts';
import { nameProblem } from './names.ts';
import { insideOf } from './ports.ts';
import { lookUp } from './records.ts';
import type { Definition, Graph, NodeRecord } from './types.ts';

export const MAX_DEFINITIONS = 1000;
export const MAX_REPEAT = 256;

/** Deepest nesting of blocks: the top level is 0. */
export const MAX_NESTING = 32;

/**
 * Nodes of the network with every block unfolded. Here a template counts as one node: what it holds is the library's,
 * and the unfolding holds to the rest.
 */
export const MAX_UNFOLDED = 50_000;

/** Letters, digits and underscores: names of arguments, as PyTorch's modules and operators here have them. */
const ARGUMENT_NAME = /^[A-Za-z][A-Za-z0-9_]{0,59}$/;

/** What is wrong with the definitions of a graph, or with how they use each other; undefined where nothing is. */
export function checkDefinitions(graph: Graph): Problem | undefined {
  const definitions = graph.definitions ?? {};
  const count = Object.keys(definitions).length;
  if (count > MAX_DEFINITIONS) {
    return problem(
      'document-too-large',
      `The network would have ${count} definitions; at most ${MAX_DEFINITIONS} are allowed.`,
    );
  }
  const names = new Set<string>();
  for (const [id, definition] of Object.entries(definitions)) {
    const bad = definitionProblem(graph, id, definition, names);
    if (bad !== undefined) return bad;
    names.add(definition.name);
  }
  let plain = count === 0;
  for (const node of Object.values(graph.nodes)) {
    if (node.kind === 'operator') continue;
    if (node.repeat !== undefined || node.kind === 'linked') plain = false;
    const bad = blockProblem(graph, node);
    if (bad !== undefined) return bad;
  }
  return plain ? undefined : unfoldedProblem(graph);
}

/** Why a block cannot stand so often in a row, or undefined. */
export function repeatProblem(name: string, repeat: number): Problem | undefined {
  return Number.isInteger(repeat) && repeat >= 2 && repeat <= MAX_REPEAT
    ? undefined
    : problem(
        'repeat-range',
        `"${name}" stands ${repeat} times in a row; expected an integer from 2 to ${MAX_REPEAT}.`,
      );
}

/** Why an argument cannot have this name, or undefined. */
export function argumentNameProblem(name: string): Problem | undefined {
  return ARGUMENT_NAME.test(name)
    ? undefined
    : problem(
        'argument-name',
        `"${name.slice(0, 40)}" cannot name an argument: it begins with a letter and holds letters, digits and underscores, at most 60.`,
      );
}

function blockProblem(graph: Graph, node: NodeRecord & { readonly repeat?: number }): Problem | undefined {
  if (node.repeat !== undefined) {
    const bad = repeatProblem(node.name, node.repeat);
    if (bad !== undefined) return bad;
  }
  if (node.kind !== 'linked' || lookUp(graph.definitions ?? {}, node.definition) !== undefined) {
    return undefined;
  }
  return problem(
    'definition-missing',
    `"${node.name}" is linked to ${show(node.definition)}, which the document does not define.`,
  );
}

function definitionProblem(
  graph: Graph,
  id: string,
  definition: Definition,
  names: ReadonlySet<string>,
): Problem | undefined {
  if (definition.id !== id || id === '' || id === '__proto__') {
    return problem('id-invalid', `${show(id)} cannot be the id of the definition ${show(definition.id)}.`);
  }
  if (Object.hasOwn(graph.nodes, id)) {
    return problem('id-taken', `Definition ${show(id)} has the id of a node.`);
  }
  const bad = nameProblem(definition.name);
  if (bad !== undefined) return { ...bad, message: `Definition ${show(id)}: ${bad.message}` };
  if (names.has(definition.name)) {
    return problem(
      'name-taken',
      `Definition ${show(id)} has the name "${definition.name}" of another definition.`,
    );
  }
  return argumentsProblem(graph, definition);
}

function argumentsProblem(graph: Graph, definition: Definition): Problem | undefined {
  const names = new Set<string>();
  const set = new Set<string>();
  for (const { name, targets } of definition.arguments) {
    const bad = argumentNameProblem(name);
    if (bad !== undefined) return bad;
    const where = `The argument "${name}" of "${definition.name}"`;
    if (names.has(name)) return problem('name-taken', `${where} is there twice. Names must differ.`);
    names.add(name);
    if (targets.length === 0) return problem('argument-target', `${where} sets nothing.`);
    for (const { node, attribute } of targets) {
      const record = lookUp(graph.nodes, node);
      if (record === undefined || record.kind === 'custom' || rootOf(graph, record) !== definition.id) {
        return problem('argument-target', `${where} sets node ${show(node)}, which is not inside it.`);
      }
      const key = JSON.stringify([node, attribute]);
      if (set.has(key)) {
        return problem(
          'argument-target',
          `${where} sets "${attribute.slice(0, 60)}" of "${record.name}", which is set already.`,
        );
      }
      set.add(key);
    }
  }
  return undefined;
}

/** The definition that a node stands in, however deep; null at the top. Parents have been found acyclic. */
function rootOf(graph: Graph, node: NodeRecord): string | null {
  let at: string | null = node.parentId;
  for (
    let parent = at === null ? undefined : lookUp(graph.nodes, at);
    parent !== undefined;
    parent = at === null ? undefined : lookUp(graph.nodes, at)
  ) {
    at = parent.parentId;
  }
  return at;
}

interface Extent {
  readonly nodes: number;
  /** How many levels lie inside one another. */
  readonly height: number;
}

/** Measures what every level unfolds to. Depth is bounded on the way down, so recursion is, too. */
function unfoldedProblem(graph: Graph): Problem | undefined {
  const children = new Map<string | null, NodeRecord[]>();
  for (const node of Object.values(graph.nodes)) {
    const siblings = children.get(node.parentId);
    if (siblings === undefined) children.set(node.parentId, [node]);
    else siblings.push(node);
  }
  const known = new Map<string | null, Extent>();
  const open = new Set<string>();
  const measure = (level: string | null, depth: number): Extent | Problem => {
    const before = known.get(level);
    if (before !== undefined) return before;
    if (level !== null && open.has(level)) return containsItself(graph, level);
    if (depth > MAX_NESTING) return tooDeep();
    if (level !== null) open.add(level);
    let nodes = 0;
    let height = 0;
    for (const node of children.get(level) ?? []) {
      const repeat = node.kind === 'operator' ? 1 : (node.repeat ?? 1);
      const inside = insideOf(node);
      const inner = inside === undefined ? { nodes: 0, height: -1 } : measure(inside, depth + 1);
      if ('code' in inner) return inner;
      nodes += repeat * (1 + inner.nodes);
      height = Math.max(height, inner.height + 1 + (repeat > 1 ? 1 : 0));
    }
    if (level !== null) open.delete(level);
    const extent = { nodes, height };
    known.set(level, extent);
    return extent;
  };
  for (const level of [null, ...Object.keys(graph.definitions ?? {})]) {
    const extent = measure(level, 0);
    if ('code' in extent) return extent;
    if (extent.height > MAX_NESTING) return tooDeep();
    if (extent.nodes > MAX_UNFOLDED) {
      return problem(
        'network-too-large',
        `Unfolded, the network would have ${extent.nodes} nodes; at most ${MAX_UNFOLDED} are allowed. Repeat or link less.`,
      );
    }
  }
  return undefined;
}

function containsItself(graph: Graph, level: string): Problem {
  const name = lookUp(graph.definitions ?? {}, level)?.name ?? level;
  return problem(
    'definition-cycle',
    `"${name}" cannot stand inside itself: it would never end. Unlink the block to go on without the link.`,
  );
}

function tooDeep(): Problem {
  return problem(
    'nesting-too-deep',
    `With what is linked and repeated, blocks are nested more than ${MAX_NESTING} levels deep.`,
  );
}

function show(id: string): string {
  return `"${id.length > 60 ? `${id.slice(0, 57)}...` : id}"`;
}
