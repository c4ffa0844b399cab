// Which of the known names somebody may have meant by one that is not known.

/**
 * The likeliest first: names that hold the given one or are held by it, and names a few slips of the keys away, those
 * with the fewest letters between first. Case does not matter. Empty where nothing comes near.
 *
 * @param most how many at most
 */
export function nearestNames(given: string, known: readonly string[], most = 1): readonly string[] {
  const wanted = given.toLowerCase();
  if (wanted === '' || wanted.length > LONGEST) return [];
  const slips = Math.max(1, Math.floor(wanted.length / 3));
  return known
    .flatMap((name) => {
      const other = name.toLowerCase();
      // A letter or two are held by too much to mean anything.
      const short = Math.min(wanted.length, other.length) < 3;
      const holds = !short && (other.includes(wanted) || wanted.includes(other));
      if (holds) return { name, far: Math.abs(other.length - wanted.length) };
      const far = slipsBetween(wanted, other);
      return far > slips ? [] : { name, far };
    })
    .toSorted((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ name }) => name);
}

/** Longer names are no slip of the keys, and would take long to compare. */
const LONGEST = 64;

/**
 * Letters put in, left out or exchanged: V. I. Levenshtein, Binary codes capable of correcting deletions, insertions
 * and reversals, 1966.
 */
function slipsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let index = 0; index < a.length; index += 1) {
    const next = [index + 1];
    for (let column = 1; column <= b.length; column += 1) {
      const exchanged = row[column - 1]! + (a[index] === b[column - 1] ? 0 : 1);
      next.push(Math.min(exchanged, row[column]! + 1, next[column - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
