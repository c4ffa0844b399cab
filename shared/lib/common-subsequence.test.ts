import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonSubsequence } from './common-subsequence.ts';

/** The length by its recursive definition. */
function longest(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const [first, ...restA] = a;
  const [other, ...restB] = b;
  return first === other ? 1 + longest(restA, restB) : Math.max(longest(restA, b), longest(a, restB));
}

describe('commonSubsequence', () => {
  it('keeps order, pairs equal keys, and is as long as the definition says', () => {
    const keys = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });
    fc.assert(
      fc.property(keys, keys, (a, b) => {
        const pairs = commonSubsequence(a, b);
        expect(pairs).toHaveLength(longest(a, b));
        pairs.forEach(([inA, inB], index) => {
          expect(a[inA]).toBe(b[inB]);
          const [nextA, nextB] = pairs[index + 1] ?? [a.length, b.length];
          expect(inA < nextA && inB < nextB).toBe(true);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('finds a run that moved', () => {
    expect(commonSubsequence(['x', 'a', 'b', 'c'], ['a', 'b', 'c', 'y'])).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
    ]);
  });
});
