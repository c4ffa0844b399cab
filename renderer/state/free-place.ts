// Where something new has room: at the place asked for, or as near to it as what stands there allows.

import type { Position } from '../../shared/document/commands.ts';
import { contains, overlaps, type Box } from './boxes.ts';

/** Farther boxes leave the search as it is: nobody wants the new one that far away. */
const NEAREST = 48;

/**
 * The place nearest to that of `wanted` where it keeps `gap` pixels from every box of `taken`: within `view`, if there is
 * one. Looks beside the nearest boxes; where all of that is taken, it stays where it was wanted.
 */
export function freePlace(wanted: Box, taken: readonly Box[], gap: number, view?: Box): Position {
  const isFree = (at: Position) => !taken.some((box) => overlaps({ ...wanted, ...at }, box, gap));
  const near = taken
    .map((box) => ({ box, distance: distanceOf(middleOf(box), middleOf(wanted)) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, NEAREST);
  const across = near.flatMap(({ box }) => [box.x - gap - wanted.width, box.x + box.width + gap]);
  const down = near.flatMap(({ box }) => [box.y - gap - wanted.height, box.y + box.height + gap]);
  const places = [wanted.x, ...across].flatMap((x) =>
    [wanted.y, ...down].map((y) => ({ x, y, distance: distanceOf({ x, y }, wanted) })),
  );
  const isSeen = (at: Position) => view !== undefined && contains(view, { ...wanted, ...at });
  places.sort((a, b) => a.distance - b.distance);
  const found = places.find((at) => isSeen(at) && isFree(at)) ?? places.find(isFree);
  return { x: found?.x ?? wanted.x, y: found?.y ?? wanted.y };
}

function middleOf({ x, y, width, height }: Box): Position {
  return { x: x + width / 2, y: y + height / 2 };
}

function distanceOf(a: Position, b: Position): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
