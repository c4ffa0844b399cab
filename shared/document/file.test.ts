// Documents as text and as files: what is written is read back, and what is damaged is refused in words.

import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NetloomError } from '../lib/errors.ts';
import { sha256 } from '../lib/sha256.ts';
import { arbitraryDocument } from '../testing/documents.ts';
import { readNetloomFile, writeNetloomFile } from './container.ts';
import { checkInvariants } from './invariants.ts';
import { MIGRATIONS } from './migrations.ts';
import { parseDocument } from './parse.ts';
import { serialiseDocument } from './serialise.ts';
import { DOCUMENT_VERSION, type Document, type EdgeRecord, type NodeRecord } from './types.ts';

const FIXTURES = new URL('../testing/fixtures/documents/', import.meta.url);

function chain(length: number, closed: boolean): Document {
  const nodes: Record<string, NodeRecord> = {};
  const edges: Record<string, EdgeRecord> = {};
  for (let index = 0; index < length; index += 1) {
    const id = `n${index}`;
    nodes[id] = {
      id,
      kind: 'operator',
      parentId: null,
      name: id,
      position: { x: index, y: 0 },
      operator: 'ReLU',
      attributes: {},
    };
    if (index === 0 && !closed) continue;
    const source = `n${(index + length - 1) % length}`;
    edges[`e${index}`] = { id: `e${index}`, source, sourcePort: 'output', target: id, targetPort: 'input' };
  }
  return { version: DOCUMENT_VERSION, name: 'chain', seed: 0, nodes, edges };
}

describe('a document as text', () => {
  it('comes back the same, records in the same order, and the text too', () => {
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        expect(checkInvariants(document)).toBeUndefined();
        const text = serialiseDocument(document);
        const read = parseDocument(text);
        expect(read).toEqual(document);
        expect(Object.keys(read.nodes)).toEqual(Object.keys(document.nodes));
        expect(Object.keys(read.edges)).toEqual(Object.keys(document.edges));
        expect(serialiseDocument(read)).toBe(text);
        expect(text.endsWith('}\n')).toBe(true);
      }),
    );
  });

  it('has one record a line, so that moving a node changes one line', () => {
    const document = chain(50, false);
    const moved: Document = {
      ...document,
      nodes: { ...document.nodes, n7: { ...document.nodes['n7']!, position: { x: 1, y: 2 } } },
    };
    const before = serialiseDocument(document).split('\n');
    const after = serialiseDocument(moved).split('\n');
    expect(after.filter((line, index) => line !== before[index])).toEqual([
      '  {"id":"n7","kind":"operator","parentId":null,"name":"n7","position":{"x":1,"y":2},"operator":"ReLU","attributes":{}},',
    ]);
  });

  it('takes a chain of 50,000 nodes, and refuses a loop of 5,000 in words', () => {
    const long = chain(50_000, false);
    expect(Object.keys(parseDocument(serialiseDocument(long)).nodes)).toHaveLength(50_000);
    expect(() => parseDocument(serialiseDocument(chain(5000, true)))).toThrow(
      'The wires form a loop: "n1" → "n2" → "n3" → "n4" → … (5000 nodes) → "n1". A network is computed in one pass; remove one of these wires.',
    );
    expect(() => parseDocument(serialiseDocument(chain(50_001, false)))).toThrow(
      'The document has 50001 nodes; Netloom takes at most 50000.',
    );
  });
});

describe('migrations', () => {
  it('are dense, and every version that ever was has a frozen file that still opens', () => {
    expect(MIGRATIONS).toHaveLength(DOCUMENT_VERSION - 1);
    const files = readdirSync(FIXTURES).toSorted();
    expect(files).toEqual(
      Array.from({ length: DOCUMENT_VERSION }, (_, index) => `v${index + 1}.netloom.json`),
    );
    for (const file of files) {
      const text = readFileSync(new URL(file, FIXTURES), 'utf8');
      const document = parseDocument(text);
      expect(Object.keys(document.nodes), file).not.toHaveLength(0);
      if (file === `v${DOCUMENT_VERSION}.netloom.json`) expect(serialiseDocument(document)).toBe(text);
    }
  });
});

describe('what a reader does not know', () => {
  const fixture = readFileSync(new URL(`v${DOCUMENT_VERSION}.netloom.json`, FIXTURES), 'utf8');
  const withField = (line: RegExp): string => fixture.replace(line, (start) => `${start}"later":1,`);

  it.each([
    ['the document', /"name":/],
    ['an operator', /\{(?="id":"conv","kind":"operator")/],
    ['a block', /\{(?="id":"block","kind":"custom")/],
    ['a template', /\{(?="id":"basic","kind":"template")/],
    ['a wire', /\{(?="id":"e1")/],
    ['a reference to weights', /"weights": \{/],
  ])('is refused by name in %s, so that no version drops a field of a later one', (_, place) => {
    const text = withField(place).replace('"name":"later":1,', '"later":1,"name":');
    expect(text).not.toBe(fixture);
    expect(() => parseDocument(text)).toThrow(/unknown field "later".*; a newer Netloom may know it/);
  });

  it('is not where weights lie: both fields are written and read back', () => {
    const document = parseDocument(fixture);
    const conv = { ...document.nodes['conv']!, storedName: 'stem', storedAs: 'features.0' };
    const said = { ...document, nodes: { ...document.nodes, conv } };
    expect(parseDocument(serialiseDocument(said))).toEqual(said);
  });
});

describe('a *.netloom file', () => {
  const weights = Uint8Array.from({ length: 300 }, (_, index) => index);
  const document: Document = { ...chain(3, false), weights: { id: 'mine', sha256: sha256(weights) } };

  it('comes back with its weights, or without', () => {
    const read = readNetloomFile(writeNetloomFile(document, weights));
    expect(read.document).toEqual(document);
    expect([...read.weights!]).toEqual([...weights]);
    expect(readNetloomFile(writeNetloomFile(document))).toEqual({ document });
    expect(readNetloomFile(new TextEncoder().encode(`\ufeff${serialiseDocument(document)}`))).toEqual({
      document,
    });
  });

  it('is refused whole when it is cut anywhere or a bit of its content flips', () => {
    const file = writeNetloomFile(document, weights);
    for (let length = 0; length < file.length; length += 1) {
      expect(() => readNetloomFile(file.subarray(0, length)), `${length} bytes`).toThrow(NetloomError);
    }
    for (let bit = 0; bit < file.length * 8; bit += 3) {
      const flipped = file.slice();
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      try {
        expect(readNetloomFile(flipped).document).toEqual(document);
      } catch (error) {
        expect(error).toBeInstanceOf(NetloomError);
      }
    }
  });

  it('never throws anything but a NetloomError at random bytes or text', () => {
    const head = fc.constantFrom('PK\u0003\u0004', '{', '{"format":"netloom","version":1,', '[', '');
    fc.assert(
      fc.property(head, fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        expect(() => readNetloomFile(Buffer.concat([Buffer.from(start), rest]))).toThrow(NetloomError);
      }),
      { numRuns: 2000 },
    );
  });

  it('never carries weights that its document does not mean', () => {
    expect(() => writeNetloomFile(chain(2, false), weights)).toThrow(NetloomError);
    expect(() => writeNetloomFile(document, weights.subarray(1))).toThrow(NetloomError);
  });
});
