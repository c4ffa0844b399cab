// Where a network's costs lie: one figure for each element, and how it stands to the greatest beside it.

import { assertNever } from '../lib/assert-never.ts';
import type { Cost } from './types.ts';

export const HEAT_METRICS = ['parameters', 'macs', 'activations', 'receptiveField'] as const;
export type HeatMetric = (typeof HEAT_METRICS)[number];

/**
 * Parameters, multiply-accumulates, bytes of outputs, or the longer side of the receptive field in pixels, Infinity
 * where that is the whole input. Blocks have the sums of what is inside, and the receptive field at their output.
 * @returns undefined where nothing is known
 */
export function heatValue(cost: Cost | undefined, metric: HeatMetric): number | undefined {
  if (cost === undefined) return undefined;
  switch (metric) {
    case 'parameters':
      return cost.parameters;
    case 'macs':
      return cost.macs;
    case 'activations':
      return cost.activationBytes;
    case 'receptiveField':
      return cost.receptiveField === undefined ? undefined : Math.max(...cost.receptiveField.size);
    default:
      return assertNever(metric);
  }
}

/** The greatest finite one; 0 where there is none. */
export function heatMaximum(values: Iterable<number | undefined>): number {
  let most = 0;
  for (const value of values) if (value !== undefined && Number.isFinite(value)) most = Math.max(most, value);
  return most;
}

/** From 0 to 1, in proportion; what is infinite counts as the greatest. */
export function heatShare(value: number | undefined, maximum: number): number {
  if (value === undefined || value <= 0) return 0;
  return maximum > 0 ? Math.min(1, value / maximum) : 1;
}
