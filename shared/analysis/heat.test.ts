import { expect, test } from 'vitest';
import { heatMaximum, heatShare, heatValue } from './heat.ts';
import type { Cost } from './types.ts';

const cost: Cost = {
  parameters: 12,
  buffers: 3,
  macs: 40,
  partial: false,
  activationBytes: 80,
  receptiveField: { size: [7, 11], stride: [2, 2], start: [0, 0] },
};

test('each metric has its figure; a receptive field its longer side', () => {
  expect(heatValue(cost, 'parameters')).toBe(12);
  expect(heatValue(cost, 'macs')).toBe(40);
  expect(heatValue(cost, 'activations')).toBe(80);
  expect(heatValue(cost, 'receptiveField')).toBe(11);
  expect(heatValue(undefined, 'macs')).toBeUndefined();
});

test('shares are of the greatest finite value; the whole input counts as that', () => {
  const maximum = heatMaximum([3, undefined, Infinity, 12]);
  expect(maximum).toBe(12);
  expect([undefined, 0, 3, 12, Infinity].map((value) => heatShare(value, maximum))).toEqual([
    0, 0, 0.25, 1, 1,
  ]);
  expect(heatShare(Infinity, heatMaximum([Infinity]))).toBe(1);
});
