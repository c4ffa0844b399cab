// While the canvas is panned, what stands on it is a layer of its own: moved by the compositor, not painted anew at every
// step. Only then: kept for good it would be scaled, and so blurred, by every zoom. The style sheet makes the layer.

import type { Viewport } from '@xyflow/react';
import { ontoPixels } from './viewport.ts';

/** Steps further apart than this are no pan. */
const STEP_MS = 120;

/** @returns to be told of every change of the viewport */
export function createPanLayer(): (canvas: HTMLElement, viewport: Viewport) => void {
  let zoom: number | undefined;
  let last = -Infinity;
  let ending: ReturnType<typeof setTimeout> | undefined;
  return (canvas, viewport) => {
    const now = performance.now();
    const keepsZoom = viewport.zoom === zoom;
    const pans = keepsZoom && now - last < STEP_MS;
    ({ zoom } = viewport);
    last = now;
    clearTimeout(ending);
    align(canvas, keepsZoom ? viewport : undefined);
    // A single step is painted as it is: a layer would cost more than it saves.
    canvas.toggleAttribute('data-panning', pans);
    if (pans) ending = setTimeout(() => canvas.removeAttribute('data-panning'), STEP_MS);
  };
}

/**
 * Brings what stands on the canvas onto the screen's pixels, where it stays until the next zoom: between them the compositor
 * blurs a layer, and takes twice as long. `transform` is React Flow's own, so it is done by `translate`.
 */
function align(canvas: HTMLElement, viewport: Viewport | undefined): void {
  const style = canvas.querySelector<HTMLElement>('.react-flow__viewport')?.style;
  if (style === undefined) return;
  if (viewport === undefined) {
    style.removeProperty('translate');
    return;
  }
  const ratio = globalThis.devicePixelRatio;
  style.translate = `${ontoPixels(viewport.x, ratio)}px ${ontoPixels(viewport.y, ratio)}px`;
}
