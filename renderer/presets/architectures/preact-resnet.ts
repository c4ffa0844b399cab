// ResNet with pre-activation blocks.

import { buildGraph } from '../builder.ts';
import { definePreset } from '../define.ts';
import {
  classOutput,
  depthsProblem,
  imageInput,
  inChannels,
  inputSize,
  linearHead,
  numClasses,
  stageDepths,
} from '../arguments.ts';
import type { Preset } from '../types.ts';
import { STAGES, stages, stem, width, type Stages } from './residual-stages.ts';

interface Entry extends Pick<Preset, 'id' | 'title' | 'idea' | 'reference'> {
  readonly depths: Stages;
}

function preActResNet(entry: Entry, template: 'PreActBlock' | 'PreActBottleneck'): Preset {
  return definePreset({
    family: 'Pre-activation ResNet',
    year: 2016,
    paper: {
      citation: 'K. He, X. Zhang, S. Ren, J. Sun: Identity mappings in deep residual networks. ECCV 2016.',
      url: 'https://arxiv.org/abs/1603.05027',
    },
    ...entry,
    arguments: { numClasses, inputSize, inChannels, stages: stageDepths(entry.depths), width },
    graph(a) {
      const refused = depthsProblem('stages', a.stages, STAGES);
      if (refused !== undefined) return refused;
      return buildGraph((b) => {
        let x = stem(b, imageInput(b, a.inputSize, a.inChannels), a.width);
        x = b.add('MaxPool2d', 'maxpool', x, { kernelSize: 3, stride: 2, padding: 1 });
        x = stages(b, x, template, a.stages, a.width, {});
        // The last sum has met no activation yet.
        x = b.add('ReLU', 'relu', b.add('BatchNorm2d', 'norm', x));
        classOutput(b, linearHead(b, x, a.numClasses), a.numClasses);
      });
    },
  });
}

const CLEAR_PATH =
  'Normalise and activate before each convolution, and nothing stands in the way of the skip: what enters reaches the end as a plain sum.';
const COUNTED = 'He et al. 2016; counted by build/oracles/reference_models.py';

export const PREACT_RESNETS: readonly Preset[] = [
  preActResNet(
    {
      id: 'preact_resnet18',
      title: 'Pre-activation ResNet-18',
      idea: `${CLEAR_PATH} With eighteen layers the gain is small, but the structure is easy to see.`,
      depths: [2, 2, 2, 2],
      reference: { parameters: 11_687_720, gmacs: 1.814, source: COUNTED },
    },
    'PreActBlock',
  ),
  preActResNet(
    {
      id: 'preact_resnet50',
      title: 'Pre-activation ResNet-50',
      idea: `${CLEAR_PATH} The deeper the network, the more this helps.`,
      depths: [3, 4, 6, 3],
      reference: { parameters: 25_549_352, gmacs: 4.089, source: COUNTED },
    },
    'PreActBottleneck',
  ),
  preActResNet(
    {
      id: 'preact_resnet200',
      title: 'Pre-activation ResNet-200',
      idea: `${CLEAR_PATH} Two hundred layers, which overfitted before, became the better network.`,
      depths: [3, 24, 36, 3],
      reference: { parameters: 64_666_152, gmacs: 15.007, source: COUNTED },
    },
    'PreActBottleneck',
  ),
];
