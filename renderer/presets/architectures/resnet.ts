// ResNet and its relatives that differ in the block alone: Wide ResNet, ResNeXt, SE-ResNet.
// Named and initialised as in torchvision, where torchvision has them.

import { integer, type StoredValues } from '../../../shared/operators/attributes.ts';
import { buildGraph } from '../builder.ts';
import { definePreset } from '../define.ts';
import {
  classOutput,
  depthsProblem,
  imageInput,
  inChannels,
  inputSize,
  linearHead,
  numClasses,
  stageDepths,
} from '../arguments.ts';
import { bottleneckProblem } from '../templates/residual.ts';
import type { Preset, Reference } from '../types.ts';
import { STAGES, stages, stem, width, type Stages } from './residual-stages.ts';

function residualNetwork(
  a: {
    readonly numClasses: number;
    readonly inputSize: number;
    readonly inChannels: number;
    readonly width: number;
  },
  template: string,
  depths: readonly number[],
  extra: StoredValues,
) {
  const refused = depthsProblem('stages', depths, STAGES);
  if (refused !== undefined) return refused;
  return buildGraph((b) => {
    let x = stem(b, imageInput(b, a.inputSize, a.inChannels), a.width);
    x = b.add('ReLU', 'relu', b.add('BatchNorm2d', 'bn1', x));
    x = b.add('MaxPool2d', 'maxpool', x, { kernelSize: 3, stride: 2, padding: 1 });
    x = stages(b, x, template, depths, a.width, extra);
    classOutput(b, linearHead(b, x, a.numClasses), a.numClasses);
  });
}

interface Entry extends Pick<Preset, 'id' | 'title' | 'idea'> {
  readonly depths: Stages;
  readonly reference: Reference;
}

const torchvision = (parameters: number, gmacs: number): Reference => ({
  parameters,
  gmacs,
  source: 'torchvision',
});

const RESNET = {
  family: 'ResNet',
  year: 2015,
  paper: {
    citation: 'K. He, X. Zhang, S. Ren, J. Sun: Deep residual learning for image recognition. CVPR 2016.',
    url: 'https://arxiv.org/abs/1512.03385',
  },
} as const;

const SKIP =
  'A block learns what to add to its input instead of a whole new picture, so doing nothing is easy and gradients find a straight way back.';

function basicResNet(entry: Entry): Preset {
  return definePreset({
    ...RESNET,
    ...entry,
    arguments: { numClasses, inputSize, inChannels, stages: stageDepths(entry.depths), width },
    graph: (a) => residualNetwork(a, 'BasicBlock', a.stages, {}),
  });
}

type BottleneckEntry = Entry &
  Partial<Pick<Preset, 'family' | 'year' | 'paper'>> & {
    readonly groups?: number;
    readonly widthPerGroup?: number;
    readonly seReduction?: number;
  };

function bottleneckResNet(entry: BottleneckEntry): Preset {
  const { groups = 1, widthPerGroup = 64, seReduction = 0, ...rest } = entry;
  return definePreset({
    ...RESNET,
    ...rest,
    arguments: {
      numClasses,
      inputSize,
      inChannels,
      stages: stageDepths(entry.depths),
      width,
      groups: integer({
        label: 'Groups',
        help: 'Groups of every 3×3 convolution, which is the cardinality; 32 with width 4 is ResNeXt-50.',
        default: groups,
        max: 1024,
      }),
      widthPerGroup: integer({
        label: 'Width per group',
        help: 'Channels per group in the first stage; 128 is Wide ResNet-50.',
        default: widthPerGroup,
        max: 1024,
      }),
      seReduction: integer({
        label: 'SE reduction',
        help: 'Squeeze-and-excitation in every block, with this many times fewer hidden channels; 0 for none.',
        default: seReduction,
        min: 0,
        max: 4096,
      }),
    },
    graph(a) {
      const extra = {
        ...(a.groups === 1 ? {} : { groups: a.groups }),
        ...(a.widthPerGroup === 64 ? {} : { widthPerGroup: a.widthPerGroup }),
        ...(a.seReduction === 0 ? {} : { seReduction: a.seReduction }),
      };
      // The narrowest and the widest stage; the last has eight times the planes of the first.
      for (const planes of [a.width, 8 * a.width]) {
        const refused = bottleneckProblem(planes, a.groups, a.widthPerGroup, 'widthPerGroup', a.seReduction);
        if (refused !== undefined) return refused;
      }
      return residualNetwork(a, 'Bottleneck', a.stages, extra);
    },
  });
}

const BOTTLENECKS = 'Bottlenecks keep so many layers affordable: narrow, convolve, widen.';

export const RESNETS: readonly Preset[] = [
  basicResNet({
    id: 'resnet18',
    title: 'ResNet-18',
    idea: `${SKIP} Eighteen layers of basic blocks make the smallest of the family.`,
    depths: [2, 2, 2, 2],
    reference: torchvision(11_689_512, 1.814),
  }),
  basicResNet({
    id: 'resnet34',
    title: 'ResNet-34',
    idea: `${SKIP} Thirty-four plain layers were harder to train than eighteen; with skips the deeper network is better.`,
    depths: [3, 4, 6, 3],
    reference: torchvision(21_797_672, 3.664),
  }),
  bottleneckResNet({
    id: 'resnet50',
    title: 'ResNet-50',
    idea: `${SKIP} Bottlenecks keep fifty layers affordable: narrow, convolve, widen.`,
    depths: [3, 4, 6, 3],
    reference: torchvision(25_557_032, 4.089),
  }),
  bottleneckResNet({
    id: 'resnet101',
    title: 'ResNet-101',
    idea: `${SKIP} ${BOTTLENECKS}`,
    depths: [3, 4, 23, 3],
    reference: torchvision(44_549_160, 7.801),
  }),
  bottleneckResNet({
    id: 'resnet152',
    title: 'ResNet-152',
    idea: `${SKIP} ${BOTTLENECKS}`,
    depths: [3, 8, 36, 3],
    reference: torchvision(60_192_808, 11.514),
  }),
];

const WIDE = {
  family: 'Wide ResNet',
  year: 2016,
  paper: {
    citation: 'S. Zagoruyko, N. Komodakis: Wide residual networks. BMVC 2016.',
    url: 'https://arxiv.org/abs/1605.07146',
  },
  idea: 'Past some depth, wider layers help more than further ones, and they keep the hardware busier. The 3×3 convolutions of every bottleneck get twice the channels; nothing else changes.',
  widthPerGroup: 128,
} as const;

const RESNEXT = {
  family: 'ResNeXt',
  year: 2016,
  paper: {
    citation:
      'S. Xie, R. Girshick, P. Dollár, Z. Tu, K. He: Aggregated residual transformations for deep neural networks. CVPR 2017.',
    url: 'https://arxiv.org/abs/1611.05431',
  },
  idea: 'Split the work into many narrow paths of the same shape and add up what they find. The number of paths, the cardinality, is a third thing to grow beside depth and width, and pays better.',
} as const;

const fiftyDeep: Stages = [3, 4, 6, 3];
const hundredDeep: Stages = [3, 4, 23, 3];

export const RESNET_RELATIVES: readonly Preset[] = [
  bottleneckResNet({
    ...WIDE,
    id: 'wide_resnet50_2',
    title: 'Wide ResNet-50-2',
    depths: fiftyDeep,
    reference: torchvision(68_883_240, 11.398),
  }),
  bottleneckResNet({
    ...WIDE,
    id: 'wide_resnet101_2',
    title: 'Wide ResNet-101-2',
    depths: hundredDeep,
    reference: torchvision(126_886_696, 22.753),
  }),
  bottleneckResNet({
    ...RESNEXT,
    id: 'resnext50_32x4d',
    title: 'ResNeXt-50 32×4d',
    groups: 32,
    widthPerGroup: 4,
    depths: fiftyDeep,
    reference: torchvision(25_028_904, 4.23),
  }),
  bottleneckResNet({
    ...RESNEXT,
    id: 'resnext101_32x8d',
    title: 'ResNeXt-101 32×8d',
    groups: 32,
    widthPerGroup: 8,
    depths: hundredDeep,
    reference: torchvision(88_791_336, 16.414),
  }),
  bottleneckResNet({
    id: 'se_resnet50',
    title: 'SE-ResNet-50',
    family: 'SE-Net',
    year: 2017,
    paper: {
      citation: 'J. Hu, L. Shen, G. Sun: Squeeze-and-excitation networks. CVPR 2018.',
      url: 'https://arxiv.org/abs/1709.01507',
    },
    idea: 'Let a glance at the whole image decide how much each channel counts. A pooling and two tiny layers in every block do that for almost no computation, in any architecture.',
    seReduction: 16,
    depths: fiftyDeep,
    reference: {
      parameters: 28_088_024,
      gmacs: 4.092,
      source: 'Hu et al. 2018 (28.1 million); to the digit, build/oracles/reference_models.py',
    },
  }),
];
