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

/** Bytes of all outputs of a node. */
export function outputBytes(node: Pick<MemoryNode, 'outputTypes'>): number {
  return (node.outputTypes ?? []).reduce((sum, type) => sum + byteSize(type), 0);
}

/**
 * The most bytes alive at once: while an operator runs, its inputs and outputs and every value still to be read
 * are held; a value dies after its last reader, the network's outputs never. Nothing is computed in place.
 */
export function peakMemory(nodes: readonly MemoryNode[], outputs: readonly number[]): MemoryPeak {
  const lastReader = new Array<number>(nodes.length).fill(-1);
  for (const node of nodes) {
    for (const input of node.inputs) if (input !== undefined) lastReader[input.node] = node.index;
  }
  for (const output of outputs) {
    for (const input of nodes[output]?.inputs ?? []) {
      if (input !== undefined) lastReader[input.node] = nodes.length;
    }
  }
  const dying: number[][] = nodes.map(() => []);
  lastReader.forEach((reader, node) => dying[reader < 0 ? node : reader]?.push(node));
  let alive = 0;
  let peak: MemoryPeak = { bytes: 0, node: undefined };
  for (const node of nodes) {
    alive += outputBytes(node);
    if (alive > peak.bytes) peak = { bytes: alive, node: node.index };
    for (const dead of dying[node.index] ?? []) alive -= outputBytes(nodes[dead]!);
  }
  return peak;
}
