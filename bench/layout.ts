// Tidy layout against a naive one in the same run: longest-path layers with centred rows. Says how much
// time ours takes, and what for: wires that would run through nodes.

import { layoutWithBends, type LayoutPoint } from '../shared/layout/layout.ts';
import { bottlenecks, denseNet, DENSENET_201, type Graph } from '../shared/layout/testing/graphs.ts';

type Positions = ReadonlyMap<string, LayoutPoint>;

/** The baseline: each node one row below its last input, rows centred, in the order of the nodes. */
function naiveLayout({ nodes, edges }: Graph): Positions {
  const row = new Map(nodes.map((node) => [node.id, 0]));
  // The nodes come in topological order, and each node's edges with it.
  for (const { source, target } of edges) row.set(target, Math.max(row.get(target)!, row.get(source)! + 1));
  const rows: Graph['nodes'][] = [];
  for (const node of nodes) (rows[row.get(node.id)!] ??= []).push(node);
  const positions = new Map<string, LayoutPoint>();
  let y = 0;
  for (const members of rows) {
    let x = -members.reduce((sum, node) => sum + node.width + 40, -40) / 2;
    for (const { id, width } of members) {
      positions.set(id, { x, y });
      x += width + 40;
    }
    y += Math.max(...members.map((node) => node.height)) + 56;
  }
  return positions;
}

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

/** Wires that pass through a node, drawn as straight lines between their ports and bends. */
function wiresThroughNodes(
  { nodes, edges }: Graph,
  positions: Positions,
  bends: ReadonlyMap<number, readonly LayoutPoint[]>,
): number {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const boxes = nodes.map((node) => ({ ...node, ...positions.get(node.id)! }));
  let count = 0;
  for (const [index, edge] of edges.entries()) {
    const [source, target] = [byId.get(edge.source)!, byId.get(edge.target)!];
    const [from, to] = [positions.get(source.id)!, positions.get(target.id)!];
    const points = [
      { x: from.x + source.outputs[edge.sourcePort]!, y: from.y + source.height },
      ...(bends.get(index) ?? []),
      { x: to.x + target.inputs[edge.targetPort]!, y: to.y },
    ];
    const hit = boxes.some(
      (box) =>
        box.id !== source.id &&
        box.id !== target.id &&
        points.some(
          (point, at) =>
            at > 0 && meets(points[at - 1]!, point, box.x, box.y, box.x + box.width, box.y + box.height),
        ),
    );
    if (hit) count++;
  }
  return count;
}

/** Least time of several calls, in milliseconds: other work on the machine only ever adds. */
function leastTime(repeats: number, run: () => unknown): number {
  let least = Infinity;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const start = performance.now();
    run();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

function compare(graph: Graph, repeats: number) {
  const start = performance.now();
  const { positions, bends } = layoutWithBends(graph.nodes, graph.edges);
  const first = performance.now() - start;
  const ours = leastTime(repeats, () => layoutWithBends(graph.nodes, graph.edges));
  const naive = leastTime(repeats, () => naiveLayout(graph));
  return {
    nodes: graph.nodes.length,
    edges: graph.edges.length,
    netloomMs: ours,
    netloomFirstCallMs: first,
    naiveMs: naive,
    timeRatio: ours / naive,
    netloomWiresThroughNodes: wiresThroughNodes(graph, positions, bends),
    naiveWiresThroughNodes: wiresThroughNodes(graph, naiveLayout(graph), new Map()),
  };
}

/** A flat DenseNet-201, and a level of about forty nodes (four bottlenecks). */
export async function benchLayout(): Promise<unknown> {
  return {
    baseline: 'longest-path layers with centred rows (naive)',
    bottleneckLevel: compare(bottlenecks(4), 30),
    denseNet201Flat: compare(denseNet(DENSENET_201), 5),
  };
}
