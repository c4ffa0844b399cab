import { describe, expect, it } from 'vitest';
import { DTYPES } from '../tensor/types.ts';
import { encodeValues } from './constants.ts';

describe('constants', () => {
  it.each([
    ['float32', [1, -2], [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]],
    ['float16', [1, -2], [0, 0x3c, 0, 0xc0]],
    ['float64', [1], [0, 0, 0, 0, 0, 0, 0xf0, 0x3f]],
    ['int8', [-1, 2], [0xff, 2]],
    ['uint8', [255, 2], [0xff, 2]],
    ['int16', [-2, 258], [0xfe, 0xff, 2, 1]],
    ['uint16', [65_535, 258], [0xff, 0xff, 2, 1]],
    ['int32', [-2], [0xfe, 0xff, 0xff, 0xff]],
    ['int64', [-1, 2 ** 33], [255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 2, 0, 0, 0]],
    ['bool', [0, 7], [0, 1]],
  ] as const)('%s is stored little-endian', (dtype, values, bytes) => {
    expect([...encodeValues(dtype, values)]).toEqual([...bytes]);
  });

  it('stores infinities, which paddings of a maximum need', () => {
    expect([...encodeValues('float32', [-Infinity])]).toEqual([0, 0, 0x80, 0xff]);
  });

  it('knows every element type', () => {
    for (const dtype of DTYPES) expect(encodeValues(dtype, [1]).length).toBeGreaterThan(0);
  });
});
