import fc from 'fast-check';
import { expect, test } from 'vitest';
import { overlaps, type Box } from '../state/boxes.ts';
import { createBoxIndex } from './box-index.ts';

const box = (most: number): fc.Arbitrary<Box> =>
  fc.record({
    x: fc.integer({ min: -2000, max: 2000 }),
    y: fc.integer({ min: -2000, max: 2000 }),
    width: fc.integer({ min: 0, max: most }),
    height: fc.integer({ min: 0, max: most }),
  });

test('the index finds what a look at every box finds', () => {
  fc.assert(
    fc.property(fc.array(box(600), { maxLength: 60 }), box(3000), (boxes, area) => {
      const meets = (other: Box) => overlaps(area, other);
      expect(createBoxIndex(boxes).some(area, meets)).toBe(boxes.some(meets));
    }),
  );
});

test('only boxes near a place are asked', () => {
  const boxes = Array.from({ length: 1000 }, (_, at) => ({ x: at * 300, y: 0, width: 200, height: 60 }));
  let asked = 0;
  createBoxIndex(boxes).some({ x: 3000, y: 10, width: 0, height: 40 }, () => {
    asked += 1;
    return false;
  });
  expect(asked).toBeLessThan(4);
});
