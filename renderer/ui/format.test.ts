import { expect, test } from 'vitest';
import { axisNames, bytes, compact, plural, unbrokenShapes, wireShape } from './format.ts';

test.each([
  [0, '0'],
  [512, '512'],
  [999, '999'],
  [1000, '1 k'],
  [9408, '9.41 k'],
  [999_600, '1 M'],
  [25_557_032, '25.6 M'],
  [138_357_544, '138 M'],
  [4_089_184_256, '4.09 G'],
  [1.5e12, '1.5 T'],
])('%d is written %s', (value, text) => {
  expect(compact(value)).toBe(text);
});

test('bytes are decimal', () => {
  expect(bytes(800)).toBe('800 B');
  expect(bytes(102_228_128)).toBe('102 MB');
});

test('a wire leaves the batch out while it is one', () => {
  expect(wireShape([1, 64, 56, 56])).toBe('64 × 56 × 56');
  expect(wireShape([8, 64, 56, 56])).toBe('8 × 64 × 56 × 56');
  expect(wireShape([1])).toBe('1');
  expect(wireShape([])).toBe('scalar');
});

test('axes are named by rank', () => {
  expect(axisNames([1, 3, 8, 8])).toEqual(['N', 'C', 'H', 'W']);
  expect(axisNames([1, 10])).toEqual(['N', 'C']);
  expect(axisNames([1, 2, 3])).toEqual(['0', '1', '2']);
});

test('one is not many', () => {
  expect([plural(0, 'error'), plural(1, 'error'), plural(1200, 'error')]).toEqual([
    '0 errors',
    '1 error',
    '1,200 errors',
  ]);
});

test('shapes in a sentence stay in one line, its words do not', () => {
  expect(unbrokenShapes('an image, 1 × 16 × 5 × 5, and 3 × Conv2d')).toBe(
    'an image, 1\u00a0×\u00a016\u00a0×\u00a05\u00a0×\u00a05, and 3 × Conv2d',
  );
});
