import { describe, expect, it } from 'vitest';
import { compile } from '../../shared/compile/compile.ts';
import { expand } from '../../shared/network/expand.ts';
import type { StoredValues } from '../../shared/operators/attributes.ts';
import { modelBytes, runModel, wave } from '../../shared/testing/run-onnx.ts';
import { findPreset, LIBRARY } from './index.ts';

// Networks whose reshapes know every dimension but the batch, made small.
const CASES: readonly (readonly [string, StoredValues])[] = [
  ['vit_b_16', { inputSize: 8, patchSize: 4, features: 8, heads: 2, layers: 2, mlpDim: 8, numClasses: 5 }],
  ['shufflenet_v2_x0_5', { inputSize: 32, width: 8, stages: [1, 2, 1], lastChannels: 8, numClasses: 5 }],
  ['convnext_tiny', { inputSize: 32, width: 4, stages: [1, 1, 1, 1], numClasses: 5 }],
  ['regnet_y_400mf', { inputSize: 16, depth: 2, w0: 8, wa: 8, groupWidth: 8, numClasses: 5 }],
];

describe('a network with an open batch gives each image what it gives it alone', () => {
  it.each(CASES)('%s', async (id, values) => {
    const document = findPreset(id)!.build(values);
    if ('code' in document) throw new Error(document.message);
    const compiled = compile(expand(document, LIBRARY), { dynamicBatch: true });
    const bytes = modelBytes(compiled, ({ path, shape }) => {
      const numbers = wave(shape, 1.3, path.length, 0.5);
      return path.endsWith('running_var') ? numbers.map((value) => 1 + value) : numbers;
    });
    const size = Number(values['inputSize']);
    const images = wave([3, 3, size, size], 0.37, 0);
    const together = await runModel(bytes, { input: { shape: [3, 3, size, size], data: images } });
    expect(together['output']!.shape).toEqual([3, 5]);
    const pixels = 3 * size * size;
    const alone = await runModel(bytes, {
      input: { shape: [1, 3, size, size], data: images.slice(2 * pixels) },
    });
    const third = Array.from(together['output']!.data.slice(10));
    expect(third.every(Number.isFinite)).toBe(true);
    expect(new Set(third).size).toBeGreaterThan(1);
    for (const [index, expected] of alone['output']!.data.entries()) {
      expect(third[index]).toBeCloseTo(expected, 4);
    }
  });
});
