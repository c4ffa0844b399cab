import { expect, test } from 'vitest';
import { isTrackpadPan, openingViewport, revealViewport } from './viewport.ts';

const wheel = (deltaX: number, deltaY: number, ctrlKey = false) => ({
  deltaX,
  deltaY,
  ctrlKey,
  deltaMode: 0,
});

test('two fingers pan, wheels and pinches zoom', () => {
  expect(isTrackpadPan(wheel(0, 3.5))).toBe(true);
  expect(isTrackpadPan(wheel(-8, 0))).toBe(true);
  expect(isTrackpadPan(wheel(0, 100))).toBe(false);
  expect(isTrackpadPan(wheel(0, 4, true))).toBe(false);
  expect(isTrackpadPan({ ...wheel(0, 3), deltaMode: 1 })).toBe(false);
});

test('a small network opens whole and not enlarged', () => {
  const { zoom } = openingViewport({ x: 0, y: 0, width: 200, height: 300 }, 900, 700);
  expect(zoom).toBe(1);
});

test('a tall network opens at its beginning, where it can be read', () => {
  const { zoom, x, y } = openingViewport({ x: -100, y: 50, width: 200, height: 9000 }, 900, 700);
  expect(zoom).toBeGreaterThanOrEqual(0.62);
  expect(50 * zoom + y).toBeCloseTo(28);
  expect((-100 + 100) * zoom + x).toBeCloseTo(450);
});

test('what is in view already is left alone', () => {
  const now = { x: 0, y: 0, zoom: 1 };
  expect(revealViewport({ x: 100, y: 100, width: 200, height: 60 }, now, 900, 700)).toBe(now);
  const moved = revealViewport({ x: 5000, y: 100, width: 200, height: 60 }, now, 900, 700);
  expect(5100 * moved.zoom + moved.x).toBeCloseTo(450);
});
