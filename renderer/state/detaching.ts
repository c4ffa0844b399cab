// Making insides one's own, as commands: detaching templates, unlinking blocks, unfolding rows of repetitions. Paths
// and stored weights stay. When it is done, and to what, is nesting's.

import { byId } from '../../shared/document/records.ts';
import type { Command } from '../../shared/document/commands.ts';
import { notesOf } from '../../shared/document/notes.ts';
import type {
  BlockNode,
  EdgeRecord,
  Graph,
  NodeId,
  NodeRecord,
  NoteRecord,
} from '../../shared/document/types.ts';
import { assertNever } from '../../shared/lib/assert-never.ts';
import type { Analysis } from '../../shared/analysis/types.ts';
import type { Element, Level } from '../../shared/network/types.ts';
import { problem, type Problem } from '../../shared/operators/define.ts';
import { analysisOf, levelAt } from './analysis.ts';
import { currentDocument } from './document-store.ts';
import { addToDraft, type Draft } from './draft.ts';
import { freshId } from './ids.ts';
import { keepWeights } from './keeping-weights.ts';
import { levelPositions } from './positions.ts';

/** Whether the inside is not its own: computed, shared with others, or in a row. */
export function isDetachable(record: NodeRecord): record is BlockNode {
  return record.kind === 'template' || record.kind === 'linked' || isRow(record);
}

export function isRow(record: NodeRecord): record is BlockNode {
  return record.kind !== 'operator' && record.repeat !== undefined;
}

/** Detaches what is a template on the way to this path, outermost first, and then what stands at the path. */
export function detachInDraft(draft: Draft, path: string): Problem | undefined {
  const names = path.split('.');
  for (let depth = 1; depth <= names.length; depth += 1) {
    const analysis = analysisOf(draft.document);
    const element = analysis.network.elements.get(names.slice(0, depth).join('.'));
    if (element === undefined) continue;
    const { record } = element;
    const meant = depth === names.length ? isDetachable(record) : record.kind === 'template';
    // A repetition is no record of the document: it is its row that is unfolded, before it is come to.
    if (!meant || record.kind === 'operator' || levelAt(analysis, element.level).repeats !== undefined) {
      continue;
    }
    const unfolds = isRow(record) && record.kind !== 'linked';
    const before = draft.document;
    const command = unfolds ? unfolding(analysis, element) : detaching(analysis, element, record);
    const refused = 'code' in command ? command : (addToDraft(draft, command) ?? keepWeights(draft, before));
    if (refused !== undefined) return refused;
  }
  return undefined;
}

/**
 * Detaches blocks of the document, none of them inside another: one analysis does for all. Instances of a definition
 * and repetitions share their blocks, and each is detached once.
 */
export function detachAllInDraft(draft: Draft, paths: Iterable<string>): Problem | undefined {
  const before = draft.document;
  const analysis = analysisOf(before);
  const done = new Set<NodeId>();
  for (const path of paths) {
    const element = analysis.network.elements.get(path);
    if (element === undefined || element.record.kind === 'operator' || done.has(element.record.id)) continue;
    done.add(element.record.id);
    const { record } = element;
    const unfolds = isRow(record) && record.kind !== 'linked';
    const command = unfolds ? unfolding(analysis, element) : detaching(analysis, element, record);
    const refused = 'code' in command ? command : addToDraft(draft, command);
    if (refused !== undefined) return refused;
  }
  return keepWeights(draft, before);
}

/** Replaces the row at this path by the blocks that it stands for. */
export function unfoldInDraft(draft: Draft, path: string): Problem | undefined {
  const before = draft.document;
  const analysis = analysisOf(before);
  const element = analysis.network.elements.get(path);
  if (element === undefined || !isRow(element.record)) return undefined;
  const command = unfolding(analysis, element);
  return 'code' in command ? command : (addToDraft(draft, command) ?? keepWeights(draft, before));
}

/** Detaches a template or unlinks a block. */
function detaching(analysis: Analysis, element: Element, { id, repeat }: BlockNode): Command | Problem {
  const level = analysis.network.levels.get(repeat === undefined ? element.path : `${element.path}.0`);
  if (level === undefined) return nothingInside(element);
  const { graph, ids } = copyOf(analysis, level);
  const row = repeat === undefined ? {} : { repeat };
  return { type: 'detach', node: id, graph, ports: portIds(element, ids), ...row };
}

/** Replaces a row by a block that holds what it stands for, one after another, under the same names. */
function unfolding(analysis: Analysis, element: Element): Command | Problem {
  const level = analysis.network.levels.get(element.path);
  if (level?.repeats === undefined) return nothingInside(element);
  const { graph, ids } = copyOf(analysis, level);
  const ports = {
    ...portIds({ ...element, outputs: [] }, (key) => ids(`Input ${key}`)),
    ...portIds({ ...element, inputs: [] }, (key) => ids(`Output ${key}`)),
  };
  return { type: 'detach', node: element.record.id, graph, ports };
}

function portIds(
  { inputs, outputs }: Pick<Element, 'inputs' | 'outputs'>,
  ids: (key: string) => NodeId,
): Readonly<Record<string, NodeId>> {
  return Object.fromEntries([...inputs, ...outputs].map(({ key }) => [key, ids(key)] as const));
}

function nothingInside({ record }: Element): Problem {
  return problem(
    'no-inside',
    `"${record.name}" cannot be built from its arguments, so there is nothing inside to edit. Correct its arguments first.`,
  );
}

interface Copy {
  readonly graph: Graph;
  /** What became of the id of a node of this level. */
  ids(old: string): NodeId;
}

/** A level with all that its blocks own, under fresh ids, with what arguments set from outside made its own. */
function copyOf(analysis: Analysis, level: Level): Copy {
  const fresh = new Map([...level.elements.keys()].map((id) => [id, freshId()] as const));
  const ids = (old: string): NodeId => fresh.get(old) ?? old;
  const nodes: NodeRecord[] = [];
  const edges: EdgeRecord[] = [];
  const notes: NoteRecord[] = [];
  const insides = new Map<NodeId, Copy>();
  const positions = levelPositions(level);
  for (const element of level.elements.values()) {
    const id = ids(element.record.id);
    const position = positions.get(element.record.id) ?? element.record.position;
    nodes.push({ ...withOverridden(element), id, parentId: null, position });
    if (element.record.kind !== 'custom') continue;
    const row = isRow(element.record);
    const inner = analysis.network.levels.get(row ? `${element.path}.0` : element.path);
    if (inner === undefined) continue;
    const copy = copyOf(analysis, inner);
    insides.set(element.record.id, copy);
    for (const node of Object.values(copy.graph.nodes)) nodes.push(under(node, id));
    edges.push(...Object.values(copy.graph.edges));
    notes.push(...notesOf(copy.graph).map((note) => under(note, id)));
  }
  for (const edge of Object.values(level.graph.edges)) {
    // Ports of a block of the user's own are ids of nodes inside it.
    const port = (node: NodeId, key: string): string => insides.get(node)?.ids(key) ?? key;
    edges.push({
      id: freshId(),
      source: ids(edge.source),
      sourcePort: port(edge.source, edge.sourcePort),
      target: ids(edge.target),
      targetPort: port(edge.target, edge.targetPort),
    });
  }
  if (level.parentId !== undefined) {
    const own = notesOf(currentDocument()).filter(({ parentId }) => parentId === level.parentId);
    notes.push(...own.map((note) => ({ ...note, id: freshId(), parentId: null })));
  }
  return { graph: { nodes: byId(nodes), edges: byId(edges), notes: byId(notes) }, ids };
}

function under<T extends { readonly parentId: NodeId | null }>(record: T, parentId: NodeId): T {
  return record.parentId === null ? { ...record, parentId } : record;
}

function withOverridden({ record, overridden }: Element): NodeRecord {
  if (overridden === undefined) return record;
  switch (record.kind) {
    case 'operator':
      return { ...record, attributes: { ...record.attributes, ...overridden } };
    case 'template':
    case 'linked':
      return { ...record, arguments: { ...record.arguments, ...overridden } };
    case 'custom':
      return record;
    default:
      return assertNever(record);
  }
}
