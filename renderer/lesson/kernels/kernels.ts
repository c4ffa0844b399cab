// The lesson's question: one k × k convolution, or a stack of 3 × 3 ones that sees as far? Both are built and analysed
// as networks; no formula stands in for them. Pure.

import { analyse } from '../../../shared/analysis/analyse.ts';
import type { Document } from '../../../shared/document/types.ts';
import { expand } from '../../../shared/network/expand.ts';
import { buildGraph, type Builder, type Flow } from '../../presets/builder.ts';
import { LIBRARY } from '../../presets/index.ts';

export interface Question {
  /** Odd, at least 3. */
  readonly kernel: number;
  /** Of the input and of every convolution. */
  readonly channels: number;
  /** Height and width of the image in pixels. */
  readonly size: number;
}

export interface Answer {
  readonly convolutions: number;
  readonly parameters: number;
  readonly macs: number;
  readonly nonLinearities: number;
  /** Height and width of what one output element sees, in pixels. */
  readonly field: number;
}

const SMALL = 3;
export const KERNELS: readonly number[] = [3, 5, 7, 9, 11];

/** How many 3 × 3 convolutions see as far as one of this kernel: each adds 2 pixels. */
export function stackDepth(kernel: number): number {
  return (kernel - 1) / (SMALL - 1);
}

/** Both answers side by side, from one input to an output each. */
export function documentOf(question: Question): Document {
  const { kernel, channels, size } = question;
  const graph = buildGraph((b) => {
    const x = b.input('input', { channels, height: size, width: size });
    b.output(
      'large_output',
      b.group('large', x, (inner, y) => convolutions(inner, y, [kernel], channels)),
    );
    const small = Array.from({ length: stackDepth(kernel) }, () => SMALL);
    b.output(
      'small_output',
      b.group('small', x, (inner, y) => convolutions(inner, y, small, channels)),
    );
  });
  return {
    version: 1,
    name: `${kernel}×${kernel} against ${stackDepth(kernel)} times 3×3`,
    seed: 0,
    ...graph,
  };
}

function convolutions(b: Builder, x: Flow, kernels: readonly number[], outChannels: number): Flow {
  return kernels.reduce((y, kernelSize, index) => {
    const padding = (kernelSize - 1) / 2;
    const convolved = b.add('Conv2d', `conv${index + 1}`, y, { outChannels, kernelSize, padding });
    return b.add('ReLU', `relu${index + 1}`, convolved);
  }, x);
}

export function answers(question: Question): { readonly large: Answer; readonly small: Answer } {
  const { network, costs } = analyse(expand(documentOf(question), LIBRARY));
  const answer = (block: string): Answer => {
    const inside = network.nodes.filter(({ path }) => path.startsWith(`${block}.`));
    const count = (type: string): number => inside.filter(({ operator }) => operator.type === type).length;
    const cost = costs.get(block);
    return {
      convolutions: count('Conv2d'),
      parameters: cost?.parameters ?? 0,
      macs: cost?.macs ?? 0,
      nonLinearities: count('ReLU'),
      field: cost?.receptiveField?.size[0] ?? 0,
    };
  };
  return { large: answer('large'), small: answer('small') };
}

/** The share of the first that the second does without, in per cent; negative where it takes more. */
export function saving(large: number, small: number): number {
  return large === 0 ? 0 : 100 * (1 - small / large);
}

/**
 * In how many ways each pixel of a row reaches the output through convolutions of these kernels: what a pixel weighs
 * where all weights are alike.
 */
export function waysToOutput(kernels: readonly number[]): readonly number[] {
  return kernels.reduce<readonly number[]>(
    (ways, kernel) => {
      const wider = Array.from({ length: ways.length + kernel - 1 }, () => 0);
      for (const [at, count] of ways.entries()) {
        for (let tap = 0; tap < kernel; tap += 1) wider[at + tap]! += count;
      }
      return wider;
    },
    [1],
  );
}
