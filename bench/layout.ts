// Tidy layout against a naive one in the same run: longest-path layers with centred rows. Says how much
// time ours takes, and what for: wires that would run through nodes.

import { layoutWithBends, type LayoutPoint } from '../shared/layout/layout.ts';
import { bottlenecks, denseNet, DENSENET_201, type Graph } from '../shared/layout/testing/graphs.ts';
import { wiresThroughNodes } from '../shared/layout/testing/wires.ts';

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
    netloomWiresThroughNodes: wiresThroughNodes(graph, positions, bends).length,
    naiveWiresThroughNodes: wiresThroughNodes(graph, naiveLayout(graph), new Map()).length,
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
