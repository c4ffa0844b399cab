// Networks to lay out, in the sizes and port places of the app's nodes, for tests and benchmarks.

import type { LayoutEdge, LayoutNode } from '../layout.ts';

export interface Graph {
  readonly nodes: LayoutNode[];
  readonly edges: LayoutEdge[];
}

export function emptyGraph(): Graph {
  return { nodes: [], edges: [] };
}

/** Adds a node whose inputs, one per name in `from`, are spread evenly along its top; returns its id. */
export function add(
  graph: Graph,
  id: string,
  from: readonly string[] = [],
  width = 208,
  height = 64,
): string {
  const ports = Math.max(1, from.length);
  const inputs = Array.from({ length: ports }, (_, port) => Math.round((width * (port + 1)) / (ports + 1)));
  graph.nodes.push({ id, width, height, inputs, outputs: [width / 2] });
  for (const [targetPort, source] of from.entries()) {
    graph.edges.push({ source, sourcePort: 0, target: id, targetPort });
  }
  return id;
}

/** Adds nodes in a row after `from`; returns the last one's id. */
export function addChain(graph: Graph, from: string, names: readonly string[]): string {
  return names.reduce((last, name) => add(graph, name, [last]), from);
}

function numbered(prefix: string, names: readonly string[]): string[] {
  return names.map((name) => prefix + name);
}

export function chain(length: number): Graph {
  const graph = emptyGraph();
  for (let index = 0; index < length; index++) add(graph, `n${index}`, index === 0 ? [] : [`n${index - 1}`]);
  return graph;
}

/** The block of He et al. (2015): two convolutions and an identity skip into the second input of an Add. */
export function residualBlock(): Graph {
  const graph = emptyGraph();
  const input = add(graph, 'input');
  const branch = addChain(graph, input, ['conv1', 'bn1', 'relu1', 'conv2', 'bn2']);
  add(graph, 'add', [branch, input], 208, 32);
  add(graph, 'relu', ['add'], 208, 32);
  return graph;
}

/** Bottlenecks in a row, the first with a convolution on its skip: 10 n + 4 nodes. */
export function bottlenecks(count: number): Graph {
  const graph = emptyGraph();
  let value = addChain(graph, add(graph, 'input'), ['pool']);
  const names = ['conv1', 'bn1', 'relu1', 'conv2', 'bn2', 'relu2', 'conv3', 'bn3'];
  for (let index = 0; index < count; index++) {
    const prefix = `${index}.`;
    const branch = addChain(graph, value, numbered(prefix, names));
    const skip = index === 0 ? addChain(graph, value, ['down.conv', 'down.bn']) : value;
    value = addChain(graph, add(graph, `${prefix}add`, [branch, skip], 208, 32), [`${prefix}relu`]);
  }
  return graph;
}

/** Szegedy et al. (2014), figure 2b: a 1×1, a 3×3 and a 5×5 branch and a pooling one into a Concat. */
export function inceptionModule(): Graph {
  const graph = emptyGraph();
  const input = add(graph, 'input');
  const branches = [['conv1'], ['reduce3', 'conv3'], ['reduce5', 'conv5'], ['pool', 'project']];
  add(
    graph,
    'concat',
    branches.map((names) => addChain(graph, input, names)),
    208,
    32,
  );
  return graph;
}

/**
 * Huang et al. (2017) as a flat graph: the Concat of each dense layer reads all former outputs of its
 * block. `layers` per block; 6, 12, 48, 32 is DenseNet-201.
 */
export function denseNet(layers: readonly number[]): Graph {
  const graph = emptyGraph();
  let value = addChain(graph, add(graph, 'input'), ['conv', 'bn', 'relu', 'pool']);
  for (const [block, count] of layers.entries()) {
    const features = [value];
    const concat = (id: string): string =>
      features.length === 1 ? value : add(graph, id, features, Math.max(208, 24 * (features.length + 1)), 32);
    for (let layer = 0; layer < count; layer++) {
      const prefix = `${block}.${layer}.`;
      const names = ['norm1', 'relu1', 'conv1', 'norm2', 'relu2', 'conv2'];
      features.push(addChain(graph, concat(`${prefix}concat`), numbered(prefix, names)));
    }
    const last = block === layers.length - 1;
    const names = last ? ['norm', 'relu', 'gap', 'fc'] : ['norm', 'relu', 'conv', 'pool'];
    value = addChain(graph, concat(`${block}.concat`), numbered(`${block}.transition.`, names));
  }
  return graph;
}

export const DENSENET_201: readonly number[] = [6, 12, 48, 32];
