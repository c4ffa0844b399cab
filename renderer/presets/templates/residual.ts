// The residual blocks of He et al. 2015 (arXiv:1512.03385), named as in torchvision, with ResNeXt's cardinality
// (Xie et al. 2017, arXiv:1611.05431) and optional squeeze-and-excitation (Hu et al. 2018, arXiv:1709.01507).

import { integer } from '../../../shared/operators/attributes.ts';
import { problem, type Problem } from '../../../shared/operators/define.ts';
import type { Builder, Flow } from '../builder.ts';
import { defineTemplate } from '../define.ts';
import { widthProblem } from './checks.ts';

export const stride = integer({
  label: 'Stride',
  help: 'Step of the 3×3 convolution; 2 halves the image and brings a projection on the skip.',
  default: 1,
  max: 63,
});

const seReduction = integer({
  label: 'SE reduction',
  help: 'Squeeze-and-excitation before the addition, with this many times fewer hidden channels; 0 for none.',
  default: 0,
  min: 0,
  max: 4096,
});

const planes = integer({
  label: 'Planes',
  help: 'Base width; the block returns four times as many channels.',
  default: 64,
  max: 16_384,
});

/** Residual networks start their convolutions from Kaiming's normal distribution over the fan-out. */
export const INIT = { bias: false, weightInit: 'kaimingNormalFanOut' } as const;

/** A stride as an attribute, left out where it is 1. */
export function strideOf(step: number): { readonly stride?: number } {
  return step === 1 ? {} : { stride: step };
}

/** The skip: the input itself, or a strided 1×1 projection where channels or size change. */
function skip(b: Builder, x: Flow, channels: number | undefined, outChannels: number, step: number): Flow {
  if (step === 1 && (channels === undefined || channels === outChannels)) return x;
  return b.group('downsample', x, (inner, y) => {
    const projected = inner.add('Conv2d', '0', y, { outChannels, kernelSize: 1, ...strideOf(step), ...INIT });
    return inner.add('BatchNorm2d', '1', projected);
  });
}

function excite(b: Builder, x: Flow, reduction: number): Flow {
  return reduction === 0 ? x : b.block('SqueezeExcite', 'se', x, { reduction });
}

function reductionProblem(reduction: number, channels: number): Problem | undefined {
  if (reduction <= channels) return undefined;
  return problem(
    'reduction-too-large',
    `A reduction of ${reduction} leaves nothing of ${channels} channels. Choose ${channels} or less.`,
    { attribute: 'seReduction' },
  );
}

export const basicBlock = defineTemplate({
  type: 'BasicBlock',
  title: 'Basic residual block',
  help: 'Two 3×3 convolutions whose result is added to the input: the block learns only the difference.',
  keywords: ['resnet', 'skip', 'residual', 'shortcut'],
  icon: 'git-merge',
  arguments: {
    planes: integer({ label: 'Channels', help: 'Channels of both convolutions.', default: 64 }),
    stride,
    seReduction,
  },
  summary: (a) => `${a.planes}${a.stride === 1 ? '' : ` · stride ${a.stride}`}`,
  check: (a) => reductionProblem(a.seReduction, a.planes),
  inside(b, x, a, channels) {
    const conv = { outChannels: a.planes, kernelSize: 3, padding: 1, ...INIT };
    let y = b.add('Conv2d', 'conv1', x, { ...conv, ...strideOf(a.stride) });
    y = b.add('BatchNorm2d', 'bn1', y);
    y = b.add('ReLU', 'relu', y);
    y = b.add('Conv2d', 'conv2', y, conv);
    y = b.add('BatchNorm2d', 'bn2', y);
    y = excite(b, y, a.seReduction);
    y = b.add('Add', 'add', [y, skip(b, x, channels, a.planes, a.stride)]);
    return b.add('ReLU', 'relu2', y);
  },
});

/** Output channels of a bottleneck per plane. */
export const BOTTLENECK_EXPANSION = 4;

interface BottleneckShape {
  readonly planes: number;
  readonly stride: number;
  /** Channels of the 3×3 convolution. */
  readonly width: number;
  readonly groups: number;
  readonly seReduction: number;
}

/** Channels of the 3×3 convolution: the planes scaled by the width of a group, times the groups. */
function bottleneckWidth(base: number, widthPerGroup: number, groups: number): number {
  return Math.floor((base * widthPerGroup) / 64) * groups;
}

function bottleneckInside(b: Builder, x: Flow, a: BottleneckShape, channels: number | undefined): Flow {
  const outChannels = a.planes * BOTTLENECK_EXPANSION;
  let y = b.add('Conv2d', 'conv1', x, { outChannels: a.width, kernelSize: 1, ...INIT });
  y = b.add('BatchNorm2d', 'bn1', y);
  y = b.add('ReLU', 'relu', y);
  y = b.add('Conv2d', 'conv2', y, {
    outChannels: a.width,
    kernelSize: 3,
    padding: 1,
    ...strideOf(a.stride),
    ...(a.groups === 1 ? {} : { groups: a.groups }),
    ...INIT,
  });
  y = b.add('BatchNorm2d', 'bn2', y);
  y = b.add('ReLU', 'relu2', y);
  y = b.add('Conv2d', 'conv3', y, { outChannels, kernelSize: 1, ...INIT });
  y = b.add('BatchNorm2d', 'bn3', y);
  y = excite(b, y, a.seReduction);
  y = b.add('Add', 'add', [y, skip(b, x, channels, outChannels, a.stride)]);
  return b.add('ReLU', 'relu3', y);
}

function bottleneckSummary(base: number, step: number, groups: number): string {
  return [`${base * BOTTLENECK_EXPANSION}, ${base} within`]
    .concat(step === 1 ? [] : [`stride ${step}`])
    .concat(groups === 1 ? [] : [`${groups} groups`])
    .join(' · ');
}

/** Why planes, groups, the width of a group and a reduction make no bottleneck, or undefined. */
export function bottleneckProblem(
  base: number,
  groups: number,
  widthPerGroup: number,
  attribute: string,
  reduction: number,
): Problem | undefined {
  if (bottleneckWidth(base, widthPerGroup, 1) < 1) {
    return problem(
      'width-is-zero',
      `${base} planes at a width of ${widthPerGroup} per group leave no channel for the 3×3 convolution. Choose a larger width.`,
      { attribute },
    );
  }
  return (
    widthProblem(bottleneckWidth(base, widthPerGroup, groups), attribute) ??
    reductionProblem(reduction, base * BOTTLENECK_EXPANSION)
  );
}

export const bottleneck = defineTemplate({
  type: 'Bottleneck',
  title: 'Bottleneck residual block',
  help: 'A 1×1 convolution narrows, a 3×3 works, a 1×1 widens to four times the planes; the input is added.',
  keywords: ['resnet', 'resnext', 'skip', 'residual', 'shortcut'],
  icon: 'git-merge',
  arguments: {
    planes,
    stride,
    groups: integer({
      label: 'Groups',
      help: 'Groups of the 3×3 convolution: the cardinality of ResNeXt.',
      default: 1,
    }),
    widthPerGroup: integer({
      label: 'Width per group',
      help: 'Channels per group at 64 planes; 128 makes a Wide ResNet.',
      default: 64,
    }),
    seReduction,
  },
  summary: (a) => bottleneckSummary(a.planes, a.stride, a.groups),
  check: (a) => bottleneckProblem(a.planes, a.groups, a.widthPerGroup, 'widthPerGroup', a.seReduction),
  inside: (b, x, a, channels) =>
    bottleneckInside(b, x, { ...a, width: bottleneckWidth(a.planes, a.widthPerGroup, a.groups) }, channels),
});

export const resNeXtBlock = defineTemplate({
  type: 'ResNeXtBlock',
  title: 'ResNeXt block',
  help: 'A bottleneck whose 3×3 convolution is split into many narrow paths that work side by side.',
  keywords: ['resnext', 'cardinality', 'grouped', 'residual', 'split', 'aggregate'],
  icon: 'columns-4',
  arguments: {
    planes,
    stride,
    cardinality: integer({
      label: 'Cardinality',
      help: 'How many paths run side by side: the groups of the 3×3 convolution.',
      default: 32,
      max: 1024,
    }),
    baseWidth: integer({
      label: 'Base width',
      help: 'Channels of each path at 64 planes; it grows with the planes.',
      default: 4,
      max: 1024,
    }),
    seReduction,
  },
  summary: (a) => `${bottleneckSummary(a.planes, a.stride, 1)} · ${a.cardinality} × ${a.baseWidth}d`,
  check: (a) => bottleneckProblem(a.planes, a.cardinality, a.baseWidth, 'baseWidth', a.seReduction),
  inside: (b, x, a, channels) =>
    bottleneckInside(
      b,
      x,
      { ...a, groups: a.cardinality, width: bottleneckWidth(a.planes, a.baseWidth, a.cardinality) },
      channels,
    ),
});
