// While the canvas is panned, what stands on it is a layer of its own: moved by the compositor, not painted anew at every
// step. Only then: kept for good it would be scaled, and so blurred, by every zoom.

import type { Viewport } from '@xyflow/react';

/** Steps further apart than this are no pan. */
const STEP_MS = 120;

/** @returns to be told of every change of the viewport */
export function createPanLayer(): (canvas: HTMLElement, viewport: Viewport) => void {
  let zoom: number | undefined;
  let last = -Infinity;
  let ending: ReturnType<typeof setTimeout> | undefined;
  return (canvas, viewport) => {
    const now = performance.now();
    const pans = viewport.zoom === zoom && now - last < STEP_MS;
    ({ zoom } = viewport);
    last = now;
    clearTimeout(ending);
    // A single step is painted as it is: a layer would cost more than it saves.
    canvas.toggleAttribute('data-panning', pans);
    if (pans) ending = setTimeout(() => canvas.removeAttribute('data-panning'), STEP_MS);
  };
}
