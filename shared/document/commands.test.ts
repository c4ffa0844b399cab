import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCommand, type Command } from './commands.ts';
import { connectionProblem } from './connections.ts';
import { emptyDocument } from './empty.ts';
import { pushHistory, redo, startHistory, undo } from './history.ts';
import { checkInvariants, MAX_NODES } from './invariants.ts';
import { uniqueName } from './names.ts';
import type { Document, EdgeRecord, NodeRecord, NoteRecord } from './types.ts';

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

const NOTE: NoteRecord = {
  id: 'n',
  kind: 'note',
  parentId: null,
  text: '',
  colour: 'yellow',
  position: { x: 0, y: 0 },
  size: { width: 120, height: 60 },
};

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

describe('any sequence of commands', () => {
  // Presets call nodes as ports are called.
  const ids = ['a', 'b', 'c', 'input', 'output', 'in0'];
  const id = fc.constantFrom(...ids);
  const operator = fc.constantFrom('Input', 'Output', 'Conv2d', 'ReLU', 'Add', 'Concat');
  const port = fc.constantFrom('input', 'in0', 'in1', 'in2');
  const noteId = fc.constantFrom('n', 'm', 'constructor');
  const block = fc.constantFrom('g', 'h');
  const inside = fc.constantFrom(...ids, 'g', 'h');
  const ports = ['g', 'h'].flatMap((of) => [`${of}.input0`, `${of}.output0`, `${of}-in`, `${of}-out`]);
  const anyId = fc.constantFrom(...ids, 'g', 'h', ...ports);
  const outPort = fc.constantFrom('output', ...ports);
  const inPort = fc.constantFrom('input', 'in0', ...ports);
  const point = fc.record({ x: fc.integer(), y: fc.integer() });
  const anyCommand: fc.Arbitrary<Command> = fc.oneof(
    fc.record({ id, operator }).map(({ id: fresh, operator: type }): Command => add(fresh, type)),
    fc
      .record({ source: id, target: id, port })
      .map(({ source, target, port: targetPort }): Command => wire(source, target, targetPort)),
    fc.array(anyId, { maxLength: 1 }).map((nodes): Command => ({ type: 'remove', nodes, edges: [] })),
    fc
      .record({ source: id, target: id, port })
      .map((e): Command => ({ type: 'remove', nodes: [], edges: [edge(e.source, e.target, e.port).id] })),
    fc
      .record({ node: id, name: fc.string({ maxLength: 4 }) })
      .map(({ node, name }): Command => ({ type: 'rename', node, name })),
    fc
      .record({ id, x: fc.double(), y: fc.double() })
      .map(({ id: moved, x, y }): Command => ({ type: 'move', positions: { [moved]: { x, y } } })),
    fc
      .record({ node: id, outChannels: fc.integer({ min: -2, max: 99 }) })
      .map(({ node, outChannels }): Command => ({ type: 'setValues', node, values: { outChannels } })),
    fc.integer().map((seed): Command => ({ type: 'setSeed', seed })),
    fc
      .record({ id: noteId, parentId: fc.option(block), at: point })
      .map(({ id: fresh, parentId, at }): Command => ({
        type: 'addNote',
        note: { ...NOTE, id: fresh, parentId, position: at },
      })),
    fc
      .record({ note: noteId, text: fc.string({ maxLength: 8 }), width: fc.integer({ min: 60, max: 300 }) })
      .map(({ note, text, width }): Command => ({
        type: 'changeNote',
        note,
        changes: { text, size: { width, height: 60 } },
      })),
    fc
      .record({ note: noteId, at: point })
      .map(({ note, at }): Command => ({ type: 'move', positions: {}, notes: { [note]: at } })),
    noteId.map((note): Command => ({ type: 'remove', nodes: [], edges: [], notes: [note] })),
    fc
      .record({ nodes: fc.array(inside, { maxLength: 4 }), block, at: point })
      .map(({ nodes, block: fresh, at }): Command => ({
        type: 'group',
        nodes,
        block: fresh,
        name: 'block',
        position: at,
        inputs: at,
        outputs: at,
      })),
    fc.record({ block, shift: point }).map((undone): Command => ({ type: 'ungroup', ...undone })),
    fc.record({ id: block, at: point }).map(({ id: fresh, at }): Command => ({
      type: 'addNode',
      node: {
        id: fresh,
        kind: 'template',
        template: 'ConvBNAct',
        arguments: {},
        parentId: null,
        name: fresh,
        position: at,
      },
    })),
    block.map((node): Command => ({
      type: 'detach',
      node,
      graph: {
        nodes: {
          [`${node}-in`]: operatorNode(`${node}-in`, 'Input'),
          [`${node}-out`]: operatorNode(`${node}-out`, 'Output'),
        },
        edges: { [`${node}-wire`]: { ...edge(`${node}-in`, `${node}-out`), id: `${node}-wire` } },
      },
      ports: { input: `${node}-in`, output: `${node}-out` },
    })),
    fc
      .record({ source: anyId, target: anyId, sourcePort: outPort, targetPort: inPort, wireId: fc.nat(20) })
      .map(({ wireId, ...ends }): Command => ({ type: 'connect', edge: { id: `w${wireId}`, ...ends } })),
  );

  const drawn = run(
    emptyDocument(),
    ...(['Input', 'Conv2d', 'ReLU', 'Add', 'Concat', 'Output'] as const).map((type, index) =>
      add(ids[index]!, type),
    ),
    wire('a', 'b'),
    wire('b', 'c'),
    wire('a', 'input', 'in0'),
    wire('c', 'input', 'in1'),
    wire('input', 'in0'),
    { type: 'addNote', note: NOTE },
  );
  const start = fc.constantFrom(emptyDocument(), drawn);

  it('keeps the invariants, and undo and redo bring the same documents back', () => {
    const took = new Map<string, number>();
    fc.assert(
      fc.property(start, fc.array(anyCommand, { maxLength: 60, size: 'max' }), (first, commands) => {
        let history = startHistory(first);
        const documents = [history.present];
        for (const command of commands) {
          const result = applyCommand(history.present, command);
          if (!result.ok) {
            expect(result.problem.message).not.toBe('');
            continue;
          }
          expect(checkInvariants(result.document)).toBeUndefined();
          if (result.document !== history.present) {
            documents.push(result.document);
            took.set(command.type, (took.get(command.type) ?? 0) + 1);
          }
          history = pushHistory(history, result.document);
        }
        for (const document of documents.toReversed().slice(1)) {
          history = undo(history);
          expect(history.present).toBe(document);
        }
        for (const document of documents.slice(1)) {
          history = redo(history);
          expect(history.present).toBe(document);
        }
      }),
      { seed: 20_261_122, numRuns: 1000 },
    );
    // A command that the sequences never reach would be held to nothing.
    for (const type of [
      'addNode',
      'connect',
      'remove',
      'setValues',
      'group',
      'ungroup',
      'detach',
      'addNote',
      'changeNote',
    ] as const) {
      expect(took.get(type) ?? 0, type).toBeGreaterThan(20);
    }
  });
});
