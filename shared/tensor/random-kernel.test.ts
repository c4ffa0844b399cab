import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK_ELEMENTS, blockState, fillNormal, fillUniform, streamKey, type StreamKey } from './random.ts';
import { fillStream, type Distribution } from './random-kernel.ts';

/** What random.ts says of a block. */
function block(distribution: Distribution, key: StreamKey, index: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(BLOCK_ELEMENTS);
  const state = blockState(key, index);
  if (distribution.kind === 'normal') fillNormal(out, state, distribution.mean, distribution.std);
  else fillUniform(out, state, distribution.low, distribution.high);
  return out;
}

function bytesOf(values: Float32Array<ArrayBuffer>): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

const DISTRIBUTIONS: readonly Distribution[] = [
  { kind: 'normal', mean: 0, std: 1 },
  { kind: 'normal', mean: -0.3, std: 0.02 },
  { kind: 'uniform', low: -1.5, high: 0.25 },
];

describe('the kernel', () => {
  it.each(DISTRIBUTIONS)('makes every bit of 64 blocks as random.ts does: %o', (distribution) => {
    for (const seed of [1, 4_294_967_295]) {
      const key = streamKey(seed, 'layer4.2.conv2.weight');
      const out = new Uint8Array(32 * BLOCK_ELEMENTS * 4);
      fillStream(out, key, 0, distribution);
      for (let index = 0; index < 32; index += 1) {
        const made = out.subarray(index * BLOCK_ELEMENTS * 4, (index + 1) * BLOCK_ELEMENTS * 4);
        expect(bytesOf(block(distribution, key, index)).equals(made), `seed ${seed}, block ${index}`).toBe(
          true,
        );
      }
    }
  });

  it('makes any part of a stream, at any byte, and touches nothing beside it', () => {
    const key = streamKey(3, 'fc.weight');
    const expected = DISTRIBUTIONS.map((distribution) =>
      Buffer.concat(Array.from({ length: 6 }, (_, index) => bytesOf(block(distribution, key, index)))),
    );
    const place = fc.nat(6 * BLOCK_ELEMENTS);
    fc.assert(
      fc.property(fc.nat(2), place, place, fc.nat(3), (which, a, b, at) => {
        const [start, end] = a < b ? [a, b] : [b, a];
        const memory = new Uint8Array(at + (end - start) * 4 + 16).fill(0xa5);
        fillStream(memory.subarray(at, at + (end - start) * 4), key, start, DISTRIBUTIONS[which]!);
        expect(memory.subarray(0, at).every((byte) => byte === 0xa5)).toBe(true);
        expect(memory.subarray(at + (end - start) * 4).every((byte) => byte === 0xa5)).toBe(true);
        const made = memory.subarray(at, at + (end - start) * 4);
        expect(expected[which]!.subarray(start * 4, end * 4).equals(made)).toBe(true);
      }),
      {
        numRuns: 60,
        examples: [
          [0, 0, 0, 0],
          [1, 0, 1, 1],
          [0, 5, 9, 3],
          [2, 5, 9, 3],
        ],
      },
    );
  });

  it('makes the same normals where its words do not suffice, wherever they end', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: -8, max: 24 }),
        (seed, count, spare) => {
          const key = streamKey(seed, 'conv1.weight');
          const expected = new Float32Array(count);
          fillNormal(expected, blockState(key, 0), 0, 1);
          const out = new Uint8Array(count * 4);
          fillStream(out, key, 0, DISTRIBUTIONS[0]!, () => Math.max(0, count + spare));
          expect(bytesOf(expected).equals(out)).toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
