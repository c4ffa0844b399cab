// Inverted residuals, wide inside and narrow between blocks, named as in torchvision: MobileNet v2 (Sandler et al. 2018,
// arXiv:1801.04381), v3 (Howard et al. 2019, arXiv:1905.02244), and EfficientNet's MBConv and Fused-MBConv
// (Tan and Le 2019, arXiv:1905.11946, and 2021, arXiv:2104.00298).

import { boolean, choice, integer, real, type StoredValues } from '../../../shared/operators/attributes.ts';
import { problem, type Problem } from '../../../shared/operators/define.ts';
import type { Builder, Flow } from '../builder.ts';
import { defineTemplate } from '../define.ts';
import { makeDivisible, roundHalfEven } from '../rounding.ts';
import { widthProblem } from './checks.ts';
import { eps, epsOf } from './conv-bn-act.ts';
import { INIT, strideOf } from './residual.ts';

const outChannels = integer({
  label: 'Output channels',
  help: "Narrow width that leaves the block; equal to the input's at stride 1, the input is added.",
  default: 64,
});

const stride = integer({
  label: 'Stride',
  help: 'Step of the depthwise filters; 2 halves the image and takes the skip away.',
  default: 1,
  max: 63,
});

const kernelSize = integer({
  label: 'Kernel',
  help: 'Side of the square filters; odd.',
  default: 3,
  max: 63,
});

const expandRatio = real({
  label: 'Expansion',
  help: 'How many times more channels the block has inside.',
  default: 6,
  min: 0.01,
  max: 64,
});

const stochasticDepth = real({
  label: 'Stochastic depth',
  help: 'Share of images for which training skips the block; nothing happens when the network runs.',
  default: 0,
  min: 0,
  max: 1,
  advanced: true,
});

function kernelProblem(kernel: number): Problem | undefined {
  if (kernel % 2 === 1) return undefined;
  return problem(
    'kernel-even',
    `A kernel of ${kernel} has no centre, so padding cannot keep the size. Choose ${kernel - 1} or ${kernel + 1}.`,
    { attribute: 'kernelSize' },
  );
}

function expansionProblem(expanded: number, ratio: number, channels: number): Problem | undefined {
  if (expanded >= 1) return widthProblem(expanded, 'expandRatio');
  return problem(
    'expansion-too-small',
    `An expansion of ${ratio} leaves nothing of ${channels} channels. Choose ${(1 / channels).toPrecision(3)} or more.`,
    { attribute: 'expandRatio' },
  );
}

/** EfficientNet's width inside a block. */
function expandedChannels(channels: number, ratio: number): number {
  return ratio === 1 ? channels : makeDivisible(channels * ratio);
}

/** Adds the input where the block keeps its shape. */
function residual(b: Builder, x: Flow, y: Flow, keepsShape: boolean, dropProbability = 0): Flow {
  if (!keepsShape) return y;
  const branch =
    dropProbability === 0 ? y : b.add('StochasticDepth', 'stochastic_depth', y, { p: dropProbability });
  return b.add('Add', 'add', [branch, x]);
}

export const invertedResidual = defineTemplate({
  type: 'InvertedResidual',
  title: 'Inverted residual (MobileNet v2)',
  help: 'Widens with 1×1, filters each channel by itself, narrows without activation; the skip joins the narrow ends.',
  keywords: ['mobilenet', 'linear bottleneck', 'depthwise', 'skip'],
  icon: 'smartphone',
  arguments: { outChannels, stride, expandRatio },
  summary: (a) =>
    `${a.outChannels} · expands ×${a.expandRatio}${a.stride === 1 ? '' : ` · stride ${a.stride}`}`,
  check: (a, channels = 64) =>
    expansionProblem(roundHalfEven(channels * a.expandRatio), a.expandRatio, channels),
  inside(b, x, a, channels = 64) {
    const expanded = roundHalfEven(channels * a.expandRatio);
    const shared = { activation: 'ReLU6', weightInit: INIT.weightInit };
    const y = b.group('conv', x, (inner, input) => {
      let z = input;
      let index = 0;
      if (a.expandRatio !== 1) {
        z = inner.block('ConvBNAct', `${index++}`, z, { outChannels: expanded, kernelSize: 1, ...shared });
      }
      const depthwise = { outChannels: expanded, groups: expanded, ...strideOf(a.stride), ...shared };
      z = inner.block('ConvBNAct', `${index++}`, z, depthwise);
      z = inner.add('Conv2d', `${index++}`, z, { outChannels: a.outChannels, kernelSize: 1, ...INIT });
      return inner.add('BatchNorm2d', `${index}`, z);
    });
    return residual(b, x, y, a.stride === 1 && channels === a.outChannels);
  },
});

interface MobileShape {
  readonly expanded: number;
  readonly outChannels: number;
  readonly kernelSize: number;
  readonly stride: number;
  readonly activation: string;
  readonly eps: number;
  /** Attributes of the squeeze-and-excitation, or undefined for none. */
  readonly squeeze: StoredValues | undefined;
}

/** Expand, depthwise, squeeze-and-excite, project: what MobileNet v3 and MBConv share. */
function mobileChain(b: Builder, x: Flow, a: MobileShape, channels: number): Flow {
  const shared = { ...epsOf(a.eps), weightInit: INIT.weightInit };
  const active = { ...shared, activation: a.activation };
  return b.group('block', x, (inner, input) => {
    let y = input;
    let index = 0;
    if (a.expanded !== channels) {
      y = inner.block('ConvBNAct', `${index++}`, y, { outChannels: a.expanded, kernelSize: 1, ...active });
    }
    y = inner.block('ConvBNAct', `${index++}`, y, {
      outChannels: a.expanded,
      ...(a.kernelSize === 3 ? {} : { kernelSize: a.kernelSize }),
      ...strideOf(a.stride),
      groups: a.expanded,
      ...active,
    });
    if (a.squeeze !== undefined) y = inner.block('SqueezeExcite', `${index++}`, y, a.squeeze);
    return inner.block('ConvBNAct', `${index}`, y, {
      outChannels: a.outChannels,
      kernelSize: 1,
      activation: 'none',
      ...shared,
    });
  });
}

export const mobileNetV3Block = defineTemplate({
  type: 'MobileNetV3Block',
  title: 'Inverted residual (MobileNet v3)',
  help: 'The inverted residual with squeeze-and-excitation and the cheap hard-swish, as a search found it best.',
  keywords: ['mobilenet', 'hard-swish', 'squeeze', 'depthwise', 'skip'],
  icon: 'smartphone',
  arguments: {
    expanded: integer({ label: 'Expanded channels', help: 'Width inside the block.', default: 192 }),
    outChannels,
    kernelSize,
    stride,
    squeezeExcite: boolean({
      label: 'Squeeze-and-excitation',
      help: 'Weighs the channels by what the whole image shows; its hidden layer has a quarter of them.',
      default: true,
    }),
    activation: choice({
      label: 'Activation',
      help: 'ReLU in the early layers, hard-swish in the late ones.',
      default: 'Hardswish',
      options: [
        { value: 'ReLU', label: 'ReLU' },
        { value: 'Hardswish', label: 'Hard-swish' },
      ],
    }),
    eps,
  },
  summary: (a) =>
    `${a.expanded} → ${a.outChannels} · ${a.kernelSize}×${a.kernelSize}${a.stride === 1 ? '' : ` · stride ${a.stride}`}`,
  check: (a) => kernelProblem(a.kernelSize),
  inside(b, x, a, channels = 64) {
    const hidden = makeDivisible(Math.floor(a.expanded / 4));
    const squeeze = a.squeezeExcite ? { hidden, gate: 'Hardsigmoid' } : undefined;
    const y = mobileChain(b, x, { ...a, squeeze }, channels);
    return residual(b, x, y, a.stride === 1 && channels === a.outChannels);
  },
});

const EFFICIENTNET_DEFAULTS = { outChannels, kernelSize, stride, expandRatio, stochasticDepth, eps };

export const mbConv = defineTemplate({
  type: 'MBConv',
  title: 'MBConv',
  help: "EfficientNet's block: an inverted residual with squeeze-and-excitation and SiLU.",
  keywords: ['efficientnet', 'mobile', 'inverted', 'squeeze', 'depthwise', 'stochastic depth'],
  icon: 'scaling',
  arguments: {
    ...EFFICIENTNET_DEFAULTS,
    seRatio: real({
      label: 'SE ratio',
      help: "Hidden channels of the squeeze-and-excitation as a share of the block's input; 0 for none.",
      default: 0.25,
      min: 0,
      max: 16,
    }),
  },
  summary: (a) =>
    `${a.outChannels} · ${a.kernelSize}×${a.kernelSize} · expands ×${a.expandRatio}${a.stride === 1 ? '' : ` · stride ${a.stride}`}`,
  check: (a, channels = 64) =>
    kernelProblem(a.kernelSize) ?? widthProblem(expandedChannels(channels, a.expandRatio), 'expandRatio'),
  inside(b, x, a, channels = 64) {
    const hidden = Math.max(1, Math.floor(channels * a.seRatio));
    const shape = {
      ...a,
      expanded: expandedChannels(channels, a.expandRatio),
      activation: 'SiLU',
      squeeze: a.seRatio === 0 ? undefined : { hidden, activation: 'SiLU' },
    };
    const y = mobileChain(b, x, shape, channels);
    return residual(b, x, y, a.stride === 1 && channels === a.outChannels, a.stochasticDepth);
  },
});

export const fusedMBConv = defineTemplate({
  type: 'FusedMBConv',
  title: 'Fused-MBConv',
  help: 'MBConv with one full 3×3 convolution for the expansion and the depthwise filters: faster where images are large.',
  keywords: ['efficientnet', 'efficientnetv2', 'fused', 'stochastic depth'],
  icon: 'scaling',
  arguments: { ...EFFICIENTNET_DEFAULTS, expandRatio: { ...expandRatio, default: 4 } },
  summary: (a) =>
    `${a.outChannels} · ${a.kernelSize}×${a.kernelSize} · expands ×${a.expandRatio}${a.stride === 1 ? '' : ` · stride ${a.stride}`}`,
  check: (a, channels = 64) =>
    kernelProblem(a.kernelSize) ?? widthProblem(expandedChannels(channels, a.expandRatio), 'expandRatio'),
  inside(b, x, a, channels = 64) {
    const expanded = expandedChannels(channels, a.expandRatio);
    const shared = { ...epsOf(a.eps), weightInit: INIT.weightInit };
    const spatial = {
      ...(a.kernelSize === 3 ? {} : { kernelSize: a.kernelSize }),
      ...strideOf(a.stride),
      activation: 'SiLU',
      ...shared,
    };
    const y = b.group('block', x, (inner, input) => {
      if (expanded === channels) {
        return inner.block('ConvBNAct', '0', input, { outChannels: a.outChannels, ...spatial });
      }
      const wide = inner.block('ConvBNAct', '0', input, { outChannels: expanded, ...spatial });
      const narrow = { outChannels: a.outChannels, kernelSize: 1, activation: 'none', ...shared };
      return inner.block('ConvBNAct', '1', wide, narrow);
    });
    return residual(b, x, y, a.stride === 1 && channels === a.outChannels, a.stochasticDepth);
  },
});
