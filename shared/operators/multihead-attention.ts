// MultiheadAttention of a sequence with itself: Vaswani et al. 2017 (arXiv:1706.03762),
// https://pytorch.org/docs/stable/generated/torch.nn.MultiheadAttention.html

import { int, ints } from '../onnx/attributes.ts';
import { constant, fanInUniform, xavierUniform } from '../tensor/initialisers.ts';
import { formatShape, tensorType } from '../tensor/types.ts';
import { boolean, integer } from './attributes.ts';
import { defineOperator, problem, type WeightDeclaration } from './define.ts';

export const multiheadAttention = defineOperator({
  type: 'MultiheadAttention',
  palette: {
    category: 'linear',
    title: 'Multi-head attention',
    keywords: ['self-attention', 'transformer', 'vit', 'query', 'key', 'value'],
    icon: 'scan-eye',
    help: 'Every place of a sequence looks at all places and takes from each what it finds relevant.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {
    numHeads: integer({
      label: 'Heads',
      help: 'Views that attend on their own; their number divides the features.',
      default: 8,
      max: 1024,
    }),
    bias: boolean({ label: 'Bias', help: 'Adds learned numbers in all projections.', default: true }),
  },
  infer([input], a) {
    const { shape } = input!;
    if (shape.length !== 3) {
      const hint = shape.length === 4 ? ' Make places of its pixels first, as the patch embedding does.' : '';
      return problem(
        'expected-sequence',
        `Attention works on sequences (batch × places × features), but receives ${formatShape(shape)}.${hint}`,
        { port: 'input' },
      );
    }
    const features = shape[2]!;
    if (features % a.numHeads === 0) return [input!];
    return problem(
      'heads-do-not-divide',
      `${features} features cannot be shared among ${a.numHeads} heads. Choose a number of heads that divides ${features}.`,
      { attribute: 'numHeads' },
    );
  },
  weights([input], a) {
    const features = input!.shape[2]!;
    const declare = (
      name: string,
      shape: readonly number[],
      initialiser: WeightDeclaration['initialiser'],
    ): WeightDeclaration => ({ name, shape, trainable: true, initialiser });
    const inner = [features, features];
    const weights = [
      declare('in_proj_weight', [3 * features, features], xavierUniform([3 * features, features])),
      declare('out_proj.weight', inner, fanInUniform(inner)),
    ];
    if (!a.bias) return weights;
    return [
      ...weights,
      declare('in_proj_bias', [3 * features], constant(0)),
      declare('out_proj.bias', [features], constant(0)),
    ];
  },
  macs([input]) {
    const [batch = 1, places = 1, features = 1] = input!.shape;
    return batch * places * features * (4 * features + 2 * places);
  },
  window: () => 'global',
  summary: (a) => `${a.numHeads} heads${a.bias ? '' : ' · no bias'}`,
  lower({ attributes: a, inputs: [x], inputTypes: [input], weight, constant: constantOf, node }) {
    const { dtype, shape } = input!;
    const [, places = 1, features = 1] = shape;
    const headSize = features / a.numHeads;
    const project = (value: string, name: string, biasName: string): string => {
      const transposed = node('Transpose', [weight(name)], { perm: ints([1, 0]) });
      const product = node('MatMul', [value, transposed]);
      return a.bias ? node('Add', [product, weight(biasName)]) : product;
    };
    const projected = project(x!, 'in_proj_weight', 'in_proj_bias');
    // 0 keeps the batch, which may be symbolic.
    const apart = constantOf('heads', 'int64', [5], [0, places, 3, a.numHeads, headSize]);
    const parts = node('Transpose', [node('Reshape', [projected, apart])], { perm: ints([2, 0, 3, 1, 4]) });
    const [query, key, value] = [0, 1, 2].map((part) =>
      node('Gather', [parts, constantOf(`part${part}`, 'int64', [], [part])], { axis: int(0) }),
    );
    const scaled = node('Mul', [query!, constantOf('scale', dtype, [], [1 / Math.sqrt(headSize)])]);
    const scores = node('MatMul', [scaled, node('Transpose', [key!], { perm: ints([0, 1, 3, 2]) })]);
    const mixed = node('MatMul', [node('Softmax', [scores], { axis: int(-1) }), value!]);
    const inOrder = node('Transpose', [mixed], { perm: ints([0, 2, 1, 3]) });
    const joined = node('Reshape', [inOrder, constantOf('shape', 'int64', [3], [0, places, features])]);
    return [project(joined, 'out_proj.weight', 'out_proj.bias')];
  },
  torch(a, [input]) {
    const bias = a.bias ? '' : ', bias=False';
    return `nn.MultiheadAttention(${input?.shape[2] ?? 'embed_dim'}, ${a.numHeads}${bias}, batch_first=True)`;
  },
  examples: [
    {
      name: 'eight heads',
      attributes: {},
      inputs: [tensorType([1, 5, 16])],
      outputs: [[1, 5, 16]],
      parameters: 1088,
    },
    {
      name: 'three heads, batch 2',
      attributes: { numHeads: 3 },
      inputs: [tensorType([2, 4, 6])],
      outputs: [[2, 4, 6]],
      parameters: 168,
    },
    {
      name: 'one head without bias',
      attributes: { numHeads: 1, bias: false },
      inputs: [tensorType([1, 3, 4])],
      outputs: [[1, 3, 4]],
      parameters: 64,
    },
  ],
});
