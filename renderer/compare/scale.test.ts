import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxOf, logScale, logTicks, placeLabels, textWidth, type Bubble } from './scale.ts';

describe('logScale', () => {
  it('gives equal factors equal distances, either way round', () => {
    const up = logScale([1e3, 1e6], [0, 300]);
    expect(up(1e5) - up(1e4)).toBeCloseTo(up(1e6) - up(1e5), 9);
    const down = logScale([1e3, 1e6], [300, 0]);
    expect(down(1e4)).toBeCloseTo(300 - up(1e4), 9);
  });

  it('keeps every value inside', () => {
    const values = [61_706, 138_357_544];
    const scale = logScale(values, [0, 400]);
    for (const value of values) {
      expect(scale(value)).toBeGreaterThan(0);
      expect(scale(value)).toBeLessThan(400);
    }
    expect(Number.isFinite(logScale([5], [0, 10])(5))).toBe(true);
  });

  it('has lines at powers of ten, and between where these are few', () => {
    expect(logTicks(5e4, 2e8)).toEqual([1e5, 1e6, 1e7, 1e8]);
    expect(logTicks(3, 60)).toEqual([5, 10, 20, 50]);
    expect(logTicks(0.0002, 0.003)).toEqual([0.0002, 0.0005, 0.001, 0.002]);
  });
});

describe('placeLabels', () => {
  const inside = { width: 300, height: 200 };
  const bubble = fc.record({
    x: fc.integer({ min: 0, max: 300 }),
    y: fc.integer({ min: 0, max: 200 }),
    radius: fc.integer({ min: 3, max: 20 }),
    text: fc.string({ minLength: 1, maxLength: 16 }),
  });

  it('never lets labels overlap or leave', () => {
    fc.assert(
      fc.property(fc.array(bubble, { maxLength: 20 }), (bubbles: readonly Bubble[]) => {
        const boxes = placeLabels(bubbles, inside).flatMap((label, index) =>
          label === undefined ? [] : [boxOf(label, textWidth(bubbles[index]!.text))],
        );
        for (const [index, a] of boxes.entries()) {
          expect(a.left >= 0 && a.right <= inside.width && a.top >= 0 && a.bottom <= inside.height).toBe(
            true,
          );
          for (const b of boxes.slice(index + 1)) {
            const apart = a.bottom <= b.top || b.bottom <= a.top || a.right <= b.left || b.right <= a.left;
            expect(apart).toBe(true);
          }
        }
      }),
    );
  });

  it('finds room for two that are close', () => {
    const close = [
      { x: 150, y: 100, radius: 8, text: 'ResNet-50' },
      { x: 154, y: 103, radius: 6, text: 'ResNet-101' },
    ];
    expect(placeLabels(close, inside).every((label) => label !== undefined)).toBe(true);
  });
});
