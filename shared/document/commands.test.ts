import { describe, expect, it } from 'vitest';
import { applyCommand, type Command } from './commands.ts';
import { connectionProblem } from './connections.ts';
import { emptyDocument } from './empty.ts';
import { MAX_NODES } from './invariants.ts';
import { uniqueName } from './names.ts';
import type { Document, EdgeRecord, NodeRecord } from './types.ts';

function operatorNode(id: string, operator: string, parentId: string | null = null): NodeRecord {
  return { id, kind: 'operator', operator, attributes: {}, parentId, name: id, position: { x: 0, y: 0 } };
}

function edge(source: string, target: string, targetPort = 'input', sourcePort = 'output'): EdgeRecord {
  return { id: `${source}>${target}:${targetPort}`, source, sourcePort, target, targetPort };
}

function run(document: Document, ...commands: readonly Command[]): Document {
  return commands.reduce((current, command) => {
    const result = applyCommand(current, command);
    if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.message}`);
    return result.document;
  }, document);
}

function refusalOf(document: Document, command: Command): string | undefined {
  const result = applyCommand(document, command);
  return result.ok ? undefined : result.problem.code;
}

const add = (id: string, operator: string): Command => ({
  type: 'addNode',
  node: operatorNode(id, operator),
});
const wire = (...args: Parameters<typeof edge>): Command => ({ type: 'connect', edge: edge(...args) });

const chain = run(
  emptyDocument(),
  add('input', 'Input'),
  add('conv', 'Conv2d'),
  add('sum', 'Add'),
  wire('input', 'conv'),
  wire('input', 'sum', 'in0'),
  wire('conv', 'sum', 'in1'),
);

describe('connect', () => {
  it('replaces the wire at an occupied input', () => {
    const next = run(chain, add('pool', 'MaxPool2d'), wire('input', 'pool'), wire('pool', 'conv'));
    const into = Object.values(next.edges).filter((record) => record.target === 'conv');
    expect(into.map((record) => record.source)).toEqual(['pool']);
  });

  it.each([
    ['cycle', edge('sum', 'conv')],
    ['self-loop', edge('conv', 'conv')],
    ['port-missing', edge('input', 'conv', 'weight')],
    ['port-missing', edge('input', 'sum', 'in7')],
    ['port-missing', edge('input', 'conv', 'input', 'mask')],
    ['node-missing', edge('input', 'toString')],
  ])('refuses with %s', (code, record) => {
    expect(connectionProblem(chain, record)?.code).toBe(code);
    expect(refusalOf(chain, { type: 'connect', edge: record })).toBe(code);
  });

  it('says in words why a loop is refused', () => {
    expect(connectionProblem(chain, edge('sum', 'conv'))?.message).toBe(
      'This wire would close a loop: "sum" already depends on "conv". A network is computed in one pass.',
    );
  });
});

describe('remove', () => {
  it('takes the wires along and closes the gap among variadic ports', () => {
    const next = run(chain, { type: 'remove', nodes: [], edges: ['input>sum:in0'] });
    expect(
      Object.values(next.edges).map((record) => `${record.source}>${record.target}:${record.targetPort}`),
    ).toEqual(['input>conv:input', 'conv>sum:in0']);
    expect(run(chain, { type: 'remove', nodes: ['conv'], edges: [] }).edges).toEqual({
      'input>sum:in0': edge('input', 'sum', 'in0'),
    });
  });

  it('of a node that is called as a port is takes only its own wires', () => {
    const named = run(emptyDocument(), add('input', 'Input'), add('conv', 'Conv2d'), add('output', 'Output'));
    const wired = run(named, wire('input', 'conv'), wire('conv', 'output'));
    const left = run(wired, { type: 'remove', nodes: ['output'], edges: [] });
    expect(Object.keys(left.edges)).toEqual(['input>conv:input']);
  });

  it('removes what stands inside a block, however deep', () => {
    const block = (id: string, parentId: string | null): NodeRecord => ({
      id,
      kind: 'custom',
      parentId,
      name: id,
      position: { x: 0, y: 0 },
    });
    const nested = run(
      emptyDocument(),
      { type: 'addNode', node: block('outer', null) },
      { type: 'addNode', node: block('middle', 'outer') },
      { type: 'addNode', node: operatorNode('deep', 'Input', 'middle') },
      { type: 'remove', nodes: ['outer'], edges: [] },
    );
    expect(nested.nodes).toEqual({});
  });

  it('of nothing is no change', () => {
    expect(run(chain, { type: 'remove', nodes: ['nowhere'], edges: ['none'] })).toBe(chain);
  });
});

describe('names', () => {
  it('find the next free number, whatever stands at their end', () => {
    expect(uniqueName('conv', new Set(['conv', 'conv2']))).toBe('conv3');
    expect(uniqueName('x9007199254740992', new Set(['x9007199254740992']))).toBe('x90071992547409922');
    const long = 'x'.repeat(200);
    expect(uniqueName(long, new Set([long]))).toBe(`${'x'.repeat(199)}2`);
  });

  it('are made unique when a node is added, and refused when renamed to a taken one', () => {
    const next = run(chain, { type: 'addNode', node: { ...operatorNode('other', 'Conv2d'), name: 'conv' } });
    expect(next.nodes['other']?.name).toBe('conv2');
    expect(refusalOf(next, { type: 'rename', node: 'other', name: 'conv' })).toBe('name-taken');
    expect(refusalOf(next, { type: 'rename', node: 'other', name: 'a.b' })).toBe('name-characters');
    expect(refusalOf(next, { type: 'rename', node: 'other', name: '' })).toBe('name-empty');
  });
});

describe('setValues', () => {
  it('sets, resets by null, and refuses what the schema refuses', () => {
    const set: Command = { type: 'setValues', node: 'conv', values: { outChannels: 8, bias: false } };
    const next = run(chain, set);
    expect(next.nodes['conv']).toMatchObject({ attributes: { outChannels: 8, bias: false } });
    const reset = run(next, { type: 'setValues', node: 'conv', values: { bias: null } });
    expect(reset.nodes['conv']).toMatchObject({ attributes: { outChannels: 8 } });
    const result = applyCommand(next, { type: 'setValues', node: 'conv', values: { outChannels: 1.5 } });
    expect(result).toMatchObject({
      ok: false,
      problem: {
        attribute: 'outChannels',
        message: 'Output channels is 1.5; expected an integer from 1 to 65536.',
      },
    });
  });
});

describe('addGraph', () => {
  it('pastes with fresh names and keeps inner wires', () => {
    const graph = {
      nodes: { a: { ...operatorNode('a', 'Conv2d'), name: 'conv' }, b: operatorNode('b', 'ReLU') },
      edges: { 'a>b:input': edge('a', 'b') },
    };
    const next = run(chain, { type: 'addGraph', graph, parentId: null });
    expect(next.nodes['a']?.name).toBe('conv2');
    expect(next.edges['a>b:input']).toEqual(edge('a', 'b'));
    expect(refusalOf(next, { type: 'addGraph', graph, parentId: null })).toBe('id-taken');
  });
});

describe('limits of a file', () => {
  it('hold for commands, too: what can be drawn can be opened again', () => {
    const nodes = Object.fromEntries(
      Array.from({ length: MAX_NODES + 1 }, (_, index) => [`n${index}`, operatorNode(`n${index}`, 'ReLU')]),
    );
    expect(
      refusalOf(emptyDocument(), { type: 'addGraph', graph: { nodes, edges: {} }, parentId: null }),
    ).toBe('document-too-large');
  });
});
