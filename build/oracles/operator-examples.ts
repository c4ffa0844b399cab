// Prints every operator's examples as JSON, for build/oracles/operators.py.

import { parseValues } from '../../shared/operators/attributes.ts';
import { CASES } from '../../shared/testing/operator-examples.ts';

const examples = CASES.map(({ key, operator, example }) => {
  const { values } = parseValues(operator.attributes, example.attributes);
  return {
    key,
    inputs: example.inputs.map((type) => type.shape),
    attributes: values,
    torch: operator.torch(values, example.inputs),
    // A bare nn.Parameter, which the source form calls `parameter`.
    parameter: operator.weights?.(example.inputs, values).find(({ name }) => name === '')?.shape,
  };
});
console.log(JSON.stringify(examples));
