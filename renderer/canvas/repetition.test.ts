// How many repetitions an edit changes, where rows stand in rows.

import { expect, test } from 'vitest';
import { expand } from '../../shared/network/expand.ts';
import { customNode, documentOf, operatorNode, wireOf } from '../../shared/testing/graphs.ts';
import { LIBRARY } from '../presets/index.ts';
import { repetitionAround } from './repetition.ts';

test('rows around rows are counted, and a row stands in none of its own', () => {
  const document = documentOf(
    [
      { ...customNode('outer'), repeat: 2 },
      operatorNode('from', 'Input', {}, 'outer'),
      { ...customNode('inner', 'outer'), repeat: 3 },
      operatorNode('to', 'Output', {}, 'outer'),
      operatorNode('in', 'Input', {}, 'inner'),
      operatorNode('relu', 'ReLU', {}, 'inner'),
      operatorNode('out', 'Output', {}, 'inner'),
    ],
    [
      wireOf('from', 'inner', 'in'),
      wireOf('inner', 'to', 'input', 'out'),
      wireOf('in', 'relu'),
      wireOf('relu', 'out'),
    ],
  );
  const network = expand(document, LIBRARY);
  expect(repetitionAround(network, 'outer')).toBeUndefined();
  expect(repetitionAround(network, 'outer.1')).toEqual({ row: 'outer', count: 2, copies: 2 });
  expect(repetitionAround(network, 'outer.1.inner')).toEqual({ row: 'outer', count: 2, copies: 2 });
  expect(repetitionAround(network, 'outer.0.inner.2')).toEqual({ row: 'outer.0.inner', count: 3, copies: 6 });
});
