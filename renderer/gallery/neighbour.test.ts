import { expect, test } from 'vitest';
import { neighbour, type Place } from './neighbour.ts';

const at = (column: number, row: number): Place => ({
  left: column * 110,
  right: column * 110 + 100,
  top: row * 60,
  bottom: row * 60 + 50,
});

/** Three cards, then two, then one. */
const PLACES = [at(0, 0), at(1, 0), at(2, 0), at(0, 1), at(1, 1), at(0, 2)];

test.each([
  [0, 'ArrowRight', 1],
  [2, 'ArrowRight', 3],
  [3, 'ArrowLeft', 2],
  [0, 'ArrowLeft', 0],
  [5, 'ArrowRight', 5],
  [1, 'ArrowDown', 4],
  [2, 'ArrowDown', 4],
  [4, 'ArrowDown', 5],
  [5, 'ArrowDown', 5],
  [5, 'ArrowUp', 3],
  [4, 'ArrowUp', 1],
  [1, 'ArrowUp', 1],
  [3, 'Home', 0],
  [3, 'End', 5],
])('from %i %s leads to %i', (from, key, to) => {
  expect(neighbour(PLACES, from, key)).toBe(to);
});

test('other keys lead nowhere, and so does every key among no cards', () => {
  expect(neighbour(PLACES, 0, 'Tab')).toBeUndefined();
  expect(neighbour([], -1, 'End')).toBeUndefined();
});
