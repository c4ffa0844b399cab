// The two ways that a network can run on the canvas. Geometry is written for one that runs down; what runs to the
// right is turned, treated as if it ran down, and turned back. The one place that knows how.

import type { Flow } from '../document/types.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A point as it lies where the network runs down. Turned twice it is what it was. */
export function turnPoint({ x, y }: Point, flow: Flow): Point {
  return flow === 'down' ? { x, y } : { x: y, y: x };
}

/** As `turnPoint`, for a size. */
export function turnSize({ width, height }: Size, flow: Flow): Size {
  return flow === 'down' ? { width, height } : { width: height, height: width };
}

/** As `turnPoint`, for a box with its top left corner. */
export function turn(box: Point & Size, flow: Flow): Point & Size {
  return { ...turnPoint(box, flow), ...turnSize(box, flow) };
}

/** Distance of nodes along the flow, for the wires; to the right there is room for the shapes written on them. */
export const LAYER_GAP: Readonly<Record<Flow, number>> = { down: 56, right: 128 };
