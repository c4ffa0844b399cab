// Random documents that keep every invariant, for property tests.

import fc from 'fast-check';
import { withDefinitions } from '../document/definitions.ts';
import { uniqueName } from '../document/names.ts';
import { withNotes } from '../document/notes.ts';
import {
  DOCUMENT_VERSION,
  NOTE_COLOURS,
  type Definition,
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
  // JSON has no negative zero.
  fc.jsonValue({ maxDepth: 2 }).map((value): unknown => JSON.parse(JSON.stringify(value))),
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
        kind: fc.constantFrom('operator', 'template', 'custom', 'linked'),
        name,
        parent: fc.nat(20),
        x: fc.double({ noNaN: true, noDefaultInfinity: true }),
        y: fc.integer(),
        type: fc.constantFrom('Made up', 'FromTheFuture', '__proto__'),
        values,
        bypassed: fc.boolean(),
        repeat: fc.option(fc.integer({ min: 2, max: 9 })),
      }),
      { maxLength: 12 },
    ),
    wires: fc.array(fc.tuple(fc.nat(11), fc.nat(11), name, name), { maxLength: 16 }),
    definitions: fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('d', 'e', 'valueOf'),
        name,
        argument: fc.option(fc.constantFrom('width', 'toString')),
      }),
      { maxLength: 2, selector: ({ id }) => id, comparator: (a, b) => a === b },
    ),
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
  .map(({ name: title, seed, origin, weights, nodes, wires, notes, definitions }) => {
    const records = new Map<string, NodeRecord>();
    const blocks: (string | null)[] = [null, ...definitions.map(({ id }) => id)];
    const inDefinitions = new Set<string | null>(definitions.map(({ id }) => id));
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
        ...(plan.bypassed ? { bypassed: plan.bypassed } : {}),
      };
      const record = makeNode(base, plan, inDefinitions.has(parentId) ? undefined : definitions[0]?.id);
      records.set(plan.id, record);
      if (inDefinitions.has(parentId)) inDefinitions.add(plan.id);
      if (record.kind === 'custom' && blocks.length < 5) blocks.push(plan.id);
    }
    const order = [...records.values()].filter(
      (node) => node.kind === 'operator' || node.kind === 'template',
    );
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
      ...(seed % 2 === 0 ? {} : { flow: 'right' }),
      nodes: Object.fromEntries(records),
      edges: Object.fromEntries(edges),
    };
    const named = new Set<string>();
    const defined = definitions.map(({ id, name: plan, argument }): Definition => {
      const own = uniqueName(plan, named);
      named.add(own);
      const target = order.find(({ parentId }) => parentId === id);
      const targets = target === undefined ? [] : [{ node: target.id, attribute: 'anything' }];
      const exposed = argument === null || targets.length === 0 ? [] : [{ name: argument, targets }];
      return { id, name: own, arguments: exposed };
    });
    return withNotes(
      withDefinitions(plain, defined),
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
  readonly kind: 'operator' | 'template' | 'custom' | 'linked';
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly repeat: number | null;
}

/** A linked block where there is a definition that it can be linked to, else one that owns what is inside. */
function makeNode(
  base: Omit<NodeRecord, 'kind'>,
  { kind, type, values: set, repeat }: Plan,
  definition: string | undefined,
): NodeRecord {
  const row = repeat === null ? {} : { repeat };
  switch (kind) {
    case 'operator':
      return { ...base, kind, operator: type, attributes: set };
    case 'template':
      return { ...base, ...row, kind, template: type, arguments: set };
    case 'custom':
      return { ...base, ...row, kind };
    case 'linked':
      return definition === undefined
        ? { ...base, ...row, kind: 'custom' }
        : { ...base, ...row, kind, definition, arguments: set };
  }
}
