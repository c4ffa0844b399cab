// Where to look: viewports that show boxes in a window of a given size.

import { getViewportForBounds, type Viewport } from '@xyflow/react';
import type { Flow } from '../../shared/document/types.ts';
import type { Box } from '../state/boxes.ts';

export const MIN_ZOOM = 0.05;
export const MAX_ZOOM = 2.5;
/** Text on nodes is still read at this zoom. */
const READABLE = 0.62;

export function fitViewport(bounds: Box, width: number, height: number, maxZoom = 1): Viewport {
  return getViewportForBounds(bounds, width, height, MIN_ZOOM, maxZoom, 0.08);
}

/** All of it where that can be read; else its beginning, at a size that can. `top` pixels are kept free. */
export function openingViewport(bounds: Box, width: number, height: number, flow: Flow, top = 0): Viewport {
  const fit = fitViewport(bounds, width, height - top);
  if (fit.zoom >= READABLE) return { ...fit, y: fit.y + top };
  if (flow === 'right') return openingFromLeft(bounds, height, top);
  const zoom = Math.max(fit.zoom, Math.min(0.85, Math.max(READABLE, (width - 48) / bounds.width)));
  const overflow = bounds.width * zoom > width - 48;
  return {
    zoom,
    x: overflow ? 24 - bounds.x * zoom : (width - bounds.width * zoom) / 2 - bounds.x * zoom,
    y: 28 + top - bounds.y * zoom,
  };
}

/** Rows are long, and their nodes wide: as much of them as can be read. */
function openingFromLeft(bounds: Box, height: number, top: number): Viewport {
  const zoom = READABLE;
  const overflow = bounds.height * zoom > height - top - 56;
  const y = overflow ? 28 : (height - top - bounds.height * zoom) / 2;
  return { zoom, x: 24 - bounds.x * zoom, y: top + y - bounds.y * zoom };
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The viewport that has in the middle of a window of another size what was in the middle before. */
export function keepMiddle({ x, y, zoom }: Viewport, before: Size, now: Size): Viewport {
  return { x: x + (now.width - before.width) / 2, y: y + (now.height - before.height) / 2, zoom };
}

/** What a window of this size shows, in canvas pixels. */
export function shownArea({ x, y, zoom }: Viewport, width: number, height: number): Box {
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
}

/** Moved as little as shows the box, or centred on it where it is far; from farther off than `least`, at its own size. */
export function revealViewport(
  box: Box,
  now: Viewport,
  width: number,
  height: number,
  least = READABLE,
): Viewport {
  const zoom = now.zoom < least ? 1 : now.zoom;
  const left = box.x * zoom + now.x;
  const top = box.y * zoom + now.y;
  const inside =
    zoom === now.zoom &&
    left > 24 &&
    top > 24 &&
    left + box.width * zoom < width - 24 &&
    top + box.height * zoom < height - 24;
  if (inside) return now;
  return {
    zoom,
    x: width / 2 - (box.x + box.width / 2) * zoom,
    y: height / 2 - (box.y + box.height / 2) * zoom,
  };
}

/** Of a box that is larger than the window, what begins it: a frame's title stands at its top left. */
export function beginningOf({ x, y, width, height }: Box, windowWidth: number, windowHeight: number): Box {
  return { x, y, width: Math.min(width, windowWidth / 2), height: Math.min(height, windowHeight / 2) };
}

/** What is added to a coordinate of the page to bring it onto the grid of the screen's pixels, of which a unit of the page has `pixelsPerUnit`. */
export function ontoPixels(at: number, pixelsPerUnit: number): number {
  return Math.round(at * pixelsPerUnit) / pixelsPerUnit - at;
}

type Turn = Pick<WheelEvent, 'ctrlKey' | 'metaKey' | 'shiftKey' | 'deltaMode' | 'deltaX' | 'deltaY'>;

/**
 * Whether a wheel event pans. Where wheels zoom, two fingers on a trackpad pan all the same: trackpads scroll
 * sideways and by small or fractional steps. Pinches arrive with `ctrlKey`, and always zoom.
 */
export function wheelPans(event: Turn, wheel: 'zoom' | 'pan'): boolean {
  if (event.ctrlKey || event.metaKey) return false;
  if (wheel === 'pan') return true;
  if (event.deltaMode !== 0) return false;
  return event.deltaX !== 0 || (Math.abs(event.deltaY) < 40 && event.deltaY !== 0);
}

/** Pixels of a line, and of a page, where wheels count in those. */
const UNITS = [1, 16, 400];

/** How far a wheel moves the view, in pixels; Shift turns an upright wheel sideways, as browsers do on a Mac. */
export function wheelDistance({ shiftKey, deltaMode, deltaX, deltaY }: Turn): { x: number; y: number } {
  const unit = UNITS[deltaMode] ?? 1;
  return shiftKey && deltaX === 0 ? { x: deltaY * unit, y: 0 } : { x: deltaX * unit, y: deltaY * unit };
}
