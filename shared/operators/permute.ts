// Permute: https://pytorch.org/docs/stable/generated/torch.permute.html
// Dimension 0 is the batch in every Netloom tensor, so it stays in front.

import { ints } from '../onnx/attributes.ts';
import { formatShape, tensorType } from '../tensor/types.ts';
import { numbers } from './attributes.ts';
import { defineOperator, problem } from './define.ts';

export const permute = defineOperator({
  type: 'Permute',
  palette: {
    category: 'shape',
    title: 'Permute',
    keywords: ['transpose', 'swap', 'axes', 'channels last', 'tokens'],
    icon: 'arrow-left-right',
    help: 'Puts the dimensions in another order, as when pixels become the places of a sequence.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {
    dims: numbers({
      label: 'Dimensions',
      help: 'The old dimensions in their new order; 0, the batch, comes first.',
      default: [0, 2, 1],
    }),
  },
  infer([input], a) {
    const { shape, dtype } = input!;
    const rank = shape.length;
    const complete = a.dims.length === rank && shape.every((_, axis) => a.dims.includes(axis));
    if (!complete || a.dims[0] !== 0) {
      const order = Array.from({ length: rank }, (_, axis) => axis).join(', ');
      return problem(
        'not-a-permutation',
        `The order is ${a.dims.join(', ')}, but ${formatShape(shape)} needs each of ${order || 'no dimensions'} once, with 0, the batch, first.`,
        { attribute: 'dims' },
      );
    }
    return [
      tensorType(
        a.dims.map((axis) => shape[axis]!),
        dtype,
      ),
    ];
  },
  summary: (a) => a.dims.join(', '),
  lower: ({ attributes: a, inputs: [x], node }) => [node('Transpose', [x!], { perm: ints(a.dims) })],
  torch: (a) => `x0.permute(${a.dims.join(', ')})`,
  examples: [
    {
      name: 'pixels to places',
      attributes: {},
      inputs: [tensorType([2, 3, 4])],
      outputs: [[2, 4, 3]],
      parameters: 0,
    },
    {
      name: 'channels last',
      attributes: { dims: [0, 2, 3, 1] },
      inputs: [tensorType([1, 3, 4, 5])],
      outputs: [[1, 4, 5, 3]],
      parameters: 0,
    },
    {
      name: 'nothing moves',
      attributes: { dims: [0, 1] },
      inputs: [tensorType([2, 6])],
      outputs: [[2, 6]],
      parameters: 0,
    },
  ],
});
