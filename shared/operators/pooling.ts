// What MaxPool2d and AvgPool2d share: attributes, output extents, and where PyTorch's last window ends.

import { tensorType, type TensorType } from '../tensor/types.ts';
import { axisOutput, effectiveKernel, type AxisWindow } from '../tensor/window.ts';
import { boolean, pair, type Schema } from './attributes.ts';
import { expectImage, formatPair, formatStep } from './common.ts';
import { problem, type Problem } from './define.ts';

type Pair = readonly [number, number];

export const poolAttributes = {
  kernelSize: pair({
    label: 'Kernel',
    help: 'Height and width of the window.',
    default: [2, 2],
    max: 1024,
  }),
  stride: pair({
    label: 'Stride',
    help: 'Step of the window; as large as the kernel, windows lie side by side.',
    default: [2, 2],
    max: 1024,
  }),
  padding: pair({
    label: 'Padding',
    help: 'Border added on each side; at most half the kernel.',
    default: [0, 0],
    min: 0,
    max: 512,
  }),
  ceilMode: boolean({
    label: 'Round up',
    help: 'Keeps a last window that reaches beyond the border, where rounding down would drop it.',
    default: false,
    advanced: true,
  }),
} satisfies Schema;

export interface PoolWindow {
  readonly kernelSize: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
  readonly ceilMode: boolean;
}

function axisWindow(a: PoolWindow, axis: 0 | 1): AxisWindow {
  return { kernel: a.kernelSize[axis], stride: a.stride[axis], dilation: a.dilation[axis] };
}

/** `[N, C, H′, W′]` of a pooling window on `[N, C, H, W]`, or why the window does not fit. */
export function inferPool(
  operator: string,
  input: TensorType | undefined,
  a: PoolWindow,
): readonly TensorType[] | Problem {
  const image = expectImage(input, operator);
  if ('code' in image) return image;
  const { batch, channels, height, width } = image;
  const dilated = a.dilation[0] !== 1 || a.dilation[1] !== 1;
  const window = `${formatPair(a.kernelSize)} window${dilated ? ` with dilation ${formatStep(a.dilation)}` : ''}`;
  if (a.padding[0] * 2 > a.kernelSize[0] || a.padding[1] * 2 > a.kernelSize[1]) {
    const most: Pair = [Math.floor(a.kernelSize[0] / 2), Math.floor(a.kernelSize[1] / 2)];
    return problem(
      'padding-larger-than-half-kernel',
      `Padding ${formatStep(a.padding)} is more than half of the ${formatPair(a.kernelSize)} window. PyTorch allows at most ${formatStep(most)} here.`,
      { attribute: 'padding' },
    );
  }
  const extents = [height, width] as const;
  const [outHeight, outWidth] = ([0, 1] as const).map((axis) => {
    const pad = a.padding[axis];
    return axisOutput(extents[axis], axisWindow(a, axis), [pad, pad], a.ceilMode ? 'ceil' : 'floor');
  });
  if (outHeight! < 1 || outWidth! < 1) {
    const border = a.padding[0] + a.padding[1] > 0 ? ` padded by ${formatStep(a.padding)}` : '';
    return problem(
      'kernel-larger-than-input',
      `A ${window} is larger than the image, ${height}×${width}${border}. Use a smaller kernel, or pool less before.`,
      { attribute: 'kernelSize' },
    );
  }
  if (seesOnlyPadding(height, outHeight!, a, 0) || seesOnlyPadding(width, outWidth!, a, 1)) {
    return problem(
      'window-in-padding',
      `With dilation ${formatStep(a.dilation)} some ${formatPair(a.kernelSize)} windows would touch nothing but padding of the ${height}×${width} image. Use less dilation or padding.`,
      { attribute: 'dilation' },
    );
  }
  return [tensorType([batch, channels, outHeight!, outWidth!], input!.dtype)];
}

/**
 * Whether some window has no tap on the image. Only dilated windows can: padding of at most half the kernel
 * leaves every dense one a tap inside. PyTorch gives minus infinity there.
 */
function seesOnlyPadding(extent: number, outputs: number, a: PoolWindow, axis: 0 | 1): boolean {
  const step = a.dilation[axis];
  if (step === 1) return false;
  for (let index = 0; index < outputs; index++) {
    const first = index * a.stride[axis] - a.padding[axis];
    const tap = first >= 0 ? 0 : Math.ceil(-first / step);
    if (tap >= a.kernelSize[axis] || first + tap * step >= extent) return true;
  }
  return false;
}

/** A window on a node's face: `2×2 · stride 2`. */
export function summarisePool(a: PoolWindow): string {
  const parts = [formatPair(a.kernelSize), `stride ${formatStep(a.stride)}`];
  if (a.dilation[0] !== 1 || a.dilation[1] !== 1) parts.push(`dilation ${formatStep(a.dilation)}`);
  return parts.join(' · ');
}

/**
 * By how much the last windows, rows and columns, reach beyond the padded input; 0 where they do not. ONNX's
 * own ceil_mode is not used: opsets and runtimes differ in whether the last window is dropped and in what an
 * average divides by, while explicit padding means the same everywhere.
 */
export function overhang(input: TensorType, output: TensorType, a: PoolWindow): Pair {
  const beyond = (axis: 0 | 1): number => {
    const last = (output.shape[axis + 2]! - 1) * a.stride[axis] + effectiveKernel(axisWindow(a, axis));
    return Math.max(0, last - input.shape[axis + 2]! - 2 * a.padding[axis]);
  };
  return [beyond(0), beyond(1)];
}

/** ONNX's order, top, left, bottom, right, of the padding and what overhangs it. */
export function poolPads(padding: Pair, beyond: Pair): readonly [number, number, number, number] {
  return [padding[0], padding[1], padding[0] + beyond[0], padding[1] + beyond[1]];
}

/** The same for ONNX's Pad on an image, which counts every dimension. */
export function imagePads([top, left, bottom, right]: readonly [number, number, number, number]): number[] {
  return [0, 0, top, left, 0, 0, bottom, right];
}
