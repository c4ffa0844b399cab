// MaxPool2d: https://pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html

import { ints } from '../onnx/attributes.ts';
import { tensorType } from '../tensor/types.ts';
import { pair } from './attributes.ts';
import { torchCall } from './common.ts';
import { defineOperator } from './define.ts';
import { imagePads, inferPool, overhang, poolAttributes, poolPads, summarisePool } from './pooling.ts';

export const maxPool2d = defineOperator({
  type: 'MaxPool2d',
  palette: {
    category: 'pooling',
    title: 'Max pool',
    keywords: ['maxpool', 'subsample', 'downsample', 'pooling'],
    icon: 'shrink',
    help: 'Keeps the largest number of each window, and so makes the image smaller.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {
    ...poolAttributes,
    dilation: pair({
      label: 'Dilation',
      help: 'Spacing between the numbers of a window.',
      default: [1, 1],
      max: 1024,
      advanced: true,
    }),
  },
  infer([input], a) {
    return inferPool('MaxPool2d', input, a);
  },
  window(_inputs, a) {
    return { kernel: a.kernelSize, stride: a.stride, dilation: a.dilation, padding: a.padding };
  },
  summary: summarisePool,
  lower({ attributes: a, inputs: [x], inputTypes: [input], outputTypes: [output], constant, node }) {
    const pads = poolPads(a.padding, overhang(input!, output!, a));
    // ONNX Runtime refuses pads that are not smaller than the undilated kernel.
    const padApart = pads.some((extent, side) => extent >= a.kernelSize[side % 2 === 0 ? 0 : 1]);
    const image = padApart
      ? node('Pad', [
          x!,
          constant('pads', 'int64', [8], imagePads(pads)),
          constant('lowest', input!.dtype, [], [-Infinity]),
        ])
      : x!;
    return [
      node('MaxPool', [image], {
        kernel_shape: ints(a.kernelSize),
        strides: ints(a.stride),
        pads: ints(padApart ? [0, 0, 0, 0] : pads),
        dilations: ints(a.dilation),
      }),
    ];
  },
  torch(a) {
    return torchCall(
      'nn.MaxPool2d',
      [],
      {
        kernel_size: a.kernelSize,
        stride: a.stride,
        padding: a.padding,
        dilation: a.dilation,
        ceil_mode: a.ceilMode,
      },
      { stride: a.kernelSize, padding: 0, dilation: 1, ceil_mode: false },
    );
  },
  examples: [
    {
      name: 'halves, rounding down',
      attributes: {},
      inputs: [tensorType([1, 3, 7, 6])],
      outputs: [[1, 3, 3, 3]],
      parameters: 0,
    },
    {
      name: 'ResNet stem: overlapping, padded',
      attributes: { kernelSize: 3, stride: 2, padding: 1 },
      inputs: [tensorType([2, 2, 9, 8])],
      outputs: [[2, 2, 5, 4]],
      parameters: 0,
    },
    {
      name: 'GoogLeNet: rounding up',
      attributes: { kernelSize: 3, stride: 2, ceilMode: true },
      inputs: [tensorType([1, 2, 8, 7])],
      outputs: [[1, 2, 4, 3]],
      parameters: 0,
    },
    {
      name: 'rounding up drops a window that begins in the padding',
      attributes: { kernelSize: 2, stride: 3, padding: 1, ceilMode: true },
      inputs: [tensorType([1, 2, 5, 6])],
      outputs: [[1, 2, 2, 3]],
      parameters: 0,
    },
    {
      name: 'dilated',
      attributes: { kernelSize: [2, 3], stride: 1, dilation: [3, 2] },
      inputs: [tensorType([1, 2, 7, 8])],
      outputs: [[1, 2, 4, 4]],
      parameters: 0,
    },
    {
      name: 'dilated, rounding up beyond the kernel',
      attributes: { kernelSize: 2, stride: [1, 2], dilation: 3, padding: 1, ceilMode: true },
      inputs: [tensorType([1, 2, 6, 7])],
      outputs: [[1, 2, 5, 4]],
      parameters: 0,
    },
  ],
});
