// Boxes on the canvas: where nodes and notes stand and how large they are, and what lies in what.

import type { Position } from '../../shared/document/commands.ts';
import type { Flow, NoteRecord } from '../../shared/document/types.ts';
import { nodeSize, type Size } from '../../shared/layout/node-size.ts';
import type { Element } from '../../shared/network/types.ts';

/** Top left corner and size, in canvas pixels. */
export type Box = Position & Size;

/** The box of a node on the canvas. */
export function boxOf({ record, inputs, outputs }: Element, flow: Flow): Box {
  return { ...record.position, ...nodeSize(record, flow, inputs.length, outputs.length) };
}

export function noteBox({ position, size }: NoteRecord): Box {
  return { ...position, ...size };
}

/** The least box around all of these, or undefined for none. */
export function boundsOf(boxes: readonly Box[]): Box | undefined {
  if (boxes.length === 0) return undefined;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Whether two boxes share any area, or come nearer to each other than `gap`. */
export function overlaps(a: Box, b: Box, gap = 0): boolean {
  return (
    a.x < b.x + b.width + gap &&
    b.x < a.x + a.width + gap &&
    a.y < b.y + b.height + gap &&
    b.y < a.y + a.height + gap
  );
}

export function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

export function samePlace(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
