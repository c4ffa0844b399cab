// Sliding-window arithmetic of convolutions and poolings, one axis at a time.

import { assertNever } from '../lib/assert-never.ts';

/** Explicit symmetric padding per axis, or `same`: the output is the input divided by the stride, rounded up. */
export type Padding = 'same' | readonly [number, number];

export interface AxisWindow {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
}

/** Extent covered by a dilated kernel: d·(k−1)+1. */
export function effectiveKernel(axis: AxisWindow): number {
  return axis.dilation * (axis.kernel - 1) + 1;
}

/**
 * Padding before and after one axis. `same` puts the odd element at the end (ONNX SAME_UPPER,
 * and PyTorch's padding='same', which knows stride 1 only).
 */
export function axisPadding(
  input: number,
  axis: AxisWindow,
  padding: 'same' | number,
): readonly [before: number, after: number] {
  if (padding !== 'same') return [padding, padding];
  const output = Math.ceil(input / axis.stride);
  const total = Math.max(0, (output - 1) * axis.stride + effectiveKernel(axis) - input);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

/**
 * Output extent of a convolution or pooling along one axis; may be zero or negative when the
 * kernel does not fit. With `ceil`, a window that begins inside may reach beyond the end, even the
 * only one, and a last window that would start in the padding after the input is dropped, as in
 * PyTorch (https://pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html).
 */
export function axisOutput(
  input: number,
  axis: AxisWindow,
  [before, after]: readonly [number, number],
  rounding: 'floor' | 'ceil' = 'floor',
): number {
  const span = input + before + after - effectiveKernel(axis);
  switch (rounding) {
    case 'floor':
      return Math.floor(span / axis.stride) + 1;
    case 'ceil': {
      const output = Math.ceil(span / axis.stride) + 1;
      return (output - 1) * axis.stride >= input + before ? output - 1 : output;
    }
    default:
      return assertNever(rounding);
  }
}

/** Output extent of a transposed convolution along one axis (PyTorch's ConvTranspose2d formula). */
export function transposedAxisOutput(
  input: number,
  axis: AxisWindow,
  padding: number,
  outputPadding: number,
): number {
  return (input - 1) * axis.stride - 2 * padding + effectiveKernel(axis) + outputPadding;
}
