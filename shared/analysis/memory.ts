// Activation memory: what is alive while the operators run in the network's order.

import type { NetworkNode } from '../network/types.ts';
import { byteSize } from '../tensor/types.ts';

export interface MemoryPeak {
  readonly bytes: number;
  /** Index of the operator that runs when the peak is reached. */
  readonly node: number | undefined;
}

/** What memory is counted of: an operator, its outputs, and whose outputs it reads. */
export type MemoryNode = Pick<NetworkNode, 'index' | 'inputs' | 'outputTypes'>;

/** How long the outputs of an operator are held. Steps are numbered as the operators that run in them. */
export interface Lifetime {
  /** Index of the operator, and the step in which they come to be. */
  readonly node: number;
  readonly bytes: number;
  /** The last step in which they are held. */
  readonly until: number;
}

export interface MemoryTimeline {
  /** Bytes alive in each step, while its operator runs. */
  readonly steps: readonly number[];
  /** One for each operator, in their order. */
  readonly lifetimes: readonly Lifetime[];
  readonly peak: MemoryPeak;
}

/** Bytes of all outputs of a node. */
export function outputBytes(node: Pick<MemoryNode, 'outputTypes'>): number {
  return (node.outputTypes ?? []).reduce((sum, type) => sum + byteSize(type), 0);
}

/**
 * The bytes alive at each step: while an operator runs, its inputs and outputs and every value still to be read
 * are held; a value dies after its last reader, the network's outputs never. Nothing is computed in place.
 */
export function memoryTimeline(nodes: readonly MemoryNode[], outputs: readonly number[]): MemoryTimeline {
  const until = nodes.map(({ index }) => index);
  for (const node of nodes) {
    for (const input of node.inputs) if (input !== undefined) until[input.node] = node.index;
  }
  for (const output of outputs) {
    for (const input of nodes[output]?.inputs ?? []) {
      if (input !== undefined) until[input.node] = nodes.length - 1;
    }
  }
  const lifetimes = nodes.map((node, index): Lifetime => ({
    node: index,
    bytes: outputBytes(node),
    until: until[index]!,
  }));
  const freed = new Array<number>(nodes.length).fill(0);
  for (const { bytes, until: last } of lifetimes) freed[last]! += bytes;
  let alive = 0;
  let peak: MemoryPeak = { bytes: 0, node: undefined };
  const steps = lifetimes.map(({ bytes, node }): number => {
    alive += bytes;
    const now = alive;
    if (now > peak.bytes) peak = { bytes: now, node };
    alive -= freed[node]!;
    return now;
  });
  return { steps, lifetimes, peak };
}
