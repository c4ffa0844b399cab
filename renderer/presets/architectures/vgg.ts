// VGG-16, named and initialised as in torchvision: `features` holds the convolutions, `classifier` the rest.

import { buildGraph, type Builder, type Flow } from '../builder.ts';
import { definePreset } from '../define.ts';
import { classOutput, dropout, imageInput, inChannels, inputSize, numClasses } from '../arguments.ts';
import { problem } from '../../../shared/operators/define.ts';

/** Configuration D of the paper: channels of each 3×3 convolution, by block. */
const VGG16_BLOCKS = [
  [64, 64],
  [128, 128],
  [256, 256, 256],
  [512, 512, 512],
  [512, 512, 512],
] as const;

const SMALLEST_INPUT = 2 ** VGG16_BLOCKS.length;

function features(b: Builder, x: Flow): Flow {
  let index = 0;
  for (const block of VGG16_BLOCKS) {
    for (const outChannels of block) {
      x = b.add('Conv2d', `${index++}`, x, {
        outChannels,
        kernelSize: 3,
        padding: 1,
        weightInit: 'kaimingNormalFanOut',
        biasInit: 'zeros',
      });
      x = b.add('ReLU', `${index++}`, x);
    }
    x = b.add('MaxPool2d', `${index++}`, x, { kernelSize: 2, stride: 2 });
  }
  return x;
}

export const vgg16 = definePreset({
  id: 'vgg16',
  title: 'VGG-16',
  family: 'VGG',
  year: 2014,
  paper: {
    citation:
      'K. Simonyan, A. Zisserman: Very deep convolutional networks for large-scale image recognition. ICLR 2015.',
    url: 'https://arxiv.org/abs/1409.1556',
  },
  idea: 'Depth from small filters: two 3×3 convolutions see as far as one 5×5, with fewer weights and one more non-linearity. One rule, double the channels whenever the image is halved, builds the whole network.',
  arguments: { numClasses, inputSize, inChannels, dropout },
  reference: { parameters: 138_357_544, gmacs: 15.47, source: 'torchvision' },
  graph(a) {
    if (a.inputSize < SMALLEST_INPUT) {
      return problem(
        'input-too-small',
        `An input of ${a.inputSize} × ${a.inputSize} is used up by the five poolings. VGG-16 needs at least ${SMALLEST_INPUT} × ${SMALLEST_INPUT}.`,
        { attribute: 'inputSize' },
      );
    }
    return buildGraph((b) => {
      let x = imageInput(b, a.inputSize, a.inChannels);
      x = b.group('features', x, features);
      x = b.add('AdaptiveAvgPool2d', 'avgpool', x, { outputSize: 7 });
      x = b.add('Flatten', 'flatten', x);
      x = b.group('classifier', x, (inner, y) => {
        const init = { weightInit: 'normal001', biasInit: 'zeros' } as const;
        y = inner.add('Linear', '0', y, { outFeatures: 4096, ...init });
        y = inner.add('ReLU', '1', y);
        y = inner.add('Dropout', '2', y, { p: a.dropout });
        y = inner.add('Linear', '3', y, { outFeatures: 4096, ...init });
        y = inner.add('ReLU', '4', y);
        y = inner.add('Dropout', '5', y, { p: a.dropout });
        return inner.add('Linear', '6', y, { outFeatures: a.numClasses, ...init });
      });
      classOutput(b, x, a.numClasses);
    });
  },
});
