// Looking records up safely: ids are any strings, and records are plain objects.

import { problem, type Problem } from '../operators/define.ts';
import type { Graph, NodeId } from './types.ts';

export function lookUp<T>(records: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(records, id) ? records[id] : undefined;
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
