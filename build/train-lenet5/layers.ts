// The layers of LeNet-5, forwards and backwards, on flat double-precision arrays.
//
// Convolutions are im2row followed by a matrix product, one image at a time so that the rows stay in cache.
// Backward functions of weights add to the gradient; those of inputs overwrite it.

import { matrix, multiplyInto } from './matrix.ts';

/** A square, unpadded convolution of stride 1. */
export interface Convolution {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly inSide: number;
  readonly outSide: number;
  readonly kernel: number;
}

export function convolution(
  inChannels: number,
  outChannels: number,
  inSide: number,
  kernel: number,
): Convolution {
  return { inChannels, outChannels, inSide, outSide: inSide - kernel + 1, kernel };
}

export function rowLength(conv: Convolution): number {
  return conv.inChannels * conv.kernel * conv.kernel;
}

/** One row a position of the output: the window there, in the order of a kernel's weights. */
function imageToRows(conv: Convolution, image: Float64Array, imageOffset: number, rows: Float64Array): void {
  const { inChannels, inSide, outSide, kernel } = conv;
  let at = 0;
  for (let y = 0; y < outSide; y++) {
    for (let x = 0; x < outSide; x++) {
      for (let channel = 0; channel < inChannels; channel++) {
        for (let dy = 0; dy < kernel; dy++) {
          const from = imageOffset + (channel * inSide + y + dy) * inSide + x;
          for (let dx = 0; dx < kernel; dx++) rows[at++] = image[from + dx]!;
        }
      }
    }
  }
}

/** The transpose of imageToRows: adds every row back to where it was read from. */
function addRowsToImage(
  conv: Convolution,
  rows: Float64Array,
  image: Float64Array,
  imageOffset: number,
): void {
  const { inChannels, inSide, outSide, kernel } = conv;
  let at = 0;
  for (let y = 0; y < outSide; y++) {
    for (let x = 0; x < outSide; x++) {
      for (let channel = 0; channel < inChannels; channel++) {
        for (let dy = 0; dy < kernel; dy++) {
          const from = imageOffset + (channel * inSide + y + dy) * inSide + x;
          for (let dx = 0; dx < kernel; dx++) image[from + dx]! += rows[at++]!;
        }
      }
    }
  }
}

/** Fills `count` groups of `length` values with a bias each, before products are added. */
function fillBias(out: Float64Array, offset: number, bias: Float64Array, length: number): void {
  for (let channel = 0; channel < bias.length; channel++) {
    out.fill(bias[channel]!, offset + channel * length, offset + (channel + 1) * length);
  }
}

/** The bias gradient: the sum over each channel's `length` values. */
function addBiasGradient(
  biasGradient: Float64Array,
  gradient: Float64Array,
  offset: number,
  length: number,
): void {
  let at = offset;
  for (let channel = 0; channel < biasGradient.length; channel++) {
    let sum = 0;
    for (let position = 0; position < length; position++) sum += gradient[at++]!;
    biasGradient[channel]! += sum;
  }
}

/** out (count x outChannels x outSide²) of input (count x inChannels x inSide²). `rows` is scratch. */
export function convolve(
  conv: Convolution,
  weight: Float64Array,
  bias: Float64Array,
  input: Float64Array,
  out: Float64Array,
  rows: Float64Array,
  count: number,
): void {
  const length = rowLength(conv);
  const positions = conv.outSide ** 2;
  const kernels = matrix(weight, 0, length, 1);
  const windows = matrix(rows, 0, 1, length);
  for (let image = 0; image < count; image++) {
    const to = image * conv.outChannels * positions;
    imageToRows(conv, input, image * conv.inChannels * conv.inSide ** 2, rows);
    fillBias(out, to, bias, positions);
    multiplyInto(out, to, kernels, windows, conv.outChannels, positions, length);
  }
}

export function convolveWeightGradient(
  conv: Convolution,
  weightGradient: Float64Array,
  biasGradient: Float64Array,
  input: Float64Array,
  outGradient: Float64Array,
  rows: Float64Array,
  count: number,
): void {
  const length = rowLength(conv);
  const positions = conv.outSide ** 2;
  const windows = matrix(rows, 0, length, 1);
  for (let image = 0; image < count; image++) {
    const from = image * conv.outChannels * positions;
    imageToRows(conv, input, image * conv.inChannels * conv.inSide ** 2, rows);
    const gradient = matrix(outGradient, from, positions, 1);
    multiplyInto(weightGradient, 0, gradient, windows, conv.outChannels, length, positions);
    addBiasGradient(biasGradient, outGradient, from, positions);
  }
}

export function convolveInputGradient(
  conv: Convolution,
  weight: Float64Array,
  outGradient: Float64Array,
  inputGradient: Float64Array,
  rows: Float64Array,
  count: number,
): void {
  const length = rowLength(conv);
  const positions = conv.outSide ** 2;
  const imageSize = conv.inChannels * conv.inSide ** 2;
  const kernels = matrix(weight, 0, length, 1);
  inputGradient.fill(0, 0, count * imageSize);
  for (let image = 0; image < count; image++) {
    const gradient = matrix(outGradient, image * conv.outChannels * positions, 1, positions);
    rows.fill(0, 0, positions * length);
    multiplyInto(rows, 0, gradient, kernels, positions, length, conv.outChannels);
    addRowsToImage(conv, rows, inputGradient, image * imageSize);
  }
}

/** out (count x bias.length) = input (count x features) weightᵀ + bias. */
export function dense(
  weight: Float64Array,
  bias: Float64Array,
  input: Float64Array,
  out: Float64Array,
  count: number,
): void {
  const outputs = bias.length;
  const features = weight.length / outputs;
  for (let image = 0; image < count; image++) out.set(bias, image * outputs);
  const transposed = matrix(weight, 0, 1, features);
  multiplyInto(out, 0, matrix(input, 0, features, 1), transposed, count, outputs, features);
}

export function denseWeightGradient(
  weightGradient: Float64Array,
  biasGradient: Float64Array,
  input: Float64Array,
  outGradient: Float64Array,
  count: number,
): void {
  const outputs = biasGradient.length;
  const features = weightGradient.length / outputs;
  const transposed = matrix(outGradient, 0, 1, outputs);
  multiplyInto(weightGradient, 0, transposed, matrix(input, 0, features, 1), outputs, features, count);
  for (let image = 0; image < count; image++) addBiasGradient(biasGradient, outGradient, image * outputs, 1);
}

export function denseInputGradient(
  weight: Float64Array,
  outGradient: Float64Array,
  inputGradient: Float64Array,
  count: number,
  outputs: number,
): void {
  const features = weight.length / outputs;
  inputGradient.fill(0, 0, count * features);
  const gradient = matrix(outGradient, 0, outputs, 1);
  multiplyInto(inputGradient, 0, gradient, matrix(weight, 0, features, 1), count, features, outputs);
}

/** The mean cross-entropy of softmax(logits), and its gradient by the logits. */
export function crossEntropy(
  logits: Float64Array,
  labels: Uint8Array,
  gradient: Float64Array,
  count: number,
  classes: number,
): number {
  let loss = 0;
  for (let image = 0; image < count; image++) {
    const own = logits.subarray(image * classes, (image + 1) * classes);
    const highest = Math.max(...own);
    const sum = own.reduce((total, logit) => total + Math.exp(logit - highest), 0);
    const label = labels[image]!;
    loss += Math.log(sum) + highest - own[label]!;
    for (let other = 0; other < classes; other++) {
      const probability = Math.exp(own[other]! - highest) / sum;
      gradient[image * classes + other] = (probability - (other === label ? 1 : 0)) / count;
    }
  }
  return loss / count;
}

export function applyTanh(values: Float64Array, length: number): void {
  for (let i = 0; i < length; i++) values[i] = Math.tanh(values[i]!);
}

/** Turns the gradient by tanh's output into the gradient by its input: 1 - tanh². */
export function throughTanh(gradient: Float64Array, outputs: Float64Array, length: number): void {
  for (let i = 0; i < length; i++) gradient[i]! *= 1 - outputs[i]! * outputs[i]!;
}

/** 2 x 2 means of `planes` square images of an even side. */
export function averagePool(input: Float64Array, out: Float64Array, planes: number, side: number): void {
  let at = 0;
  for (let row = 0; row < planes * side; row += 2) {
    for (let x = 0; x < side; x += 2) {
      const from = row * side + x;
      out[at++] = 0.25 * (input[from]! + input[from + 1]! + input[from + side]! + input[from + side + 1]!);
    }
  }
}

export function throughAveragePool(
  outGradient: Float64Array,
  gradient: Float64Array,
  planes: number,
  side: number,
): void {
  let at = 0;
  for (let row = 0; row < planes * side; row += 2) {
    for (let x = 0; x < side; x += 2) {
      const share = 0.25 * outGradient[at++]!;
      const to = row * side + x;
      gradient[to] = share;
      gradient[to + 1] = share;
      gradient[to + side] = share;
      gradient[to + side + 1] = share;
    }
  }
}
