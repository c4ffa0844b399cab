import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeNames, uniqueName } from './names.ts';

const name = fc
  .tuple(fc.constantFrom('n', 'conv', 'x'.repeat(199), ''), fc.constantFrom('', '1', '2', '3', '9', '98'))
  .map(([stem, digits]) => `${stem}${digits}`);

describe('free names', () => {
  it('are those that asking for one after another gives', () => {
    fc.assert(
      fc.property(fc.array(name), fc.array(name), (taken, wishes) => {
        const freeName = freeNames(taken);
        const names = new Set(taken);
        for (const wish of wishes) {
          const expected = uniqueName(wish, names);
          expect(freeName(wish)).toBe(expected);
          names.add(expected);
        }
      }),
    );
  });

  it('of stems that are alike once they are cut are found, too', () => {
    const cut = 'x'.repeat(198);
    // With 2 the one, with 12 the other gives the same name.
    const [long, short] = [`${cut}1b`, cut];
    const taken = [long, short, ...Array.from({ length: 11 }, (_, index) => `${cut}${index + 2}`)];
    const freeName = freeNames(taken);
    expect([freeName(long), freeName(short)]).toEqual([`${cut}13`, `${cut}14`]);
  });

  it('of a hundred thousand that are all taken come without counting up to each', () => {
    const taken = Array.from({ length: 100_000 }, (_, index) => `n${index}`);
    const freeName = freeNames(taken);
    expect(taken.map(freeName).at(-1)).toBe('n199999');
  });
});
