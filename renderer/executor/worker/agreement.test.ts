import { expect, test } from 'vitest';
import { int, ints } from '../../../shared/onnx/attributes.ts';
import type { OnnxModel } from '../../../shared/onnx/model.ts';
import { needsChannelsFirst, relativeDifference } from './agreement.ts';

test.each([
  [[1, -4], [1, -4], 0],
  [[1, -3.9], [1, -4], 0.025],
  [[NaN, Infinity], [NaN, Infinity], 0],
  [[NaN, 1], [2, 1], Infinity],
  [[Infinity, 1], [-Infinity, 1], Infinity],
  [[0.1], [0], Infinity],
  [[0, -0], [-0, 0], 0],
  [[1], [1, 1], Infinity],
])('%j against %j differs by %d', (actual, reference, expected) => {
  expect(relativeDifference(actual, reference)).toBeCloseTo(expected, 12);
});

function convolution(group: number, channels: number): OnnxModel {
  const data = { kind: 'deferred', key: 'w', byteLength: 0 } as const;
  return {
    irVersion: 8,
    opset: 17,
    producerName: '',
    producerVersion: '',
    metadata: {},
    graph: {
      name: '',
      nodes: [
        {
          opType: 'Conv',
          name: 'conv',
          inputs: ['x', 'w'],
          outputs: ['y'],
          attributes: { group: int(group), kernel_shape: ints([3, 3]) },
        },
      ],
      inputs: [],
      outputs: [],
      initialisers: [{ name: 'w', dtype: 'float32', shape: [channels, 1, 3, 3], data }],
      valueInfos: [],
    },
  };
}

test.each([
  [1, 6, false],
  [4, 24, true],
  [32, 32, false],
  [32, 128, false],
  [2, 10, true],
  [3, 15, false],
])('%d groups of %d channels: needs NCHW kernels: %s', (group, channels, expected) => {
  expect(needsChannelsFirst(convolution(group, channels))).toBe(expected);
});
