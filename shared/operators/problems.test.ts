// What people read when a connection or an attribute does not fit.

import { describe, expect, it } from 'vitest';
import { tensorType, type Shape } from '../tensor/types.ts';
import { parseValues, type StoredValues } from './attributes.ts';
import { isProblem, type Problem } from './define.ts';
import { findOperator, OPERATORS } from './index.ts';

function problemOf(type: string, attributes: StoredValues, ...shapes: readonly Shape[]): Problem {
  const operator = findOperator(type)!;
  const { values, problems } = parseValues(operator.attributes, attributes);
  expect(problems).toEqual([]);
  const inferred = operator.infer(
    shapes.map((shape) => tensorType(shape)),
    values,
  );
  if (!isProblem(inferred)) throw new Error(`${type} accepts ${JSON.stringify(shapes)}.`);
  return inferred;
}

describe('operators on images', () => {
  const onImages = OPERATORS.filter(
    (operator) =>
      ['convolution', 'pooling', 'normalisation'].includes(operator.palette.category) &&
      operator.type !== 'LayerNorm',
  );

  it.each(onImages.map((operator) => operator.type))('%s refuses a list of features', (type) => {
    expect(problemOf(type, {}, [1, 512])).toEqual({
      code: 'expected-image',
      message: `${type} works on images (batch × channels × height × width), but receives 1 × 512. Put it before what flattens the image.`,
      port: 'input',
    });
  });
});

const cases: readonly (readonly [string, StoredValues, readonly Shape[], Problem])[] = [
  [
    'Upsample',
    { size: [7, 0] },
    [[1, 6, 8, 8]],
    {
      code: 'size-half-given',
      message: 'The size is 7×0. Give both height and width, or 0 for both to go by the factor.',
      attribute: 'size',
    },
  ],
  [
    'Upsample',
    { scaleFactor: 64 },
    [[1, 512, 2048, 8]],
    {
      code: 'image-too-large',
      message:
        'The image would be 131072×512 with 512 channels, more than can be computed. Choose a smaller factor.',
      attribute: 'scaleFactor',
    },
  ],
  [
    'Conv2d',
    { groups: 2 },
    [[1, 1, 8, 8]],
    {
      code: 'groups-do-not-divide-input',
      message: '1 input channel cannot be split into 2 groups. Set the groups to 1.',
      attribute: 'groups',
    },
  ],
  [
    'Conv2d',
    { groups: 4 },
    [[1, 6, 8, 8]],
    {
      code: 'groups-do-not-divide-input',
      message: '6 input channels cannot be split into 4 groups. Choose a number of groups that divides 6.',
      attribute: 'groups',
    },
  ],
  [
    'Conv2d',
    { groups: 3, outChannels: 4 },
    [[1, 6, 8, 8]],
    {
      code: 'groups-do-not-divide-output',
      message: '4 output channels cannot be split into 3 groups. Choose a multiple of 3.',
      attribute: 'outChannels',
    },
  ],
  [
    'Conv2d',
    { kernelSize: 5, padding: 1, dilation: 2 },
    [[1, 3, 6, 20]],
    {
      code: 'kernel-larger-than-input',
      message:
        'A 5×5 kernel with dilation 2 is larger than the image, 6×20 padded by 1. Use a smaller kernel or more padding.',
      attribute: 'kernelSize',
    },
  ],
  [
    'ConvTranspose2d',
    { stride: 2, outputPadding: [0, 2] },
    [[1, 3, 4, 4]],
    {
      code: 'output-padding-too-large',
      message: 'Output padding 0×2 must be smaller than the stride, 2: at most 1.',
      attribute: 'outputPadding',
    },
  ],
  [
    'ConvTranspose2d',
    { kernelSize: 2, stride: 1, padding: 3 },
    [[1, 3, 4, 9]],
    {
      code: 'padding-leaves-nothing',
      message:
        'Padding 3 is cut off from each side, but there are only 5×10 pixels to cut from. Use less padding or a larger kernel.',
      attribute: 'padding',
    },
  ],
  [
    'MaxPool2d',
    { kernelSize: [3, 2], padding: [1, 2] },
    [[1, 3, 8, 8]],
    {
      code: 'padding-larger-than-half-kernel',
      message: 'Padding 1×2 is more than half of the 3×2 window. PyTorch allows at most 1 here.',
      attribute: 'padding',
    },
  ],
  [
    'AvgPool2d',
    { kernelSize: 3 },
    [[1, 3, 8, 2]],
    {
      code: 'kernel-larger-than-input',
      message: 'A 3×3 window is larger than the image, 8×2. Use a smaller kernel, or pool less before.',
      attribute: 'kernelSize',
    },
  ],
  [
    'MaxPool2d',
    { kernelSize: 2, padding: 1, dilation: [1, 3], stride: 1 },
    [[1, 3, 8, 2]],
    {
      code: 'window-in-padding',
      message:
        'With dilation 1×3 some 2×2 windows would touch nothing but padding of the 8×2 image. Use less dilation or padding.',
      attribute: 'dilation',
    },
  ],
  [
    'AdaptiveAvgPool2d',
    { outputSize: [1, 999] },
    [[1, 3, 8, 60_000]],
    {
      code: 'adaptive-pool-too-large',
      message:
        '60000 pixels cannot be averaged into 999 windows of unequal width: the image is too large for that. Choose an output size that divides 60000, or make the image smaller before.',
      attribute: 'outputSize',
    },
  ],
  [
    'Linear',
    {},
    [[1, 512, 7, 7]],
    {
      code: 'linear-on-image',
      message:
        'Linear works on a list of features, but receives an image, 1 × 512 × 7 × 7. Put a Flatten before it (25088 features), or a global average pool and a Flatten (512 features).',
      port: 'input',
    },
  ],
  [
    'Linear',
    {},
    [[512]],
    {
      code: 'linear-without-batch',
      message: 'Linear needs a batch and features (such as 1 × 512), but receives 512.',
      port: 'input',
    },
  ],
  [
    'Softmax',
    { dim: 4 },
    [[1, 10]],
    {
      code: 'no-such-dimension',
      message: 'Softmax runs along dimension 4, but receives 1 × 10, which has dimensions 0 to 1.',
      attribute: 'dim',
    },
  ],
  [
    'Flatten',
    { startDim: 3 },
    [[1, 10]],
    {
      code: 'no-such-dimension',
      message: 'Flatten is set to dimensions 3 to -1, but receives 1 × 10, which has dimensions 0 to 1.',
      attribute: 'startDim',
    },
  ],
  [
    'Flatten',
    { startDim: 2, endDim: 1 },
    [[1, 10, 4, 4]],
    {
      code: 'flatten-range-empty',
      message:
        'Flatten starts at dimension 2 but ends before it, at 1. Choose an end of 2 or later, or −1 for the last.',
      attribute: 'endDim',
    },
  ],
  [
    'Flatten',
    { startDim: 0 },
    [[1, 10, 4, 4]],
    {
      code: 'flatten-merges-batch',
      message:
        'Flatten would merge the batch with the features: dimension 0 of 1 × 10 × 4 × 4 is the batch. Start at dimension 1 or later.',
      attribute: 'startDim',
    },
  ],
  [
    'Concat',
    {},
    [
      [1, 64, 28, 28],
      [1, 32, 28, 28],
      [1, 32, 14, 14],
    ],
    {
      code: 'concat-shapes-differ',
      message:
        'Input 1 is 1 × 64 × 28 × 28, but input 3 is 1 × 32 × 14 × 14. Joined along dimension 1, everything else must agree: 1 × any × 28 × 28.',
      port: 'in2',
    },
  ],
  [
    'Concat',
    { axis: 0 },
    [
      [1, 3, 4, 4],
      [1, 3, 4, 4],
    ],
    {
      code: 'concat-dimension',
      message:
        '1 × 3 × 4 × 4 cannot be joined along dimension 0: dimension 0 is the batch. Use 1 for channels.',
      attribute: 'axis',
    },
  ],
  [
    'Add',
    {},
    [
      [1, 64, 56, 56],
      [1, 256, 56, 56],
    ],
    {
      code: 'shapes-differ',
      message:
        '64 and 256 channels cannot be added. Input 1 is 1 × 64 × 56 × 56, but input 2 is 1 × 256 × 56 × 56: they must agree in every dimension, or one of them must be 1 there. A 1×1 convolution on one of them changes its channels.',
      port: 'in1',
    },
  ],
  [
    'Add',
    {},
    [
      [1, 64, 56, 56],
      [1, 64, 28, 28],
    ],
    {
      code: 'shapes-differ',
      message:
        'Sizes 56 × 56 and 28 × 28 cannot be added. Input 1 is 1 × 64 × 56 × 56, but input 2 is 1 × 64 × 28 × 28: they must agree in every dimension, or one of them must be 1 there. Padding, stride and pooling change height and width: let both have the same.',
      port: 'in1',
    },
  ],
  [
    'Mul',
    {},
    [
      [1, 64, 8, 8],
      [1, 64],
    ],
    {
      code: 'ranks-differ',
      message:
        'Input 1 is 1 × 64 × 8 × 8, but input 2 is 1 × 64. To be multiplied they need equally many dimensions. A gate on an image keeps its height and width of 1: leave the Flatten out and use 1×1 convolutions.',
      port: 'in1',
    },
  ],
  [
    'ChannelShuffle',
    { groups: 4 },
    [[1, 6, 8, 8]],
    {
      code: 'groups-do-not-divide-input',
      message: '6 input channels cannot be split into 4 groups. Choose a number of groups that divides 6.',
      attribute: 'groups',
    },
  ],
  [
    'Slice',
    { start: 4, length: 4 },
    [[1, 6, 8, 8]],
    {
      code: 'slice-beyond-end',
      message:
        'Entries 4 to 7 are asked for, but dimension 1 has only 6, 0 to 5. Choose a smaller start or length.',
      attribute: 'length',
    },
  ],
  [
    'Unflatten',
    { sizes: [-1, 4, 4] },
    [[1, 40]],
    {
      code: 'unflatten-does-not-fit',
      message:
        'Dimension 1 of 1 × 40 has 40 entries, but -1 × 4 × 4 holds a multiple of 16. Their product must be 40.',
      attribute: 'sizes',
    },
  ],
  [
    'Unflatten',
    { sizes: [-1, -1] },
    [[1, 40]],
    {
      code: 'unflatten-sizes',
      message: 'The sizes are -1, -1; expected whole numbers from 1, and at most one −1 for what is left.',
      attribute: 'sizes',
    },
  ],
  [
    'Permute',
    { dims: [0, 2, 3, 1] },
    [[1, 4, 6]],
    {
      code: 'not-a-permutation',
      message: 'The order is 0, 2, 3, 1, but 1 × 4 × 6 needs each of 0, 1, 2 once, with 0, the batch, first.',
      attribute: 'dims',
    },
  ],
  [
    'LayerNorm',
    { channelsFirst: true },
    [[1, 197, 768]],
    {
      code: 'expected-image',
      message:
        'LayerNorm over channels works on images (batch × channels × height × width), but receives 1 × 197 × 768. Put it before what flattens the image.',
      port: 'input',
    },
  ],
  [
    'MultiheadAttention',
    { numHeads: 5 },
    [[1, 197, 768]],
    {
      code: 'heads-do-not-divide',
      message: '768 features cannot be shared among 5 heads. Choose a number of heads that divides 768.',
      attribute: 'numHeads',
    },
  ],
  [
    'MultiheadAttention',
    {},
    [[1, 768, 14, 14]],
    {
      code: 'expected-sequence',
      message:
        'Attention works on sequences (batch × places × features), but receives 1 × 768 × 14 × 14. Make places of its pixels first, as the patch embedding does.',
      port: 'input',
    },
  ],
];

describe('messages', () => {
  it.each(cases)('%s %j on %j', (type, attributes, shapes, expected) => {
    expect(problemOf(type, attributes, ...shapes)).toEqual(expected);
  });
});
