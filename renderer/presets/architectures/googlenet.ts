// GoogLeNet without its auxiliary classifiers, which only training uses: torchvision's form with batch
// normalisation, and the paper's with biases and local response normalisation.

import { boolean } from '../../../shared/operators/attributes.ts';
import { buildGraph, type Builder, type Flow } from '../builder.ts';
import { definePreset } from '../define.ts';
import { classOutput, dropout, imageInput, inChannels, inputSize, numClasses } from '../arguments.ts';
import { basicConv } from '../templates/basic-conv.ts';
import { thirdBranchKernel } from '../templates/inception-v1.ts';
import type { Preset, Reference } from '../types.ts';

/** Table 1 of the paper: 1×1, 3×3 reduce, 3×3, 5×5 reduce, 5×5, pool projection. */
const STAGES = [
  {
    name: '3',
    modules: { a: [64, 96, 128, 16, 32, 32], b: [128, 128, 192, 32, 96, 64] },
  },
  {
    name: '4',
    modules: {
      a: [192, 96, 208, 16, 48, 64],
      b: [160, 112, 224, 24, 64, 64],
      c: [128, 128, 256, 24, 64, 64],
      d: [112, 144, 288, 32, 64, 64],
      e: [256, 160, 320, 32, 128, 128],
    },
  },
  {
    name: '5',
    modules: { a: [256, 160, 320, 32, 128, 128], b: [384, 192, 384, 48, 128, 128] },
  },
] as const;

function convolution(b: Builder, name: string, x: Flow, batchNorm: boolean, attributes: object): Flow {
  if (batchNorm) return basicConv(b, name, x, { ...attributes });
  return b.group(name, x, (inner, y) =>
    inner.add('ReLU', 'relu', inner.add('Conv2d', 'conv', y, { ...attributes })),
  );
}

function googlenetOf(defaults: {
  readonly id: string;
  readonly title: string;
  readonly year: number;
  readonly batchNorm: boolean;
  readonly kernel: '3' | '5';
  readonly dropout: number;
  readonly reference: Reference;
}): Preset {
  const { id, title, year, reference } = defaults;
  return definePreset({
    id,
    title,
    family: 'Inception',
    year,
    paper: {
      citation:
        'C. Szegedy, W. Liu, Y. Jia, P. Sermanet, S. Reed, D. Anguelov, D. Erhan, V. Vanhoucke, A. Rabinovich: Going deeper with convolutions. CVPR 2015.',
      url: 'https://arxiv.org/abs/1409.4842',
    },
    idea: "Nobody knows which filter size is best, so use several at once and let training choose. 1×1 convolutions before the large filters keep twenty-two layers cheaper than AlexNet's eight.",
    arguments: {
      numClasses,
      inputSize,
      inChannels,
      dropout: { ...dropout, default: defaults.dropout },
      batchNorm: boolean({
        label: 'Batch normalisation',
        help: 'On after every convolution as in torchvision; off, biases and local response normalisation as in the paper.',
        default: defaults.batchNorm,
      }),
      thirdBranchKernel: { ...thirdBranchKernel, default: defaults.kernel },
    },
    reference,
    // The last pooling is 2×2 in torchvision's form, 3×3 in the paper's.
    smallestInput: (a) => (a.batchNorm ? 15 : 31),
    graph: (a) =>
      buildGraph((b) => {
        const pool = (name: string, y: Flow, kernelSize = 3): Flow =>
          b.add('MaxPool2d', name, y, { kernelSize, stride: 2, ceilMode: true });
        const lrn = (name: string, y: Flow): Flow =>
          a.batchNorm ? y : b.add('LocalResponseNorm', name, y, { size: 5 });
        let x = imageInput(b, a.inputSize, a.inChannels);
        x = convolution(b, 'conv1', x, a.batchNorm, {
          outChannels: 64,
          kernelSize: 7,
          stride: 2,
          padding: 3,
        });
        x = lrn('norm1', pool('maxpool1', x));
        x = convolution(b, 'conv2', x, a.batchNorm, { outChannels: 64, kernelSize: 1 });
        x = convolution(b, 'conv3', x, a.batchNorm, { outChannels: 192, kernelSize: 3, padding: 1 });
        x = pool('maxpool2', lrn('norm2', x));
        for (const stage of STAGES) {
          for (const [letter, widths] of Object.entries(stage.modules)) {
            const [out1x1, reduce3x3, out3x3, reduce5x5, out5x5, outPool] = widths;
            x = b.block('InceptionModuleV1', `inception${stage.name}${letter}`, x, {
              out1x1,
              reduce3x3,
              out3x3,
              reduce5x5,
              out5x5,
              outPool,
              batchNorm: a.batchNorm,
              thirdBranchKernel: a.thirdBranchKernel,
            });
          }
          if (stage.name === '3') x = pool('maxpool3', x);
          if (stage.name === '4') x = pool('maxpool4', x, a.batchNorm ? 2 : 3);
        }
        x = b.add('AdaptiveAvgPool2d', 'avgpool', x, { outputSize: 1 });
        x = b.add('Flatten', 'flatten', x);
        x = b.add('Dropout', 'dropout', x, { p: a.dropout });
        x = b.add('Linear', 'fc', x, { outFeatures: a.numClasses });
        classOutput(b, x, a.numClasses);
      }),
  });
}

export const GOOGLENETS: readonly Preset[] = [
  googlenetOf({
    id: 'googlenet_2014',
    title: 'GoogLeNet (2014)',
    year: 2014,
    batchNorm: false,
    kernel: '5',
    dropout: 0.4,
    reference: {
      parameters: 6_998_552,
      gmacs: 1.583,
      source: 'Szegedy et al. 2015, table 1; counted by build/oracles/reference_models.py',
    },
  }),
  googlenetOf({
    id: 'googlenet',
    title: 'GoogLeNet',
    year: 2014,
    batchNorm: true,
    kernel: '3',
    dropout: 0.2,
    reference: {
      parameters: 6_624_904,
      gmacs: 1.498,
      source: 'torchvision, without the auxiliary classifiers',
    },
  }),
];
