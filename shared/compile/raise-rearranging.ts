// Output shapes of ONNX operators that cut, fold, join and repeat tensors without computing.
// https://onnx.ai/onnx/operators/

import { elementCount, type Shape } from '../tensor/types.ts';
import { intOf, intsOf, listOf, numbersAt, shapeAt, textOf, type Call } from './raise-call.ts';

/** One shape for each output; undefined for those that cannot be known. */
export type Rule = (call: Call) => readonly (Shape | undefined)[];

const one =
  (shape: (call: Call) => Shape | undefined): Rule =>
  (call) => [shape(call)];

/** https://github.com/onnx/onnx/blob/main/docs/Broadcasting.md */
export function broadcast(shapes: readonly (Shape | undefined)[]): Shape | undefined {
  const known = shapes.filter((shape) => shape !== undefined);
  if (known.length < shapes.length) return undefined;
  const rank = Math.max(0, ...known.map((shape) => shape.length));
  const result: number[] = [];
  for (let axis = 1; axis <= rank; axis += 1) {
    let extent = 1;
    for (const shape of known) {
      const own = shape.at(-axis) ?? 1;
      if (own === extent || own === 1) continue;
      if (extent !== 1) return undefined;
      extent = own;
    }
    result.unshift(extent);
  }
  return result;
}

function axisOf(axis: number, rank: number): number | undefined {
  const from = axis < 0 ? axis + rank : axis;
  return Number.isInteger(from) && from >= 0 && from < rank ? from : undefined;
}

/** Sorted, counted from the front; undefined where one does not exist. */
export function axesOf(axes: readonly number[], rank: number): readonly number[] | undefined {
  const found = axes.map((axis) => axisOf(axis, rank));
  return found.every((axis) => axis !== undefined) ? found.toSorted((a, b) => a - b) : undefined;
}

const reshape = one((call) => {
  const shape = shapeAt(call, 0);
  const wanted = listOf(call, 'shape', 1);
  if (shape === undefined || wanted === undefined || wanted === 'absent') return undefined;
  const copies = intOf(call, 'allowzero', 0) === 0;
  const result = wanted.map((extent, axis) => (extent === 0 && copies ? (shape[axis] ?? NaN) : extent));
  const open = result.indexOf(-1);
  if (open < 0) return result;
  const known = elementCount(result.filter((_, axis) => axis !== open));
  return result.with(open, known === 0 ? 0 : elementCount(shape) / known);
});

const flatten = one((call) => {
  const shape = shapeAt(call, 0);
  if (shape === undefined) return undefined;
  const axis = intOf(call, 'axis', 1);
  const at = axis < 0 ? axis + shape.length : axis;
  return [elementCount(shape.slice(0, at)), elementCount(shape.slice(at))];
});

const transpose = one((call) => {
  const shape = shapeAt(call, 0);
  return (intsOf(call, 'perm') ?? shape?.map((_, axis) => shape.length - 1 - axis))?.map(
    (axis) => shape?.[axis] ?? NaN,
  );
});

const squeeze = one((call) => {
  const shape = shapeAt(call, 0);
  const given = listOf(call, 'axes', 1);
  if (shape === undefined || given === undefined) return undefined;
  if (given === 'absent') return shape.filter((extent) => extent !== 1);
  const axes = axesOf(given, shape.length);
  return axes && shape.filter((_, axis) => !axes.includes(axis));
});

const unsqueeze = one((call) => {
  const shape = shapeAt(call, 0);
  const given = listOf(call, 'axes', 1);
  if (shape === undefined || given === undefined || given === 'absent') return undefined;
  const result = [...shape];
  for (const axis of axesOf(given, shape.length + given.length) ?? [NaN]) result.splice(axis, 0, 1);
  return result.length === shape.length + given.length ? result : undefined;
});

const concat = one((call) => {
  const shapes = call.operands.map((_, index) => shapeAt(call, index));
  const [first] = shapes;
  const axis = axisOf(intOf(call, 'axis', 0), first?.length ?? 0);
  if (first === undefined || axis === undefined) return undefined;
  return first.with(
    axis,
    shapes.reduce((sum, shape) => sum + (shape?.[axis] ?? NaN), 0),
  );
});

const split: Rule = (call) => {
  const shape = shapeAt(call, 0);
  const axis = axisOf(intOf(call, 'axis', 0), shape?.length ?? 0);
  const parts = listOf(call, 'split', 1);
  if (shape === undefined || axis === undefined || parts === undefined) return [];
  if (parts !== 'absent') return parts.map((part) => shape.with(axis, part));
  const count = call.node.outputs.length;
  const part = Math.ceil(shape[axis]! / count);
  return call.node.outputs.map((_, index) =>
    shape.with(axis, Math.max(0, Math.min(part, shape[axis]! - index * part))),
  );
};

const slice = one((call) => {
  const shape = shapeAt(call, 0);
  const starts = listOf(call, 'starts', 1);
  const ends = listOf(call, 'ends', 2);
  const axes = listOf(call, 'axes', 3);
  const steps = call.operands[4] === undefined ? [] : numbersAt(call, 4);
  if (shape === undefined || !Array.isArray(starts) || !Array.isArray(ends)) return undefined;
  if (axes === undefined || steps === undefined) return undefined;
  const result = [...shape];
  for (const [index, start] of (starts as readonly number[]).entries()) {
    const axis = axisOf(axes === 'absent' ? index : (axes[index] ?? NaN), shape.length);
    if (axis === undefined) return undefined;
    result[axis] = sliceLength(shape[axis]!, start, (ends as readonly number[])[index]!, steps[index] ?? 1);
  }
  return result;
});

/** How many entries `start:end:step` takes of so many; negative places count from the end. */
export function sliceLength(extent: number, start: number, end: number, step: number): number {
  const [least, most] = step > 0 ? [0, extent] : [-1, extent - 1];
  const place = (at: number): number => Math.min(most, Math.max(least, at < 0 ? at + extent : at));
  return Math.max(0, Math.ceil((place(end) - place(start)) / step));
}

const gather = one((call) => {
  const [data, indices] = [shapeAt(call, 0), shapeAt(call, 1)];
  const axis = axisOf(intOf(call, 'axis', 0), data?.length ?? 0);
  if (data === undefined || indices === undefined || axis === undefined) return undefined;
  return [...data.slice(0, axis), ...indices, ...data.slice(axis + 1)];
});

const pad = one((call) => {
  const shape = shapeAt(call, 0);
  const pads = listOf(call, 'pads', 1);
  if (shape === undefined || pads === undefined || pads === 'absent') return undefined;
  const axes = call.operands[3] === undefined ? shape.map((_, axis) => axis) : numbersAt(call, 3);
  const found = axes && axesOf(axes, shape.length);
  if (found === undefined || pads.length !== 2 * found.length) return undefined;
  return shape.map((extent, axis) => {
    const at = axes!.findIndex((one) => axisOf(one, shape.length) === axis);
    return at < 0 ? extent : extent + pads[at]! + pads[at + found.length]!;
  });
});

const resize = one((call) => {
  const shape = shapeAt(call, 0);
  // Upsample, and Resize of operator set 10, have the scales where the region of interest stands later.
  const early = call.node.opType === 'Upsample' || call.opset < 11;
  const sizes = early ? undefined : numbersAt(call, 3);
  const scales = numbersAt(call, early ? 1 : 2) ?? floatsOf(call, 'scales');
  const wanted = sizes !== undefined && sizes.length > 0 ? sizes : scales;
  const policy = textOf(call, 'keep_aspect_ratio_policy') ?? 'stretch';
  if (shape === undefined || wanted === undefined || policy !== 'stretch') return undefined;
  const axes = axesOf(intsOf(call, 'axes') ?? shape.map((_, axis) => axis), shape.length);
  if (axes?.length !== wanted.length) return undefined;
  return axes.reduce<Shape>(
    (result, axis, index) =>
      result.with(axis, wanted === sizes ? sizes[index]! : Math.floor(shape[axis]! * wanted[index]!)),
    shape,
  );
});

function floatsOf({ node }: Call, name: string): readonly number[] | undefined {
  const attribute = node.attributes[name];
  return attribute?.kind === 'floats' ? attribute.value : undefined;
}

/** Blocks of pixels into channels, or back. */
const rearranged = (toDepth: boolean): Rule =>
  one((call) => {
    const [batch, channels, height, width] = shapeAt(call, 0) ?? [];
    const block = intOf(call, 'blocksize', 1);
    if (width === undefined) return undefined;
    return toDepth
      ? [batch!, channels! * block * block, height! / block, width / block]
      : [batch!, channels! / (block * block), height! * block, width * block];
  });

const expand = one((call) => {
  const wanted = numbersAt(call, 1);
  return wanted && broadcast([shapeAt(call, 0), wanted]);
});

const tile = one((call) => {
  const repeats = numbersAt(call, 1);
  return shapeAt(call, 0)?.map((extent, axis) => extent * (repeats?.[axis] ?? NaN));
});

export const REARRANGING: ReadonlyMap<string, Rule> = new Map([
  ['Reshape', reshape],
  ['Flatten', flatten],
  ['Transpose', transpose],
  ['Squeeze', squeeze],
  ['Unsqueeze', unsqueeze],
  ['Concat', concat],
  ['Split', split],
  ['Slice', slice],
  ['Gather', gather],
  ['GatherElements', one((call) => shapeAt(call, 1))],
  ['Pad', pad],
  ['Resize', resize],
  ['Upsample', resize],
  ['Expand', expand],
  ['Tile', tile],
  ['DepthToSpace', rearranged(false)],
  ['SpaceToDepth', rearranged(true)],
]);
