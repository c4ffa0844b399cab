// Panning while something is dragged near the canvas's edge from outside of it. Drags on the canvas are React Flow's.

import type { ReactFlowInstance } from '@xyflow/react';
import type { Point } from './routes.ts';

/** How near the edge, in pixels of the screen, and how fast at it, in pixels a frame. */
const REACH = 40;
const SPEED = 14;

export interface EdgePan {
  /** Tells where the pointer is, in the window; undefined once nothing is dragged here. */
  at(canvas: Element, pointer: Point | undefined): void;
}

export function createEdgePan(flow: Pick<ReactFlowInstance, 'getViewport' | 'setViewport'>): EdgePan {
  let speed: Point = { x: 0, y: 0 };
  let frame: number | undefined;
  const step = (): void => {
    frame = undefined;
    if (speed.x === 0 && speed.y === 0) return;
    const now = flow.getViewport();
    void flow.setViewport({ ...now, x: now.x + speed.x, y: now.y + speed.y });
    frame = requestAnimationFrame(step);
  };
  return {
    at(canvas, pointer) {
      const { left, right, top, bottom } = canvas.getBoundingClientRect();
      speed =
        pointer === undefined
          ? { x: 0, y: 0 }
          : { x: panSpeed(pointer.x, left, right), y: panSpeed(pointer.y, top, bottom) };
      frame ??= requestAnimationFrame(step);
    },
  };
}

/** Pixels a frame that the view moves along one axis: towards what lies beyond the nearer edge. */
export function panSpeed(at: number, from: number, to: number): number {
  const near = Math.max(0, REACH - (at - from)) - Math.max(0, REACH - (to - at));
  return Math.max(-SPEED, Math.min(SPEED, (near / REACH) * SPEED));
}
