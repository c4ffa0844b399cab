// Concat: https://onnx.ai/onnx/operators/onnx__Concat.html (torch.cat)

import { int } from '../onnx/attributes.ts';
import { formatShape, tensorType } from '../tensor/types.ts';
import { integer } from './attributes.ts';
import { describeAxes, resolveAxis } from './common.ts';
import { defineOperator, problem } from './define.ts';

export const concat = defineOperator({
  type: 'Concat',
  palette: {
    category: 'merge',
    title: 'Concat',
    keywords: ['concatenate', 'cat', 'join', 'stack', 'densenet', 'inception', 'unet'],
    icon: 'layers',
    help: 'Puts images on top of each other, channel after channel; their heights and widths must agree.',
  },
  inputs: { kind: 'variadic', min: 2 },
  outputs: ['output'],
  attributes: {
    axis: integer({
      label: 'Dimension',
      help: 'Along which the inputs are joined; 1 is channels.',
      default: 1,
      min: -7,
      max: 7,
      advanced: true,
    }),
  },
  infer(inputs, a) {
    const first = inputs[0]!;
    const rank = first.shape.length;
    const axis = resolveAxis(a.axis, rank);
    if (axis === undefined || axis === 0) {
      const reason = axis === 0 ? 'dimension 0 is the batch' : `it has ${describeAxes(rank)}`;
      return problem(
        'concat-dimension',
        `${formatShape(first.shape)} cannot be joined along dimension ${a.axis}: ${reason}. Use 1 for channels.`,
        { attribute: 'axis' },
      );
    }
    let total = 0;
    for (const [index, { shape }] of inputs.entries()) {
      const agrees =
        shape.length === rank &&
        shape.every((extent, dimension) => dimension === axis || extent === first.shape[dimension]);
      if (!agrees) {
        const wanted = first.shape.map((extent, dimension) => (dimension === axis ? 'any' : extent));
        return problem(
          'concat-shapes-differ',
          `Input 1 is ${formatShape(first.shape)}, but input ${index + 1} is ${formatShape(shape)}. Joined along dimension ${axis}, everything else must agree: ${wanted.join(' × ')}.`,
          { port: `in${index}` },
        );
      }
      total += shape[axis]!;
    }
    return [tensorType(first.shape.with(axis, total), first.dtype)];
  },
  summary(a) {
    return a.axis === 1 ? '' : `dim ${a.axis}`;
  },
  usual: (_, [output]) => `to ${output!.shape[1]} ${output!.shape.length === 4 ? 'channels' : 'values'}`,
  lower({ attributes: a, inputs, inputTypes: [first], node }) {
    return [node('Concat', inputs, { axis: int(resolveAxis(a.axis, first!.shape.length)!) })];
  },
  torch(a, inputs) {
    const names = Array.from({ length: Math.max(2, inputs.length) }, (_, index) => `x${index}`);
    return `torch.cat([${names.join(', ')}], dim=${a.axis})`;
  },
  examples: [
    {
      name: 'channels of two images',
      attributes: {},
      inputs: [tensorType([1, 3, 4, 5]), tensorType([1, 2, 4, 5])],
      outputs: [[1, 5, 4, 5]],
      parameters: 0,
    },
    {
      name: 'three images side by side',
      attributes: { axis: -1 },
      inputs: [tensorType([2, 2, 3, 1]), tensorType([2, 2, 3, 4]), tensorType([2, 2, 3, 2])],
      outputs: [[2, 2, 3, 7]],
      parameters: 0,
    },
    {
      name: 'features',
      attributes: { axis: 1 },
      inputs: [tensorType([1, 6]), tensorType([1, 4])],
      outputs: [[1, 10]],
      parameters: 0,
    },
  ],
});
