// Flatten: https://pytorch.org/docs/stable/generated/torch.nn.Flatten.html
// Dimension 0 is the batch in every Netloom tensor, so it is never merged with others.

import { int } from '../onnx/attributes.ts';
import { elementCount, formatShape, tensorType, type Shape } from '../tensor/types.ts';
import { integer } from './attributes.ts';
import { describeAxes, resolveAxis, torchCall } from './common.ts';
import { defineOperator, problem, type Problem } from './define.ts';

/** First and last merged dimension, counted from the front. */
function mergedRange(
  shape: Shape,
  a: { readonly startDim: number; readonly endDim: number },
): readonly [start: number, end: number] | Problem {
  const rank = shape.length;
  const start = resolveAxis(a.startDim, rank);
  const end = resolveAxis(a.endDim, rank);
  const outside = start === undefined ? 'startDim' : end === undefined ? 'endDim' : undefined;
  if (outside !== undefined || start === undefined || end === undefined) {
    return problem(
      'no-such-dimension',
      `Flatten is set to dimensions ${a.startDim} to ${a.endDim}, but receives ${formatShape(shape)}, which has ${describeAxes(rank)}.`,
      { attribute: outside ?? 'startDim' },
    );
  }
  if (start === 0) {
    return problem(
      'flatten-merges-batch',
      `Flatten would merge the batch with the features: dimension ${a.startDim} of ${formatShape(shape)} is the batch. Start at dimension 1 or later.`,
      { attribute: 'startDim' },
    );
  }
  if (start > end) {
    return problem(
      'flatten-range-empty',
      `Flatten starts at dimension ${start} but ends before it, at ${end}. Choose an end of ${start} or later, or −1 for the last.`,
      { attribute: 'endDim' },
    );
  }
  return [start, end];
}

export const flatten = defineOperator({
  type: 'Flatten',
  palette: {
    category: 'shape',
    title: 'Flatten',
    keywords: ['reshape', 'vector', 'features', 'view'],
    icon: 'fold-horizontal',
    help: 'Lays the image out as one row of features, as a Linear layer needs it.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {
    startDim: integer({
      label: 'First dimension',
      help: 'The first of the dimensions that become one; 0 is the batch.',
      default: 1,
      min: -7,
      max: 7,
      advanced: true,
    }),
    endDim: integer({
      label: 'Last dimension',
      help: 'The last of the dimensions that become one; −1 is the very last.',
      default: -1,
      min: -7,
      max: 7,
      advanced: true,
    }),
  },
  infer([input], a) {
    const { shape, dtype } = input!;
    const range = mergedRange(shape, a);
    if ('code' in range) return range;
    const [start, end] = range;
    const merged = elementCount(shape.slice(start, end + 1));
    return [tensorType([...shape.slice(0, start), merged, ...shape.slice(end + 1)], dtype)];
  },
  summary(a) {
    return a.startDim === 1 && a.endDim === -1 ? '' : `dims ${a.startDim} to ${a.endDim}`;
  },
  usual: (_, [output]) => `to ${output!.shape[1]} features`,
  lower({ attributes: a, inputs: [x], inputTypes: [input], constant, node }) {
    const { shape } = input!;
    const range = mergedRange(shape, a);
    if ('code' in range) throw new Error(`Flatten was lowered although ${range.message}`);
    const [start, end] = range;
    if (start === end) return [x!];
    if (start === 1 && end === shape.length - 1) return [node('Flatten', [x!], { axis: int(1) })];
    // 0 keeps a dimension whatever its extent, so that the batch may stay symbolic; −1 is the merged one.
    const target = [...shape.slice(0, start).map(() => 0), -1, ...shape.slice(end + 1)];
    return [node('Reshape', [x!, constant('shape', 'int64', [target.length], target)])];
  },
  torch(a) {
    return torchCall(
      'nn.Flatten',
      [],
      { start_dim: a.startDim, end_dim: a.endDim },
      { start_dim: 1, end_dim: -1 },
    );
  },
  examples: [
    {
      name: 'image to features',
      attributes: {},
      inputs: [tensorType([2, 3, 4, 5])],
      outputs: [[2, 60]],
      parameters: 0,
    },
    {
      name: 'image to sequence',
      attributes: { startDim: 2 },
      inputs: [tensorType([1, 3, 4, 5])],
      outputs: [[1, 3, 20]],
      parameters: 0,
    },
    {
      name: 'inner dimensions',
      attributes: { startDim: 1, endDim: 2 },
      inputs: [tensorType([2, 3, 4, 5])],
      outputs: [[2, 12, 5]],
      parameters: 0,
    },
    {
      name: 'features stay',
      attributes: {},
      inputs: [tensorType([1, 9])],
      outputs: [[1, 9]],
      parameters: 0,
    },
    {
      name: 'counted from the end',
      attributes: { startDim: -2, endDim: -1 },
      inputs: [tensorType([1, 2, 3, 4])],
      outputs: [[1, 2, 12]],
      parameters: 0,
    },
  ],
});
