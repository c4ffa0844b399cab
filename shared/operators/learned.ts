// Operators that are hardly more than one learned tensor. PyTorch holds such a tensor as a bare `nn.Parameter`, so the
// weight has no name of its own: its path is the node's, as in `encoder.pos_embedding`.

import { int } from '../onnx/attributes.ts';
import { constant, type Initialiser } from '../tensor/initialisers.ts';
import { formatShape, tensorType, type Shape, type TensorType } from '../tensor/types.ts';
import { integer, real } from './attributes.ts';
import { expectImage } from './common.ts';
import { defineOperator, problem, type Problem, type WeightDeclaration } from './define.ts';

function parameter(shape: Shape, initialiser: Initialiser): readonly WeightDeclaration[] {
  return [{ name: '', shape, trainable: true, initialiser }];
}

function sequenceProblem(input: TensorType, what: string): Problem | undefined {
  if (input.shape.length === 3) return undefined;
  return problem(
    'expected-sequence',
    `${what} works on sequences (batch × places × features), but receives ${formatShape(input.shape)}.`,
    { port: 'input' },
  );
}

/** Dosovitskiy et al. 2021 (arXiv:2010.11929), after BERT's. */
export const classToken = defineOperator({
  type: 'ClassToken',
  palette: {
    category: 'linear',
    title: 'Class token',
    keywords: ['vit', 'transformer', 'cls', 'token', 'parameter'],
    icon: 'bookmark-plus',
    help: 'Puts learned places before a sequence, where attention gathers what the classifier will read.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {
    count: integer({
      label: 'Tokens',
      help: 'How many learned places.',
      default: 1,
      max: 4096,
      advanced: true,
    }),
  },
  infer([input], a) {
    const refused = sequenceProblem(input!, 'A class token');
    if (refused !== undefined) return refused;
    const [batch = 1, places = 1, features = 1] = input!.shape;
    return [tensorType([batch, places + a.count, features], input!.dtype)];
  },
  weights: ([input], a) => parameter([1, a.count, input!.shape[2]!], constant(0)),
  summary: (a) => (a.count === 1 ? '' : `${a.count}`),
  usual: ([input]) => `1 × ${input!.shape[2]}`,
  lower({ attributes: a, inputs: [x], inputTypes: [input], weight, constant: constantOf, node }) {
    // The batch may be symbolic: the token is repeated as often as the input says when it runs.
    const first = constantOf('first', 'int64', [1], [0]);
    const batch = node('Gather', [node('Shape', [x!]), first], { axis: int(0) });
    const rest = constantOf('rest', 'int64', [2], [a.count, input!.shape[2]!]);
    const shape = node('Concat', [batch, rest], { axis: int(0) });
    return [node('Concat', [node('Expand', [weight(''), shape]), x!], { axis: int(1) })];
  },
  torch: () => 'torch.cat([parameter.expand(len(x0), -1, -1), x0], dim=1)',
  examples: [
    {
      name: 'one',
      attributes: {},
      inputs: [tensorType([1, 4, 6])],
      outputs: [[1, 5, 6]],
      parameters: 6,
    },
    {
      name: 'batch 3',
      attributes: {},
      inputs: [tensorType([3, 2, 5])],
      outputs: [[3, 3, 5]],
      parameters: 5,
    },
    {
      name: 'two',
      attributes: { count: 2 },
      inputs: [tensorType([2, 3, 4])],
      outputs: [[2, 5, 4]],
      parameters: 8,
    },
  ],
});

export const positionEmbedding = defineOperator({
  type: 'PositionEmbedding',
  palette: {
    category: 'linear',
    title: 'Position embedding',
    keywords: ['vit', 'transformer', 'positional', 'encoding', 'parameter'],
    icon: 'map-pin',
    help: 'Adds learned numbers to each place of a sequence, because attention itself sees no order.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {
    std: real({
      label: 'Initial deviation',
      help: 'Standard deviation that fresh numbers are drawn with.',
      default: 0.02,
      min: 0,
      max: 10,
      advanced: true,
    }),
  },
  infer: ([input]) => sequenceProblem(input!, 'A position embedding') ?? [input!],
  weights: ([input], a) => parameter([1, ...input!.shape.slice(1)], { kind: 'normal', mean: 0, std: a.std }),
  usual: ([input]) => `${input!.shape[1]} × ${input!.shape[2]}`,
  lower: ({ inputs: [x], weight, node }) => [node('Add', [x!, weight('')])],
  torch: () => 'x0 + parameter',
  examples: [
    {
      name: 'default',
      attributes: {},
      inputs: [tensorType([1, 4, 6])],
      outputs: [[1, 4, 6]],
      parameters: 24,
    },
    {
      name: 'batch 2',
      attributes: { std: 0.5 },
      inputs: [tensorType([2, 3, 5])],
      outputs: [[2, 3, 5]],
      parameters: 15,
    },
    {
      name: 'one place',
      attributes: {},
      inputs: [tensorType([1, 1, 3])],
      outputs: [[1, 1, 3]],
      parameters: 3,
    },
  ],
});

/** Touvron et al. 2021 (arXiv:2103.17239), in the shape that ConvNeXt has in torchvision. */
export const layerScale = defineOperator({
  type: 'LayerScale',
  palette: {
    category: 'normalisation',
    title: 'Layer scale',
    keywords: ['convnext', 'cait', 'gamma', 'residual', 'parameter'],
    icon: 'gauge',
    help: 'Multiplies each channel by a learned number that starts near zero, so that deep residual branches begin gently.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {
    initial: real({
      label: 'Initial value',
      help: "Where every channel's number starts.",
      default: 1e-6,
      min: -1e6,
      max: 1e6,
      advanced: true,
    }),
  },
  infer([input]) {
    const image = expectImage(input, 'LayerScale');
    return 'code' in image ? image : [input!];
  },
  weights: ([input], a) => parameter([input!.shape[1]!, 1, 1], constant(a.initial)),
  usual: ([input]) => `${input!.shape[1]} channels`,
  lower: ({ inputs: [x], weight, node }) => [node('Mul', [weight(''), x!])],
  torch: () => 'parameter * x0',
  examples: [
    {
      name: 'default',
      attributes: {},
      inputs: [tensorType([1, 4, 3, 5])],
      outputs: [[1, 4, 3, 5]],
      parameters: 4,
    },
    {
      name: 'batch 2, starting at one',
      attributes: { initial: 1 },
      inputs: [tensorType([2, 3, 2, 2])],
      outputs: [[2, 3, 2, 2]],
      parameters: 3,
    },
    {
      name: 'one channel',
      attributes: {},
      inputs: [tensorType([1, 1, 4, 4])],
      outputs: [[1, 1, 4, 4]],
      parameters: 1,
    },
  ],
});
