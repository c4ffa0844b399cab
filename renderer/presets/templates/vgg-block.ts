// The VGG block: a stack of 3×3 convolutions, then a pooling that halves the image.

import { boolean, integer } from '../../../shared/operators/attributes.ts';
import { defineTemplate } from '../define.ts';
import { halvingProblem } from './checks.ts';

export const vggBlock = defineTemplate({
  type: 'VGGBlock',
  title: 'VGG block',
  help: 'Some 3×3 convolutions with ReLU, then max pooling: small filters stacked see as far as one large one.',
  keywords: ['vgg', 'stack', '3x3'],
  icon: 'layers-2',
  arguments: {
    numConvs: integer({ label: 'Convolutions', help: 'How many 3×3 convolutions.', default: 2, max: 64 }),
    outChannels: integer({ label: 'Output channels', help: 'Filters of each convolution.', default: 64 }),
    batchNorm: boolean({
      label: 'Batch normalisation',
      help: 'Normalises after every convolution, as in the VGG-BN variants.',
      default: false,
    }),
  },
  summary: (a) => `${a.numConvs} × ${a.outChannels}${a.batchNorm ? ' · BN' : ''}`,
  check: (_a, _channels, size) => halvingProblem('The block', size, 2),
  inside(b, x, a) {
    return b.group('block', x, (inner, input) => {
      let y = input;
      let index = 0;
      for (let conv = 0; conv < a.numConvs; conv += 1) {
        y = inner.add('Conv2d', `${index++}`, y, { outChannels: a.outChannels, kernelSize: 3, padding: 1 });
        if (a.batchNorm) y = inner.add('BatchNorm2d', `${index++}`, y);
        y = inner.add('ReLU', `${index++}`, y);
      }
      return inner.add('MaxPool2d', `${index}`, y, { kernelSize: 2, stride: 2 });
    });
  },
});
