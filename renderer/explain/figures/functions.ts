// The activations as functions of one number, for their plots.

import type { Schema, ValuesOf } from '../../../shared/operators/attributes.ts';

type Values = ValuesOf<Schema>;

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const clamp = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));

const FUNCTIONS: Readonly<Record<string, (x: number, values: Values) => number>> = {
  ReLU: (x) => Math.max(0, x),
  ReLU6: (x) => clamp(x, 0, 6),
  LeakyReLU: (x, { negativeSlope }) => (x < 0 ? Number(negativeSlope) * x : x),
  SiLU: (x) => x * sigmoid(x),
  GELU: (x, { approximate }) => x * (approximate === 'tanh' ? tanhShare(x) : (1 + erf(x / Math.SQRT2)) / 2),
  Hardswish: (x) => x * clamp(x / 6 + 0.5, 0, 1),
  Hardsigmoid: (x) => clamp(x / 6 + 0.5, 0, 1),
  Sigmoid: sigmoid,
  Tanh: Math.tanh,
};

/** The function of an activation with these attributes; undefined for what is none. */
export function activationOf(type: string, values: Values): ((x: number) => number) | undefined {
  const f = Object.hasOwn(FUNCTIONS, type) ? FUNCTIONS[type] : undefined;
  return f && ((x) => f(x, values));
}

/** Hendrycks and Gimpel's approximation of the normal distribution. */
function tanhShare(x: number): number {
  return (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))) / 2;
}

/** Abramowitz and Stegun 7.1.26; off by at most 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const series =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - series * Math.exp(-x * x));
}
