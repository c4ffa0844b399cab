// Pen strokes to the picture that a network trained on MNIST expects. MNIST's digits were scaled to fit 20 × 20 and
// placed by their centre of mass in 28 × 28 (LeCun, Bottou, Bengio and Haffner, 1998, section III.A), light on dark.

import type { PreprocessSpec, Preprocessed } from '../../../shared/tensor/image.ts';
import { normalise } from '../../../shared/tensor/image.ts';

/** A point of a stroke; the pad's side is 1, the origin its upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
export type Stroke = readonly Point[];

const FIELD = 28;
const BOX = 20;

/** Pen width in MNIST pixels: its digits hold some 100 white pixels on strokes some 40 long. */
const PEN = 2.4;

/** Drawings smaller than this part of the pad are not blown up to full size: a dot stays a dot. */
const SMALLEST = 0.2;

interface Frame {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/**
 * The drawing in a square of `FIELD × magnification` samples, 0 to 255, row-major; undefined for an empty pad.
 * @param magnification 1 gives MNIST's own 28 × 28
 */
export function drawDigit(strokes: readonly Stroke[], magnification = 1): Uint8Array | undefined {
  const points = strokes.flat();
  if (points.length === 0) return undefined;
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const bounds = {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
  const extent = Math.max(bounds.right - bounds.left, bounds.bottom - bounds.top, SMALLEST);
  const scale = (BOX - PEN) / extent;
  const middle: Frame = {
    scale,
    x: FIELD / 2 - (scale * (bounds.left + bounds.right)) / 2,
    y: FIELD / 2 - (scale * (bounds.top + bounds.bottom)) / 2,
  };
  const centre = centreOfMass(rasterise(strokes, middle, 1), FIELD);
  // The shift to the centre of mass, as far as the drawing stays inside the field.
  const shift = (offset: number, low: number, high: number) =>
    Math.min(FIELD - PEN / 2 - high, Math.max(PEN / 2 - low, offset));
  const frame: Frame = {
    scale,
    x:
      middle.x + shift(FIELD / 2 - centre.x, middle.x + scale * bounds.left, middle.x + scale * bounds.right),
    y:
      middle.y + shift(FIELD / 2 - centre.y, middle.y + scale * bounds.top, middle.y + scale * bounds.bottom),
  };
  return rasterise(strokes, frame, magnification);
}

/** Coverage of a round pen along the strokes: antialiased by the distance from each sample's centre. */
function rasterise(strokes: readonly Stroke[], frame: Frame, magnification: number): Uint8Array {
  const side = Math.round(FIELD * magnification);
  const unit = side / FIELD;
  const radius = (PEN / 2) * unit;
  const ink = new Uint8Array(side * side);
  const place = ({ x, y }: Point): Point => ({
    x: (frame.x + frame.scale * x) * unit,
    y: (frame.y + frame.scale * y) * unit,
  });
  for (const stroke of strokes) {
    stroke.forEach((point, index) => {
      const from = place(stroke[index - 1] ?? point);
      const to = place(point);
      const reach = radius + 1;
      const top = Math.max(0, Math.floor(Math.min(from.y, to.y) - reach));
      const bottom = Math.min(side, Math.ceil(Math.max(from.y, to.y) + reach));
      const left = Math.max(0, Math.floor(Math.min(from.x, to.x) - reach));
      const right = Math.min(side, Math.ceil(Math.max(from.x, to.x) + reach));
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) {
          const distance = distanceToSegment({ x: x + 0.5, y: y + 0.5 }, from, to);
          const coverage = Math.min(1, Math.max(0, radius + 0.5 - distance));
          const at = y * side + x;
          ink[at] = Math.max(ink[at]!, Math.round(255 * coverage));
        }
      }
    });
  }
  return ink;
}

function distanceToSegment(point: Point, from: Point, to: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - from.x - t * dx, point.y - from.y - t * dy);
}

/** In sample units, of a square plane; its middle where the plane is empty. */
export function centreOfMass(plane: Uint8Array, side: number): Point {
  let mass = 0;
  let x = 0;
  let y = 0;
  plane.forEach((value, index) => {
    mass += value;
    x += value * ((index % side) + 0.5);
    y += value * (Math.floor(index / side) + 0.5);
  });
  return mass === 0 ? { x: side / 2, y: side / 2 } : { x: x / mass, y: y / mass };
}

/**
 * The drawing as the network's input: the field in the middle, black around it. It is drawn at 28 × 28 for inputs up
 * to 55, as MNIST networks pad it to 32 × 32, and at whole multiples for larger ones. Every channel gets the same.
 * `invert` is not applied: the drawing is light on dark already.
 */
export function digitInput(
  strokes: readonly Stroke[],
  spec: Pick<PreprocessSpec, 'channels' | 'height' | 'width' | 'mean' | 'std'>,
): Preprocessed {
  const { channels, height, width } = spec;
  const fit = Math.min(height, width) / FIELD;
  const magnification = fit >= 1 ? Math.floor(fit) : fit;
  const side = Math.max(1, Math.round(FIELD * magnification));
  const drawing = drawDigit(strokes, side / FIELD);
  const plane = new Uint8Array(height * width);
  const top = Math.floor((height - side) / 2);
  const left = Math.floor((width - side) / 2);
  if (drawing !== undefined) {
    for (let y = 0; y < side; y++) {
      plane.set(drawing.subarray(y * side, (y + 1) * side), (top + y) * width + left);
    }
  }
  return normalise({ width, height, planes: Array.from({ length: channels }, () => plane) }, spec);
}
