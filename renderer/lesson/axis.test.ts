import { expect, test } from 'vitest';
import { linearTicks, logTicks, scale } from './axis.ts';

test('ticks are round and reach the largest value', () => {
  expect(linearTicks(464)).toEqual([0, 100, 200, 300, 400, 500]);
  expect(linearTicks(500)).toEqual([0, 100, 200, 300, 400, 500]);
  expect(linearTicks(24, 4)).toEqual([0, 10, 20, 30]);
  expect(linearTicks(0.7)).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
  expect(linearTicks(0)).toEqual([0, 1]);
});

test('logarithmic ticks enclose the values', () => {
  expect(logTicks(0.39, 37.7)).toEqual([0.2, 0.5, 1, 2, 5, 10, 20, 50]);
  expect(logTicks(1, 1)).toEqual([1]);
});

test('a scale maps ends to ends, and a single value to the beginning', () => {
  const down = scale([0, 500], [200, 10]);
  expect([down(0), down(250), down(500)]).toEqual([200, 105, 10]);
  expect(scale([3, 3], [5, 9])(3)).toBe(5);
});
