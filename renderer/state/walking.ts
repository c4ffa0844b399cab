// Walking along the stream: from a node to what feeds it, to what reads it, or to its neighbours in the row;
// and all that lies up- and downstream of some nodes.

import type { NodeId } from '../../shared/document/types.ts';
import { turn } from '../../shared/layout/flow.ts';
import type { Level } from '../../shared/network/types.ts';
import { boxOf } from './boxes.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

/** Where an arrow points to if the network ran down: along the flow is up or down. */
const TURNED: Readonly<Record<Direction, Direction>> = {
  up: 'left',
  left: 'up',
  down: 'right',
  right: 'down',
};

/**
 * The node that a step to this side of the screen leads to, or undefined where there is none. Without a start, the
 * stream's beginning.
 */
export function stepFrom(level: Level, start: NodeId | undefined, arrow: Direction): NodeId | undefined {
  const direction = level.flow === 'down' ? arrow : TURNED[arrow];
  const element = start === undefined ? undefined : level.elements.get(start);
  if (element === undefined) {
    const all = [...level.elements.keys()];
    return direction === 'up' ? all.at(-1) : all[0];
  }
  const { id } = element.record;
  const wires = Object.values(level.graph.edges);
  switch (direction) {
    case 'up':
      return inPortOrder(
        wires.filter((edge) => edge.target === id).map((edge) => [edge.targetPort, edge.source]),
        element.inputs.map(({ key }) => key),
      );
    case 'down':
      return inPortOrder(
        wires.filter((edge) => edge.source === id).map((edge) => [edge.sourcePort, edge.target]),
        element.outputs.map(({ key }) => key),
      );
    case 'left':
    case 'right':
      return beside(level, id, direction);
  }
}

function inPortOrder(
  ends: readonly (readonly [port: string, node: NodeId])[],
  keys: readonly string[],
): NodeId | undefined {
  return ends.toSorted(([a], [b]) => keys.indexOf(a) - keys.indexOf(b))[0]?.[1];
}

/** The nearest node to that side whose box shares a row with this one's. All is turned to run down. */
function beside(level: Level, id: NodeId, direction: 'left' | 'right'): NodeId | undefined {
  const { flow } = level;
  const own = turn(boxOf(level.elements.get(id)!, flow), flow);
  const sign = direction === 'left' ? -1 : 1;
  let [best, nearest]: [NodeId | undefined, number] = [undefined, Infinity];
  for (const element of level.elements.values()) {
    const box = turn(boxOf(element, flow), flow);
    const distance = sign * (box.x + box.width / 2 - own.x - own.width / 2);
    const inRow = box.y < own.y + own.height && own.y < box.y + box.height;
    if (element.record.id === id || !inRow || distance <= 0 || distance >= nearest) continue;
    [best, nearest] = [element.record.id, distance];
  }
  return best;
}

/** These nodes with everything that they depend on (`up`), or everything that depends on them (`down`). */
export function reachOf(level: Level, ids: readonly NodeId[], way: 'up' | 'down'): ReadonlySet<NodeId> {
  const next = new Map<NodeId, NodeId[]>();
  for (const { source, target } of Object.values(level.graph.edges)) {
    const [from, to] = way === 'up' ? [target, source] : [source, target];
    const list = next.get(from);
    if (list === undefined) next.set(from, [to]);
    else list.push(to);
  }
  const seen = new Set(ids);
  const stack = [...ids];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    for (const other of next.get(id) ?? []) {
      if (seen.has(other)) continue;
      seen.add(other);
      stack.push(other);
    }
  }
  return seen;
}

/** These nodes with everything that lies up- and downstream of them. */
export function streamOf(level: Level, ids: readonly NodeId[]): ReadonlySet<NodeId> {
  return new Set([...reachOf(level, ids, 'up'), ...reachOf(level, ids, 'down')]);
}
