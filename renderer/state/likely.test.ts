import { expect, test } from 'vitest';
import { CATALOGUE, recordFor } from './catalogue.ts';
import { likelyFirst } from './likely.ts';

const beside = (type: string) => recordFor({ kind: 'operator', type }, null, { x: 0, y: 0 });
const first = (from: 'output' | 'input', type: string) => likelyFirst(CATALOGUE, from, beside(type))[0]?.type;

test('a dropped wire offers what usually stands there', () => {
  expect(first('output', 'Conv2d')).toBe('BatchNorm2d');
  expect(first('output', 'BatchNorm2d')).toBe('ReLU');
  expect(first('output', 'Flatten')).toBe('Linear');
  expect(first('output', 'Input')).toBe('Conv2d');
  expect(first('input', 'BatchNorm2d')).toBe('Conv2d');
});

test('nothing is left out, and ties keep their order', () => {
  const sorted = likelyFirst(CATALOGUE, 'output', beside('Conv2d'));
  expect(new Set(sorted)).toEqual(new Set(CATALOGUE));
  const activations = (items: typeof CATALOGUE) => items.filter(({ category }) => category === 'activation');
  expect(activations(sorted)).toEqual(activations(CATALOGUE));
});
