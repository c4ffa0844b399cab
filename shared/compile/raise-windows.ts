// Shapes of convolutions and poolings over any number of axes.
// https://onnx.ai/onnx/operators/onnx__Conv.html, …__ConvTranspose.html, …__MaxPool.html

import type { Shape } from '../tensor/types.ts';
import { axisOutput, effectiveKernel } from '../tensor/window.ts';
import { intOf, intsOf, shapeAt, textOf, type Call } from './raise-call.ts';

interface Windows {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** All starts, then all ends. */
  readonly pads: readonly number[];
}

/** Undefined where lists do not have as many entries as there are axes. */
function windowsOf(call: Call, axes: number, kernel: Shape | undefined): Windows | undefined {
  const ones = new Array<number>(axes).fill(1);
  const size = intsOf(call, 'kernel_shape') ?? kernel;
  const strides = intsOf(call, 'strides') ?? ones;
  const dilations = intsOf(call, 'dilations') ?? ones;
  const pads = intsOf(call, 'pads') ?? new Array<number>(2 * axes).fill(0);
  const fits = size?.length === axes && strides.length === axes && dilations.length === axes;
  if (size === undefined || !fits || pads.length !== 2 * axes) return undefined;
  return [...size, ...strides, ...dilations].every((value) => value >= 1)
    ? { kernel: size, strides, dilations, pads }
    : undefined;
}

/** Extents after sliding windows over these; `kernel` where the node itself does not say it. */
function slide(call: Call, image: Shape, kernel: Shape | undefined): Shape | undefined {
  const windows = windowsOf(call, image.length, kernel);
  if (windows === undefined) return undefined;
  const rounding = intOf(call, 'ceil_mode', 0) === 1 ? 'ceil' : 'floor';
  const automatic = textOf(call, 'auto_pad') ?? 'NOTSET';
  return image.map((extent, axis) => {
    const window = {
      kernel: windows.kernel[axis]!,
      stride: windows.strides[axis]!,
      dilation: windows.dilations[axis]!,
    };
    if (automatic.startsWith('SAME')) return Math.ceil(extent / window.stride);
    const [before, after] =
      automatic === 'VALID' ? [0, 0] : [windows.pads[axis]!, windows.pads[axis + image.length]!];
    return axisOutput(extent, window, [before, after], rounding);
  });
}

/** @param weightAt which operand holds the filters, `[out, in / groups, …kernel]` */
export function convolved(call: Call, weightAt: number): Shape | undefined {
  const [batch, , ...image] = shapeAt(call, 0) ?? [];
  const [channels, , ...kernel] = shapeAt(call, weightAt) ?? [];
  if (batch === undefined || channels === undefined) return undefined;
  const extents = slide(call, image, kernel);
  return extents === undefined ? undefined : [batch, channels, ...extents];
}

/** The output of a pooling, `[N, C, …]`; undefined while the input or a window is not known. */
export function pooled(call: Call): Shape | undefined {
  const [batch, channels, ...image] = shapeAt(call, 0) ?? [];
  if (batch === undefined || channels === undefined) return undefined;
  const extents = slide(call, image, undefined);
  return extents === undefined ? undefined : [batch, channels, ...extents];
}

/** Filters are `[in, out / groups, …kernel]`. */
export function transposeConvolved(call: Call): Shape | undefined {
  const [batch, , ...image] = shapeAt(call, 0) ?? [];
  const [, perGroup, ...kernel] = shapeAt(call, 1) ?? [];
  if (batch === undefined || perGroup === undefined) return undefined;
  const windows = windowsOf(call, image.length, kernel);
  if (windows === undefined) return undefined;
  const asked = intsOf(call, 'output_shape');
  const added = intsOf(call, 'output_padding') ?? [];
  const same = textOf(call, 'auto_pad')?.startsWith('SAME') === true;
  const extents = image.map((extent, axis) => {
    if (asked !== undefined) return asked[axis] ?? NaN;
    const stride = windows.strides[axis]!;
    if (same) return extent * stride;
    const reach = effectiveKernel({
      kernel: windows.kernel[axis]!,
      stride,
      dilation: windows.dilations[axis]!,
    });
    const cut = windows.pads[axis]! + windows.pads[axis + image.length]!;
    return (extent - 1) * stride + reach + (added[axis] ?? 0) - cut;
  });
  return [batch, perGroup * intOf(call, 'group', 1), ...extents];
}
