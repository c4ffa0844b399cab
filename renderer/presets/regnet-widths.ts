// How RegNet gets its widths from four numbers: Radosavovic et al. 2020 (arXiv:2003.13678), section 3.3.

import { makeDivisible, roundHalfEven } from './rounding.ts';

export interface RegNetRule {
  /** Blocks in the body. */
  readonly depth: number;
  /** Initial width. */
  readonly w0: number;
  /** Slope: channels per block. */
  readonly wa: number;
  /** Quantisation: ratio between the widths of neighbouring stages; above 1. */
  readonly wm: number;
  readonly groupWidth: number;
}

export interface RegNetStage {
  readonly width: number;
  readonly depth: number;
  readonly groupWidth: number;
}

/** Blocks of the body that work at one size of the image, which the first of them halves. */
export interface RegNetRun {
  readonly widths: readonly number[];
  readonly groupWidth: number;
}

/** `stages`: the paper's, one width for all blocks of a stage. `blocks`: the lesson's, each block by itself. */
export type WidthRounding = 'stages' | 'blocks';

const QUANTUM = 8;

/** The paper's linear widths u_j = w0 + wa · j, before any quantisation. */
export function linearWidths({ depth, w0, wa }: Pick<RegNetRule, 'depth' | 'w0' | 'wa'>): readonly number[] {
  return Array.from({ length: depth }, (_, block) => w0 + wa * block);
}

/** The paper's widths per block: w0 · wm^s for the nearest whole s, rounded to multiples of 8. */
function quantisedWidths(rule: Omit<RegNetRule, 'groupWidth'>): readonly number[] {
  return linearWidths(rule).map((width) => {
    const step = roundHalfEven(Math.log(width / rule.w0) / Math.log(rule.wm));
    return roundHalfEven((rule.w0 * rule.wm ** step) / QUANTUM) * QUANTUM;
  });
}

/** The lesson's rule: each linear width rounded to a multiple of the group width; `wm` takes no part. */
export function lessonWidths(rule: Omit<RegNetRule, 'wm'>): readonly number[] {
  return linearWidths(rule).map((width) => roundHalfEven(width / rule.groupWidth) * rule.groupWidth);
}

/** Blocks of equal width make a stage; its width is then made divisible by its group width. */
export function regnetStages(rule: RegNetRule): readonly RegNetStage[] {
  const stages: { width: number; depth: number }[] = [];
  for (const width of quantisedWidths(rule)) {
    const last = stages.at(-1);
    if (last?.width === width) last.depth += 1;
    else stages.push({ width, depth: 1 });
  }
  return stages.map(({ width, depth }) => {
    const groupWidth = Math.min(rule.groupWidth, width);
    return { width: makeDivisible(width, groupWidth), depth, groupWidth };
  });
}

/**
 * The body, run by run. The lesson's rule says nothing of where the image halves: there it does so where the
 * paper's rule begins a stage.
 */
export function regnetRuns(rule: RegNetRule, rounding: WidthRounding): readonly RegNetRun[] {
  const widths = lessonWidths(rule);
  let first = 0;
  return regnetStages(rule).map(({ width, depth, groupWidth }) => {
    const blocks = Array.from({ length: depth }, () => width);
    const own = widths.slice(first, (first += depth));
    return rounding === 'stages'
      ? { widths: blocks, groupWidth }
      : { widths: own, groupWidth: rule.groupWidth };
  });
}
