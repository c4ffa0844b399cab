// Switching nodes off and on. What a node that is off passes on is the network's (network/bypass.ts).

import { problem, type Problem } from '../operators/define.ts';
import { findOperator } from '../operators/index.ts';
import { lookUp } from './records.ts';
import type { Document, NodeId, NodeRecord } from './types.ts';

/** Whether something comes in and goes out that the node could pass on. Blocks are given the benefit. */
export function canBypass(node: NodeRecord): boolean {
  if (node.kind !== 'operator') return true;
  const operator = findOperator(node.operator);
  if (operator === undefined) return true;
  const inputs = operator.inputs.kind === 'fixed' ? operator.inputs.names.length : operator.inputs.min;
  return inputs > 0 && operator.outputs.length > 0;
}

/** Switches nodes off, or on again. Refused for a node that is gone, or has nothing to pass on. */
export function bypassNodes(
  document: Document,
  ids: readonly NodeId[],
  bypassed: boolean,
): Document | Problem {
  const changed: Record<NodeId, NodeRecord> = {};
  for (const id of ids) {
    const node = lookUp(document.nodes, id);
    if (node === undefined) return problem('node-missing', 'The node to switch off no longer exists.');
    if ((node.bypassed === true) === bypassed) continue;
    if (bypassed && !canBypass(node)) {
      return problem(
        'bypass-impossible',
        `"${node.name}" cannot be switched off: it has no input that it could pass on.`,
      );
    }
    const { bypassed: _before, ...rest } = node;
    changed[id] = bypassed ? { ...rest, bypassed } : rest;
  }
  return Object.keys(changed).length === 0
    ? document
    : { ...document, nodes: { ...document.nodes, ...changed } };
}
