// Draws a tensor's maps and values on canvases; lines and bars in the canvas element's own colour.

import type { TensorData } from '../executor/types.ts';
import { paint, type Palette } from './colour-map.ts';
import { statisticsOf } from './statistics.ts';
import { gridSize, tileAt, type TileGrid } from './tiles.ts';

/** A tensor of batch 1 as maps: `[1, C, H, W]` has C of them, `[1, N]` N of one value each. */
export interface Maps {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly data: Float32Array<ArrayBuffer>;
}

export type Scale = 'each' | 'common';

export function asMaps({ shape, data }: TensorData): Maps {
  const [, count = 1, height = 1, ...rest] = shape;
  return { count, height, width: rest.reduce((product, extent) => product * extent, 1), data };
}

/** Values that get the palette's ends: of the map itself, or of all maps together. */
export function mapRange(maps: Maps, channel: number, scale: Scale): readonly [low: number, high: number] {
  const area = maps.width * maps.height;
  const { min, max } =
    scale === 'common'
      ? statisticsOf(maps.data)
      : statisticsOf(maps.data, channel * area, (channel + 1) * area);
  return [min, max];
}

function pixelsOf(
  maps: Maps,
  channel: number,
  palette: Palette,
  range: readonly [number, number],
): ImageData {
  const area = maps.width * maps.height;
  const values = maps.data.subarray(channel * area, (channel + 1) * area);
  return new ImageData(paint(values, range[0], range[1], palette), maps.width, maps.height);
}

export function drawTiles(
  canvas: HTMLCanvasElement,
  grid: TileGrid,
  maps: Maps,
  options: {
    readonly first: number;
    readonly count: number;
    readonly palette: Palette;
    readonly scale: Scale;
    readonly chosen: number | undefined;
  },
): void {
  const { first, count, palette, scale, chosen } = options;
  const context = sized(canvas, gridSize(grid));
  const scratch = new OffscreenCanvas(maps.width, maps.height);
  const pen = scratch.getContext('2d');
  if (context === null || pen === null) return;
  // Enlarged maps keep their pixels; reduced ones are averaged.
  context.imageSmoothingEnabled = maps.width > grid.width;
  const common = scale === 'common' ? mapRange(maps, 0, scale) : undefined;
  for (let index = 0; index < count; index++) {
    const channel = first + index;
    pen.putImageData(pixelsOf(maps, channel, palette, common ?? mapRange(maps, channel, scale)), 0, 0);
    const { x, y } = tileAt(grid, index);
    context.drawImage(scratch, x, y, grid.width, grid.height);
    if (channel !== chosen) continue;
    context.strokeStyle = getComputedStyle(canvas).color;
    context.lineWidth = 2;
    context.strokeRect(x + 1, y + 1, grid.width - 2, grid.height - 2);
  }
}

/** One map at its own size; the page enlarges it without smoothing. */
export function drawMap(
  canvas: HTMLCanvasElement,
  maps: Maps,
  channel: number,
  palette: Palette,
  range: readonly [number, number],
): void {
  canvas.width = maps.width;
  canvas.height = maps.height;
  canvas.getContext('2d')?.putImageData(pixelsOf(maps, channel, palette, range), 0, 0);
}

const BARS_HEIGHT = 72;

/** Bars from the zero line; where several values share a pixel, their extremes show. */
export function drawBars(canvas: HTMLCanvasElement, values: Float32Array, width: number): void {
  const context = sized(canvas, { width, height: BARS_HEIGHT });
  if (context === null || values.length === 0) return;
  const { min, max } = statisticsOf(values);
  const low = Math.min(0, min);
  const high = Math.max(0, max);
  const y = (value: number): number => ((high - value) / (high - low || 1)) * (BARS_HEIGHT - 2) + 1;
  context.fillStyle = getComputedStyle(canvas).color;
  const bar = width / values.length;
  values.forEach((value, index) => {
    if (!Number.isFinite(value)) return;
    const top = Math.min(y(value), y(0));
    const gap = bar > 4 ? 1 : 0;
    context.fillRect(index * bar, top, Math.max(0.5, bar - gap), Math.max(0.5, Math.abs(y(value) - y(0))));
  });
  context.globalAlpha = 0.4;
  context.fillRect(0, y(0), width, 1);
}

/** Fits the canvas to the screen's pixels and draws in CSS pixels. */
function sized(
  canvas: HTMLCanvasElement,
  size: { readonly width: number; readonly height: number },
): CanvasRenderingContext2D | null {
  const ratio = devicePixelRatio;
  canvas.width = Math.max(1, Math.round(size.width * ratio));
  canvas.height = Math.max(1, Math.round(size.height * ratio));
  const context = canvas.getContext('2d');
  context?.scale(ratio, ratio);
  return context;
}
