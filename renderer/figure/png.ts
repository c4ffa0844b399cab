// A figure as PNG, drawn by the browser from its SVG.

import { NetloomError } from '../../shared/lib/errors.ts';
import { svgOf } from '../../shared/figure/svg.ts';
import type { Figure } from '../../shared/figure/types.ts';

/** The longest side that browsers draw reliably, in pixels. */
const LONGEST = 16_000;

/**
 * @param width in millimetres
 * @param dpi pixels an inch; fewer where the picture would be longer than browsers can draw
 * @throws NetloomError `figure-not-drawn`
 */
export async function pngOf(figure: Figure, width: number, dpi: number): Promise<Uint8Array<ArrayBuffer>> {
  const wanted = (width / 25.4) * dpi;
  const scale = Math.min(wanted / figure.width, LONGEST / Math.max(figure.width, figure.height));
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svgOf(figure, width)], { type: 'image/svg+xml' }));
  try {
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(figure.width * scale);
    canvas.height = Math.round(figure.height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (blob === null) throw notDrawn(canvas.width, canvas.height);
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    URL.revokeObjectURL(url);
  }
}

function notDrawn(width: number, height: number): NetloomError {
  return new NetloomError(
    'figure-not-drawn',
    `The browser could not draw a picture of ${width}×${height} pixels. Choose a smaller width, or SVG or PDF.`,
  );
}
