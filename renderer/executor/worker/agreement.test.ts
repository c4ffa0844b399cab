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

function convolution(group: number, inputs: number, channels: number, kernel: number): OnnxModel {
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
          attributes: { group: int(group), kernel_shape: ints([kernel, kernel]) },
        },
      ],
      inputs: [],
      outputs: [],
      initialisers: [
        { name: 'w', dtype: 'float32', shape: [channels, inputs / group, kernel, kernel], data },
      ],
      valueInfos: [],
    },
  };
}

// As seen in Chromium with onnxruntime-web 1.30: true is where its channels-last kernels were wrong.
test.each([
  [4, 24, 24, 3, true],
  [2, 10, 10, 3, true],
  [32, 32, 32, 3, false],
  [32, 128, 128, 3, false],
  [3, 15, 15, 3, false],
  [2, 18, 24, 3, false],
  [1, 6, 16, 5, true],
  [1, 18, 16, 5, true],
  [1, 27, 4, 3, true],
  [1, 6, 16, 1, false],
  [1, 6, 10, 5, false],
  [1, 3, 64, 7, false],
  [1, 12, 16, 5, false],
  [1, 10, 16, 5, false],
])(
  '%d groups, %d into %d channels, kernel %d: needs NCHW kernels: %s',
  (group, inputs, channels, kernel, expected) => {
    expect(needsChannelsFirst(convolution(group, inputs, channels, kernel))).toBe(expected);
  },
);
