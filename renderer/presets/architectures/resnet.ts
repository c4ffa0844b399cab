// ResNet-18 and ResNet-50, named and initialised as in torchvision.

import type { Graph } from '../../../shared/document/types.ts';
import { integer, type StoredValues } from '../../../shared/operators/attributes.ts';
import { buildGraph } from '../builder.ts';
import { definePreset } from '../define.ts';
import { classOutput, imageInput, inChannels, inputSize, numClasses } from '../arguments.ts';

const PLANES = [64, 128, 256, 512] as const;

const PAPER = {
  citation: 'K. He, X. Zhang, S. Ren, J. Sun: Deep residual learning for image recognition. CVPR 2016.',
  url: 'https://arxiv.org/abs/1512.03385',
} as const;

const IDEA =
  'A block learns what to add to its input instead of a whole new picture, so doing nothing is easy and gradients find a straight way back.';

interface ResNetArguments {
  readonly numClasses: number;
  readonly inputSize: number;
  readonly inChannels: number;
}

function resnet(
  a: ResNetArguments,
  template: 'BasicBlock' | 'Bottleneck',
  blocks: readonly [number, number, number, number],
  extra: StoredValues,
): Graph {
  return buildGraph((b) => {
    let x = imageInput(b, a.inputSize, a.inChannels);
    x = b.add('Conv2d', 'conv1', x, {
      outChannels: 64,
      kernelSize: 7,
      stride: 2,
      padding: 3,
      bias: false,
      weightInit: 'kaimingNormalFanOut',
    });
    x = b.add('BatchNorm2d', 'bn1', x);
    x = b.add('ReLU', 'relu', x);
    x = b.add('MaxPool2d', 'maxpool', x, { kernelSize: 3, stride: 2, padding: 1 });
    PLANES.forEach((planes, stage) => {
      x = b.group(`layer${stage + 1}`, x, (inner, y) => {
        for (let block = 0; block < blocks[stage]!; block += 1) {
          const strided = stage > 0 && block === 0 ? { stride: 2 } : {};
          y = inner.block(template, `${block}`, y, { planes, ...strided, ...extra });
        }
        return y;
      });
    });
    x = b.add('AdaptiveAvgPool2d', 'avgpool', x, { outputSize: 1 });
    x = b.add('Flatten', 'flatten', x);
    x = b.add('Linear', 'fc', x, { outFeatures: a.numClasses });
    classOutput(b, x, a.numClasses);
  });
}

export const resnet18 = definePreset({
  id: 'resnet18',
  title: 'ResNet-18',
  family: 'ResNet',
  year: 2015,
  paper: PAPER,
  idea: `${IDEA} Eighteen layers of basic blocks make the smallest of the family.`,
  arguments: { numClasses, inputSize, inChannels },
  reference: { parameters: 11_689_512, gmacs: 1.814, source: 'torchvision' },
  graph: (a) => resnet(a, 'BasicBlock', [2, 2, 2, 2], {}),
});

export const resnet50 = definePreset({
  id: 'resnet50',
  title: 'ResNet-50',
  family: 'ResNet',
  year: 2015,
  paper: PAPER,
  idea: `${IDEA} Bottlenecks keep fifty layers affordable: narrow, convolve, widen.`,
  arguments: {
    numClasses,
    inputSize,
    inChannels,
    groups: integer({
      label: 'Groups',
      help: 'Groups of every 3×3 convolution; 32 with width 4 is ResNeXt-50.',
      default: 1,
      max: 1024,
    }),
    widthPerGroup: integer({
      label: 'Width per group',
      help: 'Channels per group in the first stage; 128 is Wide ResNet-50.',
      default: 64,
      max: 1024,
    }),
  },
  reference: { parameters: 25_557_032, gmacs: 4.089, source: 'torchvision' },
  graph(a) {
    const extra = {
      ...(a.groups === 1 ? {} : { groups: a.groups }),
      ...(a.widthPerGroup === 64 ? {} : { widthPerGroup: a.widthPerGroup }),
    };
    return resnet(a, 'Bottleneck', [3, 4, 6, 3], extra);
  },
});
