import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startFor, stretchFor, type Growth } from './stretch.ts';

const growth = fc
  .record({
    start: fc.integer({ min: -2000, max: 2000 }),
    length: fc.integer({ min: 1, max: 400 }),
    before: fc.integer({ min: 0, max: 900 }),
    after: fc.integer({ min: 0, max: 900 }),
  })
  .map(({ start, length, before, after }): Growth => ({ start, end: start + length, before, after }));
const growths = fc.array(growth, { maxLength: 8 });
const place = fc.integer({ min: -3000, max: 3000 });

describe('stretch', () => {
  test('places keep their order and come no nearer to each other', () => {
    fc.assert(
      fc.property(growths, place, place, (all, a, b) => {
        const { to } = stretchFor(all);
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(to(high) - to(low)).toBeGreaterThanOrEqual(high - low - 1e-6);
      }),
    );
  });

  test('what grows has its room, about its middle', () => {
    fc.assert(
      fc.property(growths, (all) => {
        const { to } = stretchFor(all);
        for (const { start, end, before, after } of all) {
          const [middle, half] = [(start + end) / 2, (end - start) / 2];
          expect(to(middle) - to(start)).toBeGreaterThanOrEqual(half + before - 1e-6);
          expect(to(end) - to(middle)).toBeGreaterThanOrEqual(half + after - 1e-6);
        }
      }),
    );
  });

  test('the way back leads to where a place was', () => {
    fc.assert(
      fc.property(growths, place, (all, at) => {
        const { to, from } = stretchFor(all);
        expect(from(to(at))).toBeCloseTo(at, 5);
      }),
    );
  });

  test('something that grows can be put where it is wanted', () => {
    fc.assert(
      fc.property(growths, growth, place, (others, { start, end, before, after }, wanted) => {
        const length = end - start;
        const found = startFor(wanted, { length, before, after }, others);
        const { to } = stretchFor([...others, { start: found, end: found + length, before, after }]);
        // Where room is shared the line may be very steep just there: a hundredth of a pixel is then some pixels.
        expect(Math.abs(to(found + length / 2) - wanted)).toBeLessThan(15);
      }),
    );
  });
});

test('things beside each other share their room, things after each other add up', () => {
  const one = { start: 0, end: 100, before: 50, after: 50 };
  expect(stretchFor([one, one]).to(300)).toBe(400);
  expect(stretchFor([one, { ...one, start: 200, end: 300 }]).to(300)).toBe(500);
  expect(stretchFor([one]).to(50)).toBe(100);
  expect(stretchFor([one]).to(-10)).toBe(-10);
  expect(stretchFor([]).to(12.5)).toBe(12.5);
});
