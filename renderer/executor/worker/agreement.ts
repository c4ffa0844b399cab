// Does WebGPU compute what WASM computes? The comparison, and what is known to go wrong.

import type { OnnxModel } from '../../../shared/onnx/model.ts';

/**
 * Differences up to this part of an output's greatest magnitude are rounding: float32 sums in another order
 * stay below 1e-4 in the deepest presets, half-precision kernels below 1e-2, wrong kernels are at 0.1 and more.
 */
export const TOLERANCE = 1e-2;

/** Greatest difference, relative to the greatest magnitude of the reference. */
export function relativeDifference(actual: ArrayLike<number>, reference: ArrayLike<number>): number {
  if (actual.length !== reference.length) return Infinity;
  let magnitude = 0;
  let difference = 0;
  for (let index = 0; index < reference.length; index++) {
    const expected = reference[index]!;
    const value = actual[index]!;
    if (Object.is(expected, value)) continue;
    if (Number.isNaN(expected) && Number.isNaN(value)) continue;
    if (!Number.isFinite(expected) || !Number.isFinite(value)) {
      if (expected !== value) return Infinity;
      continue;
    }
    difference = Math.max(difference, Math.abs(value - expected));
  }
  if (difference === 0) return 0;
  for (let index = 0; index < reference.length; index++) {
    const size = Math.abs(reference[index]!);
    if (Number.isFinite(size) && size > magnitude) magnitude = size;
  }
  return magnitude === 0 ? Infinity : difference / magnitude;
}

/**
 * True where ONNX Runtime's channels-last convolution on WebGPU gives wrong numbers without an error; its NCHW
 * kernels are right. Both rules were found by trial with onnxruntime-web 1.30, over 52 grouped and 35 other
 * configurations, and `verify` catches what they miss:
 * - in groups, with at least 4 output channels in each and not a multiple of the vector width, which is 4, 2 or 1
 *   as the output channels divide (24 channels in 4 groups);
 * - without groups, where kernels larger than 1×1 read 3 input channels at a time: a multiple of 3 above 3, not of
 *   4, into a multiple of 4 (6 into 16, as in LeNet-5).
 */
export function needsChannelsFirst({ graph }: OnnxModel): boolean {
  const shapes = new Map(graph.initialisers.map((tensor) => [tensor.name, tensor.shape] as const));
  return graph.nodes.some((node) => {
    if (node.opType !== 'Conv') return false;
    const attribute = node.attributes['group'];
    const group = attribute?.kind === 'int' ? attribute.value : 1;
    const [channels, inputs, ...kernel] = shapes.get(node.inputs[1] ?? '') ?? [];
    if (channels === undefined || inputs === undefined) return true;
    if (group === 1) {
      const threes = inputs > 3 && inputs % 3 === 0 && inputs % 4 !== 0;
      return threes && channels % 4 === 0 && kernel.some((extent) => extent > 1);
    }
    const perGroup = channels / group;
    const vector = channels % 4 === 0 ? 4 : channels % 2 === 0 ? 2 : 1;
    return perGroup >= 4 && perGroup % vector !== 0;
  });
}
