// What holds of every document: checked when a file is read, and by commands that take whole graphs.
// Linear in nodes and edges, and iterative: chains and nestings may be thousands long.

import { problem, type Problem } from '../operators/define.ts';
import { findOperator } from '../operators/index.ts';
import { checkDefinitions, MAX_NESTING } from './definition-invariants.ts';
import { nameProblem } from './names.ts';
import { MAX_NOTES, noteProblem } from './notes.ts';
import { insideOf, isBoundary, variadicIndex } from './ports.ts';
import { isLevel, lookUp } from './records.ts';
import type { Document, EdgeRecord, Graph, NodeId, NodeRecord } from './types.ts';

/** What a document may hold; files with more are refused, so commands must not make more. */
export const MAX_NODES = 50_000;
export const MAX_EDGES = 200_000;

/** A document's name in UTF-16 units. */
const MAX_DOCUMENT_NAME_LENGTH = 4096;

/** Seeds are unsigned 32-bit, as the generator takes them. */
export const MAX_SEED = 2 ** 32 - 1;

/** The first broken invariant, or undefined. The message names the record by id. */
export function checkInvariants(document: Document): Problem | undefined {
  return documentNameProblem(document.name) ?? seedProblem(document.seed) ?? checkGraph(document);
}

/** Invariants of nodes and edges alone: of a document, a clipboard, a template's inside. */
export function checkGraph(graph: Graph): Problem | undefined {
  return (
    checkSize(graph) ??
    checkNodes(graph) ??
    checkNesting(graph) ??
    checkDefinitions(graph) ??
    checkEdges(graph) ??
    checkAcyclic(graph) ??
    checkNotes(graph)
  );
}

function checkSize(graph: Graph): Problem | undefined {
  const [nodes, edges] = [Object.keys(graph.nodes).length, Object.keys(graph.edges).length];
  if (nodes <= MAX_NODES && edges <= MAX_EDGES) return undefined;
  return problem(
    'document-too-large',
    `The network would have ${nodes} nodes and ${edges} wires; at most ${MAX_NODES} and ${MAX_EDGES} are allowed.`,
  );
}

/** Why a document cannot have this name, or undefined. */
export function documentNameProblem(name: string): Problem | undefined {
  if (name.trim() === '') {
    return problem('name-empty', 'A network needs a name. Type at least one character.');
  }
  if (name.length > MAX_DOCUMENT_NAME_LENGTH) {
    return problem(
      'name-too-long',
      `The network's name has ${name.length} characters; at most ${MAX_DOCUMENT_NAME_LENGTH} are allowed.`,
    );
  }
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(name) || !name.isWellFormed()) {
    return problem('name-characters', "The network's name contains control or broken characters.");
  }
  return undefined;
}

/** Why a document cannot have this seed, or undefined. */
export function seedProblem(seed: number): Problem | undefined {
  return Number.isInteger(seed) && seed >= 0 && seed <= MAX_SEED
    ? undefined
    : problem('seed-range', `The seed is ${seed}; expected an integer from 0 to ${MAX_SEED}.`);
}

/** An id as it stands in a message: what cannot be seen is escaped. */
function show(id: string): string {
  return JSON.stringify(id.length > 60 ? `${id.slice(0, 57)}...` : id);
}

function checkNodes(graph: Graph): Problem | undefined {
  const namesByParent = new Map<NodeId | null, Set<string>>();
  for (const [id, node] of Object.entries(graph.nodes)) {
    const badId = idProblem('node', id, node.id);
    if (badId !== undefined) return badId;
    const badName = nameProblem(node.name);
    if (badName !== undefined) return { ...badName, message: `Node ${show(id)}: ${badName.message}` };
    if (node.parentId !== null && !isLevel(graph, node.parentId)) {
      const parent = lookUp(graph.nodes, node.parentId);
      const what = parent === undefined ? 'does not exist' : 'is not a block that owns its children';
      return problem(
        'parent-missing',
        `Node ${show(id)} ("${node.name}") stands inside ${show(node.parentId)}, which ${what}.`,
      );
    }
    const names = namesByParent.get(node.parentId);
    if (names === undefined) {
      namesByParent.set(node.parentId, new Set([node.name]));
    } else if (names.has(node.name)) {
      return problem(
        'name-taken',
        `Node ${show(id)} has the name "${node.name}" of another node on its level. Names make weight paths and must differ.`,
      );
    } else {
      names.add(node.name);
    }
  }
  return undefined;
}

/**
 * Ids are keys of plain objects everywhere, and the one key that plain objects cannot hold is refused. So are control
 * characters: the canvas joins ids with one (renderer/state/unfolding.ts).
 */
function idProblem(what: 'node' | 'edge' | 'note', key: string, id: string): Problem | undefined {
  if (key !== id) {
    return problem('id-mismatch', `The ${what} under the key ${show(key)} says that its id is ${show(id)}.`);
  }
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (id === '' || id === '__proto__' || /[\u0000-\u001f]/.test(id)) {
    return problem('id-invalid', `${show(id)} cannot be the id of ${what === 'edge' ? 'an' : 'a'} ${what}.`);
  }
  return undefined;
}

function checkNotes(graph: Graph): Problem | undefined {
  const notes = Object.entries(graph.notes ?? {});
  if (notes.length > MAX_NOTES) {
    return problem(
      'document-too-large',
      `The network would have ${notes.length} notes; at most ${MAX_NOTES} are allowed.`,
    );
  }
  for (const [id, note] of notes) {
    const bad = idProblem('note', id, note.id) ?? noteProblem(note);
    if (bad !== undefined) return bad;
    if (note.parentId !== null && !isLevel(graph, note.parentId)) {
      return problem(
        'parent-missing',
        `Note ${show(id)} stands inside ${show(note.parentId)}, which is not a block that owns its children.`,
      );
    }
  }
  return undefined;
}

/** Parents are acyclic and not nested too deeply. Every node's depth is worked out once. */
function checkNesting(graph: Graph): Problem | undefined {
  const depths = new Map<NodeId, number>();
  const pending: NodeId[] = [];
  const onPath = new Set<NodeId>();
  for (const start of Object.keys(graph.nodes)) {
    let id: NodeId | null = start;
    while (id !== null && !depths.has(id)) {
      if (onPath.has(id)) {
        return problem('parent-cycle', `Block ${show(id)} stands inside itself, directly or through others.`);
      }
      onPath.add(id);
      pending.push(id);
      const parentId: string | null = lookUp(graph.nodes, id)?.parentId ?? null;
      // A definition is a top of its own.
      id = parentId !== null && Object.hasOwn(graph.nodes, parentId) ? parentId : null;
    }
    let depth: number = id === null ? -1 : (depths.get(id) ?? -1);
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      depth += 1;
      depths.set(next, depth);
      if (depth > MAX_NESTING) {
        return problem(
          'nesting-too-deep',
          `Node ${show(next)} lies ${depth} blocks deep; at most ${MAX_NESTING} are allowed.`,
        );
      }
    }
    onPath.clear();
  }
  return undefined;
}

function checkEdges(graph: Graph): Problem | undefined {
  const portsByTarget = new Map<NodeId, Set<string>>();
  for (const [id, edge] of Object.entries(graph.edges)) {
    const badId = idProblem('edge', id, edge.id);
    if (badId !== undefined) return badId;
    const source = lookUp(graph.nodes, edge.source);
    const target = lookUp(graph.nodes, edge.target);
    if (source === undefined || target === undefined) {
      const missing = source === undefined ? edge.source : edge.target;
      const side = source === undefined ? 'comes from' : 'leads to';
      return problem('node-missing', `Edge ${show(id)} ${side} node ${show(missing)}, which does not exist.`);
    }
    if (source === target) {
      return problem('self-loop', `Edge ${show(id)} leads from "${source.name}" back to itself.`);
    }
    if (source.parentId !== target.parentId) {
      return problem(
        'different-levels',
        `Edge ${show(id)} joins "${source.name}" and "${target.name}", which are on different levels. A wire enters a block through the block's own ports.`,
      );
    }
    const taken = portsByTarget.get(edge.target);
    if (taken === undefined) {
      portsByTarget.set(edge.target, new Set([edge.targetPort]));
    } else if (taken.has(edge.targetPort)) {
      return problem(
        'port-taken',
        `Edge ${show(id)} leads into port ${show(edge.targetPort)} of "${target.name}", where another edge ends already. An input takes one edge.`,
      );
    } else {
      taken.add(edge.targetPort);
    }
  }
  for (const edge of Object.values(graph.edges)) {
    const bad = portProblem(graph, edge, portsByTarget.get(edge.target)?.size ?? 0);
    if (bad !== undefined) return bad;
  }
  return undefined;
}

/** Ports that the document alone can know; a template's are known only once it is expanded. */
function portProblem(graph: Graph, edge: EdgeRecord, incoming: number): Problem | undefined {
  const source = lookUp(graph.nodes, edge.source)!;
  const target = lookUp(graph.nodes, edge.target)!;
  if (!hasOutput(graph, source, edge.sourcePort)) {
    return problem(
      'port-missing',
      `Edge ${show(edge.id)}: "${source.name}" has no output port ${show(edge.sourcePort)}.`,
    );
  }
  if (!hasInput(graph, target, edge.targetPort, incoming)) {
    return problem(
      'port-missing',
      `Edge ${show(edge.id)}: "${target.name}" has no input port ${show(edge.targetPort)}.`,
    );
  }
  return undefined;
}

function hasOutput(graph: Graph, node: NodeRecord, port: string): boolean {
  const inside = insideOf(node);
  if (inside !== undefined) return hasBoundary(graph, inside, port, 'Output');
  const operator = node.kind === 'operator' ? findOperator(node.operator) : undefined;
  return operator === undefined || operator.outputs.includes(port);
}

function hasInput(graph: Graph, node: NodeRecord, port: string, incoming: number): boolean {
  const inside = insideOf(node);
  if (inside !== undefined) return hasBoundary(graph, inside, port, 'Input');
  const operator = node.kind === 'operator' ? findOperator(node.operator) : undefined;
  if (operator === undefined) return true;
  if (operator.inputs.kind === 'fixed') return operator.inputs.names.includes(port);
  const index = variadicIndex(port);
  return index !== undefined && index < Math.max(incoming, operator.inputs.min);
}

function hasBoundary(graph: Graph, inside: string, port: string, side: 'Input' | 'Output'): boolean {
  const boundary = lookUp(graph.nodes, port);
  return boundary !== undefined && boundary.parentId === inside && isBoundary(boundary, side);
}

/** Kahn's algorithm over all levels at once: edges join siblings, so levels cannot mix. */
function checkAcyclic(graph: Graph): Problem | undefined {
  const edges = Object.values(graph.edges);
  const indexOf = new Map<NodeId, number>();
  for (const id of Object.keys(graph.nodes)) indexOf.set(id, indexOf.size);
  const incoming = new Int32Array(indexOf.size);
  // Edges by source as offsets into one array, so that large graphs allocate three arrays, not thousands.
  const first = new Int32Array(indexOf.size + 1);
  for (const edge of edges) {
    incoming[indexOf.get(edge.target)!]! += 1;
    first[indexOf.get(edge.source)! + 1]! += 1;
  }
  for (let node = 0; node < indexOf.size; node += 1) first[node + 1]! += first[node]!;
  const targets = new Int32Array(edges.length);
  const next = first.slice();
  for (const edge of edges) {
    const source = indexOf.get(edge.source)!;
    targets[next[source]!] = indexOf.get(edge.target)!;
    next[source]! += 1;
  }
  const ready: number[] = [];
  incoming.forEach((count, node) => {
    if (count === 0) ready.push(node);
  });
  let done = 0;
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    done += 1;
    for (let slot = first[node]!; slot < first[node + 1]!; slot += 1) {
      const target = targets[slot]!;
      incoming[target]! -= 1;
      if (incoming[target] === 0) ready.push(target);
    }
  }
  if (done === indexOf.size) return undefined;
  return problem('cycle', describeLoop(graph, edges, indexOf, incoming));
}

/** Walks upstream among the nodes that never became ready, until one comes round again. */
function describeLoop(
  graph: Graph,
  edges: readonly EdgeRecord[],
  indexOf: ReadonlyMap<NodeId, number>,
  incoming: Int32Array,
): string {
  const before = new Map<NodeId, NodeId>();
  for (const edge of edges) {
    if (incoming[indexOf.get(edge.source)!]! > 0 && incoming[indexOf.get(edge.target)!]! > 0) {
      before.set(edge.target, edge.source);
    }
  }
  const seen = new Map<NodeId, number>();
  const path: NodeId[] = [];
  let id = before.keys().next().value!;
  while (!seen.has(id)) {
    seen.set(id, path.length);
    path.push(id);
    id = before.get(id)!;
  }
  const loop = path.slice(seen.get(id)).reverse();
  const names = loop.slice(0, 4).map((nodeId) => `"${lookUp(graph.nodes, nodeId)!.name}"`);
  const more = loop.length > 4 ? ` → … (${loop.length} nodes)` : '';
  return `The wires form a loop: ${names.join(' → ')}${more} → ${names[0]}. A network is computed in one pass; remove one of these wires.`;
}
