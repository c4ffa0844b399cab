// Which wires run through nodes: what a layout is to avoid, measured the same way for every layout.

import type { LayoutPoint } from '../layout.ts';
import type { Graph } from './graphs.ts';

/** Whether a line meets the inside of a box (Liang and Barsky, 1984). */
function meets(a: LayoutPoint, b: LayoutPoint, left: number, top: number, right: number, bottom: number) {
  let [enter, leave] = [0, 1];
  for (const [from, to, low, high] of [
    [a.x, b.x, left, right],
    [a.y, b.y, top, bottom],
  ] as const) {
    if (from === to) {
      if (from <= low || from >= high) return false;
      continue;
    }
    const [s, t] = [(low - from) / (to - from), (high - from) / (to - from)];
    enter = Math.max(enter, Math.min(s, t));
    leave = Math.min(leave, Math.max(s, t));
  }
  return enter < leave;
}

/** Indices of the edges whose wire passes through a node, drawn as straight lines between their ports and bends. */
export function wiresThroughNodes(
  { nodes, edges }: Graph,
  positions: ReadonlyMap<string, LayoutPoint>,
  bends: ReadonlyMap<number, readonly LayoutPoint[]>,
): number[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const boxes = nodes.map((node) => ({ ...node, ...positions.get(node.id)! }));
  const through: number[] = [];
  for (const [index, edge] of edges.entries()) {
    const [source, target] = [byId.get(edge.source)!, byId.get(edge.target)!];
    const [from, to] = [positions.get(source.id)!, positions.get(target.id)!];
    const points = [
      { x: from.x + (source.outputs[edge.sourcePort] ?? source.width / 2), y: from.y + source.height },
      ...(bends.get(index) ?? []),
      { x: to.x + (target.inputs[edge.targetPort] ?? target.width / 2), y: to.y },
    ];
    const hit = boxes.some((box) =>
      points.some(
        (point, at) =>
          at > 0 && meets(points[at - 1]!, point, box.x, box.y, box.x + box.width, box.y + box.height),
      ),
    );
    if (hit) through.push(index);
  }
  return through;
}
