import { describe, expect, it } from 'vitest';
import { analyse } from '../analysis/analyse.ts';
import type { Document } from '../document/types.ts';
import { after, customNode, documentOf, linkedNode, operatorNode, wireOf } from '../testing/graphs.ts';
import { checkInvariants } from '../document/invariants.ts';
import { expand } from './expand.ts';
import type { StoredTensors, Template } from './types.ts';

const expandPlain = (document: Document, stored?: StoredTensors) =>
  expand(document, { findTemplate: () => undefined }, stored);
const shapes = (document: Document) =>
  expandPlain(document).nodes.map(({ path, outputTypes }) => `${path} ${outputTypes?.[0]?.shape.join()}`);

/** image → block (x → conv → y) → result */
const single = documentOf(
  [
    operatorNode('image', 'Input', { channels: 3, height: 8, width: 8 }),
    customNode('block'),
    operatorNode('x', 'Input', {}, 'block'),
    operatorNode('conv', 'Conv2d', { outChannels: 4, padding: 1 }, 'block'),
    operatorNode('y', 'Output', {}, 'block'),
    operatorNode('result', 'Output'),
  ],
  [
    wireOf('image', 'block', 'x'),
    wireOf('x', 'conv'),
    wireOf('conv', 'y'),
    wireOf('block', 'result', 'input', 'y'),
  ],
);

/** The same, with a second instance behind the first. */
const linked = after(
  single,
  { type: 'define', block: 'block', definition: 'd', name: 'Stem' },
  { type: 'addNode', node: linkedNode('more', 'd'), edges: [wireOf('block', 'more', 'x', 'y')] },
  { type: 'connect', edge: wireOf('more', 'result', 'input', 'y') },
);

describe('linked blocks', () => {
  it('unfold where each stands, from what arrives there', () => {
    const network = expandPlain(linked);
    expect(network.diagnostics).toEqual([]);
    expect(network.nodes.map(({ path }) => path)).toEqual(['image', 'block.conv', 'more.conv', 'result']);
    expect(
      network.nodes.flatMap(({ weights }) => weights.map(({ path, shape }) => `${path} ${shape.join()}`)),
    ).toEqual([
      'block.conv.weight 4,3,3,3',
      'block.conv.bias 4',
      'more.conv.weight 4,4,3,3',
      'more.conv.bias 4',
    ]);
    expect(network.levels.get('block')?.parentId).toBe('d');
    expect(network.levels.get('more')?.parentId).toBe('d');
  });

  it('all follow an edit inside one', () => {
    const edited = after(linked, { type: 'setValues', node: 'conv', values: { outChannels: 16 } });
    expect(shapes(edited)).toEqual([
      'image 1,3,8,8',
      'block.conv 1,16,8,8',
      'more.conv 1,16,8,8',
      'result undefined',
    ]);
  });

  it('take arguments of their own', () => {
    const exposed = after(
      linked,
      {
        type: 'expose',
        definition: 'd',
        arguments: [{ name: 'width', targets: [{ node: 'conv', attribute: 'outChannels' }] }],
      },
      { type: 'setValues', node: 'more', values: { width: 32 } },
    );
    const network = expandPlain(exposed);
    expect(shapes(exposed)).toEqual([
      'image 1,3,8,8',
      'block.conv 1,4,8,8',
      'more.conv 1,32,8,8',
      'result undefined',
    ]);
    expect(network.elements.get('more.conv')?.overridden).toEqual({ outChannels: 32 });
    expect(network.elements.get('block.conv')?.overridden).toBeUndefined();
    const damaged = {
      ...exposed,
      nodes: { ...exposed.nodes, more: linkedNode('more', 'd', null, { width: -1 }) },
    };
    expect(expandPlain(damaged).diagnostics.map(({ path, attribute }) => [path, attribute])).toContainEqual([
      'more',
      'width',
    ]);
  });

  it('hand arguments on to linked blocks inside them', () => {
    const nested = after(
      linked,
      {
        type: 'expose',
        definition: 'd',
        arguments: [{ name: 'width', targets: [{ node: 'conv', attribute: 'outChannels' }] }],
      },
      {
        type: 'group',
        nodes: ['more'],
        block: 'outer',
        name: 'outer',
        position: { x: 0, y: 0 },
        inputs: { x: 0, y: -9 },
        outputs: { x: 0, y: 9 },
      },
      { type: 'define', block: 'outer', definition: 'o', name: 'Outer' },
      {
        type: 'expose',
        definition: 'o',
        arguments: [{ name: 'w', targets: [{ node: 'more', attribute: 'width' }] }],
      },
      { type: 'setValues', node: 'outer', values: { w: 7 } },
    );
    expect(shapes(nested)).toContain('outer.more.conv 1,7,8,8');
  });

  it('read stored tensors by their own path first, then as the node that was linked', () => {
    const stored = {
      'conv.weight': { shape: [4, 3, 3, 3], offset: 0 },
      'more.conv.bias': { shape: [4], offset: 8 },
    };
    const sources = expandPlain(linked, stored).nodes.flatMap(({ weights }) =>
      weights.map(({ path, source }) => [path, source.kind === 'stored' ? source.offset : undefined]),
    );
    expect(Object.fromEntries(sources)).toMatchObject({ 'block.conv.weight': 0, 'more.conv.bias': 8 });
  });
});

describe('a block in a row', () => {
  const row = after(single, { type: 'repeat', node: 'block', count: 3 });

  it('unfolds into repetitions with the paths of a Sequential, each fed by the one before', () => {
    const network = expandPlain(row);
    expect(network.diagnostics).toEqual([]);
    expect(
      network.nodes.flatMap(({ weights }) => weights.map(({ path, shape }) => `${path} ${shape.join()}`)),
    ).toEqual([
      'block.0.conv.weight 4,3,3,3',
      'block.0.conv.bias 4',
      'block.1.conv.weight 4,4,3,3',
      'block.1.conv.bias 4',
      'block.2.conv.weight 4,4,3,3',
      'block.2.conv.bias 4',
    ]);
    const total = analyse(network).costs.get('block');
    expect(total?.parameters).toBe(4 * 27 + 4 + 2 * (4 * 36 + 4));
  });

  it('is entered as a row, whose repetitions are entered as the block is', () => {
    const { levels, elements } = expandPlain(row);
    expect(levels.get('block')).toMatchObject({ parentId: undefined, repeats: row.nodes['block'] });
    expect([...levels.get('block')!.elements.values()].map(({ path }) => path)).toEqual([
      'block.x',
      'block.0',
      'block.1',
      'block.2',
      'block.y',
    ]);
    expect(levels.get('block.1')?.parentId).toBe('block');
    expect(elements.get('block')?.outputs[0]?.type?.shape).toEqual([1, 4, 8, 8]);
  });

  it('says once what is wrong with all, and where one does not fit the next', () => {
    const loose = after(row, { type: 'remove', nodes: [], edges: ['image>block:x'] });
    expect(expandPlain(loose).diagnostics.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'unused-output image',
      'input-missing block',
    ]);
    const shrinking = after(row, { type: 'setValues', node: 'conv', values: { kernelSize: 5, padding: 0 } });
    expect(expandPlain(shrinking).diagnostics.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'kernel-larger-than-input block.1.conv',
    ]);
  });

  it('cannot be where nothing comes out', () => {
    const closed = after(row, { type: 'remove', nodes: ['y'], edges: [] });
    expect(expandPlain(closed).diagnostics.map(({ code }) => code)).toContain('repeat-impossible');
  });
});

describe('a document that unfolds without end', () => {
  /** A template of a hundred nodes, which counts as one in the document. */
  const hundred: Template = {
    type: 'Hundred',
    title: 'Hundred',
    help: '',
    keywords: [],
    icon: 'box',
    arguments: {},
    inputs: ['in'],
    outputs: ['out'],
    build() {
      const chain = ['in', ...Array.from({ length: 98 }, (_, index) => `relu${index}`), 'out'];
      return documentOf(
        chain.map((id) => operatorNode(id, id === 'in' ? 'Input' : id === 'out' ? 'Output' : 'ReLU')),
        chain.slice(1).map((id, index) => wireOf(chain[index]!, id)),
      );
    },
  };

  it('is unfolded up to the limit, which is named once', () => {
    const templates = Array.from({ length: 30 }, (_, index) => ({
      ...customNode(`t${index}`, 'd'),
      kind: 'template' as const,
      template: 'Hundred',
      arguments: {},
    }));
    const hostile: Document = {
      ...documentOf(
        [...templates, ...Array.from({ length: 200 }, (_, index) => linkedNode(`l${index}`, 'd'))],
        [],
      ),
      definitions: { d: { id: 'd', name: 'Many', arguments: [] } },
    };
    expect(checkInvariants(hostile)).toBeUndefined();
    const network = expand(hostile, { findTemplate: () => hundred });
    expect(network.elements.size).toBeLessThanOrEqual(50_000);
    expect(network.elements.size).toBeGreaterThan(45_000);
    const told = network.diagnostics.filter(({ code }) => code === 'network-too-large');
    expect(told.map(({ severity, message }) => [severity, message])).toEqual([
      ['error', expect.stringContaining('has more than 50000 nodes')],
    ]);
    expect(network.levels.has('l1')).toBe(true);
    expect(network.elements.get('l199')?.record).toBe(hostile.nodes['l199']);
    expect(network.levels.has('l199')).toBe(false);
  });
});
