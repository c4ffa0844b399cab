// Compound scaling, Tan and Le 2019 (arXiv:1905.11946), section 3.3: depth α^φ, width β^φ, resolution γ^φ, under
// α·β²·γ² ≈ 2, so that every step of φ doubles the multiply-accumulates. Pure.

import { parseValues, type StoredValues } from '../../../shared/operators/attributes.ts';
import { efficientNetStages, type EfficientNetStage } from '../../presets/architectures/efficientnet.ts';
import { findPreset, PRESETS } from '../../presets/index.ts';
import type { Preset } from '../../presets/types.ts';

export interface Coefficients {
  /** Depth at φ = 1. */
  readonly alpha: number;
  /** Width at φ = 1. */
  readonly beta: number;
  /** Resolution at φ = 1. */
  readonly gamma: number;
}

/** What the paper's search over B0 found. */
export const PAPER: Coefficients = { alpha: 1.2, beta: 1.1, gamma: 1.15 };

const BASE_SIZE = 224;
/** The largest φ that the page reaches; B7 lies near 7. */
export const MAX_PHI = 8;

export interface Multipliers {
  readonly depth: number;
  readonly width: number;
  /** Height and width of the input in pixels. */
  readonly size: number;
}

/** To the third decimal, as people write such factors; sizes in whole pixels. */
export function multipliersOf({ alpha, beta, gamma }: Coefficients, phi: number): Multipliers {
  const factor = (value: number): number => Number((value ** phi).toFixed(3));
  return { depth: factor(alpha), width: factor(beta), size: Math.round(BASE_SIZE * gamma ** phi) };
}

/** How many times more multiply-accumulates one step of φ costs: layers by α, their channels by β², pixels by γ². */
export function growth({ alpha, beta, gamma }: Coefficients): number {
  return alpha * beta ** 2 * gamma ** 2;
}

/** How far from 2 the growth may be and still count as about 2; the paper's own is 1.92. */
const TOLERANCE = 0.1;

export function keepsConstraint(coefficients: Coefficients): boolean {
  return Math.abs(growth(coefficients) - 2) <= TOLERANCE;
}

export function baseNetwork(): Preset {
  const preset = findPreset('efficientnet_b0');
  if (preset === undefined) throw new Error("EfficientNet's presets begin at B0.");
  return preset;
}

/** Arguments of B0 that scale it; only what differs from its defaults. */
export function argumentsOf({ depth, width, size }: Multipliers): StoredValues {
  return {
    ...(width === 1 ? {} : { widthMult: width }),
    ...(depth === 1 ? {} : { depthMult: depth }),
    ...(size === BASE_SIZE ? {} : { inputSize: size }),
  };
}

export interface Published extends Multipliers {
  readonly preset: Preset;
  /** `B3`. */
  readonly label: string;
}

/** B0 to B7 as they were published, which followed the rule only roughly. */
export const PUBLISHED: readonly Published[] = PRESETS.filter(({ family }) => family === 'EfficientNet').map(
  (preset) => {
    const { values } = parseValues(preset.arguments, {});
    return {
      preset,
      label: preset.title.replace('EfficientNet-', ''),
      depth: Number(values['depthMult']),
      width: Number(values['widthMult']),
      size: Number(values['inputSize']),
    };
  },
);

/**
 * The φ at which the rule comes nearest to these factors: least squares over their logarithms. 0 where the
 * coefficients scale nothing.
 */
export function nearestPhi(
  { depth, width, size }: Multipliers,
  { alpha, beta, gamma }: Coefficients,
): number {
  const rule = [alpha, beta, gamma].map(Math.log);
  const wanted = [depth, width, size / BASE_SIZE].map(Math.log);
  const dot = (a: readonly number[]): number =>
    a.reduce((sum, value, index) => sum + value * rule[index]!, 0);
  const length = dot(rule);
  return length === 0 ? 0 : dot(wanted) / length;
}

export interface StageRow extends EfficientNetStage {
  readonly before: EfficientNetStage;
  /** Height and width of what leaves the stage. */
  readonly size: number;
}

/** B0's stages, each beside what it becomes. */
export function stageRows({ depth, width, size }: Multipliers): readonly StageRow[] {
  const before = efficientNetStages(1, 1);
  // The stem halves first; all padding keeps what does not divide, rounded up.
  let extent = Math.ceil(size / 2);
  return efficientNetStages(width, depth).map((stage, index) => {
    extent = Math.ceil(extent / stage.stride);
    return { ...stage, before: before[index]!, size: extent };
  });
}
