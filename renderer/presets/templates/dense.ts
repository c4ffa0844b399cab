// DenseNet's parts: Huang et al. 2017 (arXiv:1608.06993), named as in torchvision.

import { integer, real } from '../../../shared/operators/attributes.ts';
import { problem } from '../../../shared/operators/define.ts';
import type { Builder, Flow } from '../builder.ts';
import { defineTemplate } from '../define.ts';
import { halvingProblem } from './checks.ts';

const growthRate = integer({
  label: 'Growth rate',
  help: 'New channels that each layer contributes.',
  default: 32,
  max: 4096,
});

const bnSize = integer({
  label: 'Bottleneck size',
  help: 'The 1×1 convolution leaves this many times the growth rate.',
  default: 4,
  max: 64,
});

const dropRate = real({
  label: 'Dropout',
  help: 'Share of new features dropped while training; nothing happens when the network runs.',
  default: 0,
  min: 0,
  max: 1,
});

/** DenseNet starts its convolutions from Kaiming's normal distribution over the fan-in. */
export const DENSENET_INIT = { bias: false, weightInit: 'kaimingNormalFanIn' } as const;

function normalised(b: Builder, x: Flow, norm: string, relu: string): Flow {
  return b.add('ReLU', relu, b.add('BatchNorm2d', norm, x));
}

export const denseLayer = defineTemplate({
  type: 'DenseLayer',
  title: 'Dense layer',
  help: 'Reads everything before it and computes a few new channels; put them together with a Concat.',
  keywords: ['densenet', 'growth', 'bottleneck', 'feature reuse'],
  icon: 'list-plus',
  arguments: { growthRate, bnSize, dropRate },
  summary: (a) => `+${a.growthRate}`,
  inside(b, x, a) {
    let y = normalised(b, x, 'norm1', 'relu1');
    y = b.add('Conv2d', 'conv1', y, {
      outChannels: a.bnSize * a.growthRate,
      kernelSize: 1,
      ...DENSENET_INIT,
    });
    y = normalised(b, y, 'norm2', 'relu2');
    y = b.add('Conv2d', 'conv2', y, {
      outChannels: a.growthRate,
      kernelSize: 3,
      padding: 1,
      ...DENSENET_INIT,
    });
    return a.dropRate === 0 ? y : b.add('Dropout', 'dropout', y, { p: a.dropRate });
  },
});

export const denseBlock = defineTemplate({
  type: 'DenseBlock',
  title: 'Dense block',
  help: 'Layers that each see the features of all layers before them, and hand everything on.',
  keywords: ['densenet', 'dense', 'concat', 'feature reuse'],
  icon: 'rows-4',
  arguments: {
    numLayers: integer({ label: 'Layers', help: 'How many dense layers.', default: 6, max: 256 }),
    growthRate,
    bnSize,
    dropRate,
  },
  summary: (a) => `${a.numLayers} layers · +${a.growthRate} each`,
  inside(b, x, a) {
    const { numLayers, ...layer } = a;
    // Joining pairwise, everything so far with what is new, gives the same tensors as joining whole lists,
    // with two wires per layer instead of one from every layer before.
    let all = x;
    for (let index = 1; index <= numLayers; index += 1) {
      const fresh = b.block('DenseLayer', `denselayer${index}`, all, layer);
      all = b.add('Concat', `concat${index}`, [all, fresh]);
    }
    return all;
  },
});

export const transitionLayer = defineTemplate({
  type: 'TransitionLayer',
  title: 'Transition layer',
  help: 'Between dense blocks: a 1×1 convolution keeps a share of the channels, and pooling halves the image.',
  keywords: ['densenet', 'compression', 'pooling'],
  icon: 'minimize-2',
  arguments: {
    compression: real({
      label: 'Compression',
      help: 'Share of the channels that is kept.',
      default: 0.5,
      min: 0.001,
      max: 1,
    }),
  },
  summary: (a) => `× ${a.compression}`,
  check(a, channels, size) {
    if (channels !== undefined && Math.floor(channels * a.compression) < 1) {
      return problem(
        'compression-too-strong',
        `A compression of ${a.compression} leaves nothing of ${channels} channels. Choose ${(1 / channels).toPrecision(3)} or more.`,
        { attribute: 'compression' },
      );
    }
    return halvingProblem('The transition', size, 2);
  },
  inside(b, x, a, channels = 64) {
    const y = b.add('Conv2d', 'conv', normalised(b, x, 'norm', 'relu'), {
      outChannels: Math.floor(channels * a.compression),
      kernelSize: 1,
      ...DENSENET_INIT,
    });
    return b.add('AvgPool2d', 'pool', y, { kernelSize: 2, stride: 2 });
  },
});
