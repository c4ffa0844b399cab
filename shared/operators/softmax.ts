// Softmax: https://pytorch.org/docs/stable/generated/torch.nn.Softmax.html

import { int } from '../onnx/attributes.ts';
import { formatShape, tensorType } from '../tensor/types.ts';
import { integer } from './attributes.ts';
import { describeAxes, resolveAxis } from './common.ts';
import { defineOperator, problem } from './define.ts';

export const softmax = defineOperator({
  type: 'Softmax',
  palette: {
    category: 'activation',
    title: 'Softmax',
    keywords: ['probability', 'classes', 'output', 'activation'],
    icon: 'chart-column',
    help: 'Turns scores into positive shares that sum to 1, such as class probabilities.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {
    dim: integer({
      label: 'Dimension',
      help: 'Along which the shares sum to 1; 1 is channels or classes, −1 the last.',
      default: 1,
      min: -8,
      max: 7,
    }),
  },
  infer([x], a) {
    const { shape } = x!;
    if (resolveAxis(a.dim, shape.length) === undefined) {
      return problem(
        'no-such-dimension',
        `Softmax runs along dimension ${a.dim}, but receives ${formatShape(shape)}, which has ${describeAxes(shape.length)}.`,
        { attribute: 'dim' },
      );
    }
    return [x!];
  },
  summary(a) {
    return a.dim === 1 ? '' : `dim ${a.dim}`;
  },
  usual: ([input]) => `over ${input!.shape[1]} values`,
  lower({ attributes: a, inputs: [x], inputTypes: [input], node }) {
    return [node('Softmax', [x!], { axis: int(resolveAxis(a.dim, input!.shape.length)!) })];
  },
  torch(a) {
    return `nn.Softmax(dim=${a.dim})`;
  },
  examples: [
    {
      name: 'over classes',
      attributes: {},
      inputs: [tensorType([2, 10])],
      outputs: [[2, 10]],
      parameters: 0,
    },
    {
      name: 'over the channels of an image',
      attributes: {},
      inputs: [tensorType([1, 4, 3, 5])],
      outputs: [[1, 4, 3, 5]],
      parameters: 0,
    },
    {
      name: 'over the last dimension',
      attributes: { dim: -1 },
      inputs: [tensorType([1, 4, 3, 5])],
      outputs: [[1, 4, 3, 5]],
      parameters: 0,
    },
  ],
});
