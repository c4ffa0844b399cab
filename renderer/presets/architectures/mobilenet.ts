// MobileNet v1, v2 and v3. The latter two are named and initialised as in torchvision, v1 in the same manner.

import { buildGraph, type Builder, type Flow } from '../builder.ts';
import { definePreset } from '../define.ts';
import {
  classOutput,
  dropout,
  imageInput,
  inChannels,
  inputSize,
  numClasses,
  widthMult,
} from '../arguments.ts';
import { makeDivisible } from '../rounding.ts';
import { INIT } from '../templates/residual.ts';
import type { Preset } from '../types.ts';

const CLASSIFIER_INIT = { weightInit: 'normal001', biasInit: 'zeros' } as const;

const shared = { weightInit: INIT.weightInit };

function pooled(b: Builder, x: Flow): Flow {
  return b.add('Flatten', 'flatten', b.add('AdaptiveAvgPool2d', 'avgpool', x, { outputSize: 1 }));
}

/** Output channels and stride of each depthwise-separable convolution. */
const V1_LAYERS = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  [512, 2],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [1024, 2],
  [1024, 1],
] as const;

export const mobilenetV1 = definePreset({
  id: 'mobilenet_v1',
  title: 'MobileNet v1',
  family: 'MobileNet',
  year: 2017,
  paper: {
    citation:
      'A. G. Howard, M. Zhu, B. Chen, D. Kalenichenko, W. Wang, T. Weyand, M. Andreetto, H. Adam: MobileNets: Efficient convolutional neural networks for mobile vision applications. 2017.',
    url: 'https://arxiv.org/abs/1704.04861',
  },
  idea: 'Split every convolution in two: filter each channel by itself, then mix the channels with 1×1. That costs about a ninth, and one width multiplier makes networks for any phone.',
  arguments: { numClasses, inputSize, inChannels, widthMult, dropout: { ...dropout, default: 0.001 } },
  reference: {
    parameters: 4_231_976,
    gmacs: 0.569,
    source:
      'Howard et al. 2017 (4.2 million, 569 million MACs); to the digit, build/oracles/reference_models.py',
  },
  graph: (a) =>
    buildGraph((b) => {
      const channels = (base: number): number => makeDivisible(base * a.widthMult);
      let x = imageInput(b, a.inputSize, a.inChannels);
      x = b.group('features', x, (inner, y) => {
        y = inner.block('ConvBNAct', '0', y, { outChannels: channels(32), stride: 2, ...shared });
        for (const [index, [outChannels, stride]] of V1_LAYERS.entries()) {
          y = inner.block('DepthwiseSeparable', `${index + 1}`, y, {
            outChannels: channels(outChannels),
            ...(stride === 1 ? {} : { stride }),
          });
        }
        return y;
      });
      x = b.add('Dropout', 'dropout', pooled(b, x), { p: a.dropout });
      classOutput(
        b,
        b.add('Linear', 'fc', x, { outFeatures: a.numClasses, ...CLASSIFIER_INIT }),
        a.numClasses,
      );
    }),
});

/** Table 2 of the paper: expansion, channels, repeats, stride of the first. */
const V2_STAGES = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
] as const;

export const mobilenetV2 = definePreset({
  id: 'mobilenet_v2',
  title: 'MobileNet v2',
  family: 'MobileNet',
  year: 2018,
  paper: {
    citation:
      'M. Sandler, A. Howard, M. Zhu, A. Zhmoginov, L.-C. Chen: MobileNetV2: Inverted residuals and linear bottlenecks. CVPR 2018.',
    url: 'https://arxiv.org/abs/1801.04381',
  },
  idea: 'Turn the bottleneck inside out: wide where the cheap depthwise filters work, narrow where the skip passes. The narrow ends stay linear, because a ReLU there would destroy what little they hold.',
  arguments: { numClasses, inputSize, inChannels, widthMult, dropout: { ...dropout, default: 0.2 } },
  reference: { parameters: 3_504_872, gmacs: 0.301, source: 'torchvision' },
  graph: (a) =>
    buildGraph((b) => {
      const relu6 = { activation: 'ReLU6', ...shared };
      let x = imageInput(b, a.inputSize, a.inChannels);
      x = b.group('features', x, (inner, y) => {
        let index = 0;
        y = inner.block('ConvBNAct', `${index++}`, y, {
          outChannels: makeDivisible(32 * a.widthMult),
          stride: 2,
          ...relu6,
        });
        for (const [expandRatio, channels, repeats, first] of V2_STAGES) {
          const outChannels = makeDivisible(channels * a.widthMult);
          for (let repeat = 0; repeat < repeats; repeat += 1) {
            const strided = repeat === 0 && first === 2 ? { stride: 2 } : {};
            const values = { outChannels, ...strided, ...(expandRatio === 6 ? {} : { expandRatio }) };
            y = inner.block('InvertedResidual', `${index++}`, y, values);
          }
        }
        const last = makeDivisible(1280 * Math.max(1, a.widthMult));
        return inner.block('ConvBNAct', `${index}`, y, { outChannels: last, kernelSize: 1, ...relu6 });
      });
      x = b.group('classifier', pooled(b, x), (inner, y) => {
        y = inner.add('Dropout', '0', y, { p: a.dropout });
        return inner.add('Linear', '1', y, { outFeatures: a.numClasses, ...CLASSIFIER_INIT });
      });
      classOutput(b, x, a.numClasses);
    }),
});

/** Tables 1 and 2 of the paper: kernel, expanded and output channels, SE, hard-swish, stride. */
type V3Layer = readonly [
  kernel: number,
  expanded: number,
  out: number,
  squeeze: boolean,
  activation: 'RE' | 'HS',
  stride: number,
];

const LARGE: readonly V3Layer[] = [
  [3, 16, 16, false, 'RE', 1],
  [3, 64, 24, false, 'RE', 2],
  [3, 72, 24, false, 'RE', 1],
  [5, 72, 40, true, 'RE', 2],
  [5, 120, 40, true, 'RE', 1],
  [5, 120, 40, true, 'RE', 1],
  [3, 240, 80, false, 'HS', 2],
  [3, 200, 80, false, 'HS', 1],
  [3, 184, 80, false, 'HS', 1],
  [3, 184, 80, false, 'HS', 1],
  [3, 480, 112, true, 'HS', 1],
  [3, 672, 112, true, 'HS', 1],
  [5, 672, 160, true, 'HS', 2],
  [5, 960, 160, true, 'HS', 1],
  [5, 960, 160, true, 'HS', 1],
];

const SMALL: readonly V3Layer[] = [
  [3, 16, 16, true, 'RE', 2],
  [3, 72, 24, false, 'RE', 2],
  [3, 88, 24, false, 'RE', 1],
  [5, 96, 40, true, 'HS', 2],
  [5, 240, 40, true, 'HS', 1],
  [5, 240, 40, true, 'HS', 1],
  [5, 120, 48, true, 'HS', 1],
  [5, 144, 48, true, 'HS', 1],
  [5, 288, 96, true, 'HS', 2],
  [5, 576, 96, true, 'HS', 1],
  [5, 576, 96, true, 'HS', 1],
];

function mobilenetV3(
  size: 'large' | 'small',
  layers: readonly V3Layer[],
  lastChannel: number,
  parameters: number,
  gmacs: number,
): Preset {
  return definePreset({
    id: `mobilenet_v3_${size}`,
    title: `MobileNet v3 ${size}`,
    family: 'MobileNet',
    year: 2019,
    paper: {
      citation:
        'A. Howard, M. Sandler, G. Chu, L.-C. Chen, B. Chen, M. Tan, W. Wang, Y. Zhu, R. Pang, V. Vasudevan, Q. V. Le, H. Adam: Searching for MobileNetV3. ICCV 2019.',
      url: 'https://arxiv.org/abs/1905.02244',
    },
    idea: 'A search on real phones chose the width, kernel and gate of every layer, and people then trimmed its costly ends. Hard-swish and hard-sigmoid stand in for smooth curves that phones compute slowly.',
    arguments: { numClasses, inputSize, inChannels, widthMult, dropout: { ...dropout, default: 0.2 } },
    reference: { parameters, gmacs, source: 'torchvision' },
    graph: (a) =>
      buildGraph((b) => {
        const channels = (base: number): number => makeDivisible(base * a.widthMult);
        const swish = { activation: 'Hardswish', eps: 1e-3, ...shared };
        let x = imageInput(b, a.inputSize, a.inChannels);
        x = b.group('features', x, (inner, y) => {
          y = inner.block('ConvBNAct', '0', y, { outChannels: channels(16), stride: 2, ...swish });
          for (const [index, [kernelSize, expanded, out, squeezeExcite, kind, stride]] of layers.entries()) {
            y = inner.block('MobileNetV3Block', `${index + 1}`, y, {
              expanded: channels(expanded),
              outChannels: channels(out),
              kernelSize,
              ...(stride === 1 ? {} : { stride }),
              squeezeExcite,
              activation: kind === 'HS' ? 'Hardswish' : 'ReLU',
              eps: 1e-3,
            });
          }
          const last = 6 * channels(layers.at(-1)![2]);
          return inner.block('ConvBNAct', `${layers.length + 1}`, y, {
            outChannels: last,
            kernelSize: 1,
            ...swish,
          });
        });
        x = b.group('classifier', pooled(b, x), (inner, y) => {
          y = inner.add('Linear', '0', y, { outFeatures: channels(lastChannel), ...CLASSIFIER_INIT });
          y = inner.add('Hardswish', '1', y);
          y = inner.add('Dropout', '2', y, { p: a.dropout });
          return inner.add('Linear', '3', y, { outFeatures: a.numClasses, ...CLASSIFIER_INIT });
        });
        classOutput(b, x, a.numClasses);
      }),
  });
}

export const MOBILENETS_V3: readonly Preset[] = [
  mobilenetV3('small', SMALL, 1024, 2_542_856, 0.057),
  mobilenetV3('large', LARGE, 1280, 5_483_032, 0.217),
];
