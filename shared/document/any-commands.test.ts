// Random sequences of all commands, with undo and redo: the invariants hold after each, and the same documents come
// back. The table below has generators for every command; one without them does not compile.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { after, customNode, linkedNode, operatorNode, wireOf } from '../testing/graphs.ts';
import { applyCommand, type Command } from './commands.ts';
import { emptyDocument } from './empty.ts';
import { pushHistory, redo, startHistory, undo } from './history.ts';
import { checkInvariants } from './invariants.ts';
import { parseDocument } from './parse.ts';
import { serialiseDocument } from './serialise.ts';
import type { Document, Graph, NodeRecord, NoteRecord, TemplateNode } from './types.ts';

type CommandOf<T extends Command['type']> = Extract<Command, { readonly type: T }>;
type Generators = { readonly [T in Command['type']]: readonly fc.Arbitrary<CommandOf<T>>[] };

// Few ids, so that commands meet; presets call nodes as ports are called.
const OPERATORS = ['a', 'b', 'c', 'input', 'output', 'in0'] as const;
const BLOCKS = ['g', 'h'] as const;
const LINKED = ['l', 'm'] as const;
const DEFINITIONS = ['d', 'toString'] as const;
const PORTS = [...BLOCKS, ...LINKED].flatMap((of) => [
  `${of}.input0`,
  `${of}.output0`,
  `${of}-in`,
  `${of}-out`,
]);

const operator = fc.constantFrom(...OPERATORS);
const block = fc.constantFrom(...BLOCKS);
const linked = fc.constantFrom(...LINKED);
const anyBlock = fc.constantFrom(...BLOCKS, ...LINKED);
const definition = fc.constantFrom(...DEFINITIONS);
const inside = fc.constantFrom(...OPERATORS, ...BLOCKS, ...LINKED);
const anyNode = fc.constantFrom(...OPERATORS, ...BLOCKS, ...LINKED, ...PORTS);
const outPort = fc.constantFrom('output', ...PORTS);
const inPort = fc.constantFrom('input', 'in0', ...PORTS);
const note = fc.constantFrom('n', 'constructor');
const point = fc.record({ x: fc.integer(), y: fc.integer() });
const level = fc.option(fc.oneof(block, definition), { freq: 2 });
const name = fc.string({ maxLength: 4 });

const NOTE: NoteRecord = {
  id: 'n',
  kind: 'note',
  parentId: null,
  text: '',
  colour: 'yellow',
  position: { x: 0, y: 0 },
  size: { width: 120, height: 60 },
};

function template(id: string, parentId: string | null): TemplateNode {
  const { kind: _kind, ...base } = customNode(id, parentId);
  return { ...base, kind: 'template', template: 'ConvBNAct', arguments: {} };
}

const node: fc.Arbitrary<NodeRecord> = fc.oneof(
  fc
    .record({
      id: operator,
      type: fc.constantFrom('Input', 'Output', 'Conv2d', 'ReLU', 'Add', 'Concat'),
      level,
    })
    .map(({ id, type, level: parentId }) => operatorNode(id, type, {}, parentId)),
  fc.record({ id: block, level }).map(({ id, level: parentId }) => template(id, parentId)),
  fc
    .record({ id: linked, of: definition, level })
    .map(({ id, of, level: parentId }) => linkedNode(id, of, parentId)),
);

/** What a block holds from now on, with ports of its own. */
function passingGraph(id: string): Graph {
  const wire = { ...wireOf(`${id}-in`, `${id}-out`), id: `${id}-wire` };
  return {
    nodes: {
      [`${id}-in`]: operatorNode(`${id}-in`, 'Input'),
      [`${id}-out`]: operatorNode(`${id}-out`, 'Output'),
    },
    edges: { [wire.id]: wire },
  };
}

const GENERATORS: Generators = {
  addNode: [node.map((fresh) => ({ type: 'addNode', node: fresh }))],
  addGraph: [
    fc.record({ of: definition, block: anyBlock, at: level }).map(({ of, block: id, at }) => {
      const { nodes, edges } = passingGraph(id);
      const moved = Object.values(nodes).map((one) => ({ ...one, parentId: of }));
      return {
        type: 'addGraph',
        parentId: at,
        graph: {
          nodes: Object.fromEntries([...moved, linkedNode(id, of)].map((one) => [one.id, one] as const)),
          edges,
          definitions: { [of]: { id: of, name: of, arguments: [] } },
        },
      } as const;
    }),
  ],
  remove: [
    fc.array(anyNode, { maxLength: 1 }).map((nodes) => ({ type: 'remove', nodes, edges: [] })),
    fc.record({ source: operator, target: operator, port: inPort }).map(({ source, target, port }) => ({
      type: 'remove',
      nodes: [],
      edges: [wireOf(source, target, port).id],
    })),
    note.map((id) => ({ type: 'remove', nodes: [], edges: [], notes: [id] })),
  ],
  connect: [
    fc
      .record({ source: operator, target: operator, port: fc.constantFrom('input', 'in0', 'in1', 'in2') })
      .map(({ source, target, port }) => ({ type: 'connect', edge: wireOf(source, target, port) })),
    fc
      .record({ source: anyNode, target: anyNode, sourcePort: outPort, targetPort: inPort, wire: fc.nat(20) })
      .map(({ wire, ...ends }) => ({ type: 'connect', edge: { id: `w${wire}`, ...ends } })),
  ],
  move: [
    fc
      .record({ id: anyNode, x: fc.double(), y: fc.double() })
      .map(({ id, x, y }) => ({ type: 'move', positions: { [id]: { x, y } } })),
    fc
      .record({ id: note, at: point })
      .map(({ id, at }) => ({ type: 'move', positions: {}, notes: { [id]: at } })),
  ],
  addNote: [
    fc.record({ id: note, level, at: point }).map(({ id, level: parentId, at }) => ({
      type: 'addNote',
      note: { ...NOTE, id, parentId, position: at },
    })),
  ],
  changeNote: [
    fc
      .record({ id: note, text: fc.string({ maxLength: 8 }), width: fc.integer({ min: 60, max: 300 }) })
      .map(({ id, text, width }) => ({
        type: 'changeNote',
        note: id,
        changes: { text, size: { width, height: 60 } },
      })),
  ],
  rename: [fc.record({ node: anyNode, name }).map((renamed) => ({ type: 'rename', ...renamed }))],
  setValues: [
    fc
      .record({ node: operator, outChannels: fc.integer({ min: -2, max: 99 }) })
      .map(({ node: id, outChannels }) => ({ type: 'setValues', node: id, values: { outChannels } })),
    fc
      .record({ node: linked, w: fc.integer({ min: -2, max: 99 }) })
      .map(({ node: id, w }) => ({ type: 'setValues', node: id, values: { w } })),
  ],
  bypass: [
    fc
      .record({ nodes: fc.array(inside, { maxLength: 2 }), bypassed: fc.boolean() })
      .map((switched) => ({ type: 'bypass', ...switched })),
  ],
  setName: [name.map((text) => ({ type: 'setName', name: text }))],
  setSeed: [fc.integer().map((seed) => ({ type: 'setSeed', seed }))],
  setFlow: [fc.constantFrom('down', 'right').map((flow) => ({ type: 'setFlow', flow }))],
  setWeights: [
    fc
      .option(fc.constant({ id: 'own', sha256: '0'.repeat(64) }))
      .map((weights) => ({ type: 'setWeights', weights })),
  ],
  locateWeights: [
    fc.record({ node: inside, path: fc.constantFrom('a', 'g.b') }).map(({ node: id, path }) => ({
      type: 'locateWeights',
      storedAs: { [id]: path },
      storedNames: { [id]: path },
    })),
  ],
  group: [
    fc
      .record({ nodes: fc.array(inside, { maxLength: 4 }), block, at: point })
      .map(({ nodes, block: fresh, at }) => ({
        type: 'group',
        nodes,
        block: fresh,
        name: 'block',
        position: at,
        inputs: at,
        outputs: at,
      })),
  ],
  ungroup: [fc.record({ block: anyBlock, shift: point }).map((undone) => ({ type: 'ungroup', ...undone }))],
  detach: [
    fc.record({ node: anyBlock, repeat: fc.constantFrom(undefined, 2) }).map(({ node: id, repeat }) => ({
      type: 'detach',
      node: id,
      graph: passingGraph(id),
      ports: { input: `${id}-in`, output: `${id}-out` },
      ...(repeat === undefined ? {} : { repeat }),
    })),
  ],
  exchange: [
    fc
      .record({
        id: inside,
        type: fc.constantFrom('Input', 'Output', 'Conv2d', 'ReLU', 'Add'),
        level,
        to: fc.constantFrom('input', 'in0'),
      })
      .map(({ id, type, level: parentId, to }) => ({
        type: 'exchange',
        node: operatorNode(id, type, {}, parentId),
        inputs: { input: to, in0: to, [`${id}.input0`]: to },
        outputs: { output: 'output', [`${id}.output0`]: 'output' },
      })),
    fc.record({ id: operator, of: definition, level }).map(({ id, of, level: parentId }) => ({
      type: 'exchange',
      node: linkedNode(id, of, parentId),
      inputs: {},
      outputs: {},
    })),
  ],
  repeat: [
    fc
      .record({ node: anyBlock, count: fc.integer({ min: 0, max: 300 }) })
      .map((often) => ({ type: 'repeat', ...often })),
  ],
  define: [
    fc
      .record({ block, definition, name: fc.constantFrom('Block', '') })
      .map((made) => ({ type: 'define', ...made })),
  ],
  renameDefinition: [
    fc.record({ definition, name }).map((renamed) => ({ type: 'renameDefinition', ...renamed })),
  ],
  removeDefinition: [definition.map((id) => ({ type: 'removeDefinition', definition: id }))],
  expose: [
    fc
      .record({
        definition,
        targets: fc.uniqueArray(inside, { maxLength: 2 }),
        w: fc.constantFrom('w', 'v', ''),
      })
      .map(({ definition: id, targets, w }) => ({
        type: 'expose',
        definition: id,
        arguments: targets.map((target, index) => ({
          name: index === 0 ? w : `${w}${index}`,
          targets: [{ node: target, attribute: target === 'l' || target === 'm' ? 'w' : 'outChannels' }],
        })),
      })),
  ],
  replace: [fc.constantFrom(emptyDocument(), drawn()).map((document) => ({ type: 'replace', document }))],
};

/** A small network with a linked block, so that most commands find what they are about. */
function drawn(): Document {
  const add = (id: string, type: string, parentId: string | null = null): Command => ({
    type: 'addNode',
    node: operatorNode(id, type, {}, parentId),
  });
  const wire = (...ends: Parameters<typeof wireOf>): Command => ({ type: 'connect', edge: wireOf(...ends) });
  const at = { x: 0, y: 0 };
  const group = (id: string, ...nodes: readonly string[]): Command => ({
    type: 'group',
    nodes,
    block: id,
    name: 'block',
    position: at,
    inputs: at,
    outputs: at,
  });
  return after(
    emptyDocument(),
    add('a', 'Input'),
    add('b', 'Conv2d'),
    add('c', 'ReLU'),
    add('input', 'Add'),
    wire('a', 'b'),
    wire('b', 'c'),
    wire('a', 'input', 'in0'),
    wire('c', 'input', 'in1'),
    { type: 'addNote', note: NOTE },
    group('l', 'b', 'c'),
    group('g', 'input'),
    { type: 'define', block: 'l', definition: 'd', name: 'Block' },
    {
      type: 'expose',
      definition: 'd',
      arguments: [{ name: 'w', targets: [{ node: 'b', attribute: 'outChannels' }] }],
    },
  );
}

// Replacing everything would cut most sequences short; wires need two nodes that fit.
const WEIGHTS: Partial<Record<Command['type'], number>> = {
  replace: 1,
  setName: 1,
  setSeed: 1,
  setWeights: 1,
  setFlow: 1,
  addNode: 16,
  connect: 48,
  group: 12,
  ungroup: 12,
};
const TYPES = Object.keys(GENERATORS) as readonly Command['type'][];
const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  ...TYPES.map((type) => ({
    weight: WEIGHTS[type] ?? 6,
    arbitrary: fc.oneof(...(GENERATORS[type] as readonly fc.Arbitrary<Command>[])),
  })),
);

it('any sequence of commands keeps the invariants, and undo and redo bring the same documents back', () => {
  const took = new Map<string, number>();
  fc.assert(
    fc.property(
      fc.constantFrom(emptyDocument(), drawn()),
      fc.array(anyCommand, { maxLength: 60, size: 'max' }),
      (first, commands) => {
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
        const last = history.present;
        // Numbers that JSON cannot write aside, what is on screen is what a file gives back.
        expect(parseDocument(serialiseDocument(last)).definitions).toEqual(last.definitions);
        for (const document of documents.toReversed().slice(1)) {
          history = undo(history);
          expect(history.present).toBe(document);
        }
        for (const document of documents.slice(1)) {
          history = redo(history);
          expect(history.present).toBe(document);
        }
      },
    ),
    { seed: 20_261_122, numRuns: 2000 },
  );
  // A command that the sequences never reach would be held to nothing.
  for (const type of TYPES) expect(took.get(type) ?? 0, type).toBeGreaterThan(20);
}, 60_000);
