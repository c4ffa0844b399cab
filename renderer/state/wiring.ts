// Wires without a pointer: those that are selected are joined one after another, or loosed.

import type { Command } from '../../shared/document/commands.ts';
import type { NodeId } from '../../shared/document/types.ts';
import { turnPoint } from '../../shared/layout/flow.ts';
import type { Element, Level } from '../../shared/network/types.ts';
import { problem, type Problem } from '../../shared/operators/define.ts';
import { selectedElements } from './analysis.ts';
import { dispatch } from './document-store.ts';
import { edgeBetween, READ_ONLY } from './editing.ts';

/**
 * Wires every selected node to the next one in the direction of the flow, at its first free input, or its first where
 * none is free; pairs that are joined already are left. One step.
 */
export function wireSelection(level: Level, ids: readonly NodeId[]): Problem | undefined {
  if (level.parentId === undefined) return READ_ONLY;
  const along = (element: Element) => turnPoint(element.record.position, level.flow);
  const row = selectedElements(level, ids).toSorted(
    (a, b) => along(a).y - along(b).y || along(a).x - along(b).x,
  );
  const commands: Command[] = [];
  for (const [index, target] of row.entries()) {
    const source = row[index - 1];
    if (source === undefined || areJoined(level, source, target)) continue;
    const [output] = source.outputs;
    const input = target.inputs.find(({ connected }) => !connected) ?? target.inputs[0];
    if (output === undefined || input === undefined) {
      const [{ record }, side] = output === undefined ? [source, 'output'] : [target, 'input'];
      return problem('no-port', `"${record.name}" has no ${side}. Select nodes that a wire can join.`);
    }
    const [from, to] = [source.record.id, target.record.id];
    commands.push({
      type: 'connect',
      edge: edgeBetween({ node: from, port: output.key }, { node: to, port: input.key }),
    });
  }
  if (commands.length === 0) {
    return problem('nothing-to-wire', 'These nodes are wired to each other already.');
  }
  return dispatch(commands);
}

/** Removes all wires of the selected nodes, in one step. */
export function unwireSelection(level: Level, ids: readonly NodeId[]): Problem | undefined {
  if (level.parentId === undefined) return READ_ONLY;
  const chosen = new Set(ids);
  const edges = Object.values(level.graph.edges)
    .filter(({ source, target }) => chosen.has(source) || chosen.has(target))
    .map(({ id }) => id);
  if (edges.length === 0) return problem('no-wires', 'Nothing is wired to what is selected.');
  return dispatch({ type: 'remove', nodes: [], edges });
}

function areJoined(level: Level, source: Element, target: Element): boolean {
  return Object.values(level.graph.edges).some(
    (edge) => edge.source === source.record.id && edge.target === target.record.id,
  );
}
