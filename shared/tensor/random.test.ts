import { describe, expect, it } from 'vitest';
import { portableExp, portableLog } from './portable-math.ts';
import { blockState, BLOCK_ELEMENTS, fillNormal, fillUniform, streamKey } from './random.ts';

function normals(count: number, seed: number, path: string, block = 0): Float32Array {
  const out = new Float32Array(count);
  fillNormal(out, blockState(streamKey(seed, path), block), 0, 1);
  return out;
}

function moments(values: Float32Array): {
  mean: number;
  variance: number;
  skewness: number;
  kurtosis: number;
} {
  let mean = 0;
  for (const value of values) mean += value;
  mean /= values.length;
  let [second, third, fourth] = [0, 0, 0];
  for (const value of values) {
    const d = value - mean;
    second += d * d;
    third += d * d * d;
    fourth += d * d * d * d;
  }
  const variance = second / values.length;
  return {
    mean,
    variance,
    skewness: third / values.length / variance ** 1.5,
    kurtosis: fourth / values.length / variance ** 2,
  };
}

/** Standard normal cdf by its series (Marsaglia, "Evaluating the Normal Distribution", 2004): 1e-15 here. */
function normalCdf(x: number): number {
  let sum = x;
  let term = x;
  for (let i = 3; Math.abs(term) > 1e-18; i += 2) {
    term *= (x * x) / i;
    sum += term;
  }
  return 0.5 + sum * Math.exp(-0.5 * x * x - 0.9189385332046727);
}

/** Kolmogorov–Smirnov distance times √n: above 1.95 once in a thousand. */
function kolmogorovSmirnov(values: Float32Array, cdf: (x: number) => number): number {
  const sorted = values.slice().sort();
  let worst = 0;
  sorted.forEach((value, index) => {
    const p = cdf(value);
    worst = Math.max(worst, p - index / sorted.length, (index + 1) / sorted.length - p);
  });
  return worst * Math.sqrt(sorted.length);
}

function correlation(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  a.forEach((value, index) => (sum += value * b[index]!));
  return sum / a.length;
}

const MILLION = 1_000_000;

const PINNED_NORMALS = [-1.0307226181030273, -0.355676531791687, 0.6524749398231506, -0.29825517535209656];
const PINNED_LATER_NORMALS = [
  -0.7453597784042358, -0.2161305844783783, 2.7470579147338867, 0.769456148147583,
];
const PINNED_UNIFORMS = [0.056743744760751724, 0.23355983197689056, 0.5964587926864624, 0.44423797726631165];

describe('normal variates', () => {
  const values = normals(4 * MILLION, 1, 'layer1.0.conv1.weight');

  it('have the moments of the normal distribution, within four standard errors', () => {
    const { mean, variance, skewness, kurtosis } = moments(values);
    const root = Math.sqrt(values.length);
    expect(Math.abs(mean)).toBeLessThan(4 / root);
    expect(Math.abs(variance - 1)).toBeLessThan((4 * Math.SQRT2) / root);
    expect(Math.abs(skewness)).toBeLessThan((4 * Math.sqrt(6)) / root);
    expect(Math.abs(kurtosis - 3)).toBeLessThan((4 * Math.sqrt(24)) / root);
  });

  it('follow the normal cdf (Kolmogorov–Smirnov)', () => {
    expect(kolmogorovSmirnov(values.slice(0, MILLION), normalCdf)).toBeLessThan(1.95);
  });

  it('have tails of the right weight on both sides, beyond the last layer too', () => {
    for (const edge of [2, 3, 3.442619855899, 4]) {
      const expected = values.length * (1 - normalCdf(edge));
      const right = values.reduce((count, value) => count + (value > edge ? 1 : 0), 0);
      const left = values.reduce((count, value) => count + (value < -edge ? 1 : 0), 0);
      expect(Math.abs(right - expected), `right of ${edge}`).toBeLessThan(4 * Math.sqrt(expected));
      expect(Math.abs(left - expected), `left of ${-edge}`).toBeLessThan(4 * Math.sqrt(expected));
    }
  });

  it('fill 400 equal cells evenly (chi-squared), so that no layer is heavier than its area', () => {
    const cells = new Float64Array(400);
    for (const value of values) cells[Math.min(399, Math.floor(normalCdf(value) * 400))]! += 1;
    const expected = values.length / 400;
    const chi = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 399 degrees of freedom: mean 399, standard deviation 28.2.
    expect(chi).toBeGreaterThan(399 - 4 * 28.2);
    expect(chi).toBeLessThan(399 + 4 * 28.2);
  });

  it('do not depend on their neighbours', () => {
    const limit = 4 / Math.sqrt(MILLION);
    for (const lag of [1, 2, 3, 7, 64]) {
      const shifted = values.subarray(lag, lag + MILLION);
      expect(Math.abs(correlation(values.subarray(0, MILLION), shifted)), `lag ${lag}`).toBeLessThan(limit);
    }
  });

  it('are independent between neighbouring blocks, similar paths and similar seeds', () => {
    const base = normals(BLOCK_ELEMENTS, 1, 'layer1.0.conv1.weight', 0);
    const others = [
      normals(BLOCK_ELEMENTS, 1, 'layer1.0.conv1.weight', 1),
      normals(BLOCK_ELEMENTS, 1, 'layer1.0.conv1.weight', 2),
      normals(BLOCK_ELEMENTS, 1, 'layer1.0.conv2.weight', 0),
      normals(BLOCK_ELEMENTS, 1, 'layer1.1.conv1.weight', 0),
      normals(BLOCK_ELEMENTS, 1, 'layer0.1.conv1.weight', 0),
      normals(BLOCK_ELEMENTS, 2, 'layer1.0.conv1.weight', 0),
      normals(BLOCK_ELEMENTS, 0, 'layer1.0.conv1.weight', 0),
    ];
    for (const [index, other] of others.entries()) {
      expect(Math.abs(correlation(base, other)), `stream ${index}`).toBeLessThan(4 / 256);
      expect(Math.abs(correlation(base.map(Math.abs), other.map(Math.abs)) - 2 / Math.PI)).toBeLessThan(
        4 / 256,
      );
    }
  });

  it('start differently in 100,000 blocks and paths', () => {
    const starts = new Set<number>();
    for (let block = 0; block < 50_000; block += 1) {
      const [a, b] = blockState(streamKey(7, 'weight'), block);
      starts.add(a! * 2 ** 32 + (b! >>> 0));
      const [c, d] = blockState(streamKey(7, `features.${block}.weight`), 0);
      starts.add(c! * 2 ** 32 + (d! >>> 0));
    }
    expect(starts.size).toBe(100_000);
  });

  it('are the ones that a second implementation in Python gives, over whole blocks', () => {
    // build/oracles/random_blocks.py; the sum is exact, being one of doubles in the same order.
    const first = normals(BLOCK_ELEMENTS, 1, 'conv1.weight');
    expect([first.at(-1), first.reduce((sum, value) => sum + value, 0)]).toEqual([
      -0.1047549694776535, 302.2246911055564,
    ]);
    const later = normals(BLOCK_ELEMENTS, 4_294_967_295, 'conv1.weight', 3);
    expect([later.at(-1), later.reduce((sum, value) => sum + value, 0)]).toEqual([
      1.1823782920837402, 91.80326300149727,
    ]);
  });

  it('are pinned: a change of these values changes every network that was ever seeded', () => {
    expect([...normals(4, 1, 'conv1.weight')]).toEqual(PINNED_NORMALS);
    expect([...normals(4, 4_294_967_295, 'conv1.weight', 3)]).toEqual(PINNED_LATER_NORMALS);
    const uniform = new Float32Array(4);
    fillUniform(uniform, blockState(streamKey(1, 'conv1.bias'), 0), 0, 1);
    expect([...uniform]).toEqual(PINNED_UNIFORMS);
  });
});

describe('uniform variates', () => {
  const values = new Float32Array(MILLION);
  fillUniform(values, blockState(streamKey(3, 'fc.bias'), 0), -2, 6);

  it('follow the uniform cdf within their bounds', () => {
    expect(Math.min(...values.subarray(0, 10_000))).toBeGreaterThanOrEqual(-2);
    expect(Math.max(...values.subarray(0, 10_000))).toBeLessThanOrEqual(6);
    expect(kolmogorovSmirnov(values, (x) => (x + 2) / 8)).toBeLessThan(1.95);
    expect(moments(values).mean).toBeCloseTo(2, 1);
  });
});

describe('portable exp and log', () => {
  it('agree with the engine to 1e-14', () => {
    for (let x = -40; x < 40; x += 0.0371) {
      expect(Math.abs(portableExp(x) / Math.exp(x) - 1)).toBeLessThan(1e-14);
    }
    for (let x = 2 ** -33; x < 2 ** 20; x *= 1.07) {
      expect(Math.abs(portableLog(x) - Math.log(x))).toBeLessThan(1e-14 * Math.max(1, Math.abs(Math.log(x))));
    }
    expect(portableLog(1)).toBe(0);
    expect(portableExp(0)).toBe(1);
  });
});
