import { expect, test } from 'vitest';
import { documentOf, operatorNode, wireOf, customNode } from '../testing/graphs.ts';
import { applyCommand, type Command } from './commands.ts';
import { describeStep } from './describe-step.ts';
import type { Document } from './types.ts';

function network(): Document {
  return documentOf(
    [
      operatorNode('image', 'Input', { channels: 3, height: 9, width: 9 }),
      operatorNode('conv', 'Conv2d', { outChannels: 4 }),
      operatorNode('relu', 'ReLU'),
      customNode('layer1'),
      { ...operatorNode('in', 'Input', {}, 'layer1'), name: 'in' },
      { ...operatorNode('inner', 'Conv2d', {}, 'layer1'), name: 'conv2' },
      { ...operatorNode('out', 'Output', {}, 'layer1'), name: 'out' },
    ],
    [wireOf('image', 'conv'), wireOf('conv', 'relu'), wireOf('in', 'inner'), wireOf('inner', 'out')],
  );
}

function after(document: Document, command: Command): Document {
  const result = applyCommand(document, command);
  if (!result.ok) throw new Error(result.problem.message);
  return result.document;
}

const group: Command = {
  type: 'group',
  nodes: ['conv'],
  block: 'b',
  name: 'block',
  position: { x: 0, y: 0 },
  inputs: { x: 0, y: 0 },
  outputs: { x: 0, y: 0 },
};

test.each<[Command, string]>([
  [{ type: 'setValues', node: 'inner', values: { kernelSize: [5, 5] } }, 'kernel of conv2 in layer1'],
  [{ type: 'setValues', node: 'conv', values: { stride: [2, 2] } }, 'stride of conv'],
  [{ type: 'rename', node: 'conv', name: 'stem' }, 'renaming conv to stem'],
  [{ type: 'bypass', nodes: ['relu'], bypassed: true }, 'bypassing relu'],
  [{ type: 'repeat', node: 'layer1', count: 3 }, 'repeats of layer1'],
  [{ type: 'move', positions: { conv: { x: 5, y: 5 }, relu: { x: 7, y: 9 } } }, 'moving 2 nodes'],
  [{ type: 'addNode', node: operatorNode('pool', 'MaxPool2d') }, 'adding pool'],
  [{ type: 'remove', nodes: ['layer1'], edges: [] }, 'removing layer1'],
  [{ type: 'remove', nodes: ['inner'], edges: [] }, 'removing conv2 in layer1'],
  [{ type: 'connect', edge: wireOf('relu', 'layer1', 'in') }, 'drawing the wire from relu to layer1'],
  [group, 'grouping into block'],
  [{ type: 'exchange', node: operatorNode('conv', 'MaxPool2d'), inputs: {}, outputs: {} }, 'replacing conv'],
  [{ type: 'setName', name: 'Mine' }, 'naming the network "Mine"'],
  [{ type: 'setFlow', flow: 'right' }, 'the direction of the network'],
])('says what was done: %j', (command, text) => {
  const before = network();
  expect(describeStep(before, after(before, command))?.text).toBe(text);
});

test('says of what was edited in a definition which one that was', () => {
  const before = after(network(), { type: 'define', block: 'layer1', definition: 'd', name: 'Stage' });
  const now = after(before, { type: 'setValues', node: 'inner', values: { outChannels: 9 } });
  expect(describeStep(before, now)).toMatchObject({
    text: 'output channels of conv2 in Stage',
    parentId: 'd',
    nodes: ['inner'],
  });
});

test('an ungrouped block is named, and what nothing changed is not described', () => {
  const grouped = after(network(), group);
  expect(describeStep(grouped, network())?.text).toBe('ungrouping block');
  expect(describeStep(grouped, grouped)).toBeUndefined();
});
