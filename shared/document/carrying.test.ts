import { describe, expect, it } from 'vitest';
import { after, customNode, documentOf, linkedNode, operatorNode, wireOf } from '../testing/graphs.ts';
import { bringDefinitions, carriedDefinitions } from './carrying.ts';
import { emptyDocument } from './empty.ts';
import { checkInvariants } from './invariants.ts';
import type { Document, Graph } from './types.ts';
import type { Command } from './commands.ts';

const at = { x: 0, y: 0 };
const single = documentOf(
  [
    customNode('block'),
    operatorNode('x', 'Input', {}, 'block'),
    operatorNode('conv', 'Conv2d', { outChannels: 4 }, 'block'),
    operatorNode('y', 'Output', {}, 'block'),
  ],
  [wireOf('x', 'conv'), wireOf('conv', 'y')],
);
/** "Outer" holds an instance of "Inner". */
const nested = after(
  single,
  { type: 'define', block: 'block', definition: 'inner', name: 'Inner' },
  { type: 'group', nodes: ['block'], block: 'o', name: 'o', position: at, inputs: at, outputs: at },
  { type: 'define', block: 'o', definition: 'outer', name: 'Outer' },
  {
    type: 'expose',
    definition: 'inner',
    arguments: [{ name: 'w', targets: [{ node: 'conv', attribute: 'outChannels' }] }],
  },
);
let count = 0;
const fresh = () => `fresh${(count += 1)}`;

function place(document: Document, graph: Graph): Document {
  const next = after(document, { type: 'addGraph', graph, parentId: null });
  expect(checkInvariants(next)).toBeUndefined();
  return next;
}

it('brings a deep chain of definitions that use one another without unfolding it in text', () => {
  const depth = 28;
  const deep = after(
    emptyDocument(),
    ...Array.from({ length: depth }, (_, index): Command => ({
      type: 'addNode',
      node: customNode(`b${index}`, index === 0 ? null : `b${index - 1}`),
    })),
    { type: 'addNode', node: operatorNode('conv', 'Conv2d', {}, `b${depth - 1}`) },
    ...Array.from({ length: depth }, (_, index): Command => ({
      type: 'define',
      block: `b${depth - 1 - index}`,
      definition: `d${depth - 1 - index}`,
      name: `D${depth - 1 - index}`,
    })),
  );
  let fresh = 0;
  // The same once more: every one of them is found to be there, and known to be equal.
  expect(Object.keys(bringDefinitions(deep, deep, () => `f${(fresh += 1)}`).graph.definitions ?? {})).toEqual(
    [],
  );
});

describe('definitions that travel', () => {
  const carried = carriedDefinitions(nested, ['outer']);

  it('take those along that they use, and nothing else', () => {
    expect(Object.keys(carried.definitions!).toSorted()).toEqual(['inner', 'outer']);
    expect(Object.keys(carried.nodes).toSorted()).toEqual(['block', 'conv', 'x', 'y']);
    expect(Object.keys(carried.edges)).toHaveLength(2);
  });

  it('keep their ids in a document that knows none of them', () => {
    const { graph, definition } = bringDefinitions(emptyDocument(), carried, fresh);
    expect(definition('outer')).toBe('outer');
    expect(Object.keys(place(emptyDocument(), graph).definitions!).toSorted()).toEqual(['inner', 'outer']);
  });

  it("are the document's own where it has the same, moved and renamed or not", () => {
    const moved = after(
      nested,
      { type: 'move', positions: { conv: { x: 50, y: 50 } } },
      { type: 'renameDefinition', definition: 'outer', name: 'Else' },
    );
    const { graph } = bringDefinitions(moved, carried, fresh);
    expect(graph).toEqual({ nodes: {}, edges: {} });
  });

  it('become others where the document has changed them, and instances that come along are theirs', () => {
    const changed = after(nested, { type: 'setValues', node: 'conv', values: { outChannels: 8 } });
    const coming: Graph = { ...carried, nodes: { ...carried.nodes, mine: linkedNode('mine', 'outer') } };
    const { graph, definition } = bringDefinitions(changed, coming, fresh);
    const next = place(changed, graph);
    expect(next.nodes['mine']).toMatchObject({ definition: definition('outer') });
    expect(definition('outer')).not.toBe('outer');
    expect(
      Object.values(next.definitions!)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['Inner', 'Inner2', 'Outer', 'Outer2']);
    const inner = next.definitions![definition('inner')]!;
    expect(next.nodes[inner.arguments[0]!.targets[0]!.node]).toMatchObject({
      attributes: { outChannels: 4 },
    });
  });
});
