import { expect, test } from 'vitest';
import { statisticsOf } from './statistics.ts';

test('five figures and what is not finite', () => {
  const data = Float32Array.of(9, 0, 2, 4, 0, NaN, Infinity, 9);
  const { std, ...rest } = statisticsOf(data, 1, 7);
  expect(rest).toEqual({ count: 6, min: 0, max: 4, mean: 1.5, zeros: 2 / 6, nonFinite: 2 });
  expect(std).toBeCloseTo(Math.sqrt(11 / 4), 12);
});

test('a spread far from zero keeps its digits', () => {
  expect(statisticsOf(Float32Array.of(16_000_001, 16_000_003)).std).toBe(1);
});

test('nothing finite gives NaN, not infinities', () => {
  expect(statisticsOf(Float32Array.of(NaN, -Infinity))).toMatchObject({ min: NaN, mean: NaN, nonFinite: 2 });
});
