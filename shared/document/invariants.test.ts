// What files cannot show (the corpus has the rest): keys that differ from ids, and graphs that would overflow
// a recursive check.

import { describe, expect, it } from 'vitest';
import { MAX_NESTING } from './definition-invariants.ts';
import { checkGraph } from './invariants.ts';
import type { EdgeRecord, Graph, NodeRecord } from './types.ts';

function block(id: string, parentId: string | null): NodeRecord {
  return { id, kind: 'custom', parentId, name: id, position: { x: 0, y: 0 } };
}

function unknown(id: string, parentId: string | null = null): NodeRecord {
  return { ...block(id, parentId), kind: 'operator', operator: 'Unknown', attributes: {} };
}

function graph(nodes: readonly NodeRecord[], edges: readonly EdgeRecord[] = []): Graph {
  return {
    nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
    edges: Object.fromEntries(edges.map((edge) => [edge.id, edge])),
  };
}

function wire(id: string, source: string, target: string): EdgeRecord {
  return { id, source, sourcePort: 'y', target, targetPort: id };
}

describe('checkGraph', () => {
  it('refuses a record under a key that is not its id', () => {
    expect(checkGraph({ nodes: { a: unknown('b') }, edges: {} })).toEqual({
      code: 'id-mismatch',
      message: 'The node under the key "a" says that its id is "b".',
    });
    const nodes = { a: unknown('a'), b: unknown('b') };
    expect(checkGraph({ nodes, edges: { e: wire('f', 'a', 'b') } })?.code).toBe('id-mismatch');
  });

  it('refuses ids that the canvas could not join, and shows what cannot be seen', () => {
    expect(checkGraph(graph([unknown('a\u001fb')]))).toEqual({
      code: 'id-invalid',
      message: String.raw`"a\u001fb" cannot be the id of a node.`,
    });
    expect(checkGraph({ ...graph([unknown('a')]), edges: { '\n': wire('\n', 'a', 'a') } })?.code).toBe(
      'id-invalid',
    );
  });

  it('allows blocks as deep as the limit, children before parents, and not one deeper', () => {
    const blocks = Array.from({ length: MAX_NESTING + 1 }, (_, depth) =>
      block(`b${depth}`, depth === 0 ? null : `b${depth - 1}`),
    );
    expect(checkGraph(graph(blocks))).toBeUndefined();
    expect(checkGraph(graph(blocks.toReversed()))).toBeUndefined();
    const deeper = [...blocks, unknown('leaf', `b${MAX_NESTING}`)];
    expect(checkGraph(graph(deeper))?.code).toBe('nesting-too-deep');
    expect(checkGraph(graph(deeper.toReversed()))?.code).toBe('nesting-too-deep');
  });

  it('takes 40,000 nested blocks and a loop of 40,000 nodes without overflowing', () => {
    const count = 40_000;
    const blocks = Array.from({ length: count }, (_, depth) =>
      block(`b${depth}`, depth === 0 ? null : `b${depth - 1}`),
    );
    expect(checkGraph(graph(blocks.toReversed()))?.code).toBe('nesting-too-deep');
    const nodes = Array.from({ length: count }, (_, index) => unknown(`n${index}`));
    const chain = Array.from({ length: count - 1 }, (_, index) =>
      wire(`e${index}`, `n${index}`, `n${index + 1}`),
    );
    expect(checkGraph(graph(nodes, chain))).toBeUndefined();
    expect(checkGraph(graph(nodes, [...chain, wire('back', `n${count - 1}`, 'n0')]))?.code).toBe('cycle');
  });

  it('finds the loop among diamonds and tails, and names its nodes only', () => {
    const nodes = ['in', 'a', 'b', 'c', 'd', 'tail'].map((id) => unknown(id));
    const edges = [
      wire('1', 'in', 'a'),
      wire('2', 'a', 'b'),
      wire('3', 'a', 'c'),
      wire('4', 'b', 'd'),
      wire('5', 'c', 'd'),
      wire('6', 'd', 'tail'),
    ];
    expect(checkGraph(graph(nodes, edges))).toBeUndefined();
    const problem = checkGraph(graph(nodes, [...edges, wire('7', 'd', 'b')]));
    expect(problem?.code).toBe('cycle');
    expect(problem?.message).toMatch(/^The wires form a loop: ("b" → "d" → "b"|"d" → "b" → "d")\./);
  });
});
