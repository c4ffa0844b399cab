// Normal variates a second: fillWeight, which makes them by the kernel, against Math.random with Box–Muller, and against
// random.ts, which says what the values are; in one run and one thread.

import type { WeightSpec } from '../shared/weights/spec.ts';
import { fillWeight } from '../shared/weights/materialise.ts';
import { BLOCK_ELEMENTS, blockState, fillNormal, streamKey } from '../shared/tensor/random.ts';
import { alternate } from './statistics.ts';

/** VGG-16's largest weight. */
const WEIGHT: WeightSpec = {
  path: 'classifier.0.weight',
  shape: [4096, 25_088],
  trainable: true,
  source: { kind: 'initialiser', initialiser: { kind: 'normal', mean: 0, std: 0.01 } },
};
const CHUNK = 16 * BLOCK_ELEMENTS;
const CHUNKS_A_ROUND = 8;
const ROUNDS = 8;

export async function benchMaterialise(): Promise<unknown> {
  const out = new Float32Array(CHUNK);
  const ours = (): void => {
    for (let chunk = 0; chunk < CHUNKS_A_ROUND; chunk += 1) fillWeight(WEIGHT, 1, out, chunk * CHUNK);
  };
  const times = alternate(ROUNDS, ours, () => {
    for (let chunk = 0; chunk < CHUNKS_A_ROUND; chunk += 1) boxMuller(out, 0, 0.01);
  });
  const key = streamKey(1, WEIGHT.path);
  const byTheRules = alternate(ROUNDS, ours, () => {
    for (let block = 0; block < (CHUNKS_A_ROUND * CHUNK) / BLOCK_ELEMENTS; block += 1) {
      fillNormal(out.subarray(0, BLOCK_ELEMENTS), blockState(key, block), 0, 0.01);
    }
  });
  const samples = CHUNK * CHUNKS_A_ROUND;
  const perSecond = (milliseconds: number): number => Math.round((samples * 1000) / milliseconds);
  return Promise.resolve({
    benchmark: 'materialise',
    unit: 'normals per second, one thread',
    baseline: { name: 'Math.random with Box–Muller', perSecond: perSecond(times.baseline) },
    ours: {
      name: 'fillWeight',
      perSecond: perSecond(times.ours),
      nanosecondsEach: round((times.ours * 1e6) / samples),
    },
    /** How many times the baseline's rate. */
    ratio: round(times.baseline / times.ours),
    /** The same values from random.ts. */
    reference: {
      name: 'fillNormal',
      perSecond: perSecond(byTheRules.baseline),
      ratio: round(byTheRules.baseline / byTheRules.ours),
    },
    samples,
    rounds: ROUNDS,
  });
}

function boxMuller(out: Float32Array, mean: number, std: number): void {
  for (let index = 0; index < out.length; index += 2) {
    const radius = std * Math.sqrt(-2 * Math.log(1 - Math.random()));
    const angle = 2 * Math.PI * Math.random();
    out[index] = mean + radius * Math.cos(angle);
    out[index + 1] = mean + radius * Math.sin(angle);
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
