// What several operators share: image shapes, explicit paddings, initialisation choices, PyTorch source text.

import {
  constant,
  fanInUniform,
  kaimingNormal,
  kaimingUniform,
  xavierNormal,
  xavierUniform,
  type Initialiser,
} from '../tensor/initialisers.ts';
import { formatShape, type Shape, type TensorType } from '../tensor/types.ts';
import { axisPadding, type Padding } from '../tensor/window.ts';
import { assertNever } from '../lib/assert-never.ts';
import { choice } from './attributes.ts';
import { problem, type Problem, type WeightDeclaration } from './define.ts';

export interface ImageShape {
  readonly batch: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** `[N, C, H, W]`, or the problem that the tensor is no image. */
export function expectImage(input: TensorType | undefined, operator: string): ImageShape | Problem {
  const [batch, channels, height, width] = input?.shape ?? [];
  if (input?.shape.length !== 4) {
    const received = input?.shape ?? [];
    const hint =
      received.length === 2 || received.length === 3 ? ' Put it before what flattens the image.' : '';
    return problem(
      'expected-image',
      `${operator} works on images (batch × channels × height × width), but receives ${formatShape(received)}.${hint}`,
      { port: 'input' },
    );
  }
  return { batch: batch!, channels: channels!, height: height!, width: width! };
}

/** ONNX order: top, left, bottom, right. */
export function resolvePads(
  input: TensorType,
  window: {
    readonly kernelSize: readonly [number, number];
    readonly stride: readonly [number, number];
    readonly dilation: readonly [number, number];
    readonly padding: Padding;
  },
): readonly [number, number, number, number] {
  const before: number[] = [];
  const after: number[] = [];
  for (const axis of [0, 1] as const) {
    const [start, end] = axisPadding(
      input.shape[axis + 2] ?? 0,
      { kernel: window.kernelSize[axis], stride: window.stride[axis], dilation: window.dilation[axis] },
      window.padding === 'same' ? 'same' : window.padding[axis],
    );
    before.push(start);
    after.push(end);
  }
  return [before[0]!, before[1]!, after[0]!, after[1]!];
}

/** How a weight starts. PyTorch's layers use Kaiming uniform with a = √5 unless told otherwise. */
export const weightInit = choice({
  label: 'Weight initialisation',
  help: 'Distribution that fresh weights are drawn from.',
  advanced: true,
  default: 'kaimingUniform',
  options: [
    { value: 'kaimingUniform', label: 'Kaiming uniform (PyTorch default)' },
    { value: 'kaimingNormalFanOut', label: 'Kaiming normal, fan-out' },
    { value: 'kaimingNormalFanIn', label: 'Kaiming normal, fan-in' },
    { value: 'xavierUniform', label: 'Xavier uniform' },
    { value: 'xavierNormal', label: 'Xavier normal' },
    { value: 'normal001', label: 'Normal, σ = 0.01' },
    { value: 'zeros', label: 'Zeros' },
    { value: 'ones', label: 'Ones' },
  ],
});
type WeightInit = (typeof weightInit)['default'];

function weightInitialiser(scheme: WeightInit, shape: Shape): Initialiser {
  switch (scheme) {
    case 'kaimingUniform':
      return kaimingUniform(shape);
    case 'kaimingNormalFanOut':
      return kaimingNormal(shape, 'fanOut');
    case 'kaimingNormalFanIn':
      return kaimingNormal(shape, 'fanIn');
    case 'xavierUniform':
      return xavierUniform(shape);
    case 'xavierNormal':
      return xavierNormal(shape);
    case 'normal001':
      return { kind: 'normal', mean: 0, std: 0.01 };
    case 'zeros':
      return constant(0);
    case 'ones':
      return constant(1);
    default:
      return assertNever(scheme);
  }
}

export const biasInit = choice({
  label: 'Bias initialisation',
  help: 'Where fresh biases start.',
  advanced: true,
  default: 'fanInUniform',
  options: [
    { value: 'fanInUniform', label: 'Uniform by fan-in (PyTorch default)' },
    { value: 'zeros', label: 'Zeros' },
  ],
});

function biasInitialiser(scheme: (typeof biasInit)['default'], weightShape: Shape): Initialiser {
  return scheme === 'zeros' ? constant(0) : fanInUniform(weightShape);
}

/** The weight of this shape and, unless it is switched off, a bias of one number for each output. */
export function weightAndBias(
  a: {
    readonly bias: boolean;
    readonly weightInit: WeightInit;
    readonly biasInit: (typeof biasInit)['default'];
  },
  shape: Shape,
  outputs: number,
): readonly WeightDeclaration[] {
  const weight = {
    name: 'weight',
    shape,
    trainable: true,
    initialiser: weightInitialiser(a.weightInit, shape),
  };
  if (!a.bias) return [weight];
  const bias = {
    name: 'bias',
    shape: [outputs],
    trainable: true,
    initialiser: biasInitialiser(a.biasInit, shape),
  };
  return [weight, bias];
}

/** Height and width as `3×3`. */
export function formatPair([height, width]: readonly [number, number]): string {
  return `${height}×${width}`;
}

/** Steps such as a stride: `2` where both are equal, else `2×1`. */
export function formatStep([height, width]: readonly [number, number]): string {
  return height === width ? `${height}` : formatPair([height, width]);
}

/** An axis as counted from the front; undefined where a tensor of this rank has no such axis. */
export function resolveAxis(axis: number, rank: number): number | undefined {
  const resolved = axis < 0 ? axis + rank : axis;
  return resolved >= 0 && resolved < rank ? resolved : undefined;
}

/** Which dimensions there are, for messages: "0 to 3". */
export function describeAxes(rank: number): string {
  return rank === 1 ? 'only dimension 0' : `dimensions 0 to ${rank - 1}`;
}

type TorchValue = number | string | boolean | readonly number[];

/** A PyTorch call; named values equal to PyTorch's `defaults` are left out, equal pairs become one number. */
export function torchCall(
  callee: string,
  positional: readonly (number | string)[],
  named: Readonly<Record<string, TorchValue>> = {},
  defaults: Readonly<Record<string, TorchValue>> = {},
): string {
  const parts = positional.map(String);
  for (const [name, value] of Object.entries(named)) {
    const text = torchLiteral(value);
    if (name in defaults && torchLiteral(defaults[name]!) === text) continue;
    parts.push(`${name}=${text}`);
  }
  return `${callee}(${parts.join(', ')})`;
}

function torchLiteral(value: TorchValue): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'number') return `${value}`;
  const [first, ...rest] = value;
  return rest.every((extent) => extent === first) ? `${first}` : `(${value.join(', ')})`;
}
