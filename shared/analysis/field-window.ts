// What one output element sees of the input: its receptive field put on the image, and cut off at the borders.

import type { ReceptiveField } from './types.ts';

/** Rows or columns that an element sees. */
export interface Span {
  /** Input pixels from `first` to `last`, both seen; below 0 or beyond the image they are padding. */
  readonly first: number;
  readonly last: number;
  /** The part on the image; undefined where the element sees padding alone. */
  readonly inside: readonly [first: number, last: number] | undefined;
  /** Pixels of padding seen before and behind the image. */
  readonly before: number;
  readonly behind: number;
}

export interface FieldWindow {
  readonly rows: Span;
  readonly columns: Span;
  /** The element sees everything, wherever it stands. */
  readonly whole: boolean;
}

/**
 * @param element row and column of the output element
 * @param image height and width of the input in pixels
 */
export function fieldWindow(
  field: ReceptiveField,
  element: readonly [number, number],
  image: readonly [number, number],
): FieldWindow {
  return {
    rows: spanOf(field, 0, element[0], image[0]),
    columns: spanOf(field, 1, element[1], image[1]),
    whole: !Number.isFinite(field.size[0]) && !Number.isFinite(field.size[1]),
  };
}

function spanOf({ size, stride, start }: ReceptiveField, axis: 0 | 1, element: number, extent: number): Span {
  if (!Number.isFinite(size[axis])) {
    return { first: 0, last: extent - 1, inside: [0, extent - 1], before: 0, behind: 0 };
  }
  // Transposed convolutions have steps of a part of a pixel.
  const from = start[axis] + element * stride[axis];
  const first = Math.floor(from);
  const last = Math.ceil(from + size[axis]) - 1;
  const inside = [Math.max(0, first), Math.min(extent - 1, last)] as const;
  return {
    first,
    last,
    inside: inside[0] > inside[1] ? undefined : inside,
    before: Math.max(0, Math.min(last + 1, 0) - first),
    behind: Math.max(0, last - Math.max(first, extent) + 1),
  };
}
