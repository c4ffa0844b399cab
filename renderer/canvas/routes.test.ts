import { describe, expect, test } from 'vitest';
import type { Flow } from '../../shared/document/types.ts';
import { turn, turnPoint } from '../../shared/layout/flow.ts';
import { portPoint } from '../../shared/layout/node-size.ts';
import type { Box } from '../state/boxes.ts';
import { roundedPath, routeWires, type Point, type Wire } from './routes.ts';

/** A column where the network runs down, a row where it runs to the right. */
function lined(flow: Flow): readonly Box[] {
  return [0, 100, 200, 300].map((y) => turn({ x: 0, y, width: 200, height: 50 }, flow));
}

function wire(source: number, target: number, boxes: readonly Box[], flow: Flow): Wire {
  return {
    from: portPoint(boxes[source]!, 'output', 100, flow),
    to: portPoint(boxes[target]!, 'input', 100, flow),
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

describe.each<Flow>(['down', 'right'])('routes of a network that runs %s', (flow) => {
  const line = lined(flow);
  const point = (across: number, along: number) => turnPoint({ x: across, y: along }, flow);
  const route = (...wires: readonly (readonly [number, number])[]) =>
    routeWires(
      line,
      wires.map(([source, target]) => wire(source, target, line, flow)),
      flow,
    );

  test('neighbours in line are joined by a straight wire', () => {
    expect(route([0, 1])[0]).toEqual([point(100, 50), point(100, 100)]);
  });

  test('a skip meets no node on its way', () => {
    const [skip] = route([0, 3]);
    expect(line.filter((box) => crosses(skip!, box))).toEqual([]);
    expect(skip![0]).toEqual(point(100, 50));
    expect(skip!.at(-1)).toEqual(point(100, 300));
  });

  test('a wire that goes back meets no node but its own', () => {
    const [back] = route([3, 1]);
    expect([line[0]!, line[2]!].filter((box) => crosses(back!, box))).toEqual([]);
  });

  test('skips of different tensors keep apart; those of one tensor share a lane', () => {
    const lane = (points: readonly Point[]) => turnPoint(points[2]!, flow).x;
    const [first, second, third] = route([0, 2], [0, 3], [1, 3]).map(lane);
    expect(first).toBe(second);
    expect(Math.abs(second! - third!)).toBeGreaterThanOrEqual(9);
  });

  test('every stretch is horizontal or vertical, and ends run along the flow', () => {
    const boxes = [...line, turn({ x: 320, y: 140, width: 80, height: 40 }, flow)];
    const wires = boxes.flatMap((_, a) =>
      boxes.flatMap((__, b) => (a === b ? [] : [wire(a, b, boxes, flow)])),
    );
    for (const points of routeWires(boxes, wires, flow)) {
      for (const [index, next] of points.slice(1).entries()) {
        const before = points[index]!;
        expect(before.x === next.x || before.y === next.y).toBe(true);
      }
      const [first, second] = points.map((at) => turnPoint(at, flow));
      expect(first!.x).toBe(second!.x);
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
