import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expand } from '../../shared/network/expand.ts';
import { findPreset, LIBRARY } from '../presets/index.ts';
import { endsInSoftmax, softmax, topK } from './ranking.ts';

test('softmax of large values does not overflow', () => {
  expect([...softmax(Float32Array.of(1000, 1000, -1000))]).toEqual([0.5, 0.5, 0]);
});

test('the largest come first, as a full sort would give them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 20 })),
      fc.integer({ min: 1, max: 8 }),
      (values, count) => {
        const sorted = values
          .map((probability, index) => ({ index, probability }))
          .toSorted((a, b) => b.probability - a.probability || a.index - b.index)
          .slice(0, count);
        expect(topK(values, count)).toEqual(sorted);
      },
    ),
  );
});

test('NaN ranks last', () => {
  expect(topK([NaN, 1, NaN, 2], 3).map(({ index }) => index)).toEqual([3, 1, 0]);
});

test('LeNet-5 gives scores, not probabilities', () => {
  const document = findPreset('lenet5')!.build({});
  if ('code' in document) throw new Error(document.message);
  expect(endsInSoftmax(expand(document, LIBRARY))).toBe(false);
});
