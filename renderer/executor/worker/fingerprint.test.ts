import { expect, test } from 'vitest';
import type { Compiled } from '../../../shared/compile/types.ts';
import { fingerprintOf } from './fingerprint.ts';

const encoded = Uint8Array.of(1, 2, 3);

const stored = (offset: number): Compiled['weights'] => [
  { path: 'w', shape: [2], trainable: true, source: { kind: 'stored', offset } },
];
const fresh: Compiled['weights'] = [
  {
    path: 'w',
    shape: [2],
    trainable: true,
    source: { kind: 'initialiser', initialiser: { kind: 'constant', value: 0 } },
  },
];
const file = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);

test('a verdict holds for the same weights, not for others in a graph of the same text', async () => {
  const of = (weights: Compiled['weights'], seed: number, bytes: ReturnType<typeof file> | undefined) =>
    fingerprintOf(encoded, weights, { seed, stored: bytes });
  const one = await of(stored(0), 1, file(1, 2));
  expect(await of(stored(0), 1, file(1, 2))).toBe(one);
  const others = await Promise.all([
    of(stored(0), 1, file(1, 3)),
    of(stored(4), 1, file(1, 2)),
    of(stored(0), 2, file(1, 2)),
    of(fresh, 1, file(1, 2)),
    fingerprintOf(Uint8Array.of(1, 2, 4), stored(0), { seed: 1, stored: file(1, 2) }),
  ]);
  expect(new Set([one, ...others]).size).toBe(6);
  expect(await of(fresh, 1, file(1, 2))).toBe(await of(fresh, 1, undefined));
});
