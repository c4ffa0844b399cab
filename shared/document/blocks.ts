// Taking blocks apart: ungrouping one, and detaching one so that its inside is its own. Pure; where things stand is
// the caller's, who knows how large they are drawn.

import { problem, type Problem } from '../operators/define.ts';
import { freeNames } from './names.ts';
import { notesOf } from './notes.ts';
import { isBoundary, isVariadic, renumberVariadic } from './ports.ts';
import { byId, insideAll, lookUp, siblingNames } from './records.ts';
import type { CustomNode, Document, EdgeRecord, Graph, NodeId, NodeRecord } from './types.ts';
import { withRecords } from './with-records.ts';

type Position = NodeRecord['position'];

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
  const freeName = freeNames(names);
  const nodes: NodeRecord[] = [];
  for (const node of Object.values(document.nodes)) {
    if (node.id === id || isPort(node)) continue;
    if (node.parentId !== id) {
      nodes.push(node);
      continue;
    }
    const position = { x: node.position.x + shift.x, y: node.position.y + shift.y };
    nodes.push({ ...node, parentId: block.parentId, name: freeName(node.name), position });
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
  return withRecords(document, nodes, Object.values(wires), notes);
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
  return withRecords(document, nodes, edges, notes);
}
