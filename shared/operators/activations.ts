// Element-wise activations: the shape passes through; only the formula differs.

import { float, string } from '../onnx/attributes.ts';
import { tensorType, type DType } from '../tensor/types.ts';
import { choice, real, type Schema, type ValuesOf } from './attributes.ts';
import { torchCall } from './common.ts';
import { defineOperator, type Example, type Lowering, type Operator, type PaletteEntry } from './define.ts';

interface Activation<S extends Schema> {
  readonly type: string;
  readonly palette: Omit<PaletteEntry, 'category'>;
  readonly attributes: S;
  /** Emits the ONNX nodes for value `x` and returns the result's name. */
  lower(x: string, lowering: Lowering<ValuesOf<S>> & { readonly dtype: DType }): string;
  summary?(attributes: ValuesOf<S>): string;
  usual?(): string;
  torch(attributes: ValuesOf<S>): string;
  /** Attribute values that the examples try, each with its name. */
  readonly variants: readonly { readonly name: string; readonly attributes: Partial<ValuesOf<S>> }[];
}

const PLAIN = { name: 'plain', attributes: {} } as const;

function activation<S extends Schema>(definition: Activation<S>): Operator {
  const { type, palette, attributes, variants } = definition;
  const examples = variants.flatMap(({ name, attributes: values }): Example[] =>
    [
      { rank: 'image', shape: [1, 3, 4, 5] },
      { rank: 'features, batch 2', shape: [2, 7] },
      { rank: 'sequence', shape: [1, 4, 6] },
    ].map(({ rank, shape }) => ({
      name: `${name}, ${rank}`,
      attributes: values,
      inputs: [tensorType(shape)],
      outputs: [shape],
      parameters: 0,
    })),
  );
  return defineOperator<S>({
    type,
    palette: { category: 'activation', ...palette },
    inputs: { kind: 'fixed', names: ['input'] },
    outputs: ['output'],
    attributes,
    infer: ([x]) => [x!],
    ...(definition.summary === undefined ? {} : { summary: definition.summary }),
    ...(definition.usual === undefined ? {} : { usual: definition.usual }),
    lower: (lowering) => [
      definition.lower(lowering.inputs[0]!, { ...lowering, dtype: lowering.inputTypes[0]!.dtype }),
    ],
    torch: definition.torch,
    examples,
  });
}

export const relu = activation({
  type: 'ReLU',
  palette: {
    title: 'ReLU',
    keywords: ['rectifier', 'activation', 'nonlinearity'],
    icon: 'trending-up',
    help: 'Keeps positive numbers and turns negative ones into zero.',
  },
  attributes: {},
  lower: (x, { node }) => node('Relu', [x]),
  torch: () => 'nn.ReLU()',
  variants: [PLAIN],
});

export const relu6 = activation({
  type: 'ReLU6',
  palette: {
    title: 'ReLU6',
    keywords: ['rectifier', 'clip', 'mobilenet', 'activation'],
    icon: 'trending-up-down',
    help: 'A ReLU that also stops at 6, so that low-precision arithmetic loses little.',
  },
  attributes: {},
  lower: (x, { node, constant, dtype }) =>
    node('Clip', [x, constant('min', dtype, [], [0]), constant('max', dtype, [], [6])]),
  torch: () => 'nn.ReLU6()',
  variants: [PLAIN],
});

export const leakyRelu = activation({
  type: 'LeakyReLU',
  palette: {
    title: 'Leaky ReLU',
    keywords: ['rectifier', 'slope', 'darknet', 'activation'],
    icon: 'trending-down',
    help: 'A ReLU that lets a small share of negative numbers through, so that no unit goes silent.',
  },
  attributes: {
    negativeSlope: real({
      label: 'Negative slope',
      help: 'Factor applied to negative numbers.',
      default: 0.01,
      min: -1e3,
      max: 1e3,
    }),
  },
  summary: (a) => `slope ${a.negativeSlope}`,
  lower: (x, { node, attributes }) => node('LeakyRelu', [x], { alpha: float(attributes.negativeSlope) }),
  torch: (a) => torchCall('nn.LeakyReLU', [], { negative_slope: a.negativeSlope }, { negative_slope: 0.01 }),
  variants: [
    { name: 'default slope', attributes: {} },
    { name: 'slope 0.1', attributes: { negativeSlope: 0.1 } },
  ],
});

export const silu = activation({
  type: 'SiLU',
  palette: {
    title: 'SiLU',
    keywords: ['swish', 'efficientnet', 'smooth', 'activation'],
    icon: 'spline',
    help: 'x times its sigmoid: a smooth ReLU, also called Swish.',
  },
  attributes: {},
  lower: (x, { node }) => node('Mul', [x, node('Sigmoid', [x])]),
  torch: () => 'nn.SiLU()',
  variants: [PLAIN],
});

/** Hendrycks and Gimpel 2016, arXiv:1606.08415: x·Φ(x), with Φ by erf or by their tanh formula. */
export const gelu = activation({
  type: 'GELU',
  palette: {
    title: 'GELU',
    keywords: ['gaussian', 'transformer', 'convnext', 'smooth', 'activation'],
    icon: 'spline-pointer',
    help: 'x times the chance that a normal number lies below it: the smooth ReLU of transformers.',
  },
  attributes: {
    approximate: choice({
      label: 'Formula',
      help: 'The exact one uses the error function; the approximation uses tanh.',
      default: 'none',
      options: [
        { value: 'none', label: 'Exact' },
        { value: 'tanh', label: 'tanh approximation' },
      ],
    }),
  },
  summary: (a) => (a.approximate === 'tanh' ? 'tanh' : ''),
  usual: () => 'exact',
  lower(x, { node, constant, attributes, opset, dtype }) {
    if (opset >= 20) return node('Gelu', [x], { approximate: string(attributes.approximate) });
    const scalar = (hint: string, value: number): string => constant(hint, dtype, [], [value]);
    const curve =
      attributes.approximate === 'tanh'
        ? node('Tanh', [tanhArgument(x, node, scalar)])
        : node('Erf', [node('Div', [x, scalar('sqrt2', Math.SQRT2)])]);
    const gate = node('Add', [curve, scalar('one', 1)]);
    return node('Mul', [node('Mul', [x, gate]), scalar('half', 0.5)]);
  },
  torch: (a) => torchCall('nn.GELU', [], { approximate: a.approximate }, { approximate: 'none' }),
  variants: [
    { name: 'exact', attributes: {} },
    { name: 'tanh', attributes: { approximate: 'tanh' } },
  ],
});

/** √(2/π)·(x + 0.044715·x³) */
function tanhArgument(
  x: string,
  node: Lowering<unknown>['node'],
  scalar: (hint: string, value: number) => string,
): string {
  const cube = node('Mul', [node('Mul', [x, x]), x]);
  const inner = node('Add', [x, node('Mul', [cube, scalar('cubic', 0.044715)])]);
  return node('Mul', [inner, scalar('scale', Math.sqrt(2 / Math.PI))]);
}

export const hardswish = activation({
  type: 'Hardswish',
  palette: {
    title: 'Hardswish',
    keywords: ['swish', 'mobilenet', 'activation'],
    icon: 'chart-spline',
    help: 'Swish made of straight lines, cheap enough for phones.',
  },
  attributes: {},
  lower: (x, { node, opset }) =>
    opset >= 14 ? node('HardSwish', [x]) : node('Mul', [x, node('HardSigmoid', [x], HARD_SIGMOID)]),
  torch: () => 'nn.Hardswish()',
  variants: [PLAIN],
});

/** PyTorch's relu6(x + 3) / 6; ONNX's own default slope is 0.2. */
const HARD_SIGMOID = { alpha: float(1 / 6), beta: float(0.5) };

export const hardsigmoid = activation({
  type: 'Hardsigmoid',
  palette: {
    title: 'Hardsigmoid',
    keywords: ['gate', 'mobilenet', 'squeeze', 'activation'],
    icon: 'chart-line',
    help: 'A sigmoid made of straight lines: 0 below −3, 1 above 3.',
  },
  attributes: {},
  lower: (x, { node }) => node('HardSigmoid', [x], HARD_SIGMOID),
  torch: () => 'nn.Hardsigmoid()',
  variants: [PLAIN],
});

export const sigmoid = activation({
  type: 'Sigmoid',
  palette: {
    title: 'Sigmoid',
    keywords: ['logistic', 'gate', 'probability', 'activation'],
    icon: 'chart-no-axes-combined',
    help: 'Squeezes every number into 0 to 1, as a gate or a probability.',
  },
  attributes: {},
  lower: (x, { node }) => node('Sigmoid', [x]),
  torch: () => 'nn.Sigmoid()',
  variants: [PLAIN],
});

export const tanh = activation({
  type: 'Tanh',
  palette: {
    title: 'Tanh',
    keywords: ['hyperbolic tangent', 'lenet', 'activation'],
    icon: 'activity',
    help: 'Squeezes every number into −1 to 1; what LeNet used before ReLU.',
  },
  attributes: {},
  lower: (x, { node }) => node('Tanh', [x]),
  torch: () => 'nn.Tanh()',
  variants: [PLAIN],
});
