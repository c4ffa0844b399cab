import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { layoutGraph, layoutWithBends, type LayoutEdge, type LayoutNode } from './layout.ts';
import { expectForward, expectNoOverlap } from './testing/checks.ts';
import type { Graph } from './testing/graphs.ts';
import { wiresThroughNodes } from './testing/wires.ts';

const RUNS = { seed: 20_261_107, numRuns: 300 };

const node = fc.record({
  width: fc.integer({ min: 1, max: 400 }),
  height: fc.integer({ min: 1, max: 200 }),
  ports: fc.integer({ min: 1, max: 4 }),
});

/** Pairs of numbers that become edges; forward ones for a DAG. */
function graphs(acyclic: boolean): fc.Arbitrary<Graph> {
  return fc
    .record({
      shapes: fc.array(node, { minLength: 1, maxLength: 40 }),
      links: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(3), fc.nat(3)), { maxLength: 90 }),
    })
    .map(({ shapes, links }) => {
      const spread = (count: number, width: number): number[] =>
        Array.from({ length: count }, (_, port) => (width * (port + 1)) / (count + 1));
      const nodes = shapes.map(({ width, height, ports }, index): LayoutNode => ({
        id: `n${index}`,
        width,
        height,
        inputs: spread(ports, width),
        outputs: spread(Math.ceil(ports / 2), width),
      }));
      const edges = links.flatMap(([a, b, sourcePort, targetPort]): LayoutEdge[] => {
        const [from, to] = [a % nodes.length, b % nodes.length];
        if (acyclic && from === to) return [];
        const [source, target] = acyclic ? [Math.min(from, to), Math.max(from, to)] : [from, to];
        return [{ source: `n${source}`, sourcePort, target: `n${target}`, targetPort }];
      });
      return { nodes, edges };
    });
}

describe('any network', () => {
  it('is laid out without overlap, from the origin on, each edge forward', () => {
    fc.assert(
      fc.property(graphs(true), (graph) => {
        const positions = layoutGraph(graph.nodes, graph.edges);
        expect(positions.size).toBe(graph.nodes.length);
        expectNoOverlap(graph.nodes, positions);
        expectForward(graph, positions);
        const points = [...positions.values()];
        expect(Math.min(...points.map((point) => point.x))).toBe(0);
        expect(Math.min(...points.map((point) => point.y))).toBe(0);
      }),
      RUNS,
    );
  });

  it('with cycles is laid out without overlap', () => {
    fc.assert(
      fc.property(graphs(false), (graph) => {
        expectNoOverlap(graph.nodes, layoutGraph(graph.nodes, graph.edges));
      }),
      RUNS,
    );
  });

  it('gives the same positions for the same input', () => {
    fc.assert(
      fc.property(graphs(false), ({ nodes, edges }) => {
        expect(layoutGraph(structuredClone(nodes), structuredClone(edges))).toEqual(
          layoutGraph(nodes, edges),
        );
      }),
      { ...RUNS, numRuns: 60 },
    );
  });

  it('stands on the grid where sizes and ports do', () => {
    fc.assert(
      fc.property(graphs(true), (graph) => {
        const nodes = graph.nodes.map((old): LayoutNode => ({
          ...old,
          width: Math.ceil(old.width / 16) * 16,
          inputs: [],
          outputs: [],
        }));
        for (const { x, y } of layoutGraph(nodes, graph.edges).values()) {
          expect([x % 8, y % 8]).toEqual([0, 0]);
        }
      }),
      RUNS,
    );
  });

  it('has room for its wires: drawn by way of their bends they pass through no node', () => {
    fc.assert(
      fc.property(graphs(true), (graph) => {
        const { positions, bends } = layoutWithBends(graph.nodes, graph.edges);
        expect(wiresThroughNodes(graph, positions, bends)).toEqual([]);
      }),
      RUNS,
    );
  });
});
