// Nodes as text on the clipboard, and back: a graph with its wires, given fresh ids when it comes in.

import { byId, insideAll } from '../../shared/document/records.ts';
import { z } from 'zod';
import type { Position } from '../../shared/document/commands.ts';
import { notesOf } from '../../shared/document/notes.ts';
import { withoutStored } from '../../shared/document/weights.ts';
import { EDGE, NODE, NOTE } from '../../shared/document/schema.ts';
import type {
  Document,
  EdgeRecord,
  Graph,
  NodeId,
  NodeRecord,
  NoteId,
  NoteRecord,
} from '../../shared/document/types.ts';
import type { Level } from '../../shared/network/types.ts';
import { CARRIED, carriedBy, withCarried } from './carried.ts';
import { currentDocument } from './document-store.ts';
import { freshId } from './ids.ts';
import { located } from './keeping-weights.ts';

/** Larger texts on the clipboard are no copy of ours. */
const MAX_TEXT = 16_000_000;
const OURS = '{"netloomClipboard"';

const clipboardSchema = z.strictObject({
  netloomClipboard: z.literal(1),
  nodes: z.array(NODE),
  edges: z.array(EDGE),
  carried: CARRIED.optional(),
  /** Wires from nodes that were not copied, to come along where those are there. */
  incoming: z.array(EDGE).optional(),
  notes: z.array(NOTE).optional(),
  /** SHA-256 of the weights file that records say they are stored in. */
  weights: z.string().optional(),
});

export interface Copied {
  readonly graph: Graph;
  readonly incoming: readonly EdgeRecord[];
  /** True where stored weights stay in the document that these were copied in. */
  readonly weightsLeft: boolean;
}

/** The nodes with all that is inside them, the wires among and into them, and notes, as text; undefined for none. */
export function copyText(
  document: Document,
  level: Level,
  ids: readonly NodeId[],
  positions: ReadonlyMap<NodeId, Position>,
  noteIds: readonly NoteId[] = [],
): string | undefined {
  // A repetition of a block of one's own owns nothing: what is inside is the row's.
  const own = (node: NodeId): boolean => level.repeats?.kind !== 'custom' || !isBlock(level, node);
  const chosen = new Set(ids.filter((node) => level.elements.has(node) && own(node)));
  const notes = notesOf(document)
    .filter(({ id }) => noteIds.includes(id))
    .map((note): NoteRecord => ({ ...note, parentId: null }));
  if (chosen.size === 0 && notes.length === 0) return undefined;
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
    for (const id of insideAll(document, chosen)) {
      inside.add(id);
      nodes.push(document.nodes[id]!);
    }
    for (const edge of Object.values(document.edges)) {
      if (inside.has(edge.source) && !chosen.has(edge.source)) edges.push(edge);
    }
    for (const note of notesOf(document)) {
      if (note.parentId !== null && inside.has(note.parentId)) notes.push(note);
    }
  }
  const incoming = Object.values(level.graph.edges).filter(
    (edge) => !chosen.has(edge.source) && chosen.has(edge.target),
  );
  const { weights } = document;
  return JSON.stringify({
    netloomClipboard: 1,
    nodes: weights === undefined ? nodes : located(document, level, nodes),
    edges,
    ...(weights === undefined ? {} : { weights: weights.sha256 }),
    incoming,
    notes,
    ...carriedBy(document, nodes),
  });
}

function isBlock(level: Level, node: NodeId): boolean {
  return level.elements.get(node)?.record.kind !== 'operator';
}

/** Why a text that `parseClipboard` refuses is no copy of ours, for people. */
export function clipboardTrouble(text: string): string {
  const length = text.length.toLocaleString('en');
  if (!text.startsWith(OURS)) {
    const what = isJson(text) ? 'JSON that Netloom did not write' : 'text';
    return `The clipboard holds ${what} (${length} characters). Copy nodes in Netloom and paste those; a network as a file is opened by File › Open.`;
  }
  if (text.length > MAX_TEXT) {
    return `The clipboard holds nodes in ${length} characters; up to ${MAX_TEXT.toLocaleString('en')} can be pasted. Copy fewer at a time, or group them into a linked block first.`;
  }
  return 'The clipboard holds nodes of Netloom that cannot be read: they were cut short, changed, or copied in a newer version. Copy them again.';
}

/** The first of a text says enough: it may be long. */
function isJson(text: string): boolean {
  return /^\s*(\{\s*("|\})|\[\s*(\{|\[|"|-?\d|\]))/.test(text.slice(0, 200));
}

/** What a clipboard text holds, under fresh ids; undefined where the text is not ours. */
export function parseClipboard(text: string): Copied | undefined {
  if (text.length > MAX_TEXT || !text.startsWith(OURS)) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const result = clipboardSchema.safeParse(json);
  if (!result.success) return undefined;
  const { nodes, edges, incoming = [], notes = [], carried, weights } = result.data;
  const { graph, ids, port } = withFreshIds(nodes, edges, notes);
  const whole = withCarried(graph, carried);
  // What is said of the weights of another document would be wrong of this one's.
  const foreign = weights !== currentDocument().weights?.sha256;
  return {
    graph: foreign ? { ...whole, nodes: withoutStored(whole.nodes) } : whole,
    weightsLeft: foreign && nodes.some(({ storedAs }) => storedAs !== undefined),
    incoming: incoming
      .filter(({ target }) => Object.hasOwn(graph.nodes, ids(target)))
      .map((edge) => ({
        ...edge,
        id: freshId(),
        target: ids(edge.target),
        targetPort: port(edge.target, edge.targetPort),
      })),
  };
}

/** The graph under fresh ids, and what became of an id. Wires at other nodes are left out. */
export function withFreshIds(
  records: readonly NodeRecord[],
  wires: readonly EdgeRecord[],
  texts: readonly NoteRecord[] = [],
): { readonly graph: Graph; ids(old: string): string; port(node: NodeId, key: string): string } {
  const fresh = new Map(records.map((record) => [record.id, freshId()] as const));
  const renew = (old: string) => fresh.get(old) ?? old;
  const blocks = new Set(records.filter(({ kind }) => kind === 'custom').map(({ id }) => id));
  const nodes: Record<string, NodeRecord> = {};
  for (const record of records) {
    const newId = renew(record.id);
    const parentId = record.parentId === null ? null : renew(record.parentId);
    nodes[newId] = { ...record, id: newId, parentId };
  }
  // Ports of a custom block are ids of the Input and Output nodes inside it; an operator's may be called so.
  const port = (node: NodeId, key: string) => (blocks.has(node) ? renew(key) : key);
  const edges: Record<string, EdgeRecord> = {};
  for (const wire of wires) {
    if (!fresh.has(wire.source) || !fresh.has(wire.target)) continue;
    const edge = {
      id: freshId(),
      source: renew(wire.source),
      sourcePort: port(wire.source, wire.sourcePort),
      target: renew(wire.target),
      targetPort: port(wire.target, wire.targetPort),
    };
    edges[edge.id] = edge;
  }
  const notes = texts.map((note): NoteRecord => ({
    ...note,
    id: freshId(),
    parentId: note.parentId === null ? null : renew(note.parentId),
  }));
  return { graph: withTexts({ nodes, edges }, notes), ids: renew, port };
}

function withTexts(graph: Graph, notes: readonly NoteRecord[]): Graph {
  return notes.length === 0 ? graph : { ...graph, notes: byId(notes) };
}

/** The graph with its outermost nodes and notes moved by a distance. */
export function shifted(graph: Graph, by: Position): Graph {
  const move = <T extends NodeRecord | NoteRecord>(record: T): T =>
    record.parentId === null
      ? { ...record, position: { x: record.position.x + by.x, y: record.position.y + by.y } }
      : record;
  const nodes = Object.values(graph.nodes).map(move);
  return withTexts({ ...graph, nodes: byId(nodes) }, notesOf(graph).map(move));
}
