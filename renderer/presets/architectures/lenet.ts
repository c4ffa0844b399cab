// LeNet-5 in its usual modern form: full connections between the two convolutions, a linear classifier.

import { choice, integer } from '../../../shared/operators/attributes.ts';
import { buildGraph } from '../builder.ts';
import { definePreset } from '../define.ts';
import { inChannels, inputSize, numClasses } from '../arguments.ts';
import { LENET5_WEIGHTS } from '../weights/index.ts';

/** Two 5×5 convolutions and two poolings need this much to leave a pixel. */
const SMALLEST_INPUT = 16;

export const lenet5 = definePreset({
  id: 'lenet5',
  title: 'LeNet-5',
  family: 'LeNet',
  year: 1998,
  paper: {
    citation:
      'Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: Gradient-based learning applied to document recognition. Proceedings of the IEEE 86(11), 1998.',
    url: 'https://doi.org/10.1109/5.726791',
  },
  idea: 'Learn the features instead of designing them: small filters shared over the whole image find strokes, pooling forgets their exact place. Trained end to end by gradient descent, it read handwritten digits well enough for banks.',
  arguments: {
    numClasses: { ...numClasses, default: 10 },
    inputSize: { ...inputSize, default: 32 },
    inChannels: { ...inChannels, default: 1 },
    activation: choice({
      label: 'Activation',
      help: 'Tanh in 1998; ReLU today. The shipped weights are trained with tanh.',
      default: 'Tanh',
      options: [
        { value: 'Tanh', label: 'Tanh' },
        { value: 'ReLU', label: 'ReLU' },
      ],
    }),
    pooling: choice({
      label: 'Pooling',
      help: 'Averaging in 1998; the maximum today. The shipped weights are trained with averaging.',
      default: 'AvgPool2d',
      options: [
        { value: 'AvgPool2d', label: 'Average' },
        { value: 'MaxPool2d', label: 'Maximum' },
      ],
    }),
    hidden: integer({
      label: 'Hidden units',
      help: 'Width of the first linear layer; 120 in the paper.',
      default: 120,
      advanced: true,
    }),
  },
  reference: {
    parameters: 61_706,
    gmacs: 0.000417,
    source: 'LeCun et al. 1998, usual modern form; multiply-accumulates counted from its layers',
  },
  smallestInput: SMALLEST_INPUT,
  graph(a) {
    return buildGraph((b) => {
      const digits = a.inChannels === 1;
      let x = b.input('input', {
        channels: a.inChannels,
        height: a.inputSize,
        width: a.inputSize,
        fit: 'contain',
        ...(digits ? { mean: [0.1307], std: [0.3081] } : {}),
      });
      x = b.add('Conv2d', 'conv1', x, { outChannels: 6, kernelSize: 5 });
      x = b.add(a.activation, 'act1', x);
      x = b.add(a.pooling, 'pool1', x, { kernelSize: 2, stride: 2 });
      x = b.add('Conv2d', 'conv2', x, { outChannels: 16, kernelSize: 5 });
      x = b.add(a.activation, 'act2', x);
      x = b.add(a.pooling, 'pool2', x, { kernelSize: 2, stride: 2 });
      x = b.add('Flatten', 'flatten', x);
      x = b.add('Linear', 'fc1', x, { outFeatures: a.hidden });
      x = b.add(a.activation, 'act3', x);
      x = b.add('Linear', 'fc2', x, { outFeatures: 84 });
      x = b.add(a.activation, 'act4', x);
      x = b.add('Linear', 'fc3', x, { outFeatures: a.numClasses });
      b.output('output', x, a.numClasses === 10 ? { classNames: 'digits' } : {});
    });
  },
  weights(a) {
    const asTrained =
      a.activation === 'Tanh' &&
      a.pooling === 'AvgPool2d' &&
      a.numClasses === 10 &&
      a.inChannels === 1 &&
      a.inputSize === 32 &&
      a.hidden === 120;
    return asTrained ? LENET5_WEIGHTS : undefined;
  },
});
