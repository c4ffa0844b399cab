import { describe, expect, it } from 'vitest';
import { analyse } from '../analysis/analyse.ts';
import { applyCommand } from '../document/commands.ts';
import { parseDocument } from '../document/parse.ts';
import { serialiseDocument } from '../document/serialise.ts';
import type { Document, EdgeRecord } from '../document/types.ts';
import { after, customNode, documentOf, operatorNode, wireOf } from '../testing/graphs.ts';
import { expand } from './expand.ts';

function off(document: Document, ...nodes: readonly string[]): Document {
  return after(document, { type: 'bypass', nodes, bypassed: true });
}

const expandPlain = (document: Document) => expand(document, { findTemplate: () => undefined });
const codes = (document: Document) =>
  expandPlain(document).diagnostics.map(({ severity, code, path }) => `${severity} ${code} ${path}`);

const image = operatorNode('image', 'Input', { channels: 3, height: 8, width: 8 });
const result = operatorNode('result', 'Output');
const chain = documentOf(
  [
    image,
    operatorNode('conv', 'Conv2d', { outChannels: 4, padding: 1 }),
    operatorNode('relu', 'ReLU'),
    result,
  ],
  [wireOf('image', 'conv'), wireOf('conv', 'relu'), wireOf('relu', 'result')],
);

describe('a node that is switched off', () => {
  it('passes on what arrives, and is no part of the network', () => {
    const network = expandPlain(off(chain, 'relu'));
    expect(network.diagnostics).toEqual([]);
    expect(network.nodes.map(({ path }) => path)).toEqual(['image', 'conv', 'result']);
    const conv = network.nodes.find(({ path }) => path === 'conv')!;
    expect(network.nodes.find(({ path }) => path === 'result')!.inputs).toEqual([
      { node: conv.index, output: 0 },
    ]);
    expect(network.elements.get('relu')).toMatchObject({ off: true, node: undefined });
    expect(network.elements.get('relu')!.outputs[0]!.type!.shape).toEqual([1, 4, 8, 8]);
  });

  it('costs nothing', () => {
    const { totals, costs } = analyse(expandPlain(off(chain, 'conv')));
    expect(totals).toMatchObject({ parameters: 0, macs: 0 });
    expect(costs.has('conv')).toBe(false);
  });

  it('warns where the shapes after it change', () => {
    const { diagnostics } = expandPlain(off(chain, 'conv'));
    expect(diagnostics).toEqual([
      {
        severity: 'warning',
        code: 'bypass-shape',
        path: 'conv',
        message:
          '"conv" is switched off and passes on 1 × 3 × 8 × 8 in place of 1 × 4 × 8 × 8: the shapes after it change.',
      },
    ]);
  });

  it('is an error where it cannot pass the tensor on, and nothing follows from it', () => {
    const flat = documentOf(
      [image, operatorNode('flatten', 'Flatten'), operatorNode('fc', 'Linear', { outFeatures: 2 }), result],
      [wireOf('image', 'flatten'), wireOf('flatten', 'fc'), wireOf('fc', 'result')],
    );
    expect(codes(off(flat, 'flatten'))).toEqual(['error bypass-type flatten']);
  });

  it('silences what is wrong with it', () => {
    const broken = documentOf(
      [image, operatorNode('conv', 'Conv2d', { kernelSize: 99 }), operatorNode('sum', 'Add'), result],
      [wireOf('image', 'conv'), wireOf('conv', 'sum', 'in0'), wireOf('sum', 'result')],
    );
    expect(codes(broken)).not.toEqual([]);
    expect(codes(off(broken, 'conv', 'sum'))).toEqual([]);
  });

  it('still needs the input that it passes on', () => {
    const loose = documentOf([image, operatorNode('relu', 'ReLU'), result], [wireOf('relu', 'result')]);
    expect(codes(off(loose, 'relu'))).toContain('error input-missing relu');
  });
});

describe('a block that is switched off', () => {
  const block = customNode('block');
  const nested = documentOf(
    [
      image,
      block,
      operatorNode('x', 'Input', {}, 'block'),
      operatorNode('conv', 'Conv2d', { outChannels: 3, padding: 1 }, 'block'),
      operatorNode('bad', 'Conv2d', { kernelSize: 99 }, 'block'),
      operatorNode('y', 'Output', {}, 'block'),
      operatorNode('y2', 'Output', {}, 'block'),
      result,
    ],
    [
      wireOf('image', 'block', 'x'),
      wireOf('x', 'conv'),
      wireOf('conv', 'y'),
      wireOf('x', 'bad'),
      wireOf('bad', 'y2'),
      wireOf('block', 'result', 'input', 'y'),
    ],
  );

  it('is left out with all that is inside, which can still be entered', () => {
    const network = expandPlain(off(nested, 'block'));
    expect(network.diagnostics).toEqual([]);
    expect(network.nodes.map(({ path }) => path)).toEqual(['image', 'result']);
    const level = network.levels.get('block')!;
    expect(level.parentId).toBe('block');
    expect(level.elements.get('conv')).toMatchObject({ off: true, node: undefined });
    expect(level.elements.get('conv')!.outputs[0]!.type!.shape).toEqual([1, 3, 8, 8]);
    expect(analyse(network).costs.get('block')).toMatchObject({ parameters: 0, macs: 0 });
  });

  it('leaves nothing through its other outputs', () => {
    const wired = { ...nested.edges, wire: { ...wireOf('block', 'result', 'input', 'y2'), id: 'wire' } };
    delete (wired as Record<string, EdgeRecord>)['block>result:input'];
    expect(codes(off({ ...nested, edges: wired }, 'block'))).toContain('error bypass-output block');
  });
});

describe('the command', () => {
  it('refuses what has no input to pass on, and a file that says so is told', () => {
    const refused = applyCommand(chain, { type: 'bypass', nodes: ['image'], bypassed: true });
    expect(refused).toMatchObject({ ok: false, problem: { code: 'bypass-impossible' } });
    const odd = { ...chain, nodes: { ...chain.nodes, image: { ...image, bypassed: true as const } } };
    expect(codes(odd)).toEqual(['error bypass-impossible image']);
  });

  it('changes nothing where nothing changes, and comes back the same', () => {
    const once = off(chain, 'conv');
    expect(off(once, 'conv')).toBe(once);
    const on = applyCommand(once, { type: 'bypass', nodes: ['conv', 'relu'], bypassed: false });
    expect(on).toEqual({ ok: true, document: chain });
  });

  it('is kept in the file', () => {
    const document = off(chain, 'conv');
    expect(parseDocument(serialiseDocument(document))).toEqual(document);
  });
});
