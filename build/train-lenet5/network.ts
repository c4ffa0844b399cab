// LeNet-5 (LeCun et al. 1998) in its common modern form: its 61,706 parameters, its logits, its gradients.
//
// 1x32x32 -> conv 6@5x5, tanh, mean 2x2 -> conv 16@5x5, tanh, mean 2x2 -> 400 -> 120 -> 84 -> 10 logits, with
// tanh after each hidden layer. Names, shapes and order are those of PyTorch's state_dict.

import { CLASSES, PIXELS, SIDE } from './data.ts';
import {
  applyTanh,
  averagePool,
  convolution,
  convolve,
  convolveInputGradient,
  convolveWeightGradient,
  crossEntropy,
  dense,
  denseInputGradient,
  denseWeightGradient,
  rowLength,
  throughAveragePool,
  throughTanh,
} from './layers.ts';
import type { Random } from './random.ts';

export const TENSORS = [
  ['conv1.weight', [6, 1, 5, 5]],
  ['conv1.bias', [6]],
  ['conv2.weight', [16, 6, 5, 5]],
  ['conv2.bias', [16]],
  ['fc1.weight', [120, 400]],
  ['fc1.bias', [120]],
  ['fc2.weight', [84, 120]],
  ['fc2.bias', [84]],
  ['fc3.weight', [10, 84]],
  ['fc3.bias', [10]],
] as const satisfies readonly (readonly [string, readonly number[]])[];

export type TensorName = (typeof TENSORS)[number][0];
export type Parameters = Readonly<Record<TensorName, Float64Array>>;

export const INPUT_SIDE = 32;
export const INPUT_PIXELS = INPUT_SIDE * INPUT_SIDE;
const MARGIN = (INPUT_SIDE - SIDE) / 2;

// MNIST's mean and standard deviation, as in PyTorch's example (github.com/pytorch/examples, mnist/main.py).
const MEAN = 0.1307;
const DEVIATION = 0.3081;

const CONV1 = convolution(1, 6, INPUT_SIDE, 5);
const CONV2 = convolution(6, 16, CONV1.outSide / 2, 5);
const CONV1_SIZE = CONV1.outChannels * CONV1.outSide ** 2;
const CONV2_SIZE = CONV2.outChannels * CONV2.outSide ** 2;
const FC1_SIZE = 120;
const FC2_SIZE = 84;

export function normalise(value: number): number {
  return (value - MEAN) / DEVIATION;
}

/** Writes a 28x28 digit of grey levels 0..255, padded by two pixels of background, at `offset` of a batch. */
export function writeInput(pixels: Uint8Array, input: Float64Array, offset: number): void {
  if (pixels.length !== PIXELS) throw new Error(`A digit has ${PIXELS} pixels, not ${pixels.length}.`);
  input.fill(normalise(0), offset, offset + INPUT_PIXELS);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      input[offset + (y + MARGIN) * INPUT_SIDE + x + MARGIN] = normalise(pixels[y * SIDE + x]! / 255);
    }
  }
}

export function createParameters(
  fill: (name: TensorName, shape: readonly number[]) => Float64Array,
): Parameters {
  const entries = TENSORS.map(([name, shape]) => [name, fill(name, shape)] as const);
  return Object.fromEntries(entries) as Record<TensorName, Float64Array>;
}

export function elements(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

export function zeros(): Parameters {
  return createParameters((_name, shape) => new Float64Array(elements(shape)));
}

/** Glorot and Bengio (2010): uniform within sqrt(6 / (fan in + fan out)), which suits tanh; biases zero. */
export function initialise(random: Random): Parameters {
  return createParameters((_name, shape) => {
    const values = new Float64Array(elements(shape));
    if (shape.length === 1) return values;
    const window = elements(shape.slice(2));
    const limit = Math.sqrt(6 / (window * (shape[0]! + shape[1]!)));
    return values.map(() => random.between(-limit, limit));
  });
}

/** The activations of a batch, a layer after the other. */
interface Activations {
  readonly conv1: Float64Array;
  readonly pool1: Float64Array;
  readonly conv2: Float64Array;
  readonly pool2: Float64Array;
  readonly fc1: Float64Array;
  readonly fc2: Float64Array;
  readonly logits: Float64Array;
}

/** What a pass over a batch works in. The caller fills `input` (count x 1 x 32 x 32) and reads `logits`. */
export interface Workspace extends Activations {
  readonly input: Float64Array;
  readonly rows: Float64Array;
  readonly gradients: Activations;
}

function createActivations(capacity: number): Activations {
  return {
    conv1: new Float64Array(capacity * CONV1_SIZE),
    pool1: new Float64Array((capacity * CONV1_SIZE) / 4),
    conv2: new Float64Array(capacity * CONV2_SIZE),
    pool2: new Float64Array((capacity * CONV2_SIZE) / 4),
    fc1: new Float64Array(capacity * FC1_SIZE),
    fc2: new Float64Array(capacity * FC2_SIZE),
    logits: new Float64Array(capacity * CLASSES),
  };
}

export function createWorkspace(capacity: number): Workspace {
  const rowSizes = [CONV1, CONV2].map((conv) => conv.outSide ** 2 * rowLength(conv));
  return {
    ...createActivations(capacity),
    input: new Float64Array(capacity * INPUT_PIXELS),
    rows: new Float64Array(Math.max(...rowSizes)),
    gradients: createActivations(capacity),
  };
}

/** Computes `logits` (count x 10) from the first `count` images of `input`. */
export function forward(parameters: Parameters, space: Workspace, count: number): void {
  const { input, conv1, pool1, conv2, pool2, fc1, fc2, logits, rows } = space;
  convolve(CONV1, parameters['conv1.weight'], parameters['conv1.bias'], input, conv1, rows, count);
  applyTanh(conv1, count * CONV1_SIZE);
  averagePool(conv1, pool1, count * CONV1.outChannels, CONV1.outSide);
  convolve(CONV2, parameters['conv2.weight'], parameters['conv2.bias'], pool1, conv2, rows, count);
  applyTanh(conv2, count * CONV2_SIZE);
  averagePool(conv2, pool2, count * CONV2.outChannels, CONV2.outSide);
  dense(parameters['fc1.weight'], parameters['fc1.bias'], pool2, fc1, count);
  applyTanh(fc1, count * FC1_SIZE);
  dense(parameters['fc2.weight'], parameters['fc2.bias'], fc1, fc2, count);
  applyTanh(fc2, count * FC2_SIZE);
  dense(parameters['fc3.weight'], parameters['fc3.bias'], fc2, logits, count);
}

/** After `forward`: adds the gradients of the mean cross-entropy over `count` images, and returns that mean. */
export function backward(
  parameters: Parameters,
  sums: Parameters,
  space: Workspace,
  labels: Uint8Array,
  count: number,
): number {
  const { input, conv1, pool1, conv2, pool2, fc1, fc2, logits, rows, gradients: d } = space;
  const loss = crossEntropy(logits, labels, d.logits, count, CLASSES);

  denseWeightGradient(sums['fc3.weight'], sums['fc3.bias'], fc2, d.logits, count);
  denseInputGradient(parameters['fc3.weight'], d.logits, d.fc2, count, CLASSES);
  throughTanh(d.fc2, fc2, count * FC2_SIZE);
  denseWeightGradient(sums['fc2.weight'], sums['fc2.bias'], fc1, d.fc2, count);
  denseInputGradient(parameters['fc2.weight'], d.fc2, d.fc1, count, FC2_SIZE);
  throughTanh(d.fc1, fc1, count * FC1_SIZE);
  denseWeightGradient(sums['fc1.weight'], sums['fc1.bias'], pool2, d.fc1, count);
  denseInputGradient(parameters['fc1.weight'], d.fc1, d.pool2, count, FC1_SIZE);

  throughAveragePool(d.pool2, d.conv2, count * CONV2.outChannels, CONV2.outSide);
  throughTanh(d.conv2, conv2, count * CONV2_SIZE);
  convolveWeightGradient(CONV2, sums['conv2.weight'], sums['conv2.bias'], pool1, d.conv2, rows, count);
  convolveInputGradient(CONV2, parameters['conv2.weight'], d.conv2, d.pool1, rows, count);
  throughAveragePool(d.pool1, d.conv1, count * CONV1.outChannels, CONV1.outSide);
  throughTanh(d.conv1, conv1, count * CONV1_SIZE);
  convolveWeightGradient(CONV1, sums['conv1.weight'], sums['conv1.bias'], input, d.conv1, rows, count);
  return loss;
}

/** The most likely class of image `position` of the last forward pass. */
export function predicted(space: Workspace, position: number): number {
  let best = 0;
  for (let label = 1; label < CLASSES; label++) {
    if (space.logits[position * CLASSES + label]! > space.logits[position * CLASSES + best]!) best = label;
  }
  return best;
}
