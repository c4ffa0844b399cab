// ConvNeXt, named as in torchvision.

import { integer, real } from '../../../shared/operators/attributes.ts';
import { buildGraph } from '../builder.ts';
import { definePreset } from '../define.ts';
import {
  classOutput,
  depthsProblem,
  imageInput,
  inChannels,
  inputSize,
  numClasses,
  stageDepths,
} from '../arguments.ts';
import { CONVNEXT_EPS } from '../templates/convnext.ts';

const STAGES = 4;
const NORM = { channelsFirst: true, eps: CONVNEXT_EPS } as const;

export const convnextTiny = definePreset({
  id: 'convnext_tiny',
  title: 'ConvNeXt-Tiny',
  family: 'ConvNeXt',
  year: 2022,
  paper: {
    citation:
      'Z. Liu, H. Mao, C.-Y. Wu, C. Feichtenhofer, T. Darrell, S. Xie: A ConvNet for the 2020s. CVPR 2022.',
    url: 'https://arxiv.org/abs/2201.03545',
  },
  idea: 'Change a ResNet step by step into the shape of a vision transformer, patches, large filters, layer norm, one activation a block, but keep the convolutions. What is left is as good as the transformer, so much of its success was in the details.',
  arguments: {
    numClasses,
    inputSize,
    inChannels,
    stages: stageDepths([3, 3, 9, 3]),
    width: integer({
      label: 'Width',
      help: 'Channels of the first stage; each later stage has twice as many.',
      default: 96,
      max: 2048,
    }),
    stochasticDepth: real({
      label: 'Stochastic depth',
      help: 'How often training skips the last block; earlier blocks less. Nothing happens when the network runs.',
      default: 0.1,
      min: 0,
      max: 1,
      advanced: true,
    }),
  },
  reference: { parameters: 28_589_128, gmacs: 4.456, source: 'torchvision' },
  smallestInput: 32,
  graph(a) {
    const refused = depthsProblem('stages', a.stages, STAGES);
    if (refused !== undefined) return refused;
    const last = Math.max(1, a.stages.reduce((sum, depth) => sum + depth, 0) - 1);
    return buildGraph((b) => {
      let block = 0;
      let x = imageInput(b, a.inputSize, a.inChannels, 236);
      x = b.group('features', x, (features, y) => {
        y = features.group('0', y, (stem, z) => {
          z = stem.add('Conv2d', '0', z, {
            outChannels: a.width,
            kernelSize: 4,
            stride: 4,
            biasInit: 'zeros',
          });
          return stem.add('LayerNorm', '1', z, NORM);
        });
        for (const [stage, depth] of a.stages.entries()) {
          if (stage > 0) {
            y = features.group(`${2 * stage}`, y, (down, z) => {
              z = down.add('LayerNorm', '0', z, NORM);
              const outChannels = a.width * 2 ** stage;
              return down.add('Conv2d', '1', z, { outChannels, kernelSize: 2, stride: 2, biasInit: 'zeros' });
            });
          }
          y = features.group(`${2 * stage + 1}`, y, (level, z) => {
            for (let index = 0; index < depth; index += 1) {
              const stochasticDepth = (a.stochasticDepth * block++) / last;
              z = level.block(
                'ConvNeXtBlock',
                `${index}`,
                z,
                stochasticDepth === 0 ? {} : { stochasticDepth },
              );
            }
            return z;
          });
        }
        return y;
      });
      x = b.add('AdaptiveAvgPool2d', 'avgpool', x, { outputSize: 1 });
      x = b.group('classifier', x, (inner, y) => {
        y = inner.add('Flatten', '1', inner.add('LayerNorm', '0', y, NORM));
        return inner.add('Linear', '2', y, { outFeatures: a.numClasses, biasInit: 'zeros' });
      });
      classOutput(b, x, a.numClasses);
    });
  },
});
