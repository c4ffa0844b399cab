// Ports as the document alone knows them: which keys an edge may use at a node.

import { assertNever } from '../lib/assert-never.ts';
import { findOperator } from '../operators/index.ts';
import type { EdgeRecord, NodeId, NodeRecord } from './types.ts';

/** Number of a variadic port key `in0`, `in1`, …; undefined for any other key. */
export function variadicIndex(key: string): number | undefined {
  const match = /^in(0|[1-9]\d{0,4})$/.exec(key);
  return match === null ? undefined : Number(match[1]);
}

/** The key of an input of Add, Concat and their like, from 0. */
export function variadicKey(index: number): string {
  return `in${index}`;
}

/** One text for a port of a node, for maps and sets: ids may hold spaces, but no control characters. */
export function portId(node: NodeId, port: string): string {
  return `${node}\n${port}`;
}

/** Whether a node takes any number of inputs. */
export function isVariadic(node: NodeRecord): boolean {
  return node.kind === 'operator' && findOperator(node.operator)?.inputs.kind === 'variadic';
}

/** Id that the nodes inside a block carry as their parent; undefined where the document holds no inside. */
export function insideOf(node: NodeRecord): NodeId | undefined {
  switch (node.kind) {
    case 'custom':
      return node.id;
    case 'linked':
      return node.definition;
    case 'operator':
    case 'template':
      return undefined;
    default:
      return assertNever(node);
  }
}

/** True for the Input or Output nodes that are a custom block's ports. */
export function isBoundary(node: NodeRecord, operator: 'Input' | 'Output'): boolean {
  return node.kind === 'operator' && node.operator === operator;
}

/**
 * Closes the gaps that a removed edge leaves among the variadic ports of `target`: `in0, in2` becomes
 * `in0, in1`. Edges into other nodes are returned as they are.
 */
export function renumberVariadic(
  edges: Readonly<Record<string, EdgeRecord>>,
  target: NodeId,
): Readonly<Record<string, EdgeRecord>> {
  const incoming = Object.values(edges)
    .filter((edge) => edge.target === target)
    .sort((a, b) => (variadicIndex(a.targetPort) ?? 0) - (variadicIndex(b.targetPort) ?? 0));
  const renumbered: Record<string, EdgeRecord> = {};
  incoming.forEach((edge, index) => {
    const key = variadicKey(index);
    if (edge.targetPort !== key) renumbered[edge.id] = { ...edge, targetPort: key };
  });
  return Object.keys(renumbered).length === 0 ? edges : { ...edges, ...renumbered };
}
