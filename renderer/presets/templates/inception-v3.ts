// The five modules of Inception v3: Szegedy et al. 2016 (arXiv:1512.00567), named as in torchvision.

import { boolean, choice, integer } from '../../../shared/operators/attributes.ts';
import type { Builder, Flow } from '../builder.ts';
import { defineTemplate } from '../define.ts';
import { basicConv } from './basic-conv.ts';
import { halvingProblem } from './checks.ts';

type Kernel = number | readonly [number, number];

/** One convolution of a branch: filters, kernel, and a stride of 2 without padding where the module halves. */
type Step = readonly [suffix: string, outChannels: number, kernel: Kernel, halves?: 'halves'];

/** Convolutions in a row, padded to keep the size unless they halve it. */
function chain(b: Builder, x: Flow, branch: string, steps: readonly Step[], bias = false): Flow {
  return steps.reduce((y, [suffix, outChannels, kernelSize, halves]) => {
    const kernel = typeof kernelSize === 'number' ? ([kernelSize, kernelSize] as const) : kernelSize;
    const padding = kernel.map((extent) => (extent - 1) / 2);
    return basicConv(b, `${branch}${suffix}`, y, {
      outChannels,
      kernelSize,
      ...(halves === undefined ? (padding.some((pad) => pad > 0) ? { padding } : {}) : { stride: 2 }),
      ...(bias ? { bias } : {}),
    });
  }, x);
}

/** The branch that averages first. */
function poolBranch(b: Builder, x: Flow, outChannels: number, bias = false): Flow {
  const pooled = b.add('AvgPool2d', 'avgpool', x, { kernelSize: 3, stride: 1, padding: 1 });
  return chain(b, pooled, 'branch_pool', [['', outChannels, 1]], bias);
}

const KEYWORDS = ['inception', 'branches', 'factorised', 'factorized', 'concat'] as const;

export const inceptionA = defineTemplate({
  type: 'InceptionA',
  title: 'Inception v3 module A',
  help: 'Four branches; the double 3×3 one sees as far as a 5×5 with fewer weights.',
  keywords: [...KEYWORDS, '35x35'],
  icon: 'split',
  arguments: {
    poolFeatures: integer({
      label: 'Pool',
      help: 'Filters of the 1×1 convolution after the pooling.',
      default: 32,
    }),
  },
  summary: (a) => `${64 + 64 + 96 + a.poolFeatures}`,
  inside: (b, x, a) =>
    b.add('Concat', 'concat', [
      chain(b, x, 'branch1x1', [['', 64, 1]]),
      chain(b, x, 'branch5x5', [
        ['_1', 48, 1],
        ['_2', 64, 5],
      ]),
      chain(b, x, 'branch3x3dbl', [
        ['_1', 64, 1],
        ['_2', 96, 3],
        ['_3', 96, 3],
      ]),
      poolBranch(b, x, a.poolFeatures),
    ]),
});

export const inceptionB = defineTemplate({
  type: 'InceptionB',
  title: 'Inception v3 module B',
  help: 'Halves the image in three ways at once, so that no information is squeezed through one narrow layer.',
  keywords: [...KEYWORDS, 'grid reduction', 'downsample'],
  icon: 'split',
  arguments: {
    out3x3: integer({ label: '3×3', help: 'Filters of the strided 3×3 branch.', default: 384 }),
  },
  summary: (a) => `${a.out3x3} + 96 + input · stride 2`,
  check: (_a, _channels, size) => halvingProblem('The module', size, 3),
  inside: (b, x, a) =>
    b.add('Concat', 'concat', [
      chain(b, x, 'branch3x3', [['', a.out3x3, 3, 'halves']]),
      chain(b, x, 'branch3x3dbl', [
        ['_1', 64, 1],
        ['_2', 96, 3],
        ['_3', 96, 3, 'halves'],
      ]),
      b.add('MaxPool2d', 'maxpool', x, { kernelSize: 3, stride: 2 }),
    ]),
});

export const inceptionC = defineTemplate({
  type: 'InceptionC',
  title: 'Inception v3 module C',
  help: 'Replaces 7×7 filters by 1×7 after 7×1: the same view of the image for a fraction of the weights.',
  keywords: [...KEYWORDS, '7x7', '1x7', 'asymmetric', '17x17'],
  icon: 'split',
  arguments: {
    channels7x7: integer({
      label: '7×7 channels',
      help: 'Width of the factorised 7×7 branches inside.',
      default: 128,
    }),
    doubleBranch: choice({
      label: 'Longest branch',
      help: 'Which of the four factorised filters comes first; the weights have the same number either way.',
      default: 'columnsFirst',
      options: [
        { value: 'columnsFirst', label: '7×1 first (torchvision)' },
        { value: 'rowsFirst', label: '1×7 first (lesson)' },
      ],
      advanced: true,
    }),
    convBias: boolean({
      label: 'Convolution bias',
      help: "Adds biases although batch normalisation removes their effect, as the lesson's module does.",
      default: false,
      advanced: true,
    }),
  },
  summary: (a) => `768 · 7×7 by ${a.channels7x7}`,
  inside(b, x, { channels7x7: c7, convBias: bias, doubleBranch }) {
    const row: Kernel = [1, 7];
    const column: Kernel = [7, 1];
    const [first, second] = doubleBranch === 'rowsFirst' ? [row, column] : [column, row];
    return b.add('Concat', 'concat', [
      chain(b, x, 'branch1x1', [['', 192, 1]], bias),
      chain(
        b,
        x,
        'branch7x7',
        [
          ['_1', c7, 1],
          ['_2', c7, row],
          ['_3', 192, column],
        ],
        bias,
      ),
      chain(
        b,
        x,
        'branch7x7dbl',
        [
          ['_1', c7, 1],
          ['_2', c7, first],
          ['_3', c7, second],
          ['_4', c7, first],
          ['_5', 192, second],
        ],
        bias,
      ),
      poolBranch(b, x, 192, bias),
    ]);
  },
});

export const inceptionD = defineTemplate({
  type: 'InceptionD',
  title: 'Inception v3 module D',
  help: 'Halves the image once more; one branch looks 7×7 wide before it does.',
  keywords: [...KEYWORDS, 'grid reduction', 'downsample'],
  icon: 'split',
  arguments: {
    out3x3: integer({ label: '3×3', help: 'Filters of the strided 3×3 branch.', default: 320 }),
  },
  summary: (a) => `${a.out3x3} + 192 + input · stride 2`,
  check: (_a, _channels, size) => halvingProblem('The module', size, 3),
  inside: (b, x, a) =>
    b.add('Concat', 'concat', [
      chain(b, x, 'branch3x3', [
        ['_1', 192, 1],
        ['_2', a.out3x3, 3, 'halves'],
      ]),
      chain(b, x, 'branch7x7x3', [
        ['_1', 192, 1],
        ['_2', 192, [1, 7]],
        ['_3', 192, [7, 1]],
        ['_4', 192, 3, 'halves'],
      ]),
      b.add('MaxPool2d', 'maxpool', x, { kernelSize: 3, stride: 2 }),
    ]),
});

export const inceptionE = defineTemplate({
  type: 'InceptionE',
  title: 'Inception v3 module E',
  help: 'Widens where the image is smallest: 1×3 and 3×1 filters side by side instead of after each other.',
  keywords: [...KEYWORDS, '8x8', 'expanded'],
  icon: 'split',
  arguments: {
    outPool: integer({
      label: 'Pool',
      help: 'Filters of the 1×1 convolution after the pooling.',
      default: 192,
    }),
  },
  summary: (a) => `${320 + 2 * 768 + a.outPool}`,
  inside(b, x, a) {
    const fork = (y: Flow, branch: string, step: number): Flow =>
      b.add('Concat', `${branch}_concat`, [
        chain(b, y, branch, [[`_${step}a`, 384, [1, 3]]]),
        chain(b, y, branch, [[`_${step}b`, 384, [3, 1]]]),
      ]);
    return b.add('Concat', 'concat', [
      chain(b, x, 'branch1x1', [['', 320, 1]]),
      fork(chain(b, x, 'branch3x3', [['_1', 384, 1]]), 'branch3x3', 2),
      fork(
        chain(b, x, 'branch3x3dbl', [
          ['_1', 448, 1],
          ['_2', 384, 3],
        ]),
        'branch3x3dbl',
        3,
      ),
      poolBranch(b, x, a.outPool),
    ]);
  },
});
