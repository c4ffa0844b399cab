// SqueezeNet, named as in torchvision.

import { buildGraph } from '../builder.ts';
import { definePreset } from '../define.ts';
import { classOutput, dropout, imageInput, inChannels, inputSize, numClasses } from '../arguments.ts';
import { SQUEEZENET_INIT } from '../templates/fire.ts';
import type { Preset } from '../types.ts';

/** A pooling, or a Fire module: squeezed channels and the filters of each half. */
type Layer = 'pool' | readonly [squeeze: number, expand: number];

interface Version {
  readonly id: string;
  readonly title: string;
  readonly second: string;
  readonly stem: { readonly outChannels: number; readonly kernelSize: number };
  readonly layers: readonly Layer[];
  readonly parameters: number;
  readonly gmacs: number;
  readonly smallestInput: number;
}

function squeezenet(version: Version): Preset {
  return definePreset({
    id: version.id,
    title: version.title,
    family: 'SqueezeNet',
    year: 2016,
    paper: {
      citation:
        'F. N. Iandola, S. Han, M. W. Moskewicz, K. Ashraf, W. J. Dally, K. Keutzer: SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and <0.5MB model size. 2016.',
      url: 'https://arxiv.org/abs/1602.07360',
    },
    idea: `AlexNet's accuracy with fifty times fewer weights: squeeze the channels before the costly 3×3 filters, use 1×1 where they will do, and end without linear layers. ${version.second}`,
    arguments: { numClasses, inputSize, inChannels, dropout },
    reference: { parameters: version.parameters, gmacs: version.gmacs, source: 'torchvision' },
    smallestInput: version.smallestInput,
    graph: (a) =>
      buildGraph((b) => {
        let x = imageInput(b, a.inputSize, a.inChannels);
        x = b.group('features', x, (inner, y) => {
          y = inner.add('Conv2d', '0', y, { ...version.stem, stride: 2, ...SQUEEZENET_INIT });
          y = inner.add('ReLU', '1', y);
          for (const [at, layer] of version.layers.entries()) {
            const name = `${at + 2}`;
            if (layer === 'pool') {
              y = inner.add('MaxPool2d', name, y, { kernelSize: 3, stride: 2, ceilMode: true });
            } else {
              const [squeeze, expand] = layer;
              y = inner.block('Fire', name, y, { squeeze, expand1x1: expand, expand3x3: expand });
            }
          }
          return y;
        });
        x = b.group('classifier', x, (inner, y) => {
          y = inner.add('Dropout', '0', y, { p: a.dropout });
          const init = { weightInit: 'normal001', biasInit: 'zeros' };
          y = inner.add('Conv2d', '1', y, { outChannels: a.numClasses, kernelSize: 1, ...init });
          y = inner.add('ReLU', '2', y);
          return inner.add('AdaptiveAvgPool2d', '3', y, { outputSize: 1 });
        });
        classOutput(b, b.add('Flatten', 'flatten', x), a.numClasses);
      }),
  });
}

export const SQUEEZENETS: readonly Preset[] = [
  squeezenet({
    id: 'squeezenet1_0',
    title: 'SqueezeNet 1.0',
    second: 'Poolings come late, so that the filters work on large images.',
    stem: { outChannels: 96, kernelSize: 7 },
    layers: [
      'pool',
      [16, 64],
      [16, 64],
      [32, 128],
      'pool',
      [32, 128],
      [48, 192],
      [48, 192],
      [64, 256],
      'pool',
      [64, 256],
    ],
    parameters: 1_248_424,
    gmacs: 0.819,
    smallestInput: 21,
  }),
  squeezenet({
    id: 'squeezenet1_1',
    title: 'SqueezeNet 1.1',
    second: 'This version pools earlier and needs less than half of the computation.',
    stem: { outChannels: 64, kernelSize: 3 },
    layers: [
      'pool',
      [16, 64],
      [16, 64],
      'pool',
      [32, 128],
      [32, 128],
      'pool',
      [48, 192],
      [48, 192],
      [64, 256],
      [64, 256],
    ],
    parameters: 1_235_496,
    gmacs: 0.349,
    smallestInput: 17,
  }),
];
