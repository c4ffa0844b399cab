// The output of a classifier as a ranking.

import type { Network } from '../../shared/network/types.ts';

export interface Ranked {
  readonly index: number;
  readonly probability: number;
}

/** exp(x − max) / sum: the maximum is taken off first, so that nothing overflows. */
export function softmax(values: Float32Array): Float64Array {
  let max = -Infinity;
  for (const value of values) if (value > max) max = value;
  const exponentials = Float64Array.from(values, (value) => Math.exp(value - max));
  let sum = 0;
  for (const value of exponentials) sum += value;
  return exponentials.map((value) => value / sum);
}

/** The `count` largest, largest first; equal ones in order of index. NaN ranks last. */
export function topK(values: ArrayLike<number>, count: number): readonly Ranked[] {
  const key = (value: number): number => (Number.isNaN(value) ? -Infinity : value);
  const best: Ranked[] = [];
  for (let index = 0; index < values.length; index++) {
    const probability = values[index]!;
    const last = best[count - 1];
    if (last !== undefined && key(probability) <= key(last.probability)) continue;
    let at = best.length;
    while (at > 0 && key(best[at - 1]!.probability) < key(probability)) at--;
    best.splice(at, 0, { index, probability });
    best.length = Math.min(best.length, count);
  }
  return best;
}

/** Operators that pass their input on as it is when a trained network runs. */
const PASSING: readonly string[] = ['Identity', 'Dropout', 'Flatten'];

/** Whether the first output comes from a Softmax, so that its values are probabilities already. */
export function endsInSoftmax(network: Network): boolean {
  let ref = network.nodes[network.outputs[0] ?? -1]?.inputs[0];
  while (ref !== undefined) {
    const node = network.nodes[ref.node]!;
    if (node.operator.type === 'Softmax') return true;
    if (!PASSING.includes(node.operator.type)) return false;
    ref = node.inputs[0];
  }
  return false;
}
