// ConvTranspose2d: https://pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html

import { int, ints } from '../onnx/attributes.ts';
import { elementCount, tensorType } from '../tensor/types.ts';
import { transposedAxisOutput } from '../tensor/window.ts';
import { boolean, integer, pair } from './attributes.ts';
import {
  biasInit,
  expectImage,
  formatPair,
  formatStep,
  torchCall,
  weightInit,
  weightAndBias,
} from './common.ts';
import { defineOperator, problem } from './define.ts';
import { groupsProblem } from './groups.ts';

export const convTranspose2d = defineOperator({
  type: 'ConvTranspose2d',
  palette: {
    category: 'convolution',
    title: 'Transposed convolution',
    keywords: ['deconvolution', 'upsample', 'decoder', 'unet', 'fcn'],
    icon: 'expand',
    help: 'Stamps a learned filter for every pixel; with a stride it enlarges the image.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {
    outChannels: integer({ label: 'Output channels', help: 'Number of filters.', default: 64 }),
    kernelSize: pair({
      label: 'Kernel',
      help: 'Height and width of each filter.',
      default: [2, 2],
      max: 1024,
    }),
    stride: pair({
      label: 'Stride',
      help: 'Distance between stamps; 2 doubles the image.',
      default: [2, 2],
      max: 1024,
    }),
    padding: pair({
      label: 'Padding',
      help: 'Cut off from each side of the result.',
      default: [0, 0],
      min: 0,
      max: 1024,
    }),
    outputPadding: pair({
      label: 'Output padding',
      help: 'Rows and columns added at the bottom and right; smaller than the stride.',
      default: [0, 0],
      min: 0,
      max: 1024,
      advanced: true,
    }),
    dilation: pair({
      label: 'Dilation',
      help: 'Spacing between filter taps.',
      default: [1, 1],
      max: 1024,
      advanced: true,
    }),
    groups: integer({
      label: 'Groups',
      help: 'Channels are split into groups that do not mix.',
      default: 1,
      advanced: true,
    }),
    bias: boolean({ label: 'Bias', help: 'Adds a learned number per output channel.', default: true }),
    weightInit,
    biasInit,
  },
  infer([input], a) {
    const image = expectImage(input, 'ConvTranspose2d');
    if ('code' in image) return image;
    const { batch, channels, height, width } = image;
    const unfit = groupsProblem(a.groups, channels, a.outChannels);
    if (unfit !== undefined) return unfit;
    // PyTorch would also take what is smaller than the dilation; ONNX Runtime refuses that.
    if (a.outputPadding[0] >= a.stride[0] || a.outputPadding[1] >= a.stride[1]) {
      const most = [a.stride[0] - 1, a.stride[1] - 1] as const;
      return problem(
        'output-padding-too-large',
        `Output padding ${formatStep(a.outputPadding)} must be smaller than the stride, ${formatStep(a.stride)}: at most ${formatStep(most)}.`,
        { attribute: 'outputPadding' },
      );
    }
    const extents = (padding: readonly [number, number]): readonly [number, number] => {
      const [rows, columns] = ([0, 1] as const).map((axis) =>
        transposedAxisOutput(
          axis === 0 ? height : width,
          { kernel: a.kernelSize[axis], stride: a.stride[axis], dilation: a.dilation[axis] },
          padding[axis],
          a.outputPadding[axis],
        ),
      );
      return [rows!, columns!];
    };
    const [outHeight, outWidth] = extents(a.padding);
    if (outHeight < 1 || outWidth < 1) {
      return problem(
        'padding-leaves-nothing',
        `Padding ${formatStep(a.padding)} is cut off from each side, but there are only ${formatPair(extents([0, 0]))} pixels to cut from. Use less padding or a larger kernel.`,
        { attribute: 'padding' },
      );
    }
    return [tensorType([batch, a.outChannels, outHeight, outWidth], input!.dtype)];
  },
  weights([input], a) {
    const shape = [input!.shape[1]!, a.outChannels / a.groups, ...a.kernelSize];
    return weightAndBias(a, shape, a.outChannels);
  },
  /** Every input number is multiplied with its whole filter, also where padding then cuts the result off. */
  macs([input], _outputs, a) {
    return elementCount(input!.shape) * (a.outChannels / a.groups) * a.kernelSize[0] * a.kernelSize[1];
  },
  window(_inputs, a) {
    const { kernelSize: kernel, stride, dilation, padding } = a;
    return { kernel, stride, dilation, padding, transposed: true };
  },
  summary(a) {
    const parts = [`${a.outChannels}`, formatPair(a.kernelSize)];
    if (a.stride[0] !== 1 || a.stride[1] !== 1) parts.push(`stride ${formatStep(a.stride)}`);
    if (a.dilation[0] !== 1 || a.dilation[1] !== 1) parts.push(`dilation ${formatStep(a.dilation)}`);
    if (a.groups !== 1) parts.push(`${a.groups} groups`);
    return parts.join(' · ');
  },
  lower({ attributes: a, inputs: [x], weight, node }) {
    const inputs = [x!, weight('weight')];
    if (a.bias) inputs.push(weight('bias'));
    const output = node('ConvTranspose', inputs, {
      kernel_shape: ints(a.kernelSize),
      strides: ints(a.stride),
      pads: ints([...a.padding, ...a.padding]),
      output_padding: ints(a.outputPadding),
      dilations: ints(a.dilation),
      group: int(a.groups),
    });
    return [output];
  },
  torch(a, [input]) {
    return torchCall(
      'nn.ConvTranspose2d',
      [input?.shape[1] ?? 'in_channels', a.outChannels],
      {
        kernel_size: a.kernelSize,
        stride: a.stride,
        padding: a.padding,
        output_padding: a.outputPadding,
        groups: a.groups,
        bias: a.bias,
        dilation: a.dilation,
      },
      { stride: 1, padding: 0, output_padding: 0, groups: 1, bias: true, dilation: 1 },
    );
  },
  examples: [
    {
      name: 'U-Net: doubles',
      attributes: { outChannels: 2 },
      inputs: [tensorType([1, 3, 4, 5])],
      outputs: [[1, 2, 8, 10]],
      parameters: 26,
    },
    {
      name: 'padded, with output padding',
      attributes: { outChannels: 3, kernelSize: 3, stride: 2, padding: 1, outputPadding: [1, 0] },
      inputs: [tensorType([2, 2, 4, 3])],
      outputs: [[2, 3, 8, 5]],
      parameters: 57,
    },
    {
      name: 'grouped, without bias',
      attributes: { outChannels: 6, kernelSize: [4, 3], stride: [2, 1], groups: 2, bias: false },
      inputs: [tensorType([1, 4, 3, 3])],
      outputs: [[1, 6, 8, 5]],
      parameters: 144,
    },
    {
      name: 'dilated, from zero bias',
      attributes: {
        outChannels: 2,
        kernelSize: 3,
        stride: 1,
        dilation: [2, 3],
        weightInit: 'xavierNormal',
        biasInit: 'zeros',
      },
      inputs: [tensorType([1, 2, 3, 4])],
      outputs: [[1, 2, 7, 10]],
      parameters: 38,
    },
  ],
});
