// EfficientNet B0 to B7, named and initialised as in torchvision. The lesson rounds channels by a simpler rule; an
// argument chooses between the two.

import { choice, real } from '../../../shared/operators/attributes.ts';
import { buildGraph } from '../builder.ts';
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
import { makeDivisible, nearestMultiple } from '../rounding.ts';
import { epsOf } from '../templates/conv-bn-act.ts';
import { INIT } from '../templates/residual.ts';
import type { Preset } from '../types.ts';

/** Table 1 of the paper: expansion, kernel, stride, channels, layers. */
const STAGES = [
  [1, 3, 1, 16, 1],
  [6, 3, 2, 24, 2],
  [6, 5, 2, 40, 2],
  [6, 3, 2, 80, 3],
  [6, 5, 1, 112, 3],
  [6, 5, 2, 192, 4],
  [6, 3, 1, 320, 1],
] as const;

const STEM_CHANNELS = 32;
const HEAD_CHANNELS = 1280;

export interface EfficientNetStage {
  readonly expandRatio: number;
  readonly kernelSize: number;
  readonly stride: number;
  readonly channels: number;
  readonly layers: number;
}

/** Channels as a multiple of 8 near the scaled count: never over 10 % less, or simply the nearest. */
function rounding(widthMult: number, nearest: boolean): (channels: number) => number {
  return (channels) =>
    nearest ? nearestMultiple(channels * widthMult, 8) : makeDivisible(channels * widthMult);
}

/** The stages of B0, scaled: channels by the width, layers by the depth. */
export function efficientNetStages(
  widthMult: number,
  depthMult: number,
  nearest = false,
): readonly EfficientNetStage[] {
  const round = rounding(widthMult, nearest);
  return STAGES.map(([expandRatio, kernelSize, stride, channels, layers]) => ({
    expandRatio,
    kernelSize,
    stride,
    channels: round(channels),
    layers: Math.ceil(layers * depthMult),
  }));
}

/** torchvision's B5 to B7 were trained with TensorFlow's epsilon. */
const TENSORFLOW_EPS = 1e-3;
const PYTORCH_EPS = 1e-5;

/**
 * B0 to B7: width, depth, height and width of the image, what torchvision's weights resize to before they crop it,
 * dropout, epsilon; parameters and GMACs.
 */
const SCALES = [
  [1, 1, 224, 256, 0.2, PYTORCH_EPS, 5_288_548, 0.386],
  [1, 1.1, 240, 256, 0.2, PYTORCH_EPS, 7_794_184, 0.687],
  [1.1, 1.2, 288, 288, 0.3, PYTORCH_EPS, 9_109_994, 1.088],
  [1.2, 1.4, 300, 320, 0.3, PYTORCH_EPS, 12_233_232, 1.827],
  [1.4, 1.8, 380, 384, 0.4, PYTORCH_EPS, 19_341_616, 4.394],
  [1.6, 2.2, 456, 456, 0.4, TENSORFLOW_EPS, 30_389_784, 10.266],
  [1.8, 2.6, 528, 528, 0.5, TENSORFLOW_EPS, 43_040_704, 19.068],
  [2, 3.1, 600, 600, 0.5, TENSORFLOW_EPS, 66_347_960, 37.746],
] as const;

export const EFFICIENTNETS: readonly Preset[] = SCALES.map(
  ([width, depth, size, resize, drop, eps, parameters, gmacs], index) =>
    definePreset({
      id: `efficientnet_b${index}`,
      title: `EfficientNet-B${index}`,
      family: 'EfficientNet',
      year: 2019,
      paper: {
        citation:
          'M. Tan, Q. V. Le: EfficientNet: Rethinking model scaling for convolutional neural networks. ICML 2019.',
        url: 'https://arxiv.org/abs/1905.11946',
      },
      idea: 'Depth, width and resolution pay off only together, so one coefficient grows all three in a fixed proportion. A small network found by search, B0, becomes a family up to B7 that way.',
      arguments: {
        numClasses,
        inputSize: { ...inputSize, default: size },
        inChannels,
        widthMult: { ...widthMult, default: width },
        depthMult: real({
          label: 'Depth',
          help: 'Layers of every stage are multiplied by this and rounded up.',
          default: depth,
          min: 0.05,
          max: 8,
        }),
        dropout: { ...dropout, default: drop },
        stochasticDepth: real({
          label: 'Stochastic depth',
          help: 'How often training skips the last block; earlier blocks less. Nothing happens when the network runs.',
          default: 0.2,
          min: 0,
          max: 1,
          advanced: true,
        }),
        channelRounding: choice({
          label: 'Channel rounding',
          help: 'To multiples of 8; torchvision goes up where rounding down would lose over 10 %, the lesson does not.',
          default: 'atMost10PercentLess',
          options: [
            { value: 'atMost10PercentLess', label: 'Never over 10 % less (torchvision)' },
            { value: 'nearest', label: 'Nearest (lesson)' },
          ],
          advanced: true,
        }),
      },
      reference: { parameters, gmacs, source: 'torchvision' },
      graph(a) {
        const nearest = a.channelRounding === 'nearest';
        const stages = efficientNetStages(a.widthMult, a.depthMult, nearest);
        const round = rounding(a.widthMult, nearest);
        const total = stages.reduce((sum, { layers }) => sum + layers, 0);
        const unit = { activation: 'SiLU', ...epsOf(eps), weightInit: INIT.weightInit };
        return buildGraph((b) => {
          let block = 0;
          let x = imageInput(b, a.inputSize, a.inChannels, resize === size ? 0 : resize);
          x = b.group('features', x, (inner, y) => {
            y = inner.block('ConvBNAct', '0', y, { outChannels: round(STEM_CHANNELS), stride: 2, ...unit });
            for (const [stage, { expandRatio, kernelSize, stride, channels, layers }] of stages.entries()) {
              y = inner.group(`${stage + 1}`, y, (level, z) => {
                for (let layer = 0; layer < layers; layer += 1) {
                  const probability = (a.stochasticDepth * block++) / total;
                  z = level.block('MBConv', `${layer}`, z, {
                    outChannels: channels,
                    ...(kernelSize === 3 ? {} : { kernelSize }),
                    ...(layer === 0 && stride === 2 ? { stride: 2 } : {}),
                    ...(expandRatio === 1 ? { expandRatio } : {}),
                    ...(probability === 0 ? {} : { stochasticDepth: probability }),
                    ...epsOf(eps),
                  });
                }
                return z;
              });
            }
            const outChannels = nearest ? round(HEAD_CHANNELS) : 4 * round(STAGES[6][3]);
            return inner.block('ConvBNAct', `${STAGES.length + 1}`, y, {
              outChannels,
              kernelSize: 1,
              ...unit,
            });
          });
          x = b.add('Flatten', 'flatten', b.add('AdaptiveAvgPool2d', 'avgpool', x, { outputSize: 1 }));
          x = b.group('classifier', x, (inner, y) => {
            y = inner.add('Dropout', '0', y, { p: a.dropout });
            return inner.add('Linear', '1', y, { outFeatures: a.numClasses, biasInit: 'zeros' });
          });
          classOutput(b, x, a.numClasses);
        });
      },
    }),
);
