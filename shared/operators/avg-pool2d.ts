// AvgPool2d: https://pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html

import { int, ints } from '../onnx/attributes.ts';
import { tensorType } from '../tensor/types.ts';
import { boolean, type ValuesOf } from './attributes.ts';
import { torchCall } from './common.ts';
import { defineOperator } from './define.ts';
import {
  imagePads,
  inferPool,
  overhang,
  poolAttributes,
  poolPads,
  summarisePool,
  type PoolWindow,
} from './pooling.ts';

const attributes = {
  ...poolAttributes,
  countIncludePad: boolean({
    label: 'Count the padding',
    help: 'Divides by the whole window even where it covers padding.',
    default: true,
    advanced: true,
  }),
};

function windowOf(a: ValuesOf<typeof attributes>): PoolWindow {
  return { ...a, dilation: [1, 1] };
}

export const avgPool2d = defineOperator({
  type: 'AvgPool2d',
  palette: {
    category: 'pooling',
    title: 'Average pool',
    keywords: ['avgpool', 'mean', 'subsample', 'downsample', 'pooling'],
    icon: 'minimize-2',
    help: 'Replaces each window by its mean, and so makes the image smaller.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes,
  infer([input], a) {
    return inferPool('AvgPool2d', input, windowOf(a));
  },
  window(_inputs, a) {
    return { kernel: a.kernelSize, stride: a.stride, dilation: [1, 1], padding: a.padding };
  },
  summary(a) {
    return summarisePool(windowOf(a));
  },
  lower({ attributes: a, inputs: [x], inputTypes: [input], outputTypes: [output], constant, node }) {
    const beyond = overhang(input!, output!, windowOf(a));
    const pool = (image: string, pads: readonly number[], counted: boolean): readonly string[] => [
      node('AveragePool', [image], {
        kernel_shape: ints(a.kernelSize),
        strides: ints(a.stride),
        pads: ints(pads),
        count_include_pad: int(counted ? 1 : 0),
      }),
    ];
    if (!a.countIncludePad) return pool(x!, poolPads(a.padding, beyond), false);
    if (beyond[0] + beyond[1] === 0) return pool(x!, poolPads(a.padding, beyond), true);
    // PyTorch counts the padding but not what a rounded-up window covers beyond it, so the padding becomes
    // part of the image and the rest is not counted.
    const padded = a.padding[0] + a.padding[1] > 0;
    const image = padded
      ? node('Pad', [x!, constant('pads', 'int64', [8], imagePads(poolPads(a.padding, [0, 0])))])
      : x!;
    return pool(image, poolPads([0, 0], beyond), false);
  },
  torch(a) {
    return torchCall(
      'nn.AvgPool2d',
      [],
      {
        kernel_size: a.kernelSize,
        stride: a.stride,
        padding: a.padding,
        ceil_mode: a.ceilMode,
        count_include_pad: a.countIncludePad,
      },
      { stride: a.kernelSize, padding: 0, ceil_mode: false, count_include_pad: true },
    );
  },
  examples: [
    {
      name: 'LeNet: halves',
      attributes: {},
      inputs: [tensorType([1, 3, 6, 7])],
      outputs: [[1, 3, 3, 3]],
      parameters: 0,
    },
    {
      name: 'padding counted',
      attributes: { kernelSize: 3, stride: 1, padding: 1 },
      inputs: [tensorType([2, 2, 4, 5])],
      outputs: [[2, 2, 4, 5]],
      parameters: 0,
    },
    {
      name: 'padding not counted',
      attributes: { kernelSize: [3, 2], stride: [2, 1], padding: [1, 0], countIncludePad: false },
      inputs: [tensorType([1, 2, 5, 4])],
      outputs: [[1, 2, 3, 3]],
      parameters: 0,
    },
    {
      name: 'rounding up without padding',
      attributes: { kernelSize: 3, stride: 2, ceilMode: true },
      inputs: [tensorType([1, 2, 6, 8])],
      outputs: [[1, 2, 3, 4]],
      parameters: 0,
    },
    {
      name: 'rounding up, padding counted',
      attributes: { kernelSize: 3, stride: 2, padding: 1, ceilMode: true },
      inputs: [tensorType([1, 2, 6, 7])],
      outputs: [[1, 2, 4, 4]],
      parameters: 0,
    },
    {
      name: 'rounding up, padding not counted',
      attributes: { kernelSize: 3, stride: 2, padding: 1, ceilMode: true, countIncludePad: false },
      inputs: [tensorType([1, 2, 6, 8])],
      outputs: [[1, 2, 4, 5]],
      parameters: 0,
    },
    {
      name: 'rounding up drops a window that begins in the padding',
      attributes: { kernelSize: 2, stride: 3, padding: 1, ceilMode: true },
      inputs: [tensorType([1, 2, 5, 6])],
      outputs: [[1, 2, 2, 3]],
      parameters: 0,
    },
  ],
});
