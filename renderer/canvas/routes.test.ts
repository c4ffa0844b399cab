import { describe, expect, test } from 'vitest';
import type { Box } from '../state/boxes.ts';
import { roundedPath, routeWires, type Point, type Wire } from './routes.ts';

const column: readonly Box[] = [0, 100, 200, 300].map((y) => ({ x: 0, y, width: 200, height: 50 }));

function wire(source: number, target: number, boxes = column): Wire {
  const [from, to] = [boxes[source]!, boxes[target]!];
  return {
    from: { x: from.x + from.width / 2, y: from.y + from.height },
    to: { x: to.x + to.width / 2, y: to.y },
    source,
    target,
    origin: String(source),
  };
}

/** Whether a stretch of the route runs through the inside of a box. */
function crosses(points: readonly Point[], box: Box): boolean {
  return points.some((b, index) => {
    const a = points[index - 1];
    if (a === undefined) return false;
    return (
      Math.min(a.x, b.x) < box.x + box.width &&
      Math.max(a.x, b.x) > box.x &&
      Math.min(a.y, b.y) < box.y + box.height &&
      Math.max(a.y, b.y) > box.y
    );
  });
}

describe('routes', () => {
  test('neighbours in a column are joined by a straight line', () => {
    const [route] = routeWires(column, [wire(0, 1)]);
    expect(route).toEqual([
      { x: 100, y: 50 },
      { x: 100, y: 100 },
    ]);
  });

  test('a skip meets no node on its way', () => {
    const [route] = routeWires(column, [wire(0, 3)]);
    expect(column.filter((box) => crosses(route!, box))).toEqual([]);
    expect(route![0]).toEqual({ x: 100, y: 50 });
    expect(route!.at(-1)).toEqual({ x: 100, y: 300 });
  });

  test('a wire that goes up meets no node but its own', () => {
    const [route] = routeWires(column, [wire(3, 1)]);
    expect([column[0]!, column[2]!].filter((box) => crosses(route!, box))).toEqual([]);
  });

  test('skips of different tensors keep apart; those of one tensor share a lane', () => {
    const lane = (points: readonly Point[]) => points[2]?.x;
    const skips = [wire(0, 2), wire(0, 3), wire(1, 3)];
    const [first, second, third] = routeWires(column, skips).map(lane);
    expect(first).toBe(second);
    expect(Math.abs(second! - third!)).toBeGreaterThanOrEqual(9);
  });

  test('every stretch is horizontal or vertical', () => {
    const boxes = [...column, { x: 320, y: 140, width: 80, height: 40 }];
    const wires = boxes.flatMap((_, a) => boxes.flatMap((__, b) => (a === b ? [] : [wire(a, b, boxes)])));
    for (const points of routeWires(boxes, wires)) {
      for (const [index, point] of points.slice(1).entries()) {
        const before = points[index]!;
        expect(before.x === point.x || before.y === point.y).toBe(true);
      }
    }
  });
});

test('corners are rounded, straight lines stay straight', () => {
  const corner = [
    { x: 0, y: 0 },
    { x: 0, y: 20 },
    { x: 20, y: 20 },
  ];
  expect(roundedPath(corner)).toBe('M0,0L0,12Q0,20 8,20L20,20');
  expect(roundedPath(corner.slice(0, 2))).toBe('M0,0L0,20');
});
