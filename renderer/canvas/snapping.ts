// Snapping what is dragged to edges and middles of other boxes, with the lines that show it. Pure geometry.

import { boundsOf, type Box } from '../state/boxes.ts';
import type { Point } from './routes.ts';

/** A line along which boxes agree, from end to end, in canvas pixels. */
export interface Guide {
  readonly from: Point;
  readonly to: Point;
}

export interface Snap {
  readonly by: Point;
  readonly guides: readonly Guide[];
}

const NONE: Snap = { by: { x: 0, y: 0 }, guides: [] };
/** How far a guide reaches beyond the boxes. */
const OVERHANG = 8;

interface Match {
  readonly distance: number;
  readonly at: number;
  readonly other: Box;
}

/** The least move, of at most `reach`, that lines the boxes up with another one, for each axis on its own. */
export function snap(moving: readonly Box[], others: readonly Box[], reach: number): Snap {
  const box = boundsOf(moving);
  if (box === undefined) return NONE;
  const across = nearest(box, others, 'x', 'width', reach);
  const down = nearest(box, others, 'y', 'height', reach);
  const by = { x: across?.distance ?? 0, y: down?.distance ?? 0 };
  const moved = { ...box, x: box.x + by.x, y: box.y + by.y };
  const guides: Guide[] = [];
  if (across !== undefined) {
    const span = boundsOf([moved, across.other])!;
    guides.push({
      from: { x: across.at, y: span.y - OVERHANG },
      to: { x: across.at, y: span.y + span.height + OVERHANG },
    });
  }
  if (down !== undefined) {
    const span = boundsOf([moved, down.other])!;
    guides.push({
      from: { x: span.x - OVERHANG, y: down.at },
      to: { x: span.x + span.width + OVERHANG, y: down.at },
    });
  }
  return { by, guides };
}

function nearest(
  box: Box,
  others: readonly Box[],
  at: 'x' | 'y',
  length: 'width' | 'height',
  reach: number,
): Match | undefined {
  let best: Match | undefined;
  for (const other of others) {
    for (const part of [0, 0.5, 1]) {
      const line = other[at] + other[length] * part;
      const distance = line - (box[at] + box[length] * part);
      if (Math.abs(distance) > reach || Math.abs(distance) >= Math.abs(best?.distance ?? Infinity)) continue;
      best = { distance, at: line, other };
    }
  }
  return best;
}
