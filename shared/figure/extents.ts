// What the shapes of a figure cover, and the page around them.

import { textWidth } from './text-width.ts';
import type { Figure, FigurePoint, FigureShape } from './types.ts';

const MARGIN = 6;

export interface Placed extends FigurePoint {
  readonly width: number;
  readonly height: number;
}

/** Moved so that everything drawn lies within the page, with a margin. */
export function cropped(title: string, shapes: readonly FigureShape[]): Figure {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of shapes.flatMap(extentsOf)) {
    [left, top] = [Math.min(left, box.x), Math.min(top, box.y)];
    [right, bottom] = [Math.max(right, box.x + box.width), Math.max(bottom, box.y + box.height)];
  }
  if (shapes.length === 0) [left, top, right, bottom] = [0, 0, 0, 0];
  const [dx, dy] = [MARGIN - left, MARGIN - top];
  const moved = shapes.map((shape): FigureShape =>
    shape.kind === 'line'
      ? { ...shape, points: shape.points.map(({ x, y }) => ({ x: x + dx, y: y + dy })) }
      : { ...shape, x: shape.x + dx, y: shape.y + dy },
  );
  return { title, width: right - left + 2 * MARGIN, height: bottom - top + 2 * MARGIN, shapes: moved };
}

/** What a shape covers; of a line, each of its points. */
export function extentsOf(shape: FigureShape): readonly Placed[] {
  if (shape.kind === 'box') return [shape];
  if (shape.kind === 'line') return shape.points.map((point) => ({ ...point, width: 0, height: 0 }));
  const width = textWidth(shape.text, shape.size, shape.bold);
  const x =
    shape.anchor === 'start' ? shape.x : shape.anchor === 'end' ? shape.x - width : shape.x - width / 2;
  return [{ x, y: shape.y - shape.size, width, height: shape.size * 1.25 }];
}
