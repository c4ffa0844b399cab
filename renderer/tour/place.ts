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
