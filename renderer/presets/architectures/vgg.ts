// VGG, named and initialised as in torchvision: `features` holds the convolutions, `classifier` the rest.

import { boolean, integer } from '../../../shared/operators/attributes.ts';
import { buildGraph, type Builder, type Flow } from '../builder.ts';
import { definePreset } from '../define.ts';
import { classOutput, dropout, imageInput, inChannels, inputSize, numClasses } from '../arguments.ts';
import type { Preset } from '../types.ts';

/** Channels of each block, in units of the first block's. */
const BLOCK_CHANNELS = [1, 2, 4, 8, 8] as const;

/** Configurations A, B, D and E of the paper: 3×3 convolutions in each block. */
const CONFIGURATIONS = {
  11: [1, 1, 2, 2, 2],
  13: [2, 2, 2, 2, 2],
  16: [2, 2, 3, 3, 3],
  19: [2, 2, 4, 4, 4],
} as const;

type Depth = keyof typeof CONFIGURATIONS;

const LINEAR_INIT = { weightInit: 'normal001', biasInit: 'zeros' } as const;

function features(b: Builder, x: Flow, depth: Depth, width: number, batchNorm: boolean): Flow {
  let index = 0;
  for (const [block, convolutions] of CONFIGURATIONS[depth].entries()) {
    for (let conv = 0; conv < convolutions; conv += 1) {
      x = b.add('Conv2d', `${index++}`, x, {
        outChannels: width * BLOCK_CHANNELS[block]!,
        kernelSize: 3,
        padding: 1,
        weightInit: 'kaimingNormalFanOut',
        biasInit: 'zeros',
      });
      if (batchNorm) x = b.add('BatchNorm2d', `${index++}`, x);
      x = b.add('ReLU', `${index++}`, x);
    }
    x = b.add('MaxPool2d', `${index++}`, x, { kernelSize: 2, stride: 2 });
  }
  return x;
}

function vgg(depth: Depth, withBatchNorm: boolean, parameters: number, gmacs: number): Preset {
  return definePreset({
    id: `vgg${depth}${withBatchNorm ? '_bn' : ''}`,
    title: `VGG-${depth}${withBatchNorm ? ' BN' : ''}`,
    family: 'VGG',
    year: 2014,
    paper: {
      citation:
        'K. Simonyan, A. Zisserman: Very deep convolutional networks for large-scale image recognition. ICLR 2015.',
      url: 'https://arxiv.org/abs/1409.1556',
    },
    idea: 'Depth from small filters: two 3×3 convolutions see as far as one 5×5, with fewer weights and one more non-linearity. One rule, double the channels whenever the image is halved, builds the whole network.',
    arguments: {
      numClasses,
      inputSize,
      inChannels,
      dropout,
      batchNorm: boolean({
        label: 'Batch normalisation',
        help: 'Normalises after every convolution, so that deep stacks train without a careful start.',
        default: withBatchNorm,
      }),
      width: integer({
        label: 'Width',
        help: 'Channels of the first block; later blocks have 2, 4 and 8 times as many.',
        default: 64,
        max: 1024,
      }),
      hidden: integer({
        label: 'Hidden units',
        help: 'Width of the two linear layers before the last.',
        default: 4096,
        advanced: true,
      }),
    },
    reference: { parameters, gmacs, source: 'torchvision' },
    smallestInput: 2 ** BLOCK_CHANNELS.length,
    graph: (a) =>
      buildGraph((b) => {
        let x = imageInput(b, a.inputSize, a.inChannels);
        x = b.group('features', x, (inner, y) => features(inner, y, depth, a.width, a.batchNorm));
        x = b.add('AdaptiveAvgPool2d', 'avgpool', x, { outputSize: 7 });
        x = b.add('Flatten', 'flatten', x);
        x = b.group('classifier', x, (inner, y) => {
          y = inner.add('Linear', '0', y, { outFeatures: a.hidden, ...LINEAR_INIT });
          y = inner.add('ReLU', '1', y);
          y = inner.add('Dropout', '2', y, { p: a.dropout });
          y = inner.add('Linear', '3', y, { outFeatures: a.hidden, ...LINEAR_INIT });
          y = inner.add('ReLU', '4', y);
          y = inner.add('Dropout', '5', y, { p: a.dropout });
          return inner.add('Linear', '6', y, { outFeatures: a.numClasses, ...LINEAR_INIT });
        });
        classOutput(b, x, a.numClasses);
      }),
  });
}

export const VGGS: readonly Preset[] = [
  vgg(11, false, 132_863_336, 7.609),
  vgg(11, true, 132_868_840, 7.609),
  vgg(13, false, 133_047_848, 11.308),
  vgg(13, true, 133_053_736, 11.308),
  vgg(16, false, 138_357_544, 15.47),
  vgg(16, true, 138_365_992, 15.47),
  vgg(19, false, 143_667_240, 19.632),
  vgg(19, true, 143_678_248, 19.632),
];
