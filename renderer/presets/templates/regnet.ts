// RegNet's X and Y blocks: Radosavovic et al. 2020 (arXiv:2003.13678), named as in torchvision.

import { integer, real } from '../../../shared/operators/attributes.ts';
import { problem, type Problem } from '../../../shared/operators/define.ts';
import type { Builder, Flow } from '../builder.ts';
import { defineTemplate } from '../define.ts';
import { roundHalfEven } from '../rounding.ts';
import { widthProblem } from './checks.ts';
import { INIT, stride, strideOf } from './residual.ts';

const shape = {
  outChannels: integer({ label: 'Output channels', help: 'Width of the block.', default: 64 }),
  stride,
  groupWidth: integer({
    label: 'Group width',
    help: 'Channels per group of the 3×3 convolution.',
    default: 16,
  }),
  bottleneckMultiplier: real({
    label: 'Bottleneck',
    help: 'Inner width as a share of the output; 1, no bottleneck, is what the paper found best.',
    default: 1,
    min: 0.01,
    max: 16,
    advanced: true,
  }),
};

interface RegNetShape {
  readonly outChannels: number;
  readonly stride: number;
  readonly groupWidth: number;
  readonly bottleneckMultiplier: number;
  /** Hidden channels of the squeeze-and-excitation as a share of the input; 0 for none. */
  readonly seRatio: number;
}

function innerWidth(a: Omit<RegNetShape, 'seRatio'>): number {
  return roundHalfEven(a.outChannels * a.bottleneckMultiplier);
}

function groupsProblem(a: Omit<RegNetShape, 'seRatio'>): Problem | undefined {
  const width = innerWidth(a);
  if (width >= a.groupWidth && width % a.groupWidth === 0) return undefined;
  return problem(
    'group-width-does-not-divide',
    `${width} channels cannot be split into groups of ${a.groupWidth}. Choose a group width that divides ${width}.`,
    { attribute: 'groupWidth' },
  );
}

function inside(b: Builder, x: Flow, a: RegNetShape, channels = a.outChannels): Flow {
  const width = innerWidth(a);
  const init = { weightInit: INIT.weightInit };
  const transformed = b.group('f', x, (inner, input) => {
    let y = inner.block('ConvBNAct', 'a', input, { outChannels: width, kernelSize: 1, ...init });
    const groups = width / a.groupWidth;
    y = inner.block('ConvBNAct', 'b', y, { outChannels: width, ...strideOf(a.stride), groups, ...init });
    const hidden = Math.max(1, roundHalfEven(channels * a.seRatio));
    if (a.seRatio > 0) y = inner.block('SqueezeExcite', 'se', y, { hidden });
    return inner.block('ConvBNAct', 'c', y, {
      outChannels: a.outChannels,
      kernelSize: 1,
      activation: 'none',
      ...init,
    });
  });
  const projects = a.stride !== 1 || channels !== a.outChannels;
  const skip = projects
    ? b.block('ConvBNAct', 'proj', x, {
        outChannels: a.outChannels,
        kernelSize: 1,
        ...strideOf(a.stride),
        activation: 'none',
        ...init,
      })
    : x;
  return b.add('ReLU', 'activation', b.add('Add', 'add', [skip, transformed]));
}

function summary(a: Omit<RegNetShape, 'seRatio'>): string {
  return `${a.outChannels} · groups of ${a.groupWidth}${a.stride === 1 ? '' : ` · stride ${a.stride}`}`;
}

export const regNetX = defineTemplate({
  type: 'RegNetXBlock',
  title: 'RegNet X block',
  help: 'A residual block of 1×1, grouped 3×3 and 1×1, all of one width: what a search over design rules kept.',
  keywords: ['regnet', 'grouped', 'residual', 'design space'],
  icon: 'ruler',
  arguments: shape,
  summary,
  check: groupsProblem,
  inside: (b, x, a, channels) => inside(b, x, { ...a, seRatio: 0 }, channels),
});

export const regNetY = defineTemplate({
  type: 'RegNetYBlock',
  title: 'RegNet Y block',
  help: 'The RegNet X block with squeeze-and-excitation after its grouped convolution.',
  keywords: ['regnet', 'grouped', 'residual', 'squeeze', 'design space'],
  icon: 'ruler',
  arguments: {
    ...shape,
    seRatio: real({
      label: 'SE ratio',
      help: "Hidden channels of the squeeze-and-excitation as a share of the block's input.",
      default: 0.25,
      min: 0.001,
      max: 16,
    }),
  },
  summary,
  check: (a, channels = a.outChannels) =>
    groupsProblem(a) ?? widthProblem(roundHalfEven(channels * a.seRatio), 'seRatio'),
  inside,
});
