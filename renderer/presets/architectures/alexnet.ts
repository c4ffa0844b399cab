// AlexNet in the one-stream form of Krizhevsky 2014 (arXiv:1404.5997), which torchvision has.

import { boolean } from '../../../shared/operators/attributes.ts';
import { buildGraph } from '../builder.ts';
import { definePreset } from '../define.ts';
import { classOutput, dropout, imageInput, inChannels, inputSize, numClasses } from '../arguments.ts';

/** Convolutions in order: channels, kernel, stride, padding, and whether a pooling follows. */
const CONVOLUTIONS = [
  { outChannels: 64, kernelSize: 11, stride: 4, padding: 2, pooled: true },
  { outChannels: 192, kernelSize: 5, padding: 2, pooled: true },
  { outChannels: 384, kernelSize: 3, padding: 1, pooled: false },
  { outChannels: 256, kernelSize: 3, padding: 1, pooled: false },
  { outChannels: 256, kernelSize: 3, padding: 1, pooled: true },
] as const;

export const alexnet = definePreset({
  id: 'alexnet',
  title: 'AlexNet',
  family: 'AlexNet',
  year: 2012,
  paper: {
    citation:
      'A. Krizhevsky, I. Sutskever, G. E. Hinton: ImageNet classification with deep convolutional neural networks. NeurIPS 2012.',
    url: 'https://papers.nips.cc/paper/4824-imagenet-classification-with-deep-convolutional-neural-networks',
  },
  idea: 'What LeNet did for digits works for a thousand kinds of photographs, given ReLU, dropout, many images and graphics cards. Its margin in the ImageNet contest of 2012 turned computer vision to deep learning.',
  arguments: {
    numClasses,
    inputSize,
    inChannels,
    dropout,
    localResponseNorm: boolean({
      label: 'Local response norm',
      help: 'Normalises across channels after the first two convolutions, as in 2012; torchvision leaves it out.',
      default: false,
    }),
  },
  reference: { parameters: 61_100_840, gmacs: 0.714, source: 'torchvision' },
  smallestInput: 63,
  graph: (a) =>
    buildGraph((b) => {
      let x = imageInput(b, a.inputSize, a.inChannels);
      x = b.group('features', x, (inner, y) => {
        let index = 0;
        for (const [layer, { pooled, ...convolution }] of CONVOLUTIONS.entries()) {
          y = inner.add('Conv2d', `${index++}`, y, convolution);
          y = inner.add('ReLU', `${index++}`, y);
          if (a.localResponseNorm && layer < 2) {
            y = inner.add('LocalResponseNorm', `lrn${layer + 1}`, y, { size: 5, k: 2 });
          }
          if (pooled) y = inner.add('MaxPool2d', `${index++}`, y, { kernelSize: 3, stride: 2 });
        }
        return y;
      });
      x = b.add('AdaptiveAvgPool2d', 'avgpool', x, { outputSize: 6 });
      x = b.add('Flatten', 'flatten', x);
      x = b.group('classifier', x, (inner, y) => {
        y = inner.add('Dropout', '0', y, { p: a.dropout });
        y = inner.add('Linear', '1', y, { outFeatures: 4096 });
        y = inner.add('ReLU', '2', y);
        y = inner.add('Dropout', '3', y, { p: a.dropout });
        y = inner.add('Linear', '4', y, { outFeatures: 4096 });
        y = inner.add('ReLU', '5', y);
        return inner.add('Linear', '6', y, { outFeatures: a.numClasses });
      });
      classOutput(b, x, a.numClasses);
    }),
});
