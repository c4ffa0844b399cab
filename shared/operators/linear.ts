// Linear: https://pytorch.org/docs/stable/generated/torch.nn.Linear.html

import { int, ints } from '../onnx/attributes.ts';
import { elementCount, formatShape, tensorType } from '../tensor/types.ts';
import { boolean, integer } from './attributes.ts';
import { biasInit, torchCall, weightAndBias, weightInit } from './common.ts';
import { defineOperator, problem } from './define.ts';

const POINTWISE = { kernel: [1, 1], stride: [1, 1], dilation: [1, 1], padding: [0, 0] } as const;

export const linear = defineOperator({
  type: 'Linear',
  palette: {
    category: 'linear',
    title: 'Linear',
    keywords: ['dense', 'fully connected', 'fc', 'classifier', 'gemm'],
    icon: 'network',
    help: 'Every output is a learned weighted sum of all inputs; the classifier at the end of most networks.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {
    outFeatures: integer({ label: 'Output features', help: 'Numbers that come out.', default: 10 }),
    bias: boolean({ label: 'Bias', help: 'Adds a learned number per output.', default: true }),
    weightInit,
    biasInit,
  },
  infer([input], a) {
    const { shape, dtype } = input!;
    if (shape.length === 4) {
      const features = elementCount(shape.slice(1));
      return problem(
        'linear-on-image',
        `Linear works on a list of features, but receives an image, ${formatShape(shape)}. Put a Flatten before it (${features} features), or a global average pool and a Flatten (${shape[1]} features).`,
        { port: 'input' },
      );
    }
    if (shape.length < 2) {
      return problem(
        'linear-without-batch',
        `Linear needs a batch and features (such as 1 × 512), but receives ${formatShape(shape)}.`,
        { port: 'input' },
      );
    }
    return [tensorType([...shape.slice(0, -1), a.outFeatures], dtype)];
  },
  weights([input], a) {
    const shape = [a.outFeatures, input!.shape.at(-1)!];
    return weightAndBias(a, shape, a.outFeatures);
  },
  macs([input], [output]) {
    return elementCount(output!.shape) * input!.shape.at(-1)!;
  },
  // On a sequence every place is computed from itself alone.
  window: ([input]) => (input!.shape.length === 2 ? 'global' : POINTWISE),
  summary(a) {
    return a.bias ? `${a.outFeatures}` : `${a.outFeatures} · no bias`;
  },
  lower({ attributes: a, inputs: [x], inputTypes: [input], weight, node }) {
    if (input!.shape.length === 2) {
      const operands = [x!, weight('weight')];
      if (a.bias) operands.push(weight('bias'));
      return [node('Gemm', operands, { transB: int(1) })];
    }
    // MatMul has no transposition of its own; runtimes fold the Transpose of an initialiser.
    const transposed = node('Transpose', [weight('weight')], { perm: ints([1, 0]) });
    const product = node('MatMul', [x!, transposed]);
    return [a.bias ? node('Add', [product, weight('bias')]) : product];
  },
  torch(a, [input]) {
    return torchCall(
      'nn.Linear',
      [input?.shape.at(-1) ?? 'in_features', a.outFeatures],
      { bias: a.bias },
      { bias: true },
    );
  },
  examples: [
    {
      name: 'classifier',
      attributes: {},
      inputs: [tensorType([1, 12])],
      outputs: [[1, 10]],
      parameters: 130,
    },
    {
      name: 'without bias, batch 3',
      attributes: { outFeatures: 5, bias: false, weightInit: 'xavierUniform' },
      inputs: [tensorType([3, 7])],
      outputs: [[3, 5]],
      parameters: 35,
    },
    {
      name: 'on every element of a sequence',
      attributes: { outFeatures: 4, biasInit: 'zeros' },
      inputs: [tensorType([2, 3, 6])],
      outputs: [[2, 3, 4]],
      parameters: 28,
    },
    {
      name: 'sequence without bias',
      attributes: { outFeatures: 2, bias: false },
      inputs: [tensorType([1, 5, 3])],
      outputs: [[1, 5, 2]],
      parameters: 6,
    },
  ],
});
