// Operators that hand their input on unchanged when a network runs: Dropout, StochasticDepth and Identity.

import { tensorType } from '../tensor/types.ts';
import { real } from './attributes.ts';
import { defineOperator } from './define.ts';

/** Srivastava et al. 2014. Netloom only runs networks, and there dropout does nothing. */
export const dropout = defineOperator({
  type: 'Dropout',
  palette: {
    category: 'linear',
    title: 'Dropout',
    keywords: ['regularisation', 'regularization', 'overfitting'],
    icon: 'dices',
    help: 'Zeroes random numbers while training, against overfitting; does nothing when the network runs.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {
    p: real({
      label: 'Probability',
      help: 'Share of numbers zeroed in training.',
      default: 0.5,
      min: 0,
      max: 1,
    }),
  },
  infer: ([x]) => [x!],
  summary: (a) => `p ${a.p}`,
  lower: ({ inputs: [x] }) => [x!],
  torch: (a) => (a.p === 0.5 ? 'nn.Dropout()' : `nn.Dropout(p=${a.p})`),
  examples: [
    { name: 'default', attributes: {}, inputs: [tensorType([1, 8])], outputs: [[1, 8]], parameters: 0 },
    {
      name: 'on an image',
      attributes: { p: 0.2 },
      inputs: [tensorType([2, 3, 4, 4])],
      outputs: [[2, 3, 4, 4]],
      parameters: 0,
    },
    {
      name: 'everything',
      attributes: { p: 1 },
      inputs: [tensorType([1, 3, 5])],
      outputs: [[1, 3, 5]],
      parameters: 0,
    },
  ],
});

/** Huang et al. 2016 (arXiv:1603.09382), per image, as torchvision's `row` mode. Running, it does nothing. */
export const stochasticDepth = defineOperator({
  type: 'StochasticDepth',
  palette: {
    category: 'linear',
    title: 'Stochastic depth',
    keywords: ['drop path', 'droppath', 'regularisation', 'regularization', 'residual'],
    icon: 'dice-5',
    help: 'Drops a whole residual branch for random images while training; does nothing when the network runs.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {
    p: real({
      label: 'Probability',
      help: 'Share of images whose branch is dropped in training.',
      default: 0.2,
      min: 0,
      max: 1,
    }),
  },
  infer: ([x]) => [x!],
  summary: (a) => `p ${a.p}`,
  lower: ({ inputs: [x] }) => [x!],
  torch: (a) => `torchvision.ops.StochasticDepth(p=${a.p}, mode='row')`,
  examples: [
    {
      name: 'default',
      attributes: {},
      inputs: [tensorType([1, 3, 4, 4])],
      outputs: [[1, 3, 4, 4]],
      parameters: 0,
    },
    {
      name: 'batch 2',
      attributes: { p: 0.5 },
      inputs: [tensorType([2, 3, 4, 5])],
      outputs: [[2, 3, 4, 5]],
      parameters: 0,
    },
    {
      name: 'sequence',
      attributes: { p: 0.1 },
      inputs: [tensorType([1, 5, 6])],
      outputs: [[1, 5, 6]],
      parameters: 0,
    },
  ],
});

export const identity = defineOperator({
  type: 'Identity',
  palette: {
    category: 'shape',
    title: 'Identity',
    keywords: ['pass', 'skip', 'shortcut', 'nothing'],
    icon: 'arrow-right',
    help: 'Passes its input on unchanged, as the plain shortcut of a residual block does.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {},
  infer: ([x]) => [x!],
  lower: ({ inputs: [x] }) => [x!],
  torch: () => 'nn.Identity()',
  examples: [
    {
      name: 'image',
      attributes: {},
      inputs: [tensorType([1, 3, 4, 5])],
      outputs: [[1, 3, 4, 5]],
      parameters: 0,
    },
    { name: 'features', attributes: {}, inputs: [tensorType([2, 7])], outputs: [[2, 7]], parameters: 0 },
    {
      name: 'sequence',
      attributes: {},
      inputs: [tensorType([1, 4, 6])],
      outputs: [[1, 4, 6]],
      parameters: 0,
    },
  ],
});
