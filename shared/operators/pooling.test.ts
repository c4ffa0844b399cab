// Poolings of random geometry, run by ONNX Runtime, against PyTorch's definition written out plainly
// (aten/src/ATen/native/Pool.h and AvgPoolKernel.cpp): which windows there are and what a mean divides by.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import { tensorType } from '../tensor/types.ts';
import { caseInput } from '../testing/operator-examples.ts';
import { operatorNetwork } from '../testing/operator-network.ts';
import { modelBytes, runModel } from '../testing/run-onnx.ts';
import { parseValues, type StoredValues } from './attributes.ts';
import { isProblem } from './define.ts';
import { findOperator } from './index.ts';

interface Axis {
  readonly extent: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
}

/** One window along one axis: the taps inside the image, and how many positions a counted padding has. */
interface Taps {
  readonly inside: readonly number[];
  readonly counted: number;
}

function slidingTaps(axis: Axis, ceilMode: boolean): readonly Taps[] {
  const { extent, kernel, stride, padding, dilation } = axis;
  const rounding = ceilMode ? stride - 1 : 0;
  let count = Math.floor((extent + 2 * padding - dilation * (kernel - 1) - 1 + rounding) / stride) + 1;
  if (ceilMode && (count - 1) * stride >= extent + padding) count--;
  return Array.from({ length: count }, (_, index) => {
    const start = index * stride - padding;
    const taps = Array.from({ length: kernel }, (_tap, tap) => start + tap * dilation);
    return {
      inside: taps.filter((position) => position >= 0 && position < extent),
      counted: Math.min(start + kernel, extent + padding) - start,
    };
  });
}

function adaptiveTaps(extent: number, outputs: number): readonly Taps[] {
  return Array.from({ length: outputs }, (_, index) => {
    const start = Math.floor((index * extent) / outputs);
    const end = Math.ceil(((index + 1) * extent) / outputs);
    return { inside: Array.from({ length: end - start }, (_tap, tap) => start + tap), counted: end - start };
  });
}

function pool(
  image: Float32Array,
  width: number,
  rows: readonly Taps[],
  columns: readonly Taps[],
  reduce: (values: readonly number[], counted: number) => number,
): number[] {
  return rows.flatMap((row) =>
    columns.map((column) => {
      const values = row.inside.flatMap((y) => column.inside.map((x) => image[y * width + x]!));
      return reduce(values, row.counted * column.counted);
    }),
  );
}

const mean = (values: readonly number[], count: number): number =>
  values.reduce((sum, value) => sum + value, 0) / count;

/** Requires that the operator accepts the image and computes `expected`. */
async function check(
  type: string,
  attributes: StoredValues,
  [height, width]: readonly [number, number],
  expected: readonly number[],
): Promise<void> {
  const input = tensorType([1, 1, height, width]);
  const opset = [13, 17, 21][expected.length % 3]!;
  const compiled = compile(operatorNetwork(findOperator(type)!, attributes, [input]), { opset });
  const bytes = modelBytes(compiled, () => new Float32Array(0));
  const { y } = await runModel(bytes, { x0: caseInput(input.shape, 0) });
  expect(y!.data.length).toBe(expected.length);
  for (const [index, value] of expected.entries()) expect(y!.data[index]).toBeCloseTo(value, 4);
}

const side = (max: number) => fc.tuple(fc.integer({ min: 1, max }), fc.integer({ min: 1, max }));
const geometry = fc.record({
  size: side(9),
  kernelSize: side(4),
  stride: side(4),
  padding: fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })),
  ceilMode: fc.boolean(),
});

type Geometry = typeof geometry extends fc.Arbitrary<infer T> ? T : never;

function axesOf(g: Geometry, dilation: readonly [number, number]): readonly [Axis, Axis] {
  const axis = (index: 0 | 1): Axis => ({
    extent: g.size[index],
    kernel: g.kernelSize[index],
    stride: g.stride[index],
    padding: g.padding[index],
    dilation: dilation[index],
  });
  return [axis(0), axis(1)];
}

/** Whether the operator takes these attributes on an image of this size. */
function accepted(type: string, size: readonly [number, number], attributes: StoredValues): boolean {
  const operator = findOperator(type)!;
  const { values } = parseValues(operator.attributes, attributes);
  return !isProblem(operator.infer([tensorType([1, 1, ...size])], values));
}

it('MaxPool2d takes the largest of the windows that PyTorch has', async () => {
  await fc.assert(
    fc.asyncProperty(geometry, side(3), async ({ size, ...given }, dilation) => {
      const attributes = { ...given, dilation };
      fc.pre(accepted('MaxPool2d', size, attributes));
      const [rows, columns] = axesOf({ size, ...given }, dilation).map((axis) =>
        slidingTaps(axis, given.ceilMode),
      );
      const image = caseInput([1, 1, ...size], 0).data;
      const expected = pool(image, size[1], rows!, columns!, (values) => Math.max(...values));
      await check('MaxPool2d', attributes, size, expected);
    }),
  );
});

it('AvgPool2d divides by what PyTorch divides by', async () => {
  await fc.assert(
    fc.asyncProperty(geometry, fc.boolean(), async ({ size, ...given }, countIncludePad) => {
      const attributes = { ...given, countIncludePad };
      fc.pre(accepted('AvgPool2d', size, attributes));
      const [rows, columns] = axesOf({ size, ...given }, [1, 1]).map((axis) =>
        slidingTaps(axis, given.ceilMode),
      );
      const image = caseInput([1, 1, ...size], 0).data;
      const expected = pool(image, size[1], rows!, columns!, (values, counted) =>
        mean(values, countIncludePad ? counted : values.length),
      );
      await check('AvgPool2d', attributes, size, expected);
    }),
  );
});

it('AdaptiveAvgPool2d averages the windows that PyTorch has', async () => {
  await fc.assert(
    fc.asyncProperty(side(9), side(7), async (size, outputSize) => {
      const rows = adaptiveTaps(size[0], outputSize[0]);
      const columns = adaptiveTaps(size[1], outputSize[1]);
      const image = caseInput([1, 1, ...size], 0).data;
      const expected = pool(image, size[1], rows, columns, mean);
      await check('AdaptiveAvgPool2d', { outputSize }, size, expected);
    }),
  );
});
