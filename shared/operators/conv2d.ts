// Conv2d: https://pytorch.org/docs/stable/generated/torch.nn.Conv2d.html

import { int, ints } from '../onnx/attributes.ts';
import { elementCount, tensorType } from '../tensor/types.ts';
import { axisOutput, axisPadding, type Padding } from '../tensor/window.ts';
import { boolean, integer, padding, pair } from './attributes.ts';
import { defineOperator, problem } from './define.ts';
import { groupsProblem } from './groups.ts';
import {
  biasInit,
  expectImage,
  formatPair,
  formatStep,
  resolvePads,
  torchCall,
  weightInit,
  weightAndBias,
} from './common.ts';

function padded(amount: Padding): string {
  return amount === 'same' || (amount[0] === 0 && amount[1] === 0) ? '' : ` padded by ${formatStep(amount)}`;
}

export const conv2d = defineOperator({
  type: 'Conv2d',
  palette: {
    category: 'convolution',
    title: 'Convolution',
    keywords: ['conv', 'filter', 'kernel', 'depthwise', 'grouped', 'pointwise'],
    icon: 'grid-3x3',
    help: 'Slides learned filters over the image; each output channel looks for one pattern.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {
    outChannels: integer({ label: 'Output channels', help: 'Number of filters.', default: 64 }),
    kernelSize: pair({
      label: 'Kernel',
      help: 'Height and width of each filter.',
      default: [3, 3],
      max: 1024,
    }),
    stride: pair({
      label: 'Stride',
      help: 'Step of the window; 2 halves the image.',
      default: [1, 1],
      max: 1024,
    }),
    padding: padding({
      label: 'Padding',
      help: 'Zeros added on each side; "same" keeps the size at stride 1.',
      default: [0, 0],
      max: 1024,
    }),
    dilation: pair({ label: 'Dilation', help: 'Spacing between filter taps.', default: [1, 1], max: 1024 }),
    groups: integer({
      label: 'Groups',
      help: 'Channels are split into groups that do not mix; as many groups as channels is depthwise.',
      default: 1,
    }),
    bias: boolean({ label: 'Bias', help: 'Adds a learned number per output channel.', default: true }),
    weightInit,
    biasInit,
  },
  infer([input], a) {
    const image = expectImage(input, 'Conv2d');
    if ('code' in image) return image;
    const { batch, channels, height, width } = image;
    const unfit = groupsProblem(a.groups, channels, a.outChannels);
    if (unfit !== undefined) return unfit;
    const [top, left] = a.padding === 'same' ? (['same', 'same'] as const) : a.padding;
    const rows = { kernel: a.kernelSize[0], stride: a.stride[0], dilation: a.dilation[0] };
    const columns = { kernel: a.kernelSize[1], stride: a.stride[1], dilation: a.dilation[1] };
    const outHeight = axisOutput(height, rows, axisPadding(height, rows, top));
    const outWidth = axisOutput(width, columns, axisPadding(width, columns, left));
    if (outHeight < 1 || outWidth < 1) {
      return problem(
        'kernel-larger-than-input',
        `A ${formatPair(a.kernelSize)} kernel${a.dilation[0] * a.dilation[1] > 1 ? ` with dilation ${formatStep(a.dilation)}` : ''} is larger than the image, ${height}×${width}${padded(a.padding)}. Use a smaller kernel or more padding.`,
        { attribute: 'kernelSize' },
      );
    }
    return [tensorType([batch, a.outChannels, outHeight, outWidth], input!.dtype)];
  },
  weights([input], a) {
    const shape = [a.outChannels, input!.shape[1]! / a.groups, ...a.kernelSize];
    return weightAndBias(a, shape, a.outChannels);
  },
  macs([input], [output], a) {
    return elementCount(output!.shape) * (input!.shape[1]! / a.groups) * a.kernelSize[0] * a.kernelSize[1];
  },
  window([input], a) {
    const pads = resolvePads(input!, a);
    return { kernel: a.kernelSize, stride: a.stride, dilation: a.dilation, padding: [pads[0], pads[1]] };
  },
  summary(a) {
    const parts = [`${a.outChannels}`, formatPair(a.kernelSize)];
    if (a.stride[0] !== 1 || a.stride[1] !== 1) parts.push(`stride ${formatStep(a.stride)}`);
    if (a.dilation[0] !== 1 || a.dilation[1] !== 1) parts.push(`dilation ${formatStep(a.dilation)}`);
    if (a.groups !== 1) parts.push(`${a.groups} groups`);
    return parts.join(' · ');
  },
  lower({ attributes: a, inputs: [x], inputTypes: [input], weight, node }) {
    const inputs = [x!, weight('weight')];
    if (a.bias) inputs.push(weight('bias'));
    const output = node('Conv', inputs, {
      kernel_shape: ints(a.kernelSize),
      strides: ints(a.stride),
      pads: ints(resolvePads(input!, a)),
      dilations: ints(a.dilation),
      group: int(a.groups),
    });
    return [output];
  },
  torch(a, [input]) {
    // PyTorch refuses padding='same' with a stride, so there the zeros are written out.
    const strided = a.padding === 'same' && (a.stride[0] !== 1 || a.stride[1] !== 1);
    const convolution = torchCall(
      'nn.Conv2d',
      [input?.shape[1] ?? 'in_channels', a.outChannels],
      {
        kernel_size: a.kernelSize,
        stride: a.stride,
        padding: strided ? 0 : a.padding,
        dilation: a.dilation,
        groups: a.groups,
        bias: a.bias,
      },
      { stride: 1, padding: 0, dilation: 1, groups: 1, bias: true },
    );
    if (!strided || input === undefined) return convolution;
    const [top, left, bottom, right] = resolvePads(input, a);
    return `nn.Sequential(nn.ZeroPad2d((${left}, ${right}, ${top}, ${bottom})), ${convolution})`;
  },
  examples: [
    {
      name: '3×3 convolution with padding 1',
      attributes: { outChannels: 8, padding: 1 },
      inputs: [tensorType([1, 3, 12, 10])],
      outputs: [[1, 8, 12, 10]],
      parameters: 224,
    },
    {
      name: 'stride 2 halves, rounding down',
      attributes: { outChannels: 4, kernelSize: 5, stride: 2 },
      inputs: [tensorType([2, 3, 12, 11])],
      outputs: [[2, 4, 4, 4]],
      parameters: 304,
    },
    {
      name: 'same padding at stride 2 with an even kernel',
      attributes: { outChannels: 4, kernelSize: 4, stride: 2, padding: 'same', bias: false },
      inputs: [tensorType([1, 2, 9, 8])],
      outputs: [[1, 4, 5, 4]],
      parameters: 128,
    },
    {
      name: 'dilated, rectangular',
      attributes: { outChannels: 3, kernelSize: [1, 7], padding: [0, 6], dilation: [1, 2] },
      inputs: [tensorType([1, 2, 6, 9])],
      outputs: [[1, 3, 6, 9]],
      parameters: 45,
    },
    {
      name: 'grouped',
      attributes: { outChannels: 12, kernelSize: 3, groups: 3, bias: false },
      inputs: [tensorType([1, 6, 5, 5])],
      outputs: [[1, 12, 3, 3]],
      parameters: 216,
    },
    {
      name: 'depthwise',
      attributes: {
        outChannels: 6,
        kernelSize: 3,
        padding: 1,
        groups: 6,
        weightInit: 'kaimingNormalFanOut',
        biasInit: 'zeros',
      },
      inputs: [tensorType([1, 6, 5, 5])],
      outputs: [[1, 6, 5, 5]],
      parameters: 60,
    },
  ],
});
