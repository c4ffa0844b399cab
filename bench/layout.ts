// Tidy layout against a naive one in the same run: longest-path layers with centred rows. Says how much
// time ours takes, and what for: wires that would run through nodes.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findPreset, LIBRARY } from '../renderer/presets/index.ts';
import { layoutInput } from '../renderer/state/positions.ts';
import { layoutGraph, layoutWithBends, type LayoutPoint } from '../shared/layout/layout.ts';
import { bottlenecks, denseNet, DENSENET_201, type Graph } from '../shared/layout/testing/graphs.ts';
import { wiresThroughNodes } from '../shared/layout/testing/wires.ts';
import { expand } from '../shared/network/expand.ts';
import { median } from './statistics.ts';

const LARGEST = ['densenet201', 'efficientnet_b7'] as const;
const LEVEL_LIMIT_MS = 50;
const ELK_LIMIT_MS = 300_000;

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

/** Every level of a network as the app lays it out when it is entered for the first time. */
function levelsOf(preset: string): object {
  const document = findPreset(preset)!.build({});
  if ('code' in document) throw new Error(document.message);
  const times: number[] = [];
  let most = 0;
  for (const level of expand(document, LIBRARY).levels.values()) {
    const { nodes, edges } = layoutInput(level);
    most = Math.max(most, nodes.length);
    const start = performance.now();
    layoutGraph(nodes, edges, { direction: 'down' });
    times.push(performance.now() - start);
  }
  return {
    levels: times.length,
    mostNodes: most,
    slowestMs: Math.max(...times),
    medianMs: median(times),
    limitMs: LEVEL_LIMIT_MS,
  };
}

/** elkjs on the same graph, in a process of its own, for it cannot be interrupted. */
function elk(folder: string, graph: Graph): object {
  const script = fileURLToPath(new URL('elk-child.ts', import.meta.url));
  const child = spawnSync(process.execPath, ['--import', 'tsx', script, folder], {
    input: JSON.stringify(graph),
    encoding: 'utf8',
    timeout: ELK_LIMIT_MS,
  });
  if (child.error !== undefined && 'code' in child.error && child.error.code === 'ETIMEDOUT') {
    return { stoppedAfterMs: ELK_LIMIT_MS };
  }
  if (child.status !== 0) throw new Error(`elkjs did not lay the graph out: ${child.stderr}`);
  return JSON.parse(child.stdout) as object;
}

/**
 * A flat DenseNet-201, a level of about forty nodes (four bottlenecks), and every level of the largest presets.
 * @param options `--elk FOLDER`: a folder where elkjs is installed, which is then the baseline of the flat graph; it
 *   takes minutes
 */
export async function benchLayout(options: readonly string[]): Promise<unknown> {
  const { values } = parseArgs({ args: [...options], options: { elk: { type: 'string' } } });
  const flat = denseNet(DENSENET_201);
  return {
    benchmark: 'layout',
    baseline: `longest-path layers with centred rows (naive)${values.elk === undefined ? '' : '; elkjs, layered'}`,
    bottleneckLevel: compare(bottlenecks(4), 30),
    denseNet201Flat: {
      ...compare(flat, 5),
      elkjs: values.elk === undefined ? 'not asked for: --elk FOLDER' : elk(values.elk, flat),
    },
    levels: Object.fromEntries(LARGEST.map((preset) => [preset, levelsOf(preset)])),
  };
}
