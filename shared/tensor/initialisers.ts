// Where a fresh weight's values come from: a constant or a distribution, resolved from the scheme and the shape.

import { elementCount, type Shape } from './types.ts';

export type Initialiser =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly std: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number };

export function constant(value: number): Initialiser {
  return { kind: 'constant', value };
}

/**
 * Fan-in and fan-out of a weight laid out as PyTorch does: `[out, in, ...kernel]`
 * (`torch.nn.init._calculate_fan_in_and_fan_out`; a grouped convolution's `in` is already divided).
 */
function fans(shape: Shape): { readonly fanIn: number; readonly fanOut: number } {
  const [out = 1, input = 1, ...kernel] = shape;
  const receptive = elementCount(kernel);
  return { fanIn: input * receptive, fanOut: out * receptive };
}

/** He et al. 2015 (arXiv:1502.01852), gain √2 for rectifiers. */
export function kaimingNormal(shape: Shape, mode: 'fanIn' | 'fanOut' = 'fanOut'): Initialiser {
  return { kind: 'normal', mean: 0, std: Math.sqrt(2 / fans(shape)[mode]) };
}

/** He et al. 2015, with PyTorch's negative-slope parameter; `a = √5` is PyTorch's default for layers. */
export function kaimingUniform(shape: Shape, negativeSlope = Math.sqrt(5)): Initialiser {
  const gain = Math.sqrt(2 / (1 + negativeSlope ** 2));
  const bound = (gain * Math.sqrt(3)) / Math.sqrt(fans(shape).fanIn);
  return { kind: 'uniform', low: -bound, high: bound };
}

/** Glorot and Bengio 2010, uniform form. */
export function xavierUniform(shape: Shape): Initialiser {
  const { fanIn, fanOut } = fans(shape);
  const bound = Math.sqrt(6 / (fanIn + fanOut));
  return { kind: 'uniform', low: -bound, high: bound };
}

/** Glorot and Bengio 2010, normal form. */
export function xavierNormal(shape: Shape): Initialiser {
  const { fanIn, fanOut } = fans(shape);
  return { kind: 'normal', mean: 0, std: Math.sqrt(2 / (fanIn + fanOut)) };
}

/** PyTorch's default bias of Conv2d and Linear: uniform within 1/√fan-in of the weight. */
export function fanInUniform(weightShape: Shape): Initialiser {
  const bound = 1 / Math.sqrt(fans(weightShape).fanIn);
  return { kind: 'uniform', low: -bound, high: bound };
}
