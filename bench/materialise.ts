// Normal variates a second: fillWeight against Math.random with Box–Muller, in one run and one thread.

import type { WeightSpec } from '../shared/weights/spec.ts';
import { fillWeight } from '../shared/weights/materialise.ts';
import { BLOCK_ELEMENTS } from '../shared/tensor/random.ts';

/** VGG-16's largest weight. */
const WEIGHT: WeightSpec = {
  path: 'classifier.0.weight',
  shape: [4096, 25_088],
  trainable: true,
  source: { kind: 'initialiser', initialiser: { kind: 'normal', mean: 0, std: 0.01 } },
};
const CHUNK = 16 * BLOCK_ELEMENTS;
const CHUNKS_A_ROUND = 8;
const ROUNDS = 7;

export async function benchMaterialise(): Promise<unknown> {
  const out = new Float32Array(CHUNK);
  const baseline: number[] = [];
  const ours: number[] = [];
  // Sides alternate, so that what else the machine does falls on both; the first round warms up.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const baselineSeconds = seconds(() => boxMuller(out, 0, 0.01));
    const ourSeconds = seconds((chunk) => fillWeight(WEIGHT, 1, out, chunk * CHUNK));
    if (round === 0) continue;
    baseline.push(baselineSeconds);
    ours.push(ourSeconds);
  }
  const samples = CHUNK * CHUNKS_A_ROUND;
  const baselineRate = samples / median(baseline);
  const ourRate = samples / median(ours);
  return Promise.resolve({
    benchmark: 'materialise',
    unit: 'normals per second, median of rounds, one thread',
    baseline: { name: 'Math.random with Box–Muller', perSecond: Math.round(baselineRate) },
    ours: { name: 'fillWeight', perSecond: Math.round(ourRate), nanosecondsEach: round(1e9 / ourRate) },
    ratio: round(ourRate / baselineRate),
    samples,
    rounds: ROUNDS,
  });
}

function seconds(fill: (chunk: number) => void): number {
  const start = performance.now();
  for (let chunk = 0; chunk < CHUNKS_A_ROUND; chunk += 1) fill(chunk);
  return (performance.now() - start) / 1000;
}

function boxMuller(out: Float32Array, mean: number, std: number): void {
  for (let index = 0; index < out.length; index += 2) {
    const radius = std * Math.sqrt(-2 * Math.log(1 - Math.random()));
    const angle = 2 * Math.PI * Math.random();
    out[index] = mean + radius * Math.cos(angle);
    out[index + 1] = mean + radius * Math.sin(angle);
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
