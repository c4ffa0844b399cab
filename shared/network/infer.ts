// What an operator makes of its inputs: its own rules, and what any machine can hold. The network asks as it expands,
// and so does whatever foretells what a wire would fit.

import type { Schema, StoredValues, ValuesOf } from '../operators/attributes.ts';
import { isProblem, problem, type Operator, type Problem } from '../operators/define.ts';
import { byteSize, elementCount, formatShape, type TensorType } from '../tensor/types.ts';
import { parseCached } from './parse-cached.ts';

/** Types of the outputs for these types of the inputs, in the operator's order, or why there are none. */
export function inferOutputs(
  operator: Operator,
  inputs: readonly TensorType[],
  values: ValuesOf<Schema>,
): readonly TensorType[] | Problem {
  return withinBudget(operator.infer(inputs, values));
}

/** Whether an operator with these attributes takes tensors of these types, one for each input. */
export function accepts(operator: Operator, inputs: readonly TensorType[], stored: StoredValues): boolean {
  return !isProblem(inferOutputs(operator, inputs, parseCached(operator.attributes, stored).values));
}

/** Of one tensor: 16 GiB of float32, more than any runtime that Netloom has can hold. */
const MAX_ELEMENTS = 2 ** 32;

function withinBudget(inferred: readonly TensorType[] | Problem): readonly TensorType[] | Problem {
  if (isProblem(inferred)) return inferred;
  const vast = inferred.find(({ shape }) => elementCount(shape) > MAX_ELEMENTS);
  if (vast === undefined) return inferred;
  const gibibytes = Math.ceil(byteSize(vast) / 2 ** 30).toLocaleString('en');
  return problem(
    'tensor-too-large',
    `Its output ${formatShape(vast.shape)} would take ${gibibytes} GiB of memory; at most ${byteSize({ ...vast, shape: [MAX_ELEMENTS] }) / 2 ** 30} GiB can be computed at once. Make the image or the layer smaller.`,
  );
}
