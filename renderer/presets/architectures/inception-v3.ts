// Inception v3 without its auxiliary classifier, which only training uses; named as in torchvision.

import type { StoredValues } from '../../../shared/operators/attributes.ts';
import { buildGraph } from '../builder.ts';
import { definePreset } from '../define.ts';
import { classOutput, dropout, imageInput, inChannels, inputSize, numClasses } from '../arguments.ts';
import { basicConv } from '../templates/basic-conv.ts';

const MODULES: readonly (readonly [name: string, template: string, values: StoredValues])[] = [
  ['Mixed_5b', 'InceptionA', { poolFeatures: 32 }],
  ['Mixed_5c', 'InceptionA', { poolFeatures: 64 }],
  ['Mixed_5d', 'InceptionA', { poolFeatures: 64 }],
  ['Mixed_6a', 'InceptionB', {}],
  ['Mixed_6b', 'InceptionC', { channels7x7: 128 }],
  ['Mixed_6c', 'InceptionC', { channels7x7: 160 }],
  ['Mixed_6d', 'InceptionC', { channels7x7: 160 }],
  ['Mixed_6e', 'InceptionC', { channels7x7: 192 }],
  ['Mixed_7a', 'InceptionD', {}],
  ['Mixed_7b', 'InceptionE', {}],
  ['Mixed_7c', 'InceptionE', {}],
];

export const inceptionV3 = definePreset({
  id: 'inception_v3',
  title: 'Inception v3',
  family: 'Inception',
  year: 2015,
  paper: {
    citation:
      'C. Szegedy, V. Vanhoucke, S. Ioffe, J. Shlens, Z. Wojna: Rethinking the Inception architecture for computer vision. CVPR 2016.',
    url: 'https://arxiv.org/abs/1512.00567',
  },
  idea: 'Large filters are products of small ones: 5×5 becomes two 3×3, and 7×7 becomes 1×7 after 7×1. The saved computation buys depth, and halving in parallel branches avoids a bottleneck.',
  arguments: { numClasses, inputSize: { ...inputSize, default: 299 }, inChannels, dropout },
  reference: {
    parameters: 23_834_568,
    gmacs: 5.713,
    source: 'torchvision, without the auxiliary classifier (27,161,264 with it)',
  },
  smallestInput: 75,
  graph: (a) =>
    buildGraph((b) => {
      const pool = { kernelSize: 3, stride: 2 };
      let x = imageInput(b, a.inputSize, a.inChannels);
      x = basicConv(b, 'Conv2d_1a_3x3', x, { outChannels: 32, kernelSize: 3, stride: 2 });
      x = basicConv(b, 'Conv2d_2a_3x3', x, { outChannels: 32, kernelSize: 3 });
      x = basicConv(b, 'Conv2d_2b_3x3', x, { outChannels: 64, kernelSize: 3, padding: 1 });
      x = b.add('MaxPool2d', 'maxpool1', x, pool);
      x = basicConv(b, 'Conv2d_3b_1x1', x, { outChannels: 80, kernelSize: 1 });
      x = basicConv(b, 'Conv2d_4a_3x3', x, { outChannels: 192, kernelSize: 3 });
      x = b.add('MaxPool2d', 'maxpool2', x, pool);
      for (const [name, template, values] of MODULES) x = b.block(template, name, x, values);
      x = b.add('AdaptiveAvgPool2d', 'avgpool', x, { outputSize: 1 });
      x = b.add('Dropout', 'dropout', x, { p: a.dropout });
      x = b.add('Flatten', 'flatten', x);
      classOutput(b, b.add('Linear', 'fc', x, { outFeatures: a.numClasses }), a.numClasses);
    }),
});
