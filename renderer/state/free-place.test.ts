import fc from 'fast-check';
import { expect, test } from 'vitest';
import { overlaps, type Box } from './boxes.ts';
import { freePlace } from './free-place.ts';

const GAP = 16;
const NOTE: Box = { x: 0, y: 0, width: 200, height: 100 };

test('where there is room it stays where it was wanted', () => {
  expect(freePlace(NOTE, [{ x: 300, y: 0, width: 200, height: 64 }], GAP)).toEqual({ x: 0, y: 0 });
});

test('beside a node it moves no farther than it must', () => {
  // 150 to the left clears the node, 134 above does with less.
  expect(freePlace(NOTE, [{ x: 134, y: 18, width: 208, height: 64 }], GAP)).toEqual({ x: -82, y: 0 });
  expect(freePlace(NOTE, [{ x: -20, y: 90, width: 208, height: 64 }], GAP)).toEqual({ x: 0, y: -26 });
});

test('between two nodes too near to each other it goes beside both', () => {
  const column = [-304, -192, -80, 32, 144, 256].map((y) => ({ x: -4, y, width: 208, height: 64 }));
  const { x, y } = freePlace(NOTE, column, GAP);
  expect([Math.abs(x), y]).toEqual([220, 0]);
});

test('what is in view comes before what is nearer', () => {
  const node = { x: 134, y: 18, width: 208, height: 64 };
  const view = { x: -20, y: -200, width: 500, height: 400 };
  expect(freePlace(NOTE, [node], GAP, view)).toEqual({ x: 0, y: -98 });
  expect(freePlace(NOTE, [node], GAP, { ...view, height: 10 })).toEqual({ x: -82, y: 0 });
});

test('it never lies on anything', () => {
  const box = fc.record({
    x: fc.integer({ min: -600, max: 600 }),
    y: fc.integer({ min: -600, max: 600 }),
    width: fc.integer({ min: 20, max: 400 }),
    height: fc.integer({ min: 20, max: 400 }),
  });
  fc.assert(
    fc.property(box, fc.array(box, { maxLength: 40 }), (wanted, taken) => {
      const place = { ...wanted, ...freePlace(wanted, taken, GAP) };
      expect(taken.filter((other) => overlaps(place, other, GAP))).toEqual([]);
    }),
  );
});
