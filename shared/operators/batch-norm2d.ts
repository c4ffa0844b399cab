// BatchNorm2d: https://pytorch.org/docs/stable/generated/torch.nn.BatchNorm2d.html
// As a network runs: with its running statistics, never a batch's. PyTorch's step counter
// (`num_batches_tracked`) takes no part in that and is left out.

import { float } from '../onnx/attributes.ts';
import { constant } from '../tensor/initialisers.ts';
import { tensorType } from '../tensor/types.ts';
import { boolean, real } from './attributes.ts';
import { expectImage, torchCall } from './common.ts';
import { defineOperator, type WeightDeclaration } from './define.ts';

export const batchNorm2d = defineOperator({
  type: 'BatchNorm2d',
  palette: {
    category: 'normalisation',
    title: 'Batch norm',
    keywords: ['batchnorm', 'bn', 'normalisation', 'normalization'],
    icon: 'chart-bell-curve',
    help: 'Brings each channel to mean 0 and variance 1 with statistics from training, then scales and shifts it.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {
    eps: real({
      label: 'Epsilon',
      help: 'Added to the variance so that nothing is divided by zero.',
      default: 1e-5,
      min: 0,
      max: 1,
      advanced: true,
    }),
    affine: boolean({
      label: 'Scale and shift',
      help: 'Learns a weight and a bias per channel.',
      default: true,
    }),
    initialWeight: real({
      label: 'Initial weight',
      help: 'Where fresh weights start; 0 makes a residual branch start as nothing.',
      default: 1,
      min: -1e6,
      max: 1e6,
      advanced: true,
    }),
  },
  infer([input]) {
    const image = expectImage(input, 'BatchNorm2d');
    return 'code' in image ? image : [input!];
  },
  weights([input], a) {
    const shape = [input!.shape[1]!];
    const declare = (name: string, trainable: boolean, value: number): WeightDeclaration => ({
      name,
      shape,
      trainable,
      initialiser: constant(value),
    });
    const learned = [declare('weight', true, a.initialWeight), declare('bias', true, 0)];
    const statistics = [declare('running_mean', false, 0), declare('running_var', false, 1)];
    return a.affine ? [...learned, ...statistics] : statistics;
  },
  summary(a) {
    return a.affine ? '' : 'no scale or shift';
  },
  usual: ([input]) => `${input!.shape[1]} channels`,
  lower({ attributes: a, inputs: [x], inputTypes: [input], weight, constant: constantOf, node }) {
    const { dtype, shape } = input!;
    const channels = shape[1]!;
    const fill = (hint: string, value: number): string =>
      constantOf(hint, dtype, [channels], new Array<number>(channels).fill(value));
    const scale = a.affine ? weight('weight') : fill('ones', 1);
    const shift = a.affine ? weight('bias') : fill('zeros', 0);
    return [
      node('BatchNormalization', [x!, scale, shift, weight('running_mean'), weight('running_var')], {
        epsilon: float(a.eps),
      }),
    ];
  },
  torch(a, [input]) {
    return torchCall(
      'nn.BatchNorm2d',
      [input?.shape[1] ?? 'num_features'],
      { eps: a.eps, affine: a.affine },
      { eps: 1e-5, affine: true },
    );
  },
  examples: [
    {
      name: 'default',
      attributes: {},
      inputs: [tensorType([1, 6, 4, 5])],
      outputs: [[1, 6, 4, 5]],
      parameters: 12,
    },
    {
      name: 'without scale and shift, batch 2',
      attributes: { affine: false },
      inputs: [tensorType([2, 3, 4, 4])],
      outputs: [[2, 3, 4, 4]],
      parameters: 0,
    },
    {
      name: 'another epsilon, starting at zero',
      attributes: { eps: 0.001, initialWeight: 0 },
      inputs: [tensorType([1, 4, 3, 3])],
      outputs: [[1, 4, 3, 3]],
      parameters: 8,
    },
  ],
});
