// Where nodes that a fix inserts stand, and what makes room for them. Pure geometry, in canvas pixels,
// for a network that runs down. `gap` is the space between a node and the next below it.

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type Place = Pick<Box, 'x' | 'y'>;
type Size = Pick<Box, 'width' | 'height'>;

/** Least space between neighbours side by side. */
const MARGIN = 32;
/** A wire that leads further aside is a skip connection, whose nodes stand beside the others. */
const NEAR = 400;
const MOST_STEPS = 200;

export interface Placement {
  /** Top left corners of the new nodes, from above to below. */
  readonly places: readonly Place[];
  /** How far everything from `from` on moves down. */
  readonly shift: { readonly from: number; readonly by: number };
}

/**
 * Places a column of nodes into the wire from one box to another: between the two where nothing else stands
 * there, else beside them, just above the target.
 * @param others the boxes of the level but for the two ends
 */
export function placeInWire(
  source: Box,
  target: Box,
  others: readonly Box[],
  sizes: readonly Size[],
  gap: number,
): Placement {
  const height = columnHeight(sizes, gap);
  const bottom = source.y + source.height;
  const width = Math.max(...sizes.map((size) => size.width));
  const middle = source.x + source.width / 2;
  const between = { x: middle - width / 2, y: bottom, width, height: Math.max(0, target.y - bottom) };
  const near = Math.abs(middle - (target.x + target.width / 2)) < NEAR && target.y >= bottom;
  if (near && !others.some((box) => overlap(box, between))) {
    const missing = Math.max(0, bottom + height + 2 * gap - target.y);
    const top = bottom + Math.max(gap, (target.y + missing - bottom - height) / 2);
    return { places: column(middle, top, sizes, gap), shift: { from: target.y, by: missing } };
  }
  const top = target.y - gap - height;
  const all = [source, target, ...others];
  const centre = freeCentre(target.x + target.width / 2, top, { width, height }, all);
  return { places: column(centre, top, sizes, gap), shift: NO_SHIFT };
}

/** Places a column of nodes below a box, beside what stands there already. */
export function placeBelow(
  source: Box,
  others: readonly Box[],
  sizes: readonly Size[],
  gap: number,
): Placement {
  const size = { width: Math.max(...sizes.map(({ width }) => width)), height: columnHeight(sizes, gap) };
  const top = source.y + source.height + gap;
  const centre = freeCentre(source.x + source.width / 2, top, size, others);
  return { places: column(centre, top, sizes, gap), shift: NO_SHIFT };
}

/** Places one node above a box, beside what stands there already. */
export function placeAbove(target: Box, others: readonly Box[], size: Size, gap: number): Place {
  const top = target.y - gap - size.height;
  const centre = freeCentre(target.x + target.width / 2, top, size, others);
  return column(centre, top, [size], gap)[0]!;
}

const NO_SHIFT = { from: 0, by: 0 };

function columnHeight(sizes: readonly Size[], gap: number): number {
  return sizes.reduce((sum, { height }) => sum + height, (sizes.length - 1) * gap);
}

function column(centre: number, top: number, sizes: readonly Size[], gap: number): readonly Place[] {
  let y = top;
  return sizes.map(({ width, height }) => {
    const place = { x: Math.round(centre - width / 2), y: Math.round(y) };
    y += height + gap;
    return place;
  });
}

/** The nearest place to the wanted one, to the right or to the left of it, where nothing stands. */
function freeCentre(wanted: number, top: number, { width, height }: Size, others: readonly Box[]): number {
  for (let step = 0; step <= MOST_STEPS; step += 1) {
    for (const side of step === 0 ? [0] : [1, -1]) {
      const centre = wanted + side * step * MARGIN;
      const box = {
        x: centre - width / 2 - MARGIN,
        y: top - MARGIN / 2,
        width: width + 2 * MARGIN,
        height: height + MARGIN,
      };
      if (!others.some((other) => overlap(other, box))) return centre;
    }
  }
  return wanted;
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
