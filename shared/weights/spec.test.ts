import { expect, test } from 'vitest';
import { constant } from '../tensor/initialisers.ts';
import { freshShare, type WeightSpec } from './spec.ts';

const weight = (path: string, size: number, stored: boolean, trainable = true): WeightSpec => ({
  path,
  shape: [size],
  trainable,
  source: stored ? { kind: 'stored', offset: 0 } : { kind: 'initialiser', initialiser: constant(0) },
});

test('the share of fresh values counts values, not tensors, and no buffers', () => {
  expect(freshShare([])).toBe(0);
  expect(freshShare([weight('a', 90, true), weight('b', 10, false)])).toBe(0.1);
  expect(freshShare([weight('a', 90, true), weight('mean', 10, false, false)])).toBe(0);
  expect(freshShare([weight('a', 3, false)])).toBe(1);
});
