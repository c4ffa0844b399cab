// LayerNorm over the last dimension, https://pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html, or over the
// channels of an image, as ConvNeXt's `LayerNorm2d` in torchvision. Ba, Kiros and Hinton 2016 (arXiv:1607.06450).

import { float, int, ints } from '../onnx/attributes.ts';
import { constant } from '../tensor/initialisers.ts';
import { formatShape, tensorType } from '../tensor/types.ts';
import { boolean, real } from './attributes.ts';
import { expectImage, torchCall } from './common.ts';
import { defineOperator, problem, type Lowering } from './define.ts';

/** From this opset on ONNX has the operator; before, it is written out. */
const LAYER_NORMALIZATION_SINCE = 17;

function normalise(lowering: Lowering<{ readonly eps: number }>, x: string): string {
  const { attributes: a, opset, weight, constant: constantOf, node, inputTypes } = lowering;
  const [scale, shift] = [weight('weight'), weight('bias')];
  if (opset >= LAYER_NORMALIZATION_SINCE) {
    return node('LayerNormalization', [x, scale, shift], { axis: int(-1), epsilon: float(a.eps) });
  }
  const last = { axes: ints([-1]) };
  const centred = node('Sub', [x, node('ReduceMean', [x], last)]);
  const variance = node('ReduceMean', [node('Mul', [centred, centred])], last);
  const eps = constantOf('eps', inputTypes[0]!.dtype, [], [a.eps]);
  const deviation = node('Sqrt', [node('Add', [variance, eps])]);
  return node('Add', [node('Mul', [node('Div', [centred, deviation]), scale]), shift]);
}

export const layerNorm = defineOperator({
  type: 'LayerNorm',
  palette: {
    category: 'normalisation',
    title: 'Layer norm',
    keywords: ['layernorm', 'ln', 'transformer', 'normalisation', 'normalization', 'convnext'],
    icon: 'align-vertical-distribute-center',
    help: 'Brings the features of each place to mean 0 and variance 1, then scales and shifts them; needs no statistics from training.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {
    eps: real({
      label: 'Epsilon',
      help: 'Added to the variance so that nothing is divided by zero.',
      default: 1e-5,
      min: 1e-12,
      max: 1,
      advanced: true,
    }),
    channelsFirst: boolean({
      label: 'Over channels',
      help: 'Normalises the channels of each pixel of an image; off, the last dimension.',
      default: false,
    }),
  },
  infer([input], a) {
    if (a.channelsFirst) {
      const image = expectImage(input, 'LayerNorm over channels');
      return 'code' in image ? image : [input!];
    }
    if (input!.shape.length >= 2) return [input!];
    return problem(
      'no-features',
      `LayerNorm needs a batch and features (such as 1 × 197 × 768), but receives ${formatShape(input!.shape)}.`,
      { port: 'input' },
    );
  },
  weights([input], a) {
    const shape = [a.channelsFirst ? input!.shape[1]! : input!.shape.at(-1)!];
    return [
      { name: 'weight', shape, trainable: true, initialiser: constant(1) },
      { name: 'bias', shape, trainable: true, initialiser: constant(0) },
    ];
  },
  summary: (a) => (a.channelsFirst ? 'over channels' : ''),
  usual: ([input]) => `${input!.shape.at(-1)} features`,
  lower(lowering) {
    const { attributes: a, inputs, node } = lowering;
    const x = inputs[0]!;
    if (!a.channelsFirst) return [normalise(lowering, x)];
    const last = node('Transpose', [x], { perm: ints([0, 2, 3, 1]) });
    return [node('Transpose', [normalise(lowering, last)], { perm: ints([0, 3, 1, 2]) })];
  },
  torch(a, [input]) {
    const callee = a.channelsFirst ? 'torchvision.models.convnext.LayerNorm2d' : 'nn.LayerNorm';
    const features = a.channelsFirst ? input?.shape[1] : input?.shape.at(-1);
    return torchCall(callee, [features ?? 'features'], { eps: a.eps }, { eps: 1e-5 });
  },
  examples: [
    {
      name: 'sequence',
      attributes: {},
      inputs: [tensorType([2, 5, 8])],
      outputs: [[2, 5, 8]],
      parameters: 16,
    },
    {
      name: 'features, another epsilon',
      attributes: { eps: 0.001 },
      inputs: [tensorType([3, 6])],
      outputs: [[3, 6]],
      parameters: 12,
    },
    {
      name: 'channels of an image',
      attributes: { channelsFirst: true },
      inputs: [tensorType([1, 6, 3, 4])],
      outputs: [[1, 6, 3, 4]],
      parameters: 12,
    },
  ],
});
