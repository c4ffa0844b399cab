// ONNX's numbers for element types (TensorProto.DataType in onnx.proto), and names for those we do not take.

import type { DType } from '../tensor/types.ts';

const NUMBERS: Readonly<Record<DType, number>> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
};

const BY_NUMBER: ReadonlyMap<number, DType> = new Map(
  (Object.entries(NUMBERS) as [DType, number][]).map(([dtype, number]) => [number, dtype]),
);

const FOREIGN: Readonly<Record<number, string>> = {
  0: 'undefined',
  8: 'string',
  12: 'uint32',
  13: 'uint64',
  14: 'complex64',
  15: 'complex128',
  16: 'bfloat16',
  17: 'float8e4m3fn',
  18: 'float8e4m3fnuz',
  19: 'float8e5m2',
  20: 'float8e5m2fnuz',
  21: 'uint4',
  22: 'int4',
  23: 'float4e2m1',
  24: 'float8e8m0',
  25: 'uint2',
  26: 'int2',
  27: 'float6e2m3',
  28: 'float6e3m2',
};

/** The number in TensorProto.DataType. */
export function onnxTypeNumber(dtype: DType): number {
  return NUMBERS[dtype];
}

/** The type of this number; undefined for those that Netloom has not. */
export function dtypeOfOnnx(number: number): DType | undefined {
  return BY_NUMBER.get(number);
}

/** ONNX's name of a type, for messages about those that are not taken. */
export function onnxTypeName(number: number): string {
  return BY_NUMBER.get(number) ?? FOREIGN[number] ?? `number ${number}`;
}
