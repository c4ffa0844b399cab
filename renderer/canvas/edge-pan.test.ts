import { expect, test } from 'vitest';
import { panSpeed } from './edge-pan.ts';

test('near an edge the view moves towards what lies beyond it, faster the nearer', () => {
  expect(panSpeed(500, 0, 1000)).toBe(0);
  expect(panSpeed(5, 0, 1000)).toBeGreaterThan(panSpeed(30, 0, 1000));
  expect(panSpeed(30, 0, 1000)).toBeGreaterThan(0);
  expect(panSpeed(995, 0, 1000)).toBe(-panSpeed(5, 0, 1000));
  expect(panSpeed(-200, 0, 1000)).toBe(14);
});
