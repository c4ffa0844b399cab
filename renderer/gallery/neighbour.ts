// Where the arrows lead among cards that stand in rows.

export interface Place {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * The index that a key leads to from `at`: left and right go through all in order, up and down to the nearest
 * card of the next row, Home and End to the ends. At an end it stays; undefined when the key means nothing.
 */
export function neighbour(places: readonly Place[], at: number, key: string): number | undefined {
  const last = places.length - 1;
  if (last < 0) return undefined;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'ArrowRight':
      return Math.min(last, at + 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'ArrowUp':
      return inNextRow(places, at, -1);
    case 'ArrowDown':
      return inNextRow(places, at, 1);
    default:
      return undefined;
  }
}

function inNextRow(places: readonly Place[], at: number, direction: 1 | -1): number {
  const from = places[at];
  if (from === undefined) return 0;
  const middle = (from.left + from.right) / 2;
  let best = at;
  let [away, aside] = [Infinity, Infinity];
  for (const [index, place] of places.entries()) {
    const distance = direction === 1 ? place.top - from.bottom : from.top - place.bottom;
    if (distance < 0) continue;
    const sideways = Math.abs((place.left + place.right) / 2 - middle);
    if (distance < away || (distance === away && sideways < aside)) {
      best = index;
      [away, aside] = [distance, sideways];
    }
  }
  return best;
}
