import { describe, expect, it } from 'vitest';

import { layoutGraph, layoutWithBends, type LayoutNode, type LayoutOptions } from './layout.ts';
import {
  add,
  addChain,
  bottlenecks,
  chain,
  denseNet,
  DENSENET_201,
  emptyGraph,
  inceptionModule,
  residualBlock,
  type Graph,
} from './testing/graphs.ts';
import { expectForward, expectNoOverlap } from './testing/checks.ts';

function lay(graph: Graph, options?: Partial<LayoutOptions>) {
  const positions = layoutGraph(graph.nodes, graph.edges, options);
  const node = (id: string): LayoutNode => graph.nodes.find((candidate) => candidate.id === id)!;
  return {
    positions,
    at: (id: string) => positions.get(id)!,
    centre: (id: string) => positions.get(id)!.x + node(id).width / 2,
    input: (id: string, port = 0) => positions.get(id)!.x + node(id).inputs[port]!,
    output: (id: string) => positions.get(id)!.x + node(id).outputs[0]!,
  };
}

describe('small graphs', () => {
  it('lays out nothing, and one node at the origin', () => {
    expect(layoutGraph([], []).size).toBe(0);
    const graph = emptyGraph();
    add(graph, 'only');
    expect(lay(graph).at('only')).toEqual({ x: 0, y: 0 });
  });

  it('ignores edges to unknown ids and from a node to itself', () => {
    const graph = chain(2);
    const plain = layoutGraph(graph.nodes, graph.edges);
    const extra = [
      { source: 'n0', sourcePort: 0, target: 'gone', targetPort: 0 },
      { source: 'gone', sourcePort: 0, target: 'n0', targetPort: 0 },
      { source: 'n0', sourcePort: 0, target: 'n0', targetPort: 0 },
    ];
    expect(layoutGraph(graph.nodes, [...extra, ...graph.edges])).toEqual(plain);
  });

  it('takes an unlisted port to be in the middle', () => {
    const graph = chain(1);
    add(graph, 'wide', [], 304);
    graph.edges.push({ source: 'n0', sourcePort: 5, target: 'wide', targetPort: 9 });
    const { centre } = lay(graph);
    expect(centre('n0')).toBe(centre('wide'));
  });
});

describe('a chain', () => {
  it('is straight to the pixel at the ports, whatever the sizes', () => {
    const graph = emptyGraph();
    add(graph, 'n0', [], 100);
    const widths = [208, 61, 333, 48, 209];
    for (const [index, width] of widths.entries()) add(graph, `n${index + 1}`, [`n${index}`], width);
    const { input, output, positions } = lay(graph);
    for (let index = 1; index <= widths.length; index++) {
      expect(input(`n${index}`)).toBeCloseTo(output(`n${index - 1}`), 9);
    }
    expect(Math.min(...[...positions.values()].map((point) => point.x))).toBe(0);
  });

  it('leaves layerGap between layers, rounded up to the grid', () => {
    const { at } = lay(chain(3), { layerGap: 33 });
    expect([at('n0').y, at('n1').y, at('n2').y]).toEqual([0, 104, 208]);
  });

  it('of 20,000 nodes is laid out without recursion', () => {
    const graph = chain(20_000);
    const { at } = lay(graph);
    expect(at('n19999')).toEqual({ x: 0, y: 19_999 * 120 });
  });
});

describe('residual blocks', () => {
  it('keep the main branch straight and lead the skip round it', () => {
    const graph = residualBlock();
    const { input, output, at } = lay(graph);
    const main = ['input', 'conv1', 'bn1', 'relu1', 'conv2', 'bn2', 'add', 'relu'];
    for (const [index, id] of main.slice(1).entries()) expect(input(id)).toBe(output(main[index]!));
    const skip = graph.edges.findIndex((edge) => edge.target === 'add' && edge.source === 'input');
    const bends = layoutWithBends(graph.nodes, graph.edges).bends.get(skip)!;
    expect(bends).toHaveLength(2);
    for (const bend of bends) expect(bend.x).toBeGreaterThan(at('conv1').x + 208);
  });

  it('put the skip on the side of the port that it enters', () => {
    const graph = emptyGraph();
    add(graph, 'input');
    addChain(graph, 'input', ['a', 'b']);
    add(graph, 'add', ['input', 'b']);
    const { at } = lay(graph);
    const bend = layoutWithBends(graph.nodes, graph.edges).bends.get(2)![0]!;
    expect(bend.x).toBeLessThan(at('a').x);
  });

  it('stay in one column through four bottlenecks, the projection beside the last convolution', () => {
    const graph = bottlenecks(4);
    const { input, output, at } = lay(graph);
    for (const { source, target, targetPort } of graph.edges) {
      if (targetPort === 0 && target !== 'down.conv') expect(input(target)).toBe(output(source));
    }
    expect(at('down.conv').y).toBe(at('0.conv3').y);
    expect(at('down.bn').y).toBe(at('0.bn3').y);
    expect(at('down.conv').x).toBeGreaterThanOrEqual(at('0.conv3').x + 208 + 40);
  });
});

describe('branches', () => {
  it('of an Inception module fan out symmetrically in port order', () => {
    const { centre, at } = lay(inceptionModule());
    const middle = centre('input');
    expect(centre('concat')).toBe(middle);
    expect(centre('conv1') + centre('project')).toBe(2 * middle);
    expect(centre('conv3') + centre('conv5')).toBe(2 * middle);
    const row = ['conv1', 'conv3', 'conv5', 'project'].map((id) => at(id));
    expect(new Set(row.map((point) => point.y)).size).toBe(1);
    expect(row.map((point) => point.x)).toEqual(row.map((point) => point.x).sort((a, b) => a - b));
  });

  it('of equal length leave their fork on both sides', () => {
    const graph = emptyGraph();
    add(graph, 'squeeze');
    add(graph, 'concat', [addChain(graph, 'squeeze', ['e1']), addChain(graph, 'squeeze', ['e3'])]);
    const { centre } = lay(graph);
    expect(centre('e1') + centre('e3')).toBe(2 * centre('squeeze'));
    expect(centre('concat')).toBe(centre('squeeze'));
  });

  it('stand in the port order of their Concat, not in the order of the edges', () => {
    const graph = emptyGraph();
    add(graph, 'input');
    for (const id of ['a', 'b', 'c']) add(graph, id, ['input']);
    add(graph, 'concat', ['c', 'a', 'b']);
    const { at } = lay(graph);
    expect(at('c').x).toBeLessThan(at('a').x);
    expect(at('a').x).toBeLessThan(at('b').x);
  });
});

describe('a trunk', () => {
  it('stays straight past the heads that leave it', () => {
    const graph = emptyGraph();
    add(graph, 'input');
    addChain(graph, 'input', ['box', 'boxOut']);
    addChain(graph, 'input', ['class', 'classOut']);
    const trunk = Array.from({ length: 12 }, (_, index) => `stage${index}`);
    addChain(graph, 'input', trunk);
    const { centre } = lay(graph);
    for (const id of trunk) expect(centre(id)).toBe(centre('input'));
  });

  it('goes through the middle branch of five (the pyramid of DeepLab), sunken ones counted', () => {
    const graph = emptyGraph();
    add(graph, 'input');
    const branches = [['a1'], ['b1'], ['c1'], ['d1'], ['pool', 'conv', 'resize']];
    add(
      graph,
      'concat',
      branches.map((names) => addChain(graph, 'input', names)),
    );
    const { centre } = lay(graph);
    expect([centre('c1'), centre('concat')]).toEqual([centre('input'), centre('input')]);
  });

  it('is not cut by skips that end in second inputs, as in the neck of a detector', () => {
    const graph = emptyGraph();
    const p3 = addChain(graph, add(graph, 'input'), ['c3']);
    const p4 = addChain(graph, p3, ['c4a', 'c4b']);
    const p5 = addChain(graph, p4, ['c5a', 'c5b', 'sppf']);
    const n4 = add(graph, 'n4', [addChain(graph, p5, ['up5']), p4]);
    const n3 = add(graph, 'n3', [addChain(graph, n4, ['up4']), p3]);
    const q4 = add(graph, 'q4', [addChain(graph, n3, ['down3']), n4]);
    add(graph, 'q5', [addChain(graph, q4, ['down4']), p5]);
    const { positions, bends } = layoutWithBends(graph.nodes, graph.edges);
    for (const [index, points] of bends) {
      const right = positions.get(graph.edges[index]!.source)!.x + 208;
      for (const { x } of points) expect(x).toBeGreaterThan(right);
    }
    expect(bends.size).toBe(4);
  });
});

describe('whole networks', () => {
  it('that are loose nodes fill shelves instead of one long row', () => {
    const graph = emptyGraph();
    for (let index = 0; index < 100; index++) add(graph, `n${index}`);
    const { positions } = lay(graph);
    expectNoOverlap(graph.nodes, positions);
    expect(new Set([...positions.values()].map((point) => point.y)).size).toBeGreaterThan(5);
  });

  it('pack disconnected components side by side, the first on the left', () => {
    const graph = residualBlock();
    addChain(graph, add(graph, 'second'), ['third']);
    add(graph, 'lone');
    const { at, positions } = lay(graph);
    expect([at('input').y, at('second').y, at('lone').y]).toEqual([0, 0, 0]);
    const end = Math.max(at('input').x, at('relu').x) + 208;
    expect(at('second').x).toBeGreaterThan(end);
    expect(at('lone').x).toBeGreaterThan(at('second').x + 208);
    expectNoOverlap(graph.nodes, positions);
  });

  it('do not hang on cycles, and keep the nodes apart', () => {
    const graph = chain(6);
    graph.edges.push({ source: 'n4', sourcePort: 0, target: 'n1', targetPort: 0 });
    graph.edges.push({ source: 'n5', sourcePort: 0, target: 'n0', targetPort: 0 });
    const { positions } = lay(graph);
    expect(positions.size).toBe(6);
    expectNoOverlap(graph.nodes, positions);
  });

  it('flow to the right as they flow down, with the axes exchanged', () => {
    const { nodes, edges } = inceptionModule();
    const turned = nodes.map((node) => ({ ...node, width: node.height, height: node.width }));
    const down = layoutGraph(nodes, edges);
    const right = layoutGraph(turned, edges, { direction: 'right' });
    for (const [id, { x, y }] of down) expect(right.get(id)).toEqual({ x: y, y: x });
  });

  it('as dense as a flat DenseNet-201 come out in order and without overlap', () => {
    const graph = denseNet(DENSENET_201);
    expect(graph.edges.length).toBeGreaterThan(2400);
    const { positions } = lay(graph);
    expectNoOverlap(graph.nodes, positions);
    expectForward(graph, positions);
  });
});
