// Every node of a network has a path, and every wire an output, of its own: whatever ids and names a file brings.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseDocument } from '../document/parse.ts';
import { serialiseDocument } from '../document/serialise.ts';
import type { Document } from '../document/types.ts';
import { arbitraryDocument } from '../testing/documents.ts';
import { customNode, documentOf, operatorNode, wireOf } from '../testing/graphs.ts';
import { expand } from './expand.ts';

const expandPlain = (document: Document) => expand(document, { findTemplate: () => undefined });

/** Elements are kept by their path: two of one path would leave fewer than stand on the levels. */
function expectOwnPaths(document: Document): void {
  const { elements, levels } = expandPlain(document);
  const standing = [...levels.values()].flatMap((level) => [...level.elements.values()]);
  expect(new Set(standing.map(({ path }) => path)).size).toBe(standing.length);
  // What is switched off is kept as a copy that says so.
  for (const { path, record } of standing) expect(elements.get(path)?.record).toBe(record);
}

it('no document that can be read makes two places share a path', () => {
  fc.assert(
    fc.property(arbitraryDocument, fc.array(fc.nat(20), { maxLength: 4 }), (document, counts) => {
      const nodes = Object.entries(document.nodes).map(([id, node], index) => {
        const repeat = counts[index] ?? 0;
        return [id, node.kind === 'custom' && repeat > 1 ? { ...node, repeat } : node] as const;
      });
      expectOwnPaths(parseDocument(serialiseDocument({ ...document, nodes: Object.fromEntries(nodes) })));
    }),
  );
});

it('the port of a row may be called as one of its repetitions is', () => {
  const document = documentOf(
    [
      operatorNode('image', 'Input', { channels: 3, height: 8, width: 8 }),
      { ...customNode('row'), repeat: 3 },
      { ...operatorNode('in', 'Input', {}, 'row'), name: '0' },
      operatorNode('act', 'ReLU', {}, 'row'),
      { ...operatorNode('out', 'Output', {}, 'row'), name: '1' },
      operatorNode('result', 'Output'),
    ],
    [
      wireOf('image', 'row', 'in'),
      wireOf('in', 'act'),
      wireOf('act', 'out'),
      wireOf('row', 'result', 'input', 'out'),
    ],
  );
  expectOwnPaths(document);
  expect([...expandPlain(document).levels.get('row')!.elements.values()].map(({ path }) => path)).toEqual([
    'row.3',
    'row.0',
    'row.1',
    'row.2',
    'row.4',
  ]);
});

it('a wire is of the output that it names, also where ids hold spaces', () => {
  // "a" with the port "b output", and "a b" with the port "output".
  const document = documentOf(
    [
      operatorNode('a b', 'Input', { channels: 3, height: 8, width: 8 }),
      operatorNode('conv', 'Conv2d', { outChannels: 5, padding: 1 }),
      customNode('a'),
      operatorNode('in', 'Input', {}, 'a'),
      operatorNode('b output', 'Output', {}, 'a'),
      operatorNode('result', 'Output'),
      operatorNode('same', 'Output'),
    ],
    [
      wireOf('a b', 'conv'),
      wireOf('conv', 'a', 'in'),
      wireOf('in', 'b output'),
      wireOf('a', 'result', 'input', 'b output'),
      wireOf('a b', 'same'),
    ],
  );
  const read = parseDocument(serialiseDocument(document));
  const shapeAt = (path: string) => expandPlain(read).elements.get(path)?.inputs[0]?.type?.shape;
  expect(shapeAt('result')).toEqual([1, 5, 8, 8]);
  expect(shapeAt('same')).toEqual([1, 3, 8, 8]);
});
