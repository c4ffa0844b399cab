import { expect, it } from 'vitest';
import { checkInvariants } from '../../../shared/document/invariants.ts';
import { answers, documentOf, KERNELS, saving, stackDepth, waysToOutput } from './kernels.ts';

it("gives the lesson's answer at 64 channels", () => {
  const { large, small } = answers({ kernel: 5, channels: 64, size: 56 });
  expect(large).toEqual({
    convolutions: 1,
    parameters: 102_464,
    macs: 56 * 56 * 64 * 64 * 25,
    nonLinearities: 1,
    field: 5,
  });
  expect(small).toEqual({
    convolutions: 2,
    parameters: 73_856,
    macs: 56 * 56 * 64 * 64 * 18,
    nonLinearities: 2,
    field: 5,
  });
  expect(saving(large.parameters, small.parameters).toFixed(1)).toBe('27.9');
});

it('compares what sees equally far, whatever the kernel', () => {
  for (const kernel of KERNELS) {
    const { large, small } = answers({ kernel, channels: 8, size: 16 });
    expect([large.field, small.field, small.convolutions]).toEqual([kernel, kernel, stackDepth(kernel)]);
  }
  expect(saving(10, 15)).toBe(-50);
  expect(checkInvariants(documentOf({ kernel: 7, channels: 64, size: 56 }))).toBeUndefined();
});

it('counts the ways from a pixel to the output', () => {
  expect(waysToOutput([])).toEqual([1]);
  expect(waysToOutput([5])).toEqual([1, 1, 1, 1, 1]);
  expect(waysToOutput([3, 3])).toEqual([1, 2, 3, 2, 1]);
  expect(waysToOutput([3, 3, 3])).toEqual([1, 3, 6, 7, 6, 3, 1]);
});
