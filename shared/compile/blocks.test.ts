// Blocks that are switched off, in a row and linked, through ONNX Runtime: what is drawn once and stands in several
// places computes what the same network drawn out in full does.

import { expect, it } from 'vitest';
import { expand } from '../network/expand.ts';
import type { Document, EdgeRecord, NodeRecord } from '../document/types.ts';
import { after, customNode, documentOf, linkedNode, operatorNode, wireOf } from '../testing/graphs.ts';
import { caseInput, caseWeight } from '../testing/operator-examples.ts';
import { modelBytes, runModel } from '../testing/run-onnx.ts';
import { compile } from './compile.ts';

const CONV = { outChannels: 4, padding: 1 };
const image = operatorNode('image', 'Input', { channels: 3, height: 8, width: 8 });
const result = operatorNode('result', 'Output');

/** image → a ×2 → b → off → result, where a and b are linked and `off` is switched off. */
const folded = after(
  documentOf(
    [
      image,
      customNode('a'),
      operatorNode('x', 'Input', {}, 'a'),
      operatorNode('conv', 'Conv2d', CONV, 'a'),
      operatorNode('y', 'Output', {}, 'a'),
      operatorNode('off', 'Sigmoid'),
      result,
    ],
    [
      wireOf('image', 'a', 'x'),
      wireOf('x', 'conv'),
      wireOf('conv', 'y'),
      wireOf('a', 'off', 'input', 'y'),
      wireOf('off', 'result'),
    ],
  ),
  { type: 'define', block: 'a', definition: 'd', name: 'Step' },
  { type: 'addNode', node: linkedNode('b', 'd'), edges: [wireOf('a', 'b', 'x', 'y')] },
  { type: 'connect', edge: { ...wireOf('b', 'off', 'input', 'y'), id: 'onward' } },
  { type: 'repeat', node: 'a', count: 2 },
  { type: 'bypass', nodes: ['off'], bypassed: true },
);

/** The same, as nobody would draw it: custom blocks of one layer each, so that the paths are the same. */
function drawnOut(): Document {
  const nodes: NodeRecord[] = [image, result, customNode('a')];
  const edges: EdgeRecord[] = [wireOf('image', 'a', 'a.in')];
  const layer = (id: string, name: string, parentId: string | null): void => {
    nodes.push(
      { ...customNode(id, parentId), name },
      { ...operatorNode(`${id}.in`, 'Input', {}, id), name: 'x' },
      { ...operatorNode(`${id}.conv`, 'Conv2d', CONV, id), name: 'conv' },
      { ...operatorNode(`${id}.out`, 'Output', {}, id), name: 'y' },
    );
    edges.push(wireOf(`${id}.in`, `${id}.conv`), wireOf(`${id}.conv`, `${id}.out`));
  };
  nodes.push(operatorNode('a.in', 'Input', {}, 'a'), operatorNode('a.out', 'Output', {}, 'a'));
  for (const node of nodes.splice(-2)) nodes.push({ ...node, name: node.id === 'a.in' ? 'x' : 'y' });
  layer('first', '0', 'a');
  layer('second', '1', 'a');
  layer('b', 'b', null);
  edges.push(
    wireOf('a.in', 'first', 'first.in'),
    wireOf('first', 'second', 'second.in', 'first.out'),
    wireOf('second', 'a.out', 'input', 'second.out'),
    wireOf('a', 'b', 'b.in', 'a.out'),
    wireOf('b', 'result', 'input', 'b.out'),
  );
  return documentOf(nodes, edges);
}

it('linked, repeated and bypassed blocks compute what the network drawn out in full does', async () => {
  const run = async (document: Document) => {
    const compiled = compile(expand(document, { findTemplate: () => undefined }));
    const outputs = await runModel(modelBytes(compiled, caseWeight), { image: caseInput([1, 3, 8, 8], 0) });
    return { weights: compiled.weights.map(({ path, shape }) => `${path} ${shape.join()}`), outputs };
  };
  const [short, long] = [await run(folded), await run(drawnOut())];
  expect(short.weights).toEqual([
    'a.0.conv.weight 4,3,3,3',
    'a.0.conv.bias 4',
    'a.1.conv.weight 4,4,3,3',
    'a.1.conv.bias 4',
    'b.conv.weight 4,4,3,3',
    'b.conv.bias 4',
  ]);
  expect(short.weights).toEqual(long.weights);
  expect(short.outputs).toEqual(long.outputs);
  expect(short.outputs['result']?.data.every(Number.isFinite)).toBe(true);
});
