// How a camera was held: the orientation that it notes in EXIF, and the picture turned upright. Browsers do both by
// themselves. CIPA DC-008 (EXIF 2.32), 4.6.4, tag 0x0112; TIFF 6.0, section 2.

import type { RgbaImage } from './image.ts';

/** 1 for upright; 2 to 4 mirrored or upside down; 5 to 8 with rows for columns. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const ORIENTATION_TAG = 0x0112;
const SHORT = 3;
const ENTRY_BYTES = 12;

/** The orientation in the TIFF structure of an EXIF block; 1 where it says none that there is. */
export function exifOrientation(tiff: Uint8Array): Orientation {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (view.byteLength < 8) return 1;
  const little = view.getUint16(0) === 0x4949;
  const first = view.getUint32(4, little);
  if (first + 2 > view.byteLength) return 1;
  const count = view.getUint16(first, little);
  for (let index = 0; index < count; index += 1) {
    const entry = first + 2 + index * ENTRY_BYTES;
    if (entry + ENTRY_BYTES > view.byteLength) return 1;
    if (view.getUint16(entry, little) !== ORIENTATION_TAG) continue;
    const value = view.getUint16(entry + 8, little);
    return view.getUint16(entry + 2, little) === SHORT && value >= 1 && value <= 8
      ? (value as Orientation)
      : 1;
  }
  return 1;
}

/** The image as it was seen, `[height, width]` exchanged from orientation 5 on. */
export function upright(image: RgbaImage, orientation: Orientation): RgbaImage {
  if (orientation === 1) return image;
  const { width, height } = image;
  const [right, bottom] = [width - 1, height - 1];
  /** Where a pixel of the upright image is stored. */
  const stored: Readonly<Record<Orientation, (x: number, y: number) => readonly [number, number]>> = {
    1: (x, y) => [x, y],
    2: (x, y) => [right - x, y],
    3: (x, y) => [right - x, bottom - y],
    4: (x, y) => [x, bottom - y],
    5: (x, y) => [y, x],
    6: (x, y) => [y, bottom - x],
    7: (x, y) => [right - y, bottom - x],
    8: (x, y) => [right - y, x],
  };
  const from = stored[orientation];
  const turned = orientation >= 5;
  const [columns, rows] = turned ? [height, width] : [width, height];
  const source = new Uint32Array(image.data.slice().buffer);
  const target = new Uint32Array(columns * rows);
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      const [sourceX, sourceY] = from(x, y);
      target[y * columns + x] = source[sourceY * width + sourceX]!;
    }
  }
  return { width: columns, height: rows, data: new Uint8ClampedArray(target.buffer) };
}
