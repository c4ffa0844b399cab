import { expect, test } from 'vitest';
import {
  keepMiddle,
  ontoPixels,
  openingViewport,
  revealViewport,
  wheelDistance,
  wheelPans,
} from './viewport.ts';

const wheel = (deltaX: number, deltaY: number, other: object = {}) => ({
  deltaX,
  deltaY,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  deltaMode: 0,
  ...other,
});

test('two fingers pan, wheels and pinches zoom', () => {
  expect(wheelPans(wheel(0, 3.5), 'zoom')).toBe(true);
  expect(wheelPans(wheel(-8, 0), 'zoom')).toBe(true);
  expect(wheelPans(wheel(0, 100), 'zoom')).toBe(false);
  expect(wheelPans(wheel(0, 4, { ctrlKey: true }), 'zoom')).toBe(false);
  expect(wheelPans(wheel(0, 3, { deltaMode: 1 }), 'zoom')).toBe(false);
});

test('wheels pan where they are set to, and still zoom with Ctrl', () => {
  expect(wheelPans(wheel(0, 100), 'pan')).toBe(true);
  expect(wheelPans(wheel(0, 3, { deltaMode: 1 }), 'pan')).toBe(true);
  expect(wheelPans(wheel(0, 100, { ctrlKey: true }), 'pan')).toBe(false);
  expect(wheelPans(wheel(0, 100, { metaKey: true }), 'pan')).toBe(false);
  expect(wheelDistance(wheel(0, 100))).toEqual({ x: 0, y: 100 });
  expect(wheelDistance(wheel(0, 100, { shiftKey: true }))).toEqual({ x: 100, y: 0 });
  expect(wheelDistance(wheel(0, 3, { deltaMode: 1 }))).toEqual({ x: 0, y: 48 });
});

test('a small network opens whole and not enlarged', () => {
  const { zoom } = openingViewport({ x: 0, y: 0, width: 200, height: 300 }, 900, 700, 'down');
  expect(zoom).toBe(1);
});

test('a tall network opens at its beginning, where it can be read', () => {
  const { zoom, x, y } = openingViewport({ x: -100, y: 50, width: 200, height: 9000 }, 900, 700, 'down');
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

test('a wide network that runs to the right opens at its left end, where it can be read', () => {
  const { zoom, x, y } = openingViewport({ x: 50, y: -100, width: 9000, height: 200 }, 900, 700, 'right', 36);
  expect(zoom).toBeGreaterThanOrEqual(0.62);
  expect(50 * zoom + x).toBeCloseTo(24);
  expect(y).toBeCloseTo(36 + (700 - 36) / 2);
});

test('what is in the middle stays there when the canvas gets another size', () => {
  const [before, now] = [
    { width: 900, height: 600 },
    { width: 640, height: 360 },
  ];
  const view = { x: -210, y: 35, zoom: 0.8 };
  const kept = keepMiddle(view, before, now);
  const middle = ({ x, y, zoom }: typeof view, { width, height }: typeof before) => ({
    x: (width / 2 - x) / zoom,
    y: (height / 2 - y) / zoom,
  });
  expect(middle(kept, now)).toEqual(middle(view, before));
  expect(kept.zoom).toBe(view.zoom);
});

test('a view is brought onto the pixels of the screen by less than one of them', () => {
  expect(100.25 + ontoPixels(100.25, 1)).toBe(100);
  expect(-3.75 + ontoPixels(-3.75, 1)).toBe(-4);
  expect(100.25 + ontoPixels(100.25, 2)).toBe(100.5);
  expect(ontoPixels(100.5, 2)).toBe(0);
});
