import { expect, test } from 'vitest';
import { after, customNode, documentOf, operatorNode, wireOf } from '../testing/graphs.ts';
import { writtenBlock } from './equal.ts';
import type { CustomNode, Document } from './types.ts';

const block = (id: string) => [
  customNode(id),
  { ...operatorNode(`${id}-in`, 'Input', {}, id), name: 'in' },
  { ...operatorNode(`${id}-conv`, 'Conv2d', { outChannels: 4, padding: 1 }, id), name: 'conv' },
  { ...operatorNode(`${id}-out`, 'Output', {}, id), name: 'out' },
];
const wires = (id: string) => [wireOf(`${id}-in`, `${id}-conv`), wireOf(`${id}-conv`, `${id}-out`)];
const document = documentOf([...block('a'), ...block('b')], [...wires('a'), ...wires('b')]);
const written = (of: Document, id: string) => writtenBlock(of, of.nodes[id] as CustomNode);

test('two copies are equal, wherever they and what they hold stand, and whichever weights they have', () => {
  const moved = after(
    document,
    { type: 'move', positions: { b: { x: 9, y: 9 }, 'b-conv': { x: 5, y: 5 } } },
    { type: 'locateWeights', storedAs: { 'b-conv': 'elsewhere' } },
    { type: 'rename', node: 'b', name: 'another' },
  );
  expect(written(moved, 'a')).toBe(written(moved, 'b'));
});

test('two copies of a block in a block are equal: wires at ports inside say which by name', () => {
  const around = (id: string) => [
    customNode(id),
    { ...operatorNode(`${id}.in`, 'Input', {}, id), name: 'in' },
    ...block(`${id}-inner`).map((node) =>
      node.parentId === null ? { ...node, parentId: id, name: 'inner' } : node,
    ),
    { ...operatorNode(`${id}.out`, 'Output', {}, id), name: 'out' },
  ];
  const inner = (id: string) => `${id}-inner`;
  const both = documentOf(
    [...around('a'), ...around('b')],
    ['a', 'b'].flatMap((id) => [
      ...wires(inner(id)),
      wireOf(`${id}.in`, inner(id), `${inner(id)}-in`),
      wireOf(inner(id), `${id}.out`, 'input', `${inner(id)}-out`),
    ]),
  );
  expect(written(both, 'a')).toBe(written(both, 'b'));
});

test.each([
  { type: 'setValues', node: 'b-conv', values: { outChannels: 5 } },
  { type: 'rename', node: 'b-conv', name: 'other' },
  { type: 'remove', nodes: [], edges: ['b-conv>b-out:input'] },
  { type: 'bypass', nodes: ['b-conv'], bypassed: true },
  { type: 'repeat', node: 'b', count: 2 },
] as const)('$type makes them differ', (command) => {
  const changed = after(document, command);
  expect(written(changed, 'a')).not.toBe(written(changed, 'b'));
});
