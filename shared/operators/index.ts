// The registry: every operator by its type. Adding one is its file and a line here.

import { gelu, hardsigmoid, hardswish, leakyRelu, relu, relu6, sigmoid, silu, tanh } from './activations.ts';
import { adaptiveAvgPool2d } from './adaptive-avg-pool2d.ts';
import { add, mul } from './arithmetic.ts';
import { avgPool2d } from './avg-pool2d.ts';
import { batchNorm2d } from './batch-norm2d.ts';
import { channelShuffle } from './channel-shuffle.ts';
import { concat } from './concat.ts';
import { conv2d } from './conv2d.ts';
import { convTranspose2d } from './conv-transpose2d.ts';
import type { Operator } from './define.ts';
import { flatten } from './flatten.ts';
import { input } from './input.ts';
import { layerNorm } from './layer-norm.ts';
import { classToken, layerScale, positionEmbedding } from './learned.ts';
import { linear } from './linear.ts';
import { localResponseNorm } from './local-response-norm.ts';
import { maxPool2d } from './max-pool2d.ts';
import { multiheadAttention } from './multihead-attention.ts';
import { output } from './output.ts';
import { dropout, identity, stochasticDepth } from './passing.ts';
import { permute } from './permute.ts';
import { slice } from './slice.ts';
import { softmax } from './softmax.ts';
import { unflatten } from './unflatten.ts';
import { upsample } from './upsample.ts';
import { zeroPad2d } from './zero-pad2d.ts';

/** In palette order. */
export const OPERATORS: readonly Operator[] = [
  input,
  output,
  conv2d,
  convTranspose2d,
  batchNorm2d,
  relu,
  relu6,
  leakyRelu,
  silu,
  gelu,
  hardswish,
  hardsigmoid,
  sigmoid,
  tanh,
  softmax,
  maxPool2d,
  avgPool2d,
  adaptiveAvgPool2d,
  localResponseNorm,
  layerNorm,
  layerScale,
  linear,
  multiheadAttention,
  classToken,
  positionEmbedding,
  flatten,
  unflatten,
  upsample,
  zeroPad2d,
  permute,
  slice,
  channelShuffle,
  dropout,
  stochasticDepth,
  concat,
  add,
  mul,
  identity,
];

const byType: ReadonlyMap<string, Operator> = new Map(
  OPERATORS.map((operator) => [operator.type, operator] as const),
);

/** The operator of this type, or undefined where the file comes from a Netloom that knows more. */
export function findOperator(type: string): Operator | undefined {
  return byType.get(type);
}
