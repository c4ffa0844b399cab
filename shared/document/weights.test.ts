import { expect, test } from 'vitest';
import { documentOf, operatorNode } from '../testing/graphs.ts';
import { locateWeights, setWeights } from './weights.ts';

const document = {
  ...documentOf([operatorNode('a', 'ReLU'), operatorNode('b', 'ReLU')], []),
  weights: { id: 'mine', sha256: 'a'.repeat(64) },
};
const located = locateWeights(document, {
  storedNames: { a: 'was', gone: 'x' },
  storedAs: { a: 'there', b: 'here' },
});

test('what is said of one node is all kept, and nothing of those that are gone', () => {
  expect(located.nodes['a']).toMatchObject({ storedName: 'was', storedAs: 'there' });
  expect(located.nodes['b']?.storedAs).toBe('here');
  expect(Object.keys(located.nodes)).toEqual(['a', 'b']);
  expect(locateWeights(document, { storedAs: { gone: 'x' } })).toBe(document);
});

test('the same weights under another name lie where they lay; others, or none, do not', () => {
  const renamed = setWeights(located, { id: 'theirs', sha256: 'a'.repeat(64) });
  expect(renamed.nodes).toBe(located.nodes);
  for (const weights of [{ id: 'mine', sha256: 'b'.repeat(64) }, null]) {
    const other = setWeights(located, weights);
    expect(other.nodes).toEqual(document.nodes);
    expect(other.weights).toEqual(weights ?? undefined);
  }
  expect(Object.hasOwn(setWeights(located, null), 'weights')).toBe(false);
});
