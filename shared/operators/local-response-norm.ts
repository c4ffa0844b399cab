// LocalResponseNorm: https://pytorch.org/docs/stable/generated/torch.nn.LocalResponseNorm.html
// Krizhevsky, Sutskever and Hinton 2012, section 3.3.

import { float, int, ints } from '../onnx/attributes.ts';
import { tensorType } from '../tensor/types.ts';
import { integer, real } from './attributes.ts';
import { expectImage, torchCall } from './common.ts';
import { defineOperator } from './define.ts';

export const localResponseNorm = defineOperator({
  type: 'LocalResponseNorm',
  palette: {
    category: 'normalisation',
    title: 'Local response norm',
    keywords: ['lrn', 'alexnet', 'googlenet', 'normalisation', 'normalization'],
    icon: 'sun-dim',
    help: 'Divides each number by the strength of neighbouring channels; AlexNet used it before batch norm.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {
    size: integer({ label: 'Size', help: 'Neighbouring channels looked at.', default: 5, max: 4096 }),
    // ONNX Runtime takes positive numbers only, and k keeps the division from 0 / 0.
    alpha: real({
      label: 'Alpha',
      help: 'Weight of the neighbours.',
      default: 1e-4,
      min: 1e-9,
      max: 1e6,
      advanced: true,
    }),
    beta: real({ label: 'Beta', help: 'Exponent.', default: 0.75, min: 1e-6, max: 100, advanced: true }),
    k: real({
      label: 'k',
      help: 'Added so that nothing is divided by zero.',
      default: 1,
      min: 1e-6,
      max: 1e6,
      advanced: true,
    }),
  },
  infer([input]) {
    const image = expectImage(input, 'LocalResponseNorm');
    return 'code' in image ? image : [input!];
  },
  summary(a) {
    return `size ${a.size}`;
  },
  lower({ attributes: a, inputs: [x], inputTypes: [input], constant, node }) {
    if (a.size % 2 === 1) {
      return [
        node('LRN', [x!], {
          size: int(a.size),
          alpha: float(a.alpha),
          beta: float(a.beta),
          bias: float(a.k),
        }),
      ];
    }
    // An even window reaches one channel further back in PyTorch, one further ahead in ONNX, and ONNX Runtime
    // takes odd sizes only. So the mean over channels is written out, as a pooling over a channel axis.
    const { dtype, shape } = input!;
    const [, channels, height, width] = shape;
    const shapeOf = (hint: string, target: readonly number[]): string =>
      constant(hint, 'int64', [target.length], target);
    const scalar = (hint: string, value: number): string => constant(hint, dtype, [], [value]);
    const squares = node('Mul', [x!, x!]);
    const rows = node('Reshape', [squares, shapeOf('rows', [-1, 1, channels!, height! * width!])]);
    const before = a.size / 2;
    const padded = node('Pad', [rows, shapeOf('pads', [0, 0, before, 0, 0, 0, before - 1, 0])]);
    const mean = node('AveragePool', [padded], {
      kernel_shape: ints([a.size, 1]),
      strides: ints([1, 1]),
      pads: ints([0, 0, 0, 0]),
    });
    const image = node('Reshape', [mean, shapeOf('image', [-1, channels!, height!, width!])]);
    const scaled = node('Mul', [image, scalar('alpha', a.alpha)]);
    const power = node('Pow', [node('Add', [scaled, scalar('k', a.k)]), scalar('beta', a.beta)]);
    return [node('Div', [x!, power])];
  },
  torch(a) {
    return torchCall(
      'nn.LocalResponseNorm',
      [a.size],
      { alpha: a.alpha, beta: a.beta, k: a.k },
      { alpha: 1e-4, beta: 0.75, k: 1 },
    );
  },
  examples: [
    {
      name: 'AlexNet',
      attributes: { size: 5, k: 2 },
      inputs: [tensorType([1, 8, 3, 4])],
      outputs: [[1, 8, 3, 4]],
      parameters: 0,
    },
    {
      name: 'even window',
      attributes: { size: 4, alpha: 0.5 },
      inputs: [tensorType([2, 6, 2, 3])],
      outputs: [[2, 6, 2, 3]],
      parameters: 0,
    },
    {
      name: 'wider than the channels',
      attributes: { size: 9, alpha: 0.3, beta: 0.5 },
      inputs: [tensorType([1, 4, 2, 2])],
      outputs: [[1, 4, 2, 2]],
      parameters: 0,
    },
    {
      name: 'even and wider than the channels',
      attributes: { size: 6, alpha: 2, beta: 1 },
      inputs: [tensorType([1, 2, 3, 2])],
      outputs: [[1, 2, 3, 2]],
      parameters: 0,
    },
  ],
});
