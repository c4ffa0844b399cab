// For tests and oracles: the inputs and weights that every operator example is run with. Formulas, not stored
// numbers, so that the PyTorch script in build/oracles can make the same.

import type { Example, Operator } from '../operators/define.ts';
import { OPERATORS } from '../operators/index.ts';
import type { Shape } from '../tensor/types.ts';
import type { WeightSpec } from '../weights/spec.ts';
import { wave, type RuntimeTensor } from './run-onnx.ts';

export interface Case {
  readonly key: string;
  readonly operator: Operator;
  readonly example: Example;
}

export const CASES: readonly Case[] = OPERATORS.flatMap((operator) =>
  operator.examples.map((example) => ({ key: `${operator.type}: ${example.name}`, operator, example })),
);

/** From −4 to 4, so that every bend of an activation is met. */
export function caseInput(shape: Shape, index: number): RuntimeTensor {
  return { shape, data: wave(shape, 0.7, index, 4) };
}

/** Waves of their own for each kind of weight; variances stay positive. */
export function caseWeight(weight: WeightSpec): Float32Array {
  const name = weight.path.slice(weight.path.lastIndexOf('.') + 1);
  // A node that is itself a parameter has no dot in its path; attention's own end in `_weight` and `_bias`.
  const kind = weight.path.includes('.') ? name.replace(/^in_proj_/, '') : 'weight';
  const phase = ['weight', 'bias', 'running_mean', 'running_var'].indexOf(kind);
  if (phase < 0) throw new Error(`No formula for a weight called "${name}".`);
  const values = wave(weight.shape, 1.3, phase, 0.5);
  return kind === 'running_var' ? values.map((value) => 1 + value) : values;
}
