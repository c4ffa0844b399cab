// The longest common subsequence of two lists of keys, for differences.

/**
 * Pairs of indices `[inA, inB]` of a longest common subsequence, both ascending. Time is |a|·|b|, memory |b|:
 * D. S. Hirschberg, "A linear space algorithm for computing maximal common subsequences", CACM 18(6), 1975.
 */
export function commonSubsequence(
  a: readonly string[],
  b: readonly string[],
): readonly (readonly [number, number])[] {
  const ids = new Map<string, number>();
  const numbered = (keys: readonly string[]): Int32Array =>
    Int32Array.from(keys, (key) => {
      const id = ids.get(key) ?? ids.size;
      ids.set(key, id);
      return id;
    });
  const pairs: [number, number][] = [];
  collect(numbered(a), numbered(b), 0, 0, pairs);
  return pairs;
}

function collect(a: Int32Array, b: Int32Array, fromA: number, fromB: number, pairs: [number, number][]) {
  // What both begin or end with belongs to some longest one, and is most of it in networks that are alike.
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) {
    pairs.push([fromA + head, fromB + head]);
    head += 1;
  }
  let endA = a.length;
  let endB = b.length;
  while (endA > head && endB > head && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  halve(a.subarray(head, endA), b.subarray(head, endB), fromA + head, fromB + head, pairs);
  for (let tail = 0; endA + tail < a.length; tail += 1) {
    pairs.push([fromA + endA + tail, fromB + endB + tail]);
  }
}

function halve(a: Int32Array, b: Int32Array, fromA: number, fromB: number, pairs: [number, number][]) {
  if (a.length === 0 || b.length === 0) return;
  if (a.length === 1) {
    const found = b.indexOf(a[0]!);
    if (found >= 0) pairs.push([fromA, fromB + found]);
    return;
  }
  const middle = a.length >> 1;
  const before = lengths(a.subarray(0, middle), b);
  const after = lengths(a.slice(middle).reverse(), b.slice().reverse());
  let split = 0;
  for (let at = 1; at <= b.length; at += 1) {
    if (before[at]! + after[b.length - at]! > before[split]! + after[b.length - split]!) split = at;
  }
  collect(a.subarray(0, middle), b.subarray(0, split), fromA, fromB, pairs);
  collect(a.subarray(middle), b.subarray(split), fromA + middle, fromB + split, pairs);
}

/** Lengths of the longest common subsequences of `a` with the first 0, 1, … |b| keys of `b`. */
function lengths(a: Int32Array, b: Int32Array): Int32Array {
  const row = new Int32Array(b.length + 1);
  for (const key of a) {
    let diagonal = 0;
    for (let at = 1; at <= b.length; at += 1) {
      const above = row[at]!;
      row[at] = key === b[at - 1] ? diagonal + 1 : Math.max(above, row[at - 1]!);
      diagonal = above;
    }
  }
  return row;
}
