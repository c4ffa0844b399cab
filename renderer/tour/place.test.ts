import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clearOf, placeCard, seenOf } from './place.ts';

const CARD = { width: 300, height: 160 };
const WINDOW = { width: 1440, height: 900 };
const WINDOW_BOX = { x: 0, y: 0, ...WINDOW };

it('stands before its target, after it, below it or above it, where there is room', () => {
  expect(placeCard({ x: 1100, y: 300, width: 300, height: 100 }, CARD, WINDOW)).toEqual({ x: 786, y: 270 });
  expect(placeCard({ x: 20, y: 300, width: 100, height: 100 }, CARD, WINDOW)).toEqual({ x: 134, y: 270 });
  expect(placeCard({ x: 20, y: 10, width: 1400, height: 100 }, CARD, WINDOW)).toEqual({ x: 570, y: 124 });
  expect(placeCard({ x: 20, y: 700, width: 1400, height: 100 }, CARD, WINDOW)).toEqual({ x: 570, y: 526 });
});

it('stands at the bottom without a target', () => {
  expect(placeCard(undefined, CARD, WINDOW)).toEqual({ x: 564, y: 704 });
});

it('is in the window whatever it speaks of', () => {
  const any = fc.integer({ min: -2000, max: 4000 });
  const size = fc.integer({ min: 0, max: 3000 });
  fc.assert(
    fc.property(any, any, size, size, (x, y, width, height) => {
      const place = placeCard({ x, y, width, height }, CARD, WINDOW);
      expect(place.x).toBeGreaterThanOrEqual(0);
      expect(place.y).toBeGreaterThanOrEqual(0);
      expect(place.x + CARD.width).toBeLessThanOrEqual(WINDOW.width);
      expect(place.y + CARD.height).toBeLessThanOrEqual(WINDOW.height);
    }),
  );
});

it('sees of a target what its panel shows, and where it went when that is nothing', () => {
  const panel = { x: 1100, y: 100, width: 300, height: 600 };
  const target = { x: 1110, y: 0, width: 280, height: 30 };
  expect(seenOf({ ...target, y: 300 }, [panel])).toEqual({ ...target, y: 300 });
  expect(seenOf({ ...target, y: 85 }, [panel])).toEqual({ ...target, y: 100, height: 15 });
  expect(seenOf({ ...target, y: -400 }, [panel])).toEqual({ ...target, y: 100, height: 0 });
  expect(seenOf({ ...target, y: 900 }, [panel, WINDOW_BOX])).toEqual({ ...target, y: 700, height: 0 });
});

it('gives way to messages, upwards, where there is room', () => {
  const message = { x: 200, y: 500, width: 360, height: 140 };
  expect(clearOf({ x: 100, y: 400 }, CARD, message)).toEqual({ x: 100, y: 326 });
  expect(clearOf({ x: 100, y: 300 }, CARD, message)).toEqual({ x: 100, y: 300 });
  expect(clearOf({ x: 600, y: 500 }, CARD, message)).toEqual({ x: 600, y: 500 });
  expect(clearOf({ x: 100, y: 60 }, CARD, { ...message, y: 100 })).toEqual({ x: 100, y: 60 });
  expect(clearOf({ x: 100, y: 400 }, CARD, { ...message, height: 0 })).toEqual({ x: 100, y: 400 });
});
