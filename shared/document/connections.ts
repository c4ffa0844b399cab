// Wires: which may be drawn, and drawing one.

import { assertNever } from '../lib/assert-never.ts';
import { problem, type Problem } from '../operators/define.ts';
import { findOperator } from '../operators/index.ts';
import { insideOf, isBoundary, variadicIndex } from './ports.ts';
import { duplicateId, lookUp } from './records.ts';
import type { Document, EdgeId, EdgeRecord, Graph, NodeId, NodeRecord } from './types.ts';

/** Why this connection cannot be made, or undefined where `connect` would accept it. */
export function connectionProblem(document: Graph, edge: Omit<EdgeRecord, 'id'>): Problem | undefined {
  const source = lookUp(document.nodes, edge.source);
  const target = lookUp(document.nodes, edge.target);
  if (source === undefined || target === undefined) {
    return problem('node-missing', 'One end of this wire is a node that no longer exists.');
  }
  if (source.parentId !== target.parentId) {
    return problem(
      'different-levels',
      `"${source.name}" and "${target.name}" are on different levels. A wire enters a block through the block's own ports.`,
    );
  }
  if (source.id === target.id) {
    return problem('self-loop', `"${source.name}" cannot feed itself: the network is computed in one pass.`);
  }
  const badPort = outputProblem(document, source, edge.sourcePort) ?? inputProblem(document, target, edge);
  if (badPort !== undefined) return badPort;
  if (reaches(document, target.id, source.id)) {
    return problem(
      'cycle',
      `This wire would close a loop: "${source.name}" already depends on "${target.name}". A network is computed in one pass.`,
    );
  }
  return undefined;
}

/** Draws a wire; one that is at the input already is replaced. */
export function connect(document: Document, edge: EdgeRecord): Document | Problem {
  const bad =
    connectionProblem(document, edge) ??
    (Object.hasOwn(document.edges, edge.id) ? duplicateId(edge.id) : undefined);
  if (bad !== undefined) return bad;
  const edges: Record<EdgeId, EdgeRecord> = {};
  for (const [id, other] of Object.entries(document.edges)) {
    if (other.target !== edge.target || other.targetPort !== edge.targetPort) edges[id] = other;
  }
  edges[edge.id] = edge;
  return { ...document, edges };
}

function outputProblem(document: Graph, source: NodeRecord, port: string): Problem | undefined {
  switch (source.kind) {
    case 'template':
      // Only the library knows a template's ports; expansion reports a wire at a port that is not there.
      return undefined;
    case 'custom':
    case 'linked': {
      const boundary = lookUp(document.nodes, port);
      return boundary !== undefined &&
        boundary.parentId === insideOf(source) &&
        isBoundary(boundary, 'Output')
        ? undefined
        : noPort(source, 'output', port);
    }
    case 'operator': {
      const operator = findOperator(source.operator);
      return operator === undefined || operator.outputs.includes(port)
        ? undefined
        : noPort(source, 'output', port);
    }
    default:
      return assertNever(source);
  }
}

function inputProblem(
  document: Graph,
  target: NodeRecord,
  edge: Omit<EdgeRecord, 'id'>,
): Problem | undefined {
  const port = edge.targetPort;
  switch (target.kind) {
    case 'template':
      return undefined;
    case 'custom':
    case 'linked': {
      const boundary = lookUp(document.nodes, port);
      return boundary !== undefined && boundary.parentId === insideOf(target) && isBoundary(boundary, 'Input')
        ? undefined
        : noPort(target, 'input', port);
    }
    case 'operator': {
      const operator = findOperator(target.operator);
      if (operator === undefined) return undefined;
      if (operator.inputs.kind === 'fixed') {
        return operator.inputs.names.includes(port) ? undefined : noPort(target, 'input', port);
      }
      const index = variadicIndex(port);
      const count = Object.values(document.edges).filter((other) => other.target === target.id).length;
      return index !== undefined && index <= Math.max(count, operator.inputs.min - 1)
        ? undefined
        : noPort(target, 'input', port);
    }
    default:
      return assertNever(target);
  }
}

function noPort(node: NodeRecord, side: 'input' | 'output', port: string): Problem {
  return problem('port-missing', `"${node.name}" has no ${side} port "${port.slice(0, 40)}".`);
}

/** Whether `goal` lies downstream of `start`. Iterative: chains may be thousands long. */
function reaches(document: Graph, start: NodeId, goal: NodeId): boolean {
  const downstream = new Map<NodeId, NodeId[]>();
  for (const edge of Object.values(document.edges)) {
    const targets = downstream.get(edge.source);
    if (targets === undefined) downstream.set(edge.source, [edge.target]);
    else targets.push(edge.target);
  }
  const seen = new Set<NodeId>([start]);
  const stack = [start];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (id === goal) return true;
    for (const next of downstream.get(id) ?? []) {
      if (!seen.has(next)) {
        seen.add(next);
        stack.push(next);
      }
    }
  }
  return false;
}
