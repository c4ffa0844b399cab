// Looking records up safely, by id and by where they stand: ids are any strings, and records are plain objects.

import { problem, type Problem } from '../operators/define.ts';
import type { Graph, NodeId } from './types.ts';

/** The record of this id. Ids come from files: `constructor` finds nothing. */
export function lookUp<T>(records: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(records, id) ? records[id] : undefined;
}

/** Records by their ids; of two with one id the later. */
export function byId<T extends { readonly id: string }>(records: readonly T[]): Readonly<Record<string, T>> {
  return Object.fromEntries(records.map((record) => [record.id, record] as const));
}

/** Whether nodes can stand there: the top, a block that owns its children, or a definition. */
export function isLevel(graph: Graph, parentId: NodeId | null): boolean {
  return (
    parentId === null ||
    lookUp(graph.nodes, parentId)?.kind === 'custom' ||
    lookUp(graph.definitions ?? {}, parentId) !== undefined
  );
}

/** Names on the level of this parent. */
export function siblingNames(nodes: Graph['nodes'], parentId: NodeId | null): Set<string> {
  const names = new Set<string>();
  for (const node of Object.values(nodes)) if (node.parentId === parentId) names.add(node.name);
  return names;
}

export function duplicateId(id: string): Problem {
  return problem('id-taken', `There already is a record with the id "${id}".`);
}

/** What stands inside blocks or definitions with these ids, however deep. */
export function insideAll(graph: Graph, containers: Iterable<string>): ReadonlySet<NodeId> {
  const children = new Map<string, NodeId[]>();
  for (const { id, parentId } of Object.values(graph.nodes)) {
    if (parentId === null) continue;
    const siblings = children.get(parentId);
    if (siblings === undefined) children.set(parentId, [id]);
    else siblings.push(id);
  }
  const found = new Set<NodeId>();
  const waiting = [...containers];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const id of children.get(at) ?? []) {
      if (found.has(id)) continue;
      found.add(id);
      waiting.push(id);
    }
  }
  return found;
}
