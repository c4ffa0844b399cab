// Convolution, batch normalisation, activation: the unit that most networks after 2015 are made of.

import { choice, integer, pair, real, type StoredValues } from '../../../shared/operators/attributes.ts';
import { weightInit } from '../../../shared/operators/common.ts';
import { groupsProblem } from '../../../shared/operators/groups.ts';
import type { Builder, Flow } from '../builder.ts';
import { defineTemplate } from '../define.ts';

export const activation = choice({
  label: 'Activation',
  help: 'The non-linearity after the normalisation.',
  default: 'ReLU',
  options: [
    { value: 'ReLU', label: 'ReLU' },
    { value: 'ReLU6', label: 'ReLU6' },
    { value: 'LeakyReLU', label: 'Leaky ReLU' },
    { value: 'SiLU', label: 'SiLU (swish)' },
    { value: 'Hardswish', label: 'Hard-swish' },
    { value: 'GELU', label: 'GELU' },
    { value: 'none', label: 'None' },
  ],
});

const PYTORCH_EPS = 1e-5;

export const eps = real({
  label: 'Epsilon',
  help: "Added to the variance in every batch normalisation; 0.001 in networks that come from Google's code.",
  default: PYTORCH_EPS,
  min: 0,
  max: 1,
  advanced: true,
});

/** The attributes of a batch normalisation with this epsilon. */
export function epsOf(value: number): StoredValues {
  return value === PYTORCH_EPS ? {} : { eps: value };
}

export const convBnAct = defineTemplate({
  type: 'ConvBNAct',
  title: 'Conv + BN + activation',
  help: 'A convolution without bias, batch normalisation, and an activation; the padding keeps the size at stride 1.',
  keywords: ['convolution', 'batch norm', 'relu', 'unit'],
  icon: 'layers',
  arguments: {
    outChannels: integer({ label: 'Output channels', help: 'Number of filters.', default: 64 }),
    kernelSize: pair({ label: 'Kernel', help: 'Height and width of each filter.', default: [3, 3], max: 63 }),
    stride: pair({
      label: 'Stride',
      help: 'Step of the window; 2 halves the image.',
      default: [1, 1],
      max: 63,
    }),
    dilation: pair({ label: 'Dilation', help: 'Spacing between filter taps.', default: [1, 1], max: 63 }),
    groups: integer({ label: 'Groups', help: 'Groups of channels that do not mix.', default: 1 }),
    activation,
    eps,
    weightInit,
  },
  summary: (a) =>
    `${a.outChannels} · ${a.kernelSize.join('×')}${a.stride[0] * a.stride[1] > 1 ? ` · stride ${a.stride.join('×')}` : ''}`,
  check: (a, channels) => groupsProblem(a.groups, channels, a.outChannels),
  inside(b, x, a) {
    // torchvision's Conv2dNormActivation: half of the dilated kernel on each side.
    const padding = a.kernelSize.map((k, axis) => Math.floor((k - 1) / 2) * a.dilation[axis]!);
    const { outChannels, kernelSize, stride, dilation, groups } = a;
    const y = b.add('Conv2d', '0', x, {
      outChannels,
      kernelSize,
      stride,
      padding,
      dilation,
      groups,
      bias: false,
      weightInit: a.weightInit,
    });
    return activate(b, a.activation, '2', b.add('BatchNorm2d', '1', y, epsOf(a.eps)));
  },
});

/** Adds the activation, or nothing for `none`. */
export function activate(b: Builder, type: string, name: string, x: Flow): Flow {
  return type === 'none' ? x : b.add(type, name, x);
}
