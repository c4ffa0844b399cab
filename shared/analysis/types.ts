// What analysis tells of a network: costs per node and block, totals, memory, receptive fields.

import type { Diagnostic, Network } from '../network/types.ts';

/** The input pixels that one output element depends on. */
export interface ReceptiveField {
  /** Height and width in input pixels; Infinity where it is the whole input. */
  readonly size: readonly [number, number];
  /** Distance in input pixels between the fields of neighbouring elements. */
  readonly stride: readonly [number, number];
  /** First row and column of element (0, 0)'s field; negative inside the padding. */
  readonly start: readonly [number, number];
}

/** Costs of an operator, or of everything inside a block, at batch 1. */
export interface Cost {
  readonly parameters: number;
  readonly buffers: number;
  readonly macs: number;
  /** Bytes of the outputs; for a block, of all operators inside. */
  readonly activationBytes: number;
  /** Whether some of it is not known yet: then the figures are the least that it costs. */
  readonly partial: boolean;
  /** Of the first output. */
  readonly receptiveField: ReceptiveField | undefined;
}

export interface Totals {
  readonly parameters: number;
  readonly buffers: number;
  readonly macs: number;
  readonly weightBytes: number;
  /** Sum over all operators' outputs. */
  readonly activationBytes: number;
  /** The most that is alive at once when operators run in order and a value dies after its last reader. */
  readonly peakActivationBytes: number;
  /** Path of the operator at which the peak is reached. */
  readonly peakPath: string | undefined;
  /** Whether the costs of some layer are not known yet: then the figures are the least that the network costs. */
  readonly partial: boolean;
}

export interface Analysis {
  readonly network: Network;
  /** By path, for operators and blocks. */
  readonly costs: ReadonlyMap<string, Cost>;
  readonly totals: Totals;
  /** All diagnostics, errors first. */
  readonly diagnostics: readonly Diagnostic[];
}
