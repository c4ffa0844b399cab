/** Type of what the palette puts into a drag: `operator Conv2d`, `template Bottleneck`. */
export const ITEM_MIME = 'application/x-netloom-item';
