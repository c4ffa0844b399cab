// Grouping siblings into a block. Pure; where things stand is the caller's, who knows how large they are drawn.

import { problem, type Problem } from '../operators/define.ts';
import { freeNames, nameProblem, uniqueName } from './names.ts';
import { notesOf } from './notes.ts';
import { isBoundary } from './ports.ts';
import { lookUp, siblingNames } from './records.ts';
import type { CustomNode, Document, EdgeRecord, NodeId, NodeRecord, NoteId } from './types.ts';
import { withRecords } from './with-records.ts';

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

  const freeName = freeNames([...chosen].map((id) => lookUp(document.nodes, id)!.name));
  const ports: NodeRecord[] = [];
  const makePort = (operator: 'Input' | 'Output', index: number, place: Position): NodeId => {
    const id = `${block}.${operator.toLowerCase()}${index}`;
    const name = freeName(operator.toLowerCase());
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
  return withRecords(document, [...nodes, ...ports], [...outside, ...inside], notes);
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
