import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Initialiser } from '../tensor/initialisers.ts';
import { BLOCK_ELEMENTS } from '../tensor/random.ts';
import { fillWeight } from './materialise.ts';
import type { WeightSpec } from './spec.ts';

function fresh(shape: readonly number[], initialiser: Initialiser, path = 'conv1.weight'): WeightSpec {
  return { path, shape, trainable: true, source: { kind: 'initialiser', initialiser } };
}

function whole(spec: WeightSpec, seed: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(spec.shape.reduce((count, extent) => count * extent, 1));
  fillWeight(spec, seed, out, 0);
  return out;
}

const normal = fresh([3, BLOCK_ELEMENTS], { kind: 'normal', mean: 0.5, std: 0.1 });

describe('fillWeight', () => {
  it.each([
    ['normal', { kind: 'normal', mean: 0.5, std: 0.1 }],
    ['uniform', { kind: 'uniform', low: -0.2, high: 0.3 }],
    ['constant', { kind: 'constant', value: 0.25 }],
  ] as const)('gives the same %s values however the weight is cut', (_name, initialiser) => {
    const spec = fresh([2, BLOCK_ELEMENTS + 100], initialiser);
    const expected = whole(spec, 7);
    fc.assert(
      fc.property(fc.nat(expected.length), fc.nat(expected.length), (a, b) => {
        const [start, end] = a < b ? [a, b] : [b, a];
        const part = new Float32Array(end - start);
        fillWeight(spec, 7, part, start);
        expect(
          Buffer.from(part.buffer).equals(Buffer.from(expected.buffer, start * 4, part.byteLength)),
        ).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('depends on the seed and the path, and on nothing else', () => {
    const first = whole(normal, 7);
    expect(whole({ ...normal, trainable: false }, 7)).toEqual(first);
    expect(whole(normal, 8).subarray(0, 8)).not.toEqual(first.subarray(0, 8));
    expect(whole({ ...normal, path: 'conv2.weight' }, 7).subarray(0, 8)).not.toEqual(first.subarray(0, 8));
  });

  it('has the mean and deviation that the initialiser says', () => {
    const values = whole(normal, 1);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(mean).toBeCloseTo(0.5, 2);
    expect(Math.sqrt(variance)).toBeCloseTo(0.1, 3);
  });

  it('reads stored values from any byte offset', () => {
    const file = new Uint8Array(3 + 4 * 6);
    file.set(new Uint8Array(Float32Array.of(1, 2, 3, 4, 5, 6).buffer), 3);
    const spec: WeightSpec = {
      path: 'fc.weight',
      shape: [2, 3],
      trainable: true,
      source: { kind: 'stored', offset: 3 },
    };
    const out = new Float32Array(3);
    fillWeight(spec, 0, out, 2, file);
    expect([...out]).toEqual([3, 4, 5]);
    expect(() => fillWeight(spec, 0, out, 3)).toThrow(/fc\.weight are in the document's weights file/);
    expect(() => fillWeight(spec, 0, out, 3, file.subarray(0, 20))).toThrow(
      'The values of fc.weight should end at byte 27 of the weights file, which has 20 bytes. The file does not belong to this network.',
    );
  });

  it('refuses elements that the weight does not have', () => {
    expect(() => fillWeight(normal, 1, new Float32Array(2), 3 * BLOCK_ELEMENTS - 1)).toThrow(RangeError);
  });
});
