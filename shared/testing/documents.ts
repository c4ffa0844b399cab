// Random documents that keep every invariant, for property tests.

import fc from 'fast-check';
import { withNotes } from '../document/notes.ts';
import {
  DOCUMENT_VERSION,
  NOTE_COLOURS,
  type Document,
  type EdgeRecord,
  type NodeRecord,
  type NoteRecord,
} from '../document/types.ts';

/** Words that trip over plain objects, markup and bidirectional text. */
const NASTY = [
  '__proto__',
  'constructor',
  'toString',
  '<img onerror=1>',
  '\u202egnp',
  '🦊',
  'é',
  '\u00a0x',
  '"\\',
];

const name = fc.oneof(
  fc.constantFrom(...NASTY),
  fc
    .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
    .map((text) => text.replace(/[./]/g, '_'))
    .filter((text) => text.trim() !== ''),
);
const values = fc.dictionary(
  fc.oneof(fc.constantFrom(...NASTY), fc.string({ maxLength: 6 })),
  fc.jsonValue({ maxDepth: 2 }),
  { maxKeys: 3 },
);

/** Up to 12 nodes on up to three levels, with edges that lead from earlier to later siblings. */
export const arbitraryDocument: fc.Arbitrary<Document> = fc
  .record({
    name,
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    origin: fc.option(fc.record({ preset: fc.string(), arguments: values })),
    weights: fc.option(fc.record({ id: fc.string(), sha256: fc.stringMatching(/^[0-9a-f]{64}$/) })),
    nodes: fc.array(
      fc.record({
        id: fc.oneof(
          fc.uuid(),
          fc.constantFrom('constructor', 'toString', 'hasOwnProperty'),
          fc.nat(99).map(String),
        ),
        kind: fc.constantFrom('operator', 'template', 'custom'),
        name,
        parent: fc.nat(20),
        x: fc.double({ noNaN: true, noDefaultInfinity: true }),
        y: fc.integer(),
        type: fc.constantFrom('Made up', 'FromTheFuture', '__proto__'),
        values,
      }),
      { maxLength: 12 },
    ),
    wires: fc.array(fc.tuple(fc.nat(11), fc.nat(11), name, name), { maxLength: 16 }),
    notes: fc.uniqueArray(
      fc.record({
        id: fc.oneof(fc.uuid(), fc.constantFrom('constructor', 'toString')),
        kind: fc.constantFrom('frame', 'note'),
        parent: fc.nat(20),
        text: fc.oneof(fc.constantFrom(...NASTY), fc.constant('two\nlines'), fc.constant('')),
        colour: fc.constantFrom(...NOTE_COLOURS),
        x: fc.integer(),
        width: fc.integer({ min: 80, max: 2000 }),
      }),
      { maxLength: 4, selector: ({ id }) => id },
    ),
  })
  .map(({ name: title, seed, origin, weights, nodes, wires, notes }) => {
    const records = new Map<string, NodeRecord>();
    const blocks: (string | null)[] = [null];
    const taken = new Set<string>();
    for (const plan of nodes) {
      const parentId = blocks[plan.parent % blocks.length]!;
      const sibling = `${parentId}/${plan.name}`;
      if (records.has(plan.id) || taken.has(sibling)) continue;
      taken.add(sibling);
      const base = {
        id: plan.id,
        parentId,
        name: plan.name,
        position: { x: plan.x === 0 ? 0 : plan.x, y: plan.y },
      };
      records.set(plan.id, makeNode(base, plan));
      if (plan.kind === 'custom' && blocks.length < 4) blocks.push(plan.id);
    }
    const order = [...records.values()].filter((node) => node.kind !== 'custom');
    const edges = new Map<string, EdgeRecord>();
    const ports = new Set<string>();
    wires.forEach(([from, to, sourcePort, targetPort], index) => {
      const source = order[Math.min(from, to)];
      const target = order[Math.max(from, to)];
      if (source === undefined || target === undefined || source === target) return;
      const port = `${target.id}/${targetPort}`;
      if (source.parentId !== target.parentId || ports.has(port)) return;
      ports.add(port);
      const id = `e${index}`;
      edges.set(id, { id, source: source.id, sourcePort, target: target.id, targetPort });
    });
    const plain: Document = {
      version: DOCUMENT_VERSION,
      name: title,
      seed,
      ...(origin === null ? {} : { origin }),
      ...(weights === null ? {} : { weights }),
      nodes: Object.fromEntries(records),
      edges: Object.fromEntries(edges),
    };
    return withNotes(
      plain,
      notes.map(({ id, kind, parent, text, colour, x, width }): NoteRecord => ({
        id,
        kind,
        parentId: blocks[parent % blocks.length]!,
        text,
        colour,
        position: { x: x % 100_000, y: 0 },
        size: { width, height: 60 },
      })),
    );
  });

interface Plan {
  readonly kind: 'operator' | 'template' | 'custom';
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

function makeNode(base: Omit<NodeRecord, 'kind'>, { kind, type, values: set }: Plan): NodeRecord {
  switch (kind) {
    case 'operator':
      return { ...base, kind, operator: type, attributes: set };
    case 'template':
      return { ...base, kind, template: type, arguments: set };
    case 'custom':
      return { ...base, kind };
  }
}
