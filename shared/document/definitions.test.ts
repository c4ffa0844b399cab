import { describe, expect, it } from 'vitest';
import {
  after,
  customNode,
  documentOf,
  linkedNode,
  operatorNode,
  refusalOf,
  wireOf,
} from '../testing/graphs.ts';
import { applyCommand } from './commands.ts';
import { checkInvariants } from './invariants.ts';
import { parseDocument } from './parse.ts';
import { serialiseDocument } from './serialise.ts';
import type { Document } from './types.ts';

const block = documentOf(
  [
    operatorNode('image', 'Input'),
    customNode('block'),
    operatorNode('x', 'Input', {}, 'block'),
    operatorNode('conv', 'Conv2d', { outChannels: 4 }, 'block'),
    operatorNode('y', 'Output', {}, 'block'),
  ],
  [wireOf('image', 'block', 'x'), wireOf('x', 'conv'), wireOf('conv', 'y')],
);
const defined = after(block, { type: 'define', block: 'block', definition: 'd', name: 'Stem' });
const two = after(defined, {
  type: 'addNode',
  node: linkedNode('more', 'd'),
  edges: [wireOf('block', 'more', 'x', 'y')],
});
const width = { name: 'width', targets: [{ node: 'conv', attribute: 'outChannels' }] };

describe('a definition', () => {
  it('is made of a block, whose ids and wires stay', () => {
    expect(defined.definitions).toEqual({ d: { id: 'd', name: 'Stem', arguments: [] } });
    expect(defined.nodes['block']).toMatchObject({ kind: 'linked', definition: 'd', name: 'block' });
    expect(defined.nodes['conv']).toMatchObject({ parentId: 'd' });
    expect(defined.edges).toBe(block.edges);
    expect(checkInvariants(defined)).toBeUndefined();
  });

  it('is read from a file as it was written', () => {
    const exposed = after(
      two,
      { type: 'expose', definition: 'd', arguments: [width] },
      { type: 'setValues', node: 'more', values: { width: 9 } },
      { type: 'repeat', node: 'more', count: 3 },
    );
    expect(parseDocument(serialiseDocument(exposed))).toEqual(exposed);
  });

  it('takes the wires of all instances along when a port goes', () => {
    const next = after(two, { type: 'remove', nodes: ['x'], edges: [] });
    expect(Object.keys(next.edges)).toEqual(['conv>y:input']);
    expect(checkInvariants(next)).toBeUndefined();
  });

  it('stays when its last instance goes, until it is removed itself', () => {
    expect(refusalOf(two, { type: 'removeDefinition', definition: 'd' })).toBe('definition-used');
    const unused = after(two, { type: 'remove', nodes: ['block', 'more'], edges: [] });
    expect(unused.definitions).toBe(two.definitions);
    const gone = after(unused, { type: 'removeDefinition', definition: 'd' });
    expect(gone.definitions).toBeUndefined();
    expect(Object.keys(gone.nodes)).toEqual(['image']);
  });

  it('cannot stand inside itself, not even by way of another', () => {
    const inside = linkedNode('again', 'd', 'd');
    const result = applyCommand(two, { type: 'addNode', node: inside });
    expect(result).toMatchObject({ ok: false, problem: { code: 'definition-cycle' } });
    const other = after(
      two,
      {
        type: 'group',
        nodes: ['more'],
        block: 'g',
        name: 'g',
        position: { x: 0, y: 0 },
        inputs: { x: 0, y: 0 },
        outputs: { x: 0, y: 0 },
      },
      { type: 'define', block: 'g', definition: 'e', name: 'Outer' },
    );
    expect(refusalOf(other, { type: 'addNode', node: linkedNode('again', 'e', 'd') })).toBe(
      'definition-cycle',
    );
  });

  it('has a name of its own', () => {
    const twice = after(
      two,
      { type: 'addNode', node: customNode('c') },
      { type: 'define', block: 'c', definition: 'e', name: 'Stem' },
    );
    expect(twice.definitions?.['e']?.name).toBe('Stem2');
    expect(refusalOf(twice, { type: 'renameDefinition', definition: 'e', name: 'Stem' })).toBe('name-taken');
    expect(
      after(twice, { type: 'renameDefinition', definition: 'e', name: 'Head' }).definitions?.['e']?.name,
    ).toBe('Head');
  });

  it('does not unfold without end', () => {
    let document: Document = after(block, { type: 'define', block: 'block', definition: 'd0', name: 'd0' });
    const grow = (level: number): string | undefined => {
      const result = applyCommand(document, {
        type: 'addGraph',
        parentId: null,
        graph: {
          nodes: Object.fromEntries(
            Array.from({ length: 10 }, (_, index) => `n${level}-${index}`).map((id) => [
              id,
              linkedNode(id, `d${level - 1}`, `d${level}`),
            ]),
          ),
          edges: {},
          definitions: { [`d${level}`]: { id: `d${level}`, name: `d${level}`, arguments: [] } },
        },
      });
      if (!result.ok) return result.problem.code;
      document = result.document;
      return undefined;
    };
    const codes = Array.from({ length: 8 }, (_, level) => grow(level + 1));
    expect(codes.find((code) => code !== undefined)).toBe('network-too-large');
    expect(refusalOf(two, { type: 'repeat', node: 'more', count: 257 })).toBe('repeat-range');
  });
});

describe('arguments of a definition', () => {
  const exposed = after(
    two,
    { type: 'expose', definition: 'd', arguments: [width] },
    { type: 'setValues', node: 'more', values: { width: 9 } },
  );

  it('are checked as the attribute that they set', () => {
    expect(refusalOf(exposed, { type: 'setValues', node: 'more', values: { width: -1 } })).toBe(
      'attribute-value',
    );
    expect(refusalOf(exposed, { type: 'setValues', node: 'more', values: { height: 1 } })).toBe(
      'attribute-value',
    );
    const reset = after(exposed, { type: 'setValues', node: 'more', values: { width: null } });
    expect(reset.nodes['more']).toMatchObject({ arguments: {} });
  });

  it('go with the node that they set, and with them what instances had set', () => {
    const next = after(exposed, { type: 'remove', nodes: ['conv'], edges: [] });
    expect(next.definitions?.['d']?.arguments).toEqual([]);
    expect(next.nodes['more']).toMatchObject({ arguments: {} });
  });

  it('go with the block around their node, when another takes its place', () => {
    const at = { x: 0, y: 0 };
    const nested = after(exposed, {
      type: 'group',
      nodes: ['conv'],
      block: 'g',
      name: 'g',
      position: at,
      inputs: at,
      outputs: at,
    });
    const next = after(nested, {
      type: 'exchange',
      node: operatorNode('g', 'ReLU', {}, 'd'),
      inputs: { 'g.input0': 'input' },
      outputs: { 'g.output0': 'output' },
    });
    expect(next.definitions?.['d']?.arguments).toEqual([]);
    expect(next.nodes['more']).toMatchObject({ arguments: {} });
    expect(Object.values(next.edges).map(({ source, target }) => `${source} ${target}`)).toEqual(
      expect.arrayContaining(['x g', 'g y']),
    );
    expect(checkInvariants(next)).toBeUndefined();
  });

  it.each([
    ['argument-target', [{ name: 'w', targets: [{ node: 'image', attribute: 'channels' }] }], false],
    ['argument-target', [width, { ...width, name: 'again' }], true],
    ['argument-name', [{ ...width, name: '2 wide' }], true],
    ['name-taken', [width, { name: 'width', targets: [{ node: 'conv', attribute: 'bias' }] }], true],
  ])('are refused with %s', (code, chosen, refused) => {
    const result = applyCommand(two, { type: 'expose', definition: 'd', arguments: chosen });
    if (refused) expect(result).toMatchObject({ ok: false, problem: { code } });
    // What lies outside cannot be meant: it is left out.
    else expect(result).toEqual({ ok: true, document: two });
  });

  it('are handed over when the block around their node becomes a definition', () => {
    const handed = after(
      exposed,
      {
        type: 'group',
        nodes: ['conv'],
        block: 'g',
        name: 'g',
        position: { x: 0, y: 0 },
        inputs: { x: 0, y: 0 },
        outputs: { x: 0, y: 0 },
      },
      { type: 'define', block: 'g', definition: 'e', name: 'Inner' },
    );
    expect(handed.definitions?.['e']?.arguments).toEqual([width]);
    expect(handed.definitions?.['d']?.arguments).toEqual([
      { name: 'width', targets: [{ node: 'g', attribute: 'width' }] },
    ]);
  });
});

describe('a file', () => {
  const text = serialiseDocument(two);

  it.each([
    ['definition-missing', text.replace('"definition":"d"', '"definition":"toString"')],
    ['parent-missing', text.replace(/"definitions": \[[^]*\]\n/, '"definitions": []\n')],
    ['repeat-range', text.replace('"definition":"d"', '"repeat":1.5,"definition":"d"')],
  ])('that breaks what holds is refused with %s', (code, broken) => {
    expect(broken).not.toBe(text);
    expect(() => parseDocument(broken)).toThrow(expect.objectContaining({ code }));
  });
});
