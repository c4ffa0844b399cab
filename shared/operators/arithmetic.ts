// Add and Mul: element by element, with the broadcasting of ONNX and PyTorch
// (https://github.com/onnx/onnx/blob/main/docs/Broadcasting.md). The one narrowing: ranks must be equal,
// because of unequal ones the batch would meet a dimension that is none.

import { formatShape, tensorType, type Shape, type TensorType } from '../tensor/types.ts';
import {
  defineOperator,
  problem,
  type Example,
  type Operator,
  type PaletteEntry,
  type Problem,
} from './define.ts';

function broadcast(inputs: readonly TensorType[], verb: string): readonly TensorType[] | Problem {
  const { shape: first, dtype } = inputs[0]!;
  const result = [...first];
  for (const [index, { shape }] of inputs.entries()) {
    const port = { port: `in${index}` };
    const pair = `Input 1 is ${formatShape(first)}, but input ${index + 1} is ${formatShape(shape)}`;
    if (shape.length !== first.length) {
      return problem(
        'ranks-differ',
        `${pair}. To be ${verb} they need equally many dimensions.${rankHint(first.length, shape.length)}`,
        port,
      );
    }
    for (const [axis, extent] of shape.entries()) {
      const other = result[axis]!;
      if (extent !== other && extent !== 1 && other !== 1) {
        return problem(
          'shapes-differ',
          `${differing(axis, first, shape, [other, extent])} cannot be ${verb}. ${pair}: they must agree in every dimension, or one of them must be 1 there.${axisHint(axis, shape.length)}`,
          port,
        );
      }
      // Not the maximum: an extent of 0 broadcasts with 1 to 0.
      result[axis] = other === 1 ? extent : other;
    }
  }
  return [tensorType(result, dtype)];
}

function rankHint(a: number, b: number): string {
  if (Math.min(a, b) !== 2 || Math.max(a, b) !== 4) return '';
  return ' A gate on an image keeps its height and width of 1: leave the Flatten out and use 1×1 convolutions.';
}

function axisHint(axis: number, rank: number): string {
  if (rank !== 4 || axis === 0) return '';
  return axis === 1
    ? ' A 1×1 convolution on one of them changes its channels.'
    : ' Padding, stride and pooling change height and width: let both have the same.';
}

/** What does not agree, first of all: little of a message fits on a node. */
function differing(axis: number, first: Shape, shape: Shape, extents: readonly [number, number]): string {
  if (shape.length !== 4 || axis === 0) return `${extents.join(' and ')} in dimension ${axis}`;
  if (axis === 1) return `${extents.join(' and ')} channels`;
  return `Sizes ${[first, shape].map((size) => size.slice(2).join(' × ')).join(' and ')}`;
}

function elementwise(definition: {
  readonly type: 'Add' | 'Mul';
  readonly palette: PaletteEntry;
  readonly verb: string;
  readonly sign: string;
  readonly examples: readonly Example[];
}): Operator {
  const { type, palette, verb, sign, examples } = definition;
  return defineOperator({
    type,
    palette,
    inputs: { kind: 'variadic', min: 2 },
    outputs: ['output'],
    attributes: {},
    infer: (inputs) => broadcast(inputs, verb),
    lower({ inputs, node }) {
      const [first, ...rest] = inputs;
      return [rest.reduce((sum, next) => node(type, [sum, next]), first!)];
    },
    torch: (_attributes, inputs) =>
      Array.from({ length: Math.max(2, inputs.length) }, (_, index) => `x${index}`).join(` ${sign} `),
    examples,
  });
}

export const add = elementwise({
  type: 'Add',
  palette: {
    category: 'merge',
    title: 'Add',
    keywords: ['sum', 'plus', 'residual', 'skip', 'shortcut', 'resnet'],
    icon: 'plus',
    help: 'Adds its inputs element by element: the end of a residual shortcut.',
  },
  verb: 'added',
  sign: '+',
  examples: [
    {
      name: 'residual',
      attributes: {},
      inputs: [tensorType([1, 3, 4, 5]), tensorType([1, 3, 4, 5])],
      outputs: [[1, 3, 4, 5]],
      parameters: 0,
    },
    {
      name: 'three features',
      attributes: {},
      inputs: [tensorType([2, 6]), tensorType([2, 6]), tensorType([2, 6])],
      outputs: [[2, 6]],
      parameters: 0,
    },
    {
      name: 'broadcast both ways',
      attributes: {},
      inputs: [tensorType([1, 3, 1, 5]), tensorType([1, 1, 4, 5])],
      outputs: [[1, 3, 4, 5]],
      parameters: 0,
    },
  ],
});

export const mul = elementwise({
  type: 'Mul',
  palette: {
    category: 'merge',
    title: 'Multiply',
    keywords: ['product', 'times', 'gate', 'attention', 'squeeze', 'excitation', 'scale'],
    icon: 'x',
    help: 'Multiplies its inputs element by element, as when a gate weighs the channels of an image.',
  },
  verb: 'multiplied',
  sign: '*',
  examples: [
    {
      name: 'squeeze-and-excitation gate',
      attributes: {},
      inputs: [tensorType([1, 4, 1, 1]), tensorType([1, 4, 3, 5])],
      outputs: [[1, 4, 3, 5]],
      parameters: 0,
    },
    {
      name: 'spatial mask',
      attributes: {},
      inputs: [tensorType([2, 4, 3, 3]), tensorType([2, 1, 3, 3])],
      outputs: [[2, 4, 3, 3]],
      parameters: 0,
    },
    {
      name: 'three of equal shape',
      attributes: {},
      inputs: [tensorType([1, 5, 2]), tensorType([1, 5, 2]), tensorType([1, 5, 2])],
      outputs: [[1, 5, 2]],
      parameters: 0,
    },
  ],
});
