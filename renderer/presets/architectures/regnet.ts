// RegNet X and Y, named and initialised as in torchvision. Four numbers make the whole network; the rule is in
// regnet-widths.ts.

import { grouped } from '../../../shared/lib/amounts.ts';
import { choice, integer, real } from '../../../shared/operators/attributes.ts';
import { problem, type Problem } from '../../../shared/operators/define.ts';
import { buildGraph } from '../builder.ts';
import { definePreset } from '../define.ts';
import { classOutput, imageInput, inChannels, inputSize, linearHead, numClasses } from '../arguments.ts';
import { regnetRuns, type RegNetRule, type WidthRounding } from '../regnet-widths.ts';
import { INIT } from '../templates/residual.ts';
import type { Preset } from '../types.ts';

const STEM_CHANNELS = 32;
const MAX_WIDTH = 65_536;

function ruleProblem(a: RegNetRule & { readonly widthRounding: WidthRounding }): Problem | undefined {
  // The paper's rule rounds to multiples of 8 from the beginning; the lesson's knows only the group width.
  if (a.widthRounding === 'stages' && a.w0 % 8 !== 0) {
    return problem('width-not-multiple', `The initial width is ${a.w0}; expected a multiple of 8.`, {
      attribute: 'w0',
    });
  }
  const widths = regnetRuns(a, a.widthRounding).flatMap((run) => run.widths);
  if (widths.includes(0)) {
    return problem(
      'width-is-zero',
      `The first block would have no channels: ${a.w0} rounds to 0 groups of ${a.groupWidth}. Choose a smaller group width or a larger initial width.`,
      { attribute: 'groupWidth' },
    );
  }
  const widest = Math.max(...widths);
  if (widest <= MAX_WIDTH) return undefined;
  return problem(
    'too-wide',
    `The widest block would be ${grouped(widest)} channels wide; at most ${grouped(MAX_WIDTH)} are allowed. Choose a smaller slope.`,
    { attribute: 'wa' },
  );
}

function regnet(
  kind: 'x' | 'y',
  size: string,
  rule: readonly [depth: number, w0: number, wa: number, wm: number, groupWidth: number],
  parameters: number,
  gmacs: number,
): Preset {
  const [depth, w0, wa, wm, groupWidth] = rule;
  return definePreset({
    id: `regnet_${kind}_${size}`,
    title: `RegNet${kind.toUpperCase()}-${size.replace('_', '.').toUpperCase()}`,
    family: 'RegNet',
    year: 2020,
    paper: {
      citation:
        'I. Radosavovic, R. P. Kosaraju, R. Girshick, K. He, P. Dollár: Designing network design spaces. CVPR 2020.',
      url: 'https://arxiv.org/abs/2003.13678',
    },
    idea: `Instead of one best network, search for rules that make whole populations of networks good. What is left is a straight line: widths grow linearly with depth and are rounded to a few stages${kind === 'y' ? '; Y adds squeeze-and-excitation' : ''}.`,
    arguments: {
      numClasses,
      inputSize,
      inChannels,
      depth: integer({ label: 'Depth', help: 'Blocks in the body.', default: depth, max: 256 }),
      w0: integer({
        label: 'Initial width',
        help: "Channels where the line starts; for the paper's rounding a multiple of 8.",
        default: w0,
        min: 8,
        max: 4096,
      }),
      wa: real({
        label: 'Slope',
        help: 'Channels that each block adds to the line.',
        default: wa,
        min: 0,
        max: 4096,
      }),
      wm: real({
        label: 'Width step',
        help: 'Ratio between the widths of neighbouring stages.',
        default: wm,
        min: 1.05,
        max: 16,
      }),
      groupWidth: integer({
        label: 'Group width',
        help: 'Channels per group of the 3×3 convolutions; stage widths are made divisible by it.',
        default: groupWidth,
        max: 4096,
      }),
      seRatio: real({
        label: 'SE ratio',
        help: "Hidden channels of squeeze-and-excitation as a share of a block's input; 0 for none, as in X.",
        default: kind === 'y' ? 0.25 : 0,
        min: 0,
        max: 16,
      }),
      widthRounding: choice({
        label: 'Width rounding',
        help: 'The paper gives every stage one width; the lesson rounds each block to whole groups.',
        default: 'stages',
        options: [
          { value: 'stages', label: 'Stage by stage (paper)' },
          { value: 'blocks', label: 'Block by block (lesson)' },
        ],
        advanced: true,
      }),
    },
    reference: { parameters, gmacs, source: 'torchvision' },
    graph(a) {
      const refused = ruleProblem(a);
      if (refused !== undefined) return refused;
      return buildGraph((b) => {
        let x = imageInput(b, a.inputSize, a.inChannels);
        const init = { weightInit: INIT.weightInit };
        x = b.block('ConvBNAct', 'stem', x, { outChannels: STEM_CHANNELS, stride: 2, ...init });
        x = b.group('trunk_output', x, (trunk, input) =>
          regnetRuns(a, a.widthRounding).reduce(
            (from, run, index) =>
              trunk.group(`block${index + 1}`, from, (inner, y) => {
                for (const [block, outChannels] of run.widths.entries()) {
                  y = inner.block(
                    a.seRatio === 0 ? 'RegNetXBlock' : 'RegNetYBlock',
                    `block${index + 1}-${block}`,
                    y,
                    {
                      outChannels,
                      groupWidth: run.groupWidth,
                      ...(block === 0 ? { stride: 2 } : {}),
                      ...(a.seRatio === 0 || a.seRatio === 0.25 ? {} : { seRatio: a.seRatio }),
                    },
                  );
                }
                return y;
              }),
            input,
          ),
        );
        const head = { init: { weightInit: 'normal001', biasInit: 'zeros' } };
        classOutput(b, linearHead(b, x, a.numClasses, head), a.numClasses);
      });
    },
  });
}

export const REGNETS: readonly Preset[] = [
  regnet('x', '400mf', [22, 24, 24.48, 2.54, 16], 5_495_976, 0.414),
  regnet('x', '800mf', [16, 56, 35.73, 2.28, 16], 7_259_656, 0.8),
  regnet('x', '1_6gf', [18, 80, 34.01, 2.25, 24], 9_190_136, 1.603),
  regnet('x', '3_2gf', [25, 88, 26.31, 2.25, 48], 15_296_552, 3.177),
  regnet('x', '8gf', [23, 80, 49.56, 2.88, 120], 39_572_648, 7.995),
  regnet('y', '400mf', [16, 48, 27.89, 2.09, 8], 4_344_144, 0.402),
  regnet('y', '800mf', [14, 56, 38.84, 2.4, 16], 6_432_512, 0.834),
  regnet('y', '1_6gf', [27, 48, 20.71, 2.65, 24], 11_202_430, 1.612),
  regnet('y', '3_2gf', [21, 80, 42.63, 2.66, 24], 19_436_338, 3.176),
  regnet('y', '8gf', [17, 192, 76.82, 2.19, 56], 39_381_472, 8.473),
];
