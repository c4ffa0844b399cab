// Where the tour's card stands: beside what it speaks of, inside the window, over it only where there is no room.

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rect extends Size {
  readonly x: number;
  readonly y: number;
}

const GAP = 14;
const MARGIN = 12;

/** @param target undefined where it is not on the page: the card then stands at the bottom, in the middle */
export function placeCard(target: Rect | undefined, card: Size, window: Size): { x: number; y: number } {
  const within = (at: number, size: number, room: number): number =>
    Math.max(MARGIN, Math.min(at, room - size - MARGIN));
  const right = window.width - card.width - MARGIN;
  const bottom = window.height - card.height - MARGIN;
  if (target === undefined) return { x: within(right / 2, card.width, window.width), y: bottom - 2 * MARGIN };
  const y = within(target.y + (target.height - card.height) / 2, card.height, window.height);
  const x = within(target.x + (target.width - card.width) / 2, card.width, window.width);
  const before = target.x - GAP - card.width;
  if (before >= MARGIN) return { x: Math.min(before, right), y };
  const after = target.x + target.width + GAP;
  if (after <= right) return { x: Math.max(MARGIN, after), y };
  const below = target.y + target.height + GAP;
  if (below <= bottom) return { x, y: Math.max(MARGIN, below) };
  return { x, y: within(target.y - GAP - card.height, card.height, window.height) };
}

/** The same place, or above what it would share it with, where there is room. */
export function clearOf(
  place: { readonly x: number; readonly y: number },
  card: Size,
  other: Rect | undefined,
): { x: number; y: number } {
  if (other === undefined || other.width === 0 || other.height === 0) return place;
  const beside = place.x >= other.x + other.width || place.x + card.width <= other.x;
  const apart = place.y >= other.y + other.height || place.y + card.height <= other.y;
  const above = other.y - GAP - card.height;
  return beside || apart || above < MARGIN ? place : { x: place.x, y: above };
}

/** What of a box shows through these windows; where nothing does, a box without size at the edge beyond which it is. */
export function seenOf(box: Rect, windows: readonly Rect[]): Rect {
  return windows.reduce((part, clip) => {
    const across = overlap(part.x, part.width, clip.x, clip.width);
    const down = overlap(part.y, part.height, clip.y, clip.height);
    return { x: across.at, y: down.at, width: across.size, height: down.size };
  }, box);
}

function overlap(at: number, size: number, from: number, room: number): { at: number; size: number } {
  const within = (edge: number): number => Math.max(from, Math.min(edge, from + room));
  return { at: within(at), size: within(at + size) - within(at) };
}
