// Nodes as text on the clipboard, and back: a graph with its wires, given fresh ids when it comes in.

import { z } from 'zod';
import type { Position } from '../../shared/document/commands.ts';
import { EDGE, NODE } from '../../shared/document/schema.ts';
import type { Document, EdgeRecord, Graph, NodeId, NodeRecord } from '../../shared/document/types.ts';
import type { Level } from '../../shared/network/types.ts';
import { CARRIED, carriedBy, withCarried } from './carried.ts';
import { freshId } from './ids.ts';

/** Larger texts on the clipboard are no copy of ours. */
const MAX_TEXT = 16_000_000;

const clipboardSchema = z.strictObject({
  netloomClipboard: z.literal(1),
  nodes: z.array(NODE),
  edges: z.array(EDGE),
  carried: CARRIED.optional(),
});

/** The nodes with all that is inside them and the wires among them, as text; undefined for none. */
export function copyText(
  document: Document,
  level: Level,
  ids: readonly NodeId[],
  positions: ReadonlyMap<NodeId, Position>,
): string | undefined {
  // A repetition of a block of one's own owns nothing: what is inside is the row's.
  const own = (node: NodeId): boolean => level.repeats?.kind !== 'custom' || !isBlock(level, node);
  const chosen = new Set(ids.filter((node) => level.elements.has(node) && own(node)));
  if (chosen.size === 0) return undefined;
  const nodes: NodeRecord[] = [];
  for (const node of chosen) {
    const record = level.elements.get(node)!.record;
    nodes.push({ ...record, parentId: null, position: positions.get(node) ?? record.position });
  }
  const inside = new Set(chosen);
  const edges: EdgeRecord[] = Object.values(level.graph.edges).filter(
    (edge) => chosen.has(edge.source) && chosen.has(edge.target),
  );
  if (level.parentId !== undefined) {
    for (const record of descendants(document, chosen)) {
      inside.add(record.id);
      nodes.push(record);
    }
    for (const edge of Object.values(document.edges)) {
      if (inside.has(edge.source) && !chosen.has(edge.source)) edges.push(edge);
    }
  }
  return JSON.stringify({ netloomClipboard: 1, nodes, edges, ...carriedBy(document, nodes) });
}

function isBlock(level: Level, node: NodeId): boolean {
  return level.elements.get(node)?.record.kind !== 'operator';
}

function descendants(document: Document, roots: ReadonlySet<NodeId>): readonly NodeRecord[] {
  const found = new Map<NodeId, NodeRecord>();
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const record of Object.values(document.nodes)) {
      const { parentId } = record;
      if (parentId !== null && (roots.has(parentId) || found.has(parentId))) found.set(record.id, record);
    }
  }
  return [...found.values()];
}

/** The graph in a clipboard text, with fresh ids; undefined where the text is not ours. */
export function parseClipboard(text: string): Graph | undefined {
  if (text.length > MAX_TEXT || !text.startsWith('{"netloomClipboard"')) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const result = clipboardSchema.safeParse(json);
  if (!result.success) return undefined;
  return withCarried(withFreshIds(result.data.nodes, result.data.edges).graph, result.data.carried);
}

/** The graph under fresh ids, and what became of an id. Wires at other nodes are left out. */
export function withFreshIds(
  records: readonly NodeRecord[],
  wires: readonly EdgeRecord[],
): { readonly graph: Graph; ids(old: string): string } {
  const fresh = new Map(records.map((record) => [record.id, freshId()] as const));
  const renew = (old: string) => fresh.get(old) ?? old;
  const blocks = new Set(records.filter(({ kind }) => kind === 'custom').map(({ id }) => id));
  const nodes: Record<string, NodeRecord> = {};
  for (const record of records) {
    const newId = renew(record.id);
    const parentId = record.parentId === null ? null : renew(record.parentId);
    nodes[newId] = { ...record, id: newId, parentId };
  }
  const edges: Record<string, EdgeRecord> = {};
  for (const wire of wires) {
    if (!fresh.has(wire.source) || !fresh.has(wire.target)) continue;
    // Ports of a custom block are ids of the Input and Output nodes inside it; an operator's may be called so.
    const edge = {
      id: freshId(),
      source: renew(wire.source),
      sourcePort: blocks.has(wire.source) ? renew(wire.sourcePort) : wire.sourcePort,
      target: renew(wire.target),
      targetPort: blocks.has(wire.target) ? renew(wire.targetPort) : wire.targetPort,
    };
    edges[edge.id] = edge;
  }
  return { graph: { nodes, edges }, ids: renew };
}

/** The graph with its outermost nodes moved so that their top left corner comes to a place. */
export function placedAt(graph: Graph, place: Position): Graph {
  const roots = Object.values(graph.nodes).filter((record) => record.parentId === null);
  const left = Math.min(...roots.map((record) => record.position.x));
  const top = Math.min(...roots.map((record) => record.position.y));
  return shifted(graph, { x: place.x - left, y: place.y - top });
}

/** The graph with its outermost nodes moved by a distance. */
export function shifted(graph: Graph, by: Position): Graph {
  const nodes = Object.values(graph.nodes).map((record) =>
    record.parentId === null
      ? { ...record, position: { x: record.position.x + by.x, y: record.position.y + by.y } }
      : record,
  );
  return { ...graph, nodes: Object.fromEntries(nodes.map((record) => [record.id, record])) };
}
