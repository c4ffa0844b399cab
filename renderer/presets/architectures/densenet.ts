// DenseNet with bottlenecks and compression (DenseNet-BC), named and initialised as in torchvision.

import { integer, real } from '../../../shared/operators/attributes.ts';
import { buildGraph } from '../builder.ts';
import { definePreset } from '../define.ts';
import {
  classOutput,
  depthsProblem,
  dropout,
  imageInput,
  inChannels,
  inputSize,
  linearHead,
  numClasses,
  stageDepths,
} from '../arguments.ts';
import { DENSENET_INIT } from '../templates/dense.ts';
import type { Preset } from '../types.ts';

function densenet(
  layers: number,
  growth: number,
  depths: readonly [number, number, number, number],
  initialFeatures: number,
  parameters: number,
  gmacs: number,
): Preset {
  return definePreset({
    id: `densenet${layers}`,
    title: `DenseNet-${layers}`,
    family: 'DenseNet',
    year: 2016,
    paper: {
      citation:
        'G. Huang, Z. Liu, L. van der Maaten, K. Q. Weinberger: Densely connected convolutional networks. CVPR 2017.',
      url: 'https://arxiv.org/abs/1608.06993',
    },
    idea: 'Each layer reads the features of all layers before it and adds a few of its own, so nothing needs to be learned twice. Every layer stands close to the loss, and few weights go far.',
    arguments: {
      numClasses,
      inputSize,
      inChannels,
      growthRate: integer({
        label: 'Growth rate',
        help: 'New channels that each layer contributes.',
        default: growth,
        max: 512,
      }),
      blocks: {
        ...stageDepths(depths),
        label: 'Layers per block',
        help: 'One number a dense block; a transition stands between blocks.',
      },
      initialFeatures: integer({
        label: 'Stem channels',
        help: 'Channels that enter the first dense block.',
        default: initialFeatures,
        max: 4096,
      }),
      compression: real({
        label: 'Compression',
        help: 'Share of the channels that each transition keeps.',
        default: 0.5,
        min: 0.01,
        max: 1,
      }),
      bnSize: integer({
        label: 'Bottleneck size',
        help: 'The 1×1 convolution of a layer leaves this many times the growth rate.',
        default: 4,
        max: 64,
        advanced: true,
      }),
      dropRate: { ...dropout, default: 0 },
    },
    reference: { parameters, gmacs, source: 'torchvision' },
    smallestInput: 29,
    graph(a) {
      const refused = depthsProblem('blocks', a.blocks, depths.length);
      if (refused !== undefined) return refused;
      return buildGraph((b) => {
        let x = imageInput(b, a.inputSize, a.inChannels);
        x = b.group('features', x, (inner, y) => {
          const stem = { outChannels: a.initialFeatures, kernelSize: 7, stride: 2, padding: 3 };
          y = inner.add('Conv2d', 'conv0', y, { ...stem, ...DENSENET_INIT });
          y = inner.add('ReLU', 'relu0', inner.add('BatchNorm2d', 'norm0', y));
          y = inner.add('MaxPool2d', 'pool0', y, { kernelSize: 3, stride: 2, padding: 1 });
          for (const [index, numLayers] of a.blocks.entries()) {
            y = inner.block('DenseBlock', `denseblock${index + 1}`, y, {
              numLayers,
              growthRate: a.growthRate,
              ...(a.bnSize === 4 ? {} : { bnSize: a.bnSize }),
              ...(a.dropRate === 0 ? {} : { dropRate: a.dropRate }),
            });
            if (index === a.blocks.length - 1) break;
            y = inner.block('TransitionLayer', `transition${index + 1}`, y, { compression: a.compression });
          }
          return inner.add('BatchNorm2d', 'norm5', y);
        });
        x = b.add('ReLU', 'relu', x);
        x = linearHead(b, x, a.numClasses, { name: 'classifier', init: { biasInit: 'zeros' } });
        classOutput(b, x, a.numClasses);
      });
    },
  });
}

export const DENSENETS: readonly Preset[] = [
  densenet(121, 32, [6, 12, 24, 16], 64, 7_978_856, 2.834),
  densenet(161, 48, [6, 12, 36, 24], 96, 28_681_000, 7.728),
  densenet(169, 32, [6, 12, 32, 32], 64, 14_149_480, 3.36),
  densenet(201, 32, [6, 12, 48, 32], 64, 20_013_928, 4.291),
];
