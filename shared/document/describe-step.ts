// What an edit did, in words, and which records it touched: for saying what an undo took back. Told from the two
// documents alone, so that it holds for whatever commands led from one to the other.

import { findOperator } from '../operators/index.ts';
import { definitionsOf } from './definitions.ts';
import { notesOf } from './notes.ts';
import { lookUp } from './records.ts';
import type { Document, EdgeRecord, NodeId, NodeRecord } from './types.ts';

export interface Step {
  /** As an activity: `adding conv2`, `kernel of conv2 in layer1`. */
  readonly text: string;
  /** The block around what was touched, by its id; null for the top. */
  readonly parentId: NodeId | null;
  /** Nodes that the edit added, removed or changed, or whose inputs it rewired, on one level. */
  readonly nodes: readonly NodeId[];
  readonly notes: readonly string[];
}

/** Describes the edit that led from one document to the other; undefined where nothing of it can be seen. */
export function describeStep(from: Document, to: Document): Step | undefined {
  const nodes = differences(from.nodes, to.nodes);
  const notes = differences(from.notes ?? {}, to.notes ?? {});
  const edges = differences(from.edges, to.edges);
  const at = (ids: readonly NodeId[], document: Document, act: string) => {
    const [first] = ids;
    const parentId = first === undefined ? null : document.nodes[first]!.parentId;
    const level = ids.filter((id) => document.nodes[id]!.parentId === parentId);
    const what = countedNodes(level, document);
    return {
      text: `${act.replace('%', what)}${placeOf(document, parentId)}`,
      parentId,
      nodes: level,
      notes: [],
    };
  };
  // Records that come or go with the block around them are not what the edit was about.
  const added = nodes.added.filter((id) => !nodes.added.includes(parentOf(to, id)));
  const removed = nodes.removed.filter((id) => !nodes.removed.includes(parentOf(from, id)));
  const moved = nodes.changed.filter((id) => from.nodes[id]!.parentId !== to.nodes[id]!.parentId);
  if (nodes.total > 0) {
    if (moved.length > 0 && added.length > 0) return at(added, to, 'grouping into %');
    if (moved.length > 0 && removed.length > 0) return at(removed, from, 'ungrouping %');
    const exchanged = nodes.changed.filter((id) => kindOf(from.nodes[id]!) !== kindOf(to.nodes[id]!));
    if (exchanged.length > 0) return at(exchanged, from, 'replacing %');
    if (added.length > 0) return at(added, to, 'adding %');
    if (removed.length > 0) return at(removed, from, 'removing %');
    const retyped = nodes.changed.flatMap((id) => {
      const act = changeOf(from.nodes[id]!, to.nodes[id]!);
      return act === undefined ? [] : [{ id, act }];
    });
    const [first] = retyped;
    if (first !== undefined) {
      const same = retyped.filter(({ act }) => act === first.act).map(({ id }) => id);
      return at(same, from, first.act);
    }
  }
  if (edges.total > 0) {
    const [drawn, gone] = [edges.added.length > 0, edges.removed.length > 0];
    const act = drawn && gone ? 'moving' : drawn ? 'drawing' : gone ? 'removing' : 'rerouting';
    const [document, ids] =
      drawn || !gone ? ([to, [...edges.added, ...edges.changed]] as const) : ([from, edges.removed] as const);
    const wires = ids.map((id) => document.edges[id]!);
    const targets = [...new Set(wires.map(({ target }) => target))];
    const parentId = document.nodes[targets[0] ?? '']?.parentId ?? null;
    const what = wires.length === 1 ? `the wire ${endsOf(wires[0]!, document)}` : `${wires.length} wires`;
    return { text: `${act} ${what}${placeOf(document, parentId)}`, parentId, nodes: targets, notes: [] };
  }
  if (notes.total > 0) return describeNotes(from, to, notes);
  const shifted = nodes.changed.filter((id) => from.nodes[id]!.position !== to.nodes[id]!.position);
  if (shifted.length > 0) return at(shifted, to, 'moving %');
  return describeWhole(from, to);
}

function describeNotes(from: Document, to: Document, { added, removed, changed }: Differences): Step {
  const act = added.length > 0 ? 'adding' : removed.length > 0 ? 'removing' : 'changing';
  const ids = added.length > 0 ? added : removed.length > 0 ? removed : changed;
  const document = act === 'removing' ? from : to;
  const note = notesOf(document).find(({ id }) => id === ids[0]);
  const parentId = note?.parentId ?? null;
  const one = note?.kind === 'frame' ? 'a comment frame' : 'a note';
  const what = ids.length === 1 ? one : `${ids.length} notes`;
  return { text: `${act} ${what}${placeOf(document, parentId)}`, parentId, nodes: [], notes: ids };
}

function describeWhole(from: Document, to: Document): Step | undefined {
  const whole = (text: string): Step => ({ text, parentId: null, nodes: [], notes: [] });
  if (from.name !== to.name) return whole(`naming the network "${to.name}"`);
  if (from.seed !== to.seed) return whole(`seed ${to.seed}`);
  if (from.flow !== to.flow) return whole('the direction of the network');
  if (from.weights !== to.weights) return whole('the trained weights');
  const before = new Map(definitionsOf(from).map((one) => [one.id, one] as const));
  const definition = definitionsOf(to).find((one) => before.get(one.id) !== one);
  return definition === undefined ? undefined : whole(`the definition "${definition.name}"`);
}

interface Differences {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  readonly total: number;
}

function differences(
  from: Readonly<Record<string, object>>,
  to: Readonly<Record<string, object>>,
): Differences {
  if (from === to) return { added: [], removed: [], changed: [], total: 0 };
  const added = Object.keys(to).filter((id) => !Object.hasOwn(from, id));
  const removed = Object.keys(from).filter((id) => !Object.hasOwn(to, id));
  const changed = Object.keys(to).filter((id) => Object.hasOwn(from, id) && from[id] !== to[id]);
  return { added, removed, changed, total: added.length + removed.length + changed.length };
}

function kindOf(node: NodeRecord): string {
  if (node.kind === 'operator') return `operator ${node.operator}`;
  return node.kind === 'template' ? `template ${node.template}` : 'block';
}

/** What changed of a node that stands where it did; undefined for its place alone. `%` stands for the node. */
function changeOf(from: NodeRecord, to: NodeRecord): string | undefined {
  if (from.name !== to.name) return `renaming % to ${to.name}`;
  if (from.bypassed !== to.bypassed) return to.bypassed === true ? 'bypassing %' : 'switching % on again';
  if (from.kind !== to.kind)
    return from.kind === 'linked' || from.kind === 'template' ? 'detaching %' : 'linking %';
  const values = changedValues(from, to);
  if (values.length > 0) return `${values.join(', ')} of %`;
  if (from.kind !== 'operator' && to.kind !== 'operator' && from.repeat !== to.repeat) return 'repeats of %';
  return undefined;
}

function changedValues(from: NodeRecord, to: NodeRecord): readonly string[] {
  const [before, after] = [storedIn(from), storedIn(to)];
  if (before === after) return [];
  const schema = to.kind === 'operator' ? findOperator(to.operator)?.attributes : undefined;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => JSON.stringify(lookUp(before, name)) !== JSON.stringify(lookUp(after, name)))
    .map((name) => (lookUp(schema ?? {}, name)?.label ?? spaced(name)).toLowerCase());
}

function storedIn(node: NodeRecord): Readonly<Record<string, unknown>> {
  if (node.kind === 'operator') return node.attributes;
  return node.kind === 'custom' ? {} : node.arguments;
}

/** `kernelSize` as words. */
function spaced(name: string): string {
  return name.replaceAll(/([a-z])([A-Z])/g, '$1 $2');
}

function parentOf(document: Document, id: NodeId): NodeId {
  return lookUp(document.nodes, id)?.parentId ?? '';
}

function countedNodes(ids: readonly NodeId[], document: Document): string {
  return ids.length === 1 ? document.nodes[ids[0]!]!.name : `${ids.length} nodes`;
}

function endsOf({ source, target }: EdgeRecord, document: Document): string {
  const name = (id: NodeId): string => lookUp(document.nodes, id)?.name ?? '';
  return `from ${name(source)} to ${name(target)}`;
}

/** ` in layer1.0`, by the names on the way; nothing at the top. Inside a definition, its name. */
function placeOf(document: Document, parentId: NodeId | null): string {
  const names: string[] = [];
  for (let at = parentId; at !== null;) {
    const node = lookUp(document.nodes, at);
    names.unshift(node?.name ?? lookUp(document.definitions ?? {}, at)?.name ?? '');
    at = node?.parentId ?? null;
  }
  return names.length === 0 ? '' : ` in ${names.join('.')}`;
}
