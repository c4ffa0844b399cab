// ShuffleNet v2, named as in torchvision.

import { integer } from '../../../shared/operators/attributes.ts';
import { buildGraph, type Builder, type Flow } from '../builder.ts';
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
import { problem } from '../../../shared/operators/define.ts';
import type { Preset } from '../types.ts';

const STAGES = 3;
const STEM_CHANNELS = 24;

function convolution(b: Builder, name: string, x: Flow, attributes: Readonly<Record<string, unknown>>): Flow {
  return b.group(name, x, (inner, y) => {
    const convolved = inner.add('Conv2d', '0', y, { bias: false, ...attributes });
    return inner.add('ReLU', '2', inner.add('BatchNorm2d', '1', convolved));
  });
}

function shufflenet(width: string, base: number, last: number, parameters: number, gmacs: number): Preset {
  return definePreset({
    id: `shufflenet_v2_x${width.replace('.', '_')}`,
    title: `ShuffleNet v2 ×${width}`,
    family: 'ShuffleNet',
    year: 2018,
    paper: {
      citation:
        'N. Ma, X. Zhang, H.-T. Zheng, J. Sun: ShuffleNet V2: Practical guidelines for efficient CNN architecture design. ECCV 2018.',
      url: 'https://arxiv.org/abs/1807.11164',
    },
    idea: 'Count milliseconds, not multiplications: moving data costs as much, so keep widths equal, branches few and groups rare. Half of the channels pass each unit untouched, and a shuffle makes the halves meet.',
    arguments: {
      numClasses,
      inputSize,
      inChannels,
      stages: stageDepths([4, 8, 4]),
      width: integer({
        label: 'Width',
        help: 'Channels of the first stage, an even number; each later stage has twice as many.',
        default: base,
        min: 2,
        max: 4096,
      }),
      lastChannels: integer({
        label: 'Last channels',
        help: 'Channels of the 1×1 convolution before the classifier.',
        default: last,
      }),
    },
    reference: { parameters, gmacs, source: 'torchvision' },
    graph(a) {
      const refused = depthsProblem('stages', a.stages, STAGES);
      if (refused !== undefined) return refused;
      if (a.width % 2 !== 0) {
        return problem('channels-odd', `A width of ${a.width} has no halves. Choose an even number.`, {
          attribute: 'width',
        });
      }
      return buildGraph((b) => {
        let x = imageInput(b, a.inputSize, a.inChannels);
        x = convolution(b, 'conv1', x, { outChannels: STEM_CHANNELS, kernelSize: 3, stride: 2, padding: 1 });
        x = b.add('MaxPool2d', 'maxpool', x, { kernelSize: 3, stride: 2, padding: 1 });
        for (const [stage, depth] of a.stages.entries()) {
          const outChannels = a.width * 2 ** stage;
          x = b.group(`stage${stage + 2}`, x, (inner, y) => {
            for (let unit = 0; unit < depth; unit += 1) {
              y = inner.block('ShuffleNetUnit', `${unit}`, y, {
                outChannels,
                ...(unit === 0 ? { stride: 2 } : {}),
              });
            }
            return y;
          });
        }
        x = convolution(b, 'conv5', x, { outChannels: a.lastChannels, kernelSize: 1 });
        classOutput(b, linearHead(b, x, a.numClasses), a.numClasses);
      });
    },
  });
}

export const SHUFFLENETS: readonly Preset[] = [
  shufflenet('0.5', 48, 1024, 1_366_792, 0.04),
  shufflenet('1.0', 116, 1024, 2_278_604, 0.145),
  shufflenet('1.5', 176, 1024, 3_503_624, 0.296),
  shufflenet('2.0', 244, 2048, 7_393_996, 0.583),
];
