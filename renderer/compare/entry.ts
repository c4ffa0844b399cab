// A network in the comparison, and what is known of it.

import type { NetworkSummary } from '../../shared/analysis/comparable.ts';
import type { Latency } from '../../shared/analysis/comparison-text.ts';
import type { Origin } from './origins.ts';

export type FigureId =
  | 'parameters'
  | 'macs'
  | 'activationBytes'
  | 'peakActivationBytes'
  | 'weightBytes'
  | 'depth'
  | 'layers'
  | 'latency';
export type ColumnId = 'name' | FigureId;

export interface Figures {
  readonly summary: NetworkSummary;
  readonly notes: readonly string[];
}

export interface Entry {
  readonly key: string;
  readonly origin: Origin;
  /** Undefined until they are worked out. */
  readonly figures: Figures | undefined;
  /** Why there are no figures. */
  readonly problem: string | undefined;
  readonly latency: Latency | undefined;
  /** Why there is no time. */
  readonly latencyProblem: string | undefined;
}

/** With a title that no other network in the comparison has. */
export interface TitledEntry extends Entry {
  readonly title: string;
}

export interface Sorting {
  readonly column: ColumnId;
  readonly descending: boolean;
}
