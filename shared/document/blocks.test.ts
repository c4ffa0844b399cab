import { describe, expect, it } from 'vitest';
import { applyCommand, type Command } from './commands.ts';
import { emptyDocument } from './empty.ts';
import { checkInvariants } from './invariants.ts';
import type { Document, EdgeRecord, Graph, NodeRecord } from './types.ts';

const origin = { x: 0, y: 0 };

function operatorNode(id: string, operator: string, x = 0, parentId: string | null = null): NodeRecord {
  return { id, kind: 'operator', operator, attributes: {}, parentId, name: id, position: { x, y: 0 } };
}

function edge(source: string, target: string, targetPort = 'input', sourcePort = 'output'): EdgeRecord {
  return { id: `${source}>${target}:${targetPort}`, source, sourcePort, target, targetPort };
}

function run(document: Document, ...commands: readonly Command[]): Document {
  return commands.reduce((current, command) => {
    const result = applyCommand(current, command);
    if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.message}`);
    expect(checkInvariants(result.document)).toBeUndefined();
    return result.document;
  }, document);
}

function refusal(document: Document, command: Command): string | undefined {
  const result = applyCommand(document, command);
  return result.ok ? undefined : result.problem.message;
}

const add = (node: NodeRecord): Command => ({ type: 'addNode', node });
const wire = (...args: Parameters<typeof edge>): Command => ({ type: 'connect', edge: edge(...args) });

function group(nodes: readonly string[], name = 'block', block = 'b'): Command {
  return {
    type: 'group',
    nodes,
    block,
    name,
    position: { x: 5, y: 6 },
    inputs: { x: 0, y: -100 },
    outputs: { x: 0, y: 300 },
  };
}

/** `layer.conv → relu.input`, with names for ids, so that documents can be compared by what they say. */
function wires(document: Document): readonly string[] {
  const path = (id: string): string => {
    const node = document.nodes[id]!;
    return node.parentId === null ? node.name : `${path(node.parentId)}.${node.name}`;
  };
  const port = (key: string): string => document.nodes[key]?.name ?? key;
  return Object.values(document.edges)
    .map((e) => `${path(e.source)}:${port(e.sourcePort)} > ${path(e.target)}:${port(e.targetPort)}`)
    .sort();
}

/** input → conv → relu → sum → output, with a skip from input to sum. */
const residual = run(
  emptyDocument(),
  add(operatorNode('input', 'Input')),
  add(operatorNode('conv', 'Conv2d')),
  add(operatorNode('relu', 'ReLU')),
  add(operatorNode('sum', 'Add')),
  add(operatorNode('output', 'Output')),
  wire('input', 'conv'),
  wire('conv', 'relu'),
  wire('relu', 'sum', 'in0'),
  wire('input', 'sum', 'in1'),
  wire('sum', 'output'),
);

describe('group', () => {
  it('makes one port for one value, however many wires it feeds', () => {
    const grouped = run(residual, group(['conv', 'relu', 'sum']));
    expect(wires(grouped)).toEqual([
      'block.conv:output > block.relu:input',
      'block.input:output > block.conv:input',
      'block.input:output > block.sum:in1',
      'block.relu:output > block.sum:in0',
      'block.sum:output > block.output:input',
      'block:output > output:input',
      'input:output > block:input',
    ]);
    expect(grouped.nodes['b']).toMatchObject({ kind: 'custom', parentId: null, position: { x: 5, y: 6 } });
  });

  it('makes one output for one value that is read twice outside, and names several ports apart', () => {
    const both = run(
      residual,
      add(operatorNode('other', 'Concat', 400)),
      wire('conv', 'other', 'in0'),
      wire('relu', 'other', 'in1'),
      wire('input', 'other', 'in2'),
      { type: 'move', positions: { relu: { x: 10, y: 0 } } },
      group(['conv', 'relu']),
    );
    expect(wires(both).filter((line) => line.startsWith('block:'))).toEqual([
      'block:output > other:in0',
      'block:output2 > other:in1',
      'block:output2 > sum:in0',
    ]);
  });

  it('orders its inputs as what feeds them stands, left to right', () => {
    const document = run(
      emptyDocument(),
      add(operatorNode('right', 'Input', 300)),
      add(operatorNode('left', 'Input', -300)),
      add(operatorNode('sum', 'Add')),
      wire('right', 'sum', 'in0'),
      wire('left', 'sum', 'in1'),
      group(['sum']),
    );
    const [first, second] = ['b.input0', 'b.input1'].map((id) => document.nodes[id]!);
    expect(first!.position.x).toBeLessThan(second!.position.x);
    expect(wires(document)).toContain('left:output > block:input');
    expect(wires(document)).toContain('block.input:output > block.sum:in1');
  });

  it('lets ports give way to names that are taken inside', () => {
    const grouped = run(residual, { type: 'rename', node: 'conv', name: 'input2' }, group(['conv']));
    expect(wires(grouped)).toContain('block.input:output > block.input2:input');
    const named = run(
      residual,
      { type: 'rename', node: 'input', name: 'image' },
      { type: 'rename', node: 'conv', name: 'input' },
      group(['conv'], 'relu'),
    );
    expect(named.nodes['b.input0']?.name).toBe('input2');
    expect(named.nodes['b']?.name).toBe('relu2');
  });

  it('groups inside a block, and blocks into blocks', () => {
    const nested = run(
      residual,
      group(['conv', 'relu', 'sum'], 'outer', 'o'),
      group(['conv', 'relu'], 'inner', 'i'),
    );
    expect(nested.nodes['i']?.parentId).toBe('o');
    expect(wires(nested)).toContain('outer.inner:output > outer.sum:in0');
    const twice = run(nested, group(['o'], 'outermost', 'm'));
    expect(wires(twice)).toContain('outermost.input:output > outermost.outer:input');
  });

  it('refuses a path that leaves and comes back, and says where', () => {
    expect(refusal(residual, group(['conv', 'sum']))).toBe(
      'These nodes cannot be one block: a path leaves at "conv", runs through "relu" and comes back at "sum". Select what lies between, too.',
    );
  });

  it('refuses what a block cannot hold', () => {
    expect(refusal(residual, group([]))).toMatch(/^There is nothing to group/);
    expect(refusal(residual, group(['conv', 'gone']))).toMatch(/no longer exists/);
    expect(refusal(residual, group(['input', 'conv']))).toMatch(/^"input" is a port of the network/);
    expect(refusal(residual, group(['conv'], 'a.b'))).toMatch(/cannot be a name/);
    expect(refusal(residual, group(['conv'], 'block', 'relu'))).toMatch(/already is a record/);
    expect(refusal(run(residual, group(['conv'])), group(['relu', 'conv'], 'x', 'x'))).toMatch(
      /different levels/,
    );
    const squatter = run(residual, add({ ...operatorNode('squatter', 'ReLU'), id: 'b.input0' }));
    expect(refusal(squatter, group(['conv']))).toMatch(/already is a record with the id "b.input0"/);
  });
});

describe('ungroup', () => {
  const ungroup = (block: string, shift = origin): Command => ({ type: 'ungroup', block, shift });

  it.each([[['conv', 'relu', 'sum']], [['conv', 'relu']], [['relu']]])(
    'undoes the grouping of %j',
    (nodes) => {
      const back = run(residual, group(nodes), ungroup('b'));
      expect(back).toEqual(residual);
    },
  );

  it('refuses a bypassed block: what it holds would take part again', () => {
    const off = run(residual, group(['relu']), { type: 'bypass', nodes: ['b'], bypassed: true });
    expect(refusal(off, ungroup('b'))).toMatch(/is bypassed/);
  });

  it('moves what was inside and makes names unique', () => {
    const back = run(
      residual,
      group(['conv']),
      add({ ...operatorNode('late', 'ReLU'), name: 'conv' }),
      ungroup('b', { x: 10, y: 20 }),
    );
    expect(back.nodes['conv']).toMatchObject({ name: 'conv2', parentId: null, position: { x: 10, y: 20 } });
  });

  it('follows a wire that runs straight through, and drops one that nothing feeds', () => {
    const through = run(
      residual,
      group(['relu']),
      { type: 'remove', nodes: ['relu'], edges: [] },
      wire('b.input0', 'b.output0'),
    );
    expect(wires(run(through, ungroup('b')))).toContain('conv:output > sum:in0');
    const cut = run(residual, group(['relu']), { type: 'remove', nodes: ['b.input0'], edges: [] });
    expect(wires(run(cut, ungroup('b')))).toContain('relu:output > sum:in0');
    const open = run(residual, group(['relu']), { type: 'remove', nodes: ['relu'], edges: [] });
    // What the block fed closes its gap: `in1` becomes `in0`.
    expect(wires(run(open, ungroup('b')))).toEqual([
      'input:output > conv:input',
      'input:output > sum:in0',
      'sum:output > output:input',
    ]);
  });

  it('refuses what is no block', () => {
    expect(refusal(residual, ungroup('conv'))).toMatch(/^"conv" holds no nodes of its own/);
    expect(refusal(residual, ungroup('gone'))).toMatch(/no longer exists/);
  });
});

describe('detach', () => {
  const template: NodeRecord = {
    id: 't',
    kind: 'template',
    template: 'ConvBNAct',
    arguments: {},
    parentId: null,
    name: 'stem',
    position: { x: 7, y: 8 },
  };
  const graph: Graph = {
    nodes: {
      x: { ...operatorNode('x', 'Input'), name: 'input' },
      y: operatorNode('y', 'Conv2d'),
      z: { ...operatorNode('z', 'Output'), name: 'output' },
    },
    edges: { 'x>y:input': edge('x', 'y'), 'y>z:input': edge('y', 'z') },
  };
  const detach: Command = { type: 'detach', node: 't', graph, ports: { input: 'x', output: 'z' } };
  const document = run(residual, add(template), wire('input', 't'), wire('t', 'sum', 'in2'));

  it("keeps name, place and wires; the template is now the block's own inside", () => {
    const detached = run(document, detach);
    expect(detached.nodes['t']).toEqual({
      id: 't',
      kind: 'custom',
      parentId: null,
      name: 'stem',
      position: { x: 7, y: 8 },
    });
    expect(wires(detached)).toEqual(
      [
        ...wires(residual),
        'input:output > stem:input',
        'stem.input:output > stem.y:input',
        'stem.y:output > stem.output:input',
        'stem:output > sum:in2',
      ].sort(),
    );
  });

  it('refuses what is no template, ids that are taken, and ports that are not there', () => {
    expect(refusal(residual, { ...detach, node: 'conv' })).toMatch(
      /^"conv" is neither a template nor linked/,
    );
    expect(refusal(run(document, detach), detach)).toMatch(/is neither a template nor linked/);
    expect(refusal(run(document, add(operatorNode('y', 'ReLU'))), detach)).toMatch(/already is a record/);
    expect(refusal(document, { ...detach, ports: { input: 'x', output: 'y' } })).toMatch(
      /no output port "y"/,
    );
  });
});
