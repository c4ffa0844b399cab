// Changes of nesting: grouping nodes into a block, ungrouping one, and detaching one so that its inside is its own. Pure; where things stand is the caller's, who knows how large they are drawn.

import { problem, type Problem } from '../operators/define.ts';
import { insideAll } from './definitions.ts';
import { checkGraph } from './invariants.ts';
import { nameProblem, uniqueName } from './names.ts';
import { notesOf, withNotes } from './notes.ts';
import { isBoundary, isVariadic, renumberVariadic } from './ports.ts';
import { lookUp, siblingNames } from './records.ts';
import type {
  CustomNode,
  Document,
  EdgeRecord,
  Graph,
  NodeId,
  NodeRecord,
  NoteId,
  NoteRecord,
} from './types.ts';

type Position = NodeRecord['position'];

export interface Grouping {
  /** Siblings; none of them an Input or Output, which are the ports of the level itself. */
  readonly nodes: readonly NodeId[];
  /** Id of the new block; ids of its ports and of the wires at them begin with it. */
  readonly block: NodeId;
  readonly name: string;
  readonly position: Position;
  /** Where the Input and the Output nodes stand; several stand in a row around this place. */
  readonly inputs: Position;
  readonly outputs: Position;
  /** Notes of the same level that go into the block with the nodes. */
  readonly notes?: readonly NoteId[];
}

export interface Ungrouping {
  readonly block: NodeId;
  /** How far the nodes inside move when they come to the level around the block. */
  readonly shift: Position;
}

export interface Detaching {
  readonly node: NodeId;
  /** Its inside with fresh ids, `parentId` null at its top. */
  readonly graph: Graph;
  /** Its port keys → ids of the Input and Output nodes in `graph`. */
  readonly ports: Readonly<Record<string, NodeId>>;
  /** How often the block stands in a row from now on; absent for once. */
  readonly repeat?: number;
}

/** From middle to middle of neighbouring Input or Output nodes. */
const PORT_SPACING = 248;

/** Wires of one value that cross the border of a group. */
interface Crossing {
  readonly source: NodeId;
  readonly sourcePort: string;
  readonly edges: EdgeRecord[];
}

/**
 * Puts siblings into a new block. Every value that enters gets one Input inside, every value that leaves one
 * Output. Refused where a path leaves the group and comes back: the block would feed itself.
 */
export function groupNodes(document: Document, grouping: Grouping): Document | Problem {
  const chosen = new Set(grouping.nodes);
  const bad = groupingProblem(document, grouping, chosen);
  if (bad !== undefined) return bad;
  const { block, inputs, outputs } = grouping;
  const parentId = lookUp(document.nodes, grouping.nodes[0]!)!.parentId;
  const inside: EdgeRecord[] = [];
  const outside: EdgeRecord[] = [];
  const entering = new Map<string, Crossing>();
  const leaving = new Map<string, Crossing>();
  for (const edge of Object.values(document.edges)) {
    if (chosen.has(edge.source) === chosen.has(edge.target)) outside.push(edge);
    else addCrossing(chosen.has(edge.target) ? entering : leaving, edge);
  }

  const names = new Set([...chosen].map((id) => lookUp(document.nodes, id)!.name));
  const ports: NodeRecord[] = [];
  const makePort = (operator: 'Input' | 'Output', index: number, place: Position): NodeId => {
    const id = `${block}.${operator.toLowerCase()}${index}`;
    const name = uniqueName(operator.toLowerCase(), names);
    names.add(name);
    ports.push({ id, kind: 'operator', operator, attributes: {}, parentId: block, name, position: place });
    return id;
  };
  leftToRight(document, entering).forEach(({ source, sourcePort, edges }, index, { length }) => {
    const port = makePort('Input', index, inRow(inputs, index, length));
    outside.push({ id: `${port}.wire`, source, sourcePort, target: block, targetPort: port });
    for (const edge of edges) inside.push({ ...edge, source: port, sourcePort: 'output' });
  });
  leftToRight(document, leaving).forEach(({ source, sourcePort, edges }, index, { length }) => {
    const port = makePort('Output', index, inRow(outputs, index, length));
    inside.push({ id: `${port}.wire`, source, sourcePort, target: port, targetPort: 'input' });
    for (const edge of edges) outside.push({ ...edge, source: block, sourcePort: port });
  });

  const others = siblingNames(document.nodes, parentId);
  for (const id of chosen) others.delete(lookUp(document.nodes, id)!.name);
  const record: CustomNode = {
    id: block,
    kind: 'custom',
    parentId,
    name: uniqueName(grouping.name, others),
    position: grouping.position,
  };
  // The block stands in the records where its first node stood: ties in the order of computing keep theirs.
  const nodes: NodeRecord[] = [];
  let placed = false;
  for (const node of Object.values(document.nodes)) {
    if (!chosen.has(node.id)) {
      nodes.push(node);
      continue;
    }
    if (!placed) nodes.push(record);
    placed = true;
    nodes.push({ ...node, parentId: block });
  }
  const inner = new Set(grouping.notes);
  const notes = notesOf(document).map((note) =>
    inner.has(note.id) && note.parentId === parentId ? { ...note, parentId: block } : note,
  );
  return checked(document, [...nodes, ...ports], [...outside, ...inside], notes);
}

function groupingProblem(
  document: Document,
  { nodes, name }: Grouping,
  chosen: ReadonlySet<NodeId>,
): Problem | undefined {
  const records = nodes.flatMap((id) => lookUp(document.nodes, id) ?? []);
  const [first] = records;
  if (first === undefined) {
    return problem(
      'nothing-to-group',
      'There is nothing to group. Select the nodes that the block should hold.',
    );
  }
  if (records.length < nodes.length) {
    return problem('node-missing', 'One of the nodes to group no longer exists.');
  }
  for (const node of records) {
    if (node.parentId !== first.parentId) {
      return problem(
        'different-levels',
        `"${first.name}" and "${node.name}" are on different levels. A block holds nodes of one level.`,
      );
    }
    if (isBoundary(node, 'Input') || isBoundary(node, 'Output')) {
      return problem(
        'port-in-group',
        `"${node.name}" is a port of ${node.parentId === null ? 'the network' : 'the block around it'} and cannot go into another block. Leave it out.`,
      );
    }
  }
  return nameProblem(name) ?? detour(document, chosen);
}

/** A group whose outputs reach its inputs through a node outside would close a loop. */
function detour(document: Document, chosen: ReadonlySet<NodeId>): Problem | undefined {
  const downstream = new Map<NodeId, EdgeRecord[]>();
  for (const edge of Object.values(document.edges)) {
    const list = downstream.get(edge.source);
    if (list === undefined) downstream.set(edge.source, [edge]);
    else list.push(edge);
  }
  // `from` is the node at which the path left the group.
  const seen = new Set<NodeId>();
  const stack: { readonly at: NodeId; readonly from: NodeId }[] = [];
  for (const from of chosen) {
    for (const { target } of downstream.get(from) ?? []) {
      if (!chosen.has(target)) stack.push({ at: target, from });
    }
  }
  const name = (id: NodeId): string => lookUp(document.nodes, id)!.name;
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    const { at, from } = step;
    if (seen.has(at)) continue;
    seen.add(at);
    for (const { target } of downstream.get(at) ?? []) {
      if (chosen.has(target)) {
        return problem(
          'group-cycle',
          `These nodes cannot be one block: a path leaves at "${name(from)}", runs through "${name(at)}" and comes back at "${name(target)}". Select what lies between, too.`,
        );
      }
      stack.push({ at: target, from });
    }
  }
  return undefined;
}

function addCrossing(crossings: Map<string, Crossing>, edge: EdgeRecord): void {
  const { source, sourcePort } = edge;
  const value = JSON.stringify([source, sourcePort]);
  const known = crossings.get(value);
  if (known === undefined) crossings.set(value, { source, sourcePort, edges: [edge] });
  else known.edges.push(edge);
}

/** Ports stand as what feeds them does, so that wires need not cross. */
function leftToRight(document: Document, crossings: ReadonlyMap<string, Crossing>): readonly Crossing[] {
  const x = ({ source }: Crossing): number => lookUp(document.nodes, source)!.position.x;
  return [...crossings.values()].sort((a, b) => x(a) - x(b));
}

function inRow({ x, y }: Position, index: number, count: number): Position {
  return { x: x + (index - (count - 1) / 2) * PORT_SPACING, y };
}

/** Takes a block away and leaves what it held on the block's own level, wired as it was. */
export function ungroupBlock(document: Document, { block: id, shift }: Ungrouping): Document | Problem {
  const block = lookUp(document.nodes, id);
  if (block === undefined) return problem('node-missing', 'The block to ungroup no longer exists.');
  if (block.kind !== 'custom') {
    return problem(
      'not-a-block',
      `"${block.name}" holds no nodes of its own. Only a block can be ungrouped.`,
    );
  }
  if (block.repeat !== undefined) {
    return problem('repeated', `"${block.name}" stands ${block.repeat} times in a row. Unfold it first.`);
  }
  if (block.bypassed === true) {
    return problem(
      'bypassed',
      `"${block.name}" is bypassed: ungrouped, what it holds would take part again. Switch it on first.`,
    );
  }
  const isPort = (node: NodeRecord | undefined): boolean =>
    node?.parentId === id && (isBoundary(node, 'Input') || isBoundary(node, 'Output'));
  const names = siblingNames(document.nodes, block.parentId);
  names.delete(block.name);
  const nodes: NodeRecord[] = [];
  for (const node of Object.values(document.nodes)) {
    if (node.id === id || isPort(node)) continue;
    if (node.parentId !== id) {
      nodes.push(node);
      continue;
    }
    const name = uniqueName(node.name, names);
    names.add(name);
    const position = { x: node.position.x + shift.x, y: node.position.y + shift.y };
    nodes.push({ ...node, parentId: block.parentId, name, position });
  }

  const feeders = new Map<string, EdgeRecord>();
  for (const edge of Object.values(document.edges)) {
    if (edge.target === id) feeders.set(edge.targetPort, edge);
    else if (isPort(lookUp(document.nodes, edge.target))) feeders.set(edge.target, edge);
  }
  /** Follows a wire upstream through the block's ports to a node that stays. */
  const sourceOf = (edge: EdgeRecord): EdgeRecord | undefined => {
    for (let at: EdgeRecord | undefined = edge; at !== undefined;) {
      if (at.source === id) at = feeders.get(at.sourcePort);
      else if (isPort(lookUp(document.nodes, at.source))) at = feeders.get(at.source);
      else return at;
    }
    return undefined;
  };
  const edges: EdgeRecord[] = [];
  const cut = new Set<NodeId>();
  for (const edge of Object.values(document.edges)) {
    if (edge.target === id || isPort(lookUp(document.nodes, edge.target))) continue;
    const from = sourceOf(edge);
    if (from === undefined) cut.add(edge.target);
    else edges.push({ ...edge, source: from.source, sourcePort: from.sourcePort });
  }
  let wires: Graph['edges'] = byId(edges);
  for (const target of cut) {
    if (isVariadic(lookUp(document.nodes, target)!)) wires = renumberVariadic(wires, target);
  }
  const notes = notesOf(document).map((note) =>
    note.parentId === id
      ? {
          ...note,
          parentId: block.parentId,
          position: { x: note.position.x + shift.x, y: note.position.y + shift.y },
        }
      : note,
  );
  return checked(document, nodes, Object.values(wires), notes);
}

/** Turns a block whose inside is computed or shared into one that owns it. Its name, place and wires stay. */
export function detachBlock(
  document: Document,
  { node: id, graph, ports, repeat }: Detaching,
): Document | Problem {
  const before = lookUp(document.nodes, id);
  if (before === undefined) return problem('node-missing', 'The block to detach no longer exists.');
  if (before.kind === 'operator' || (before.kind === 'custom' && before.repeat === undefined)) {
    return problem(
      'nothing-to-detach',
      `"${before.name}" is neither a template nor linked: there is nothing to detach it from.`,
    );
  }
  const { parentId, name, position, bypassed, storedName, storedAs } = before;
  const block: CustomNode = {
    id,
    kind: 'custom',
    parentId,
    name,
    position,
    ...(bypassed === undefined ? {} : { bypassed }),
    ...(storedName === undefined ? {} : { storedName }),
    ...(storedAs === undefined ? {} : { storedAs }),
    ...(repeat === undefined ? {} : { repeat }),
  };
  const gone = insideAll(document, [id]);
  const nodes = Object.values(document.nodes).flatMap((node): readonly NodeRecord[] =>
    gone.has(node.id) ? [] : [node.id === id ? block : node],
  );
  for (const node of Object.values(graph.nodes)) {
    nodes.push(node.parentId === null ? { ...node, parentId: id } : node);
  }
  // A wire at a port that the block does not have (an older file) has nowhere to go.
  const edges = Object.values(document.edges).flatMap((edge): readonly EdgeRecord[] => {
    if (gone.has(edge.source)) return [];
    if (edge.target !== id && edge.source !== id) return [edge];
    const port = lookUp(ports, edge.target === id ? edge.targetPort : edge.sourcePort);
    if (port === undefined) return [];
    return [edge.target === id ? { ...edge, targetPort: port } : { ...edge, sourcePort: port }];
  });
  edges.push(...Object.values(graph.edges));
  const notes = notesOf(document).filter(
    (note) => note.parentId === null || !(note.parentId === id || gone.has(note.parentId)),
  );
  notes.push(...notesOf(graph).map((note) => (note.parentId === null ? { ...note, parentId: id } : note)));
  return checked(document, nodes, edges, notes);
}

/** The document with these records, unless an invariant would break. */
function checked(
  document: Document,
  nodes: readonly NodeRecord[],
  edges: readonly EdgeRecord[],
  notes: readonly NoteRecord[] = notesOf(document),
): Document | Problem {
  const taken = repeatedId(nodes) ?? repeatedId(edges);
  if (taken !== undefined) return problem('id-taken', `There already is a record with the id "${taken}".`);
  const next = withNotes({ ...document, nodes: byId(nodes), edges: byId(edges) }, notes);
  return checkGraph(next) ?? next;
}

function repeatedId(records: readonly { readonly id: string }[]): string | undefined {
  const seen = new Set<string>();
  for (const { id } of records) {
    if (seen.has(id)) return id;
    seen.add(id);
  }
  return undefined;
}

function byId<T extends { readonly id: string }>(records: readonly T[]): Record<string, T> {
  return Object.fromEntries(records.map((record) => [record.id, record]));
}
