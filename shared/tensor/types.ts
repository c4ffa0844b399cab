// Element types and tensor types: what flows along a wire.

export const DTYPES = [
  'float32',
  'float16',
  'float64',
  'int8',
  'uint8',
  'int16',
  'uint16',
  'int32',
  'int64',
  'bool',
] as const;
export type DType = (typeof DTYPES)[number];

const BYTES_PER_ELEMENT: Readonly<Record<DType, number>> = {
  float32: 4,
  float16: 2,
  float64: 8,
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  int64: 8,
  bool: 1,
};

export type Shape = readonly number[];

/** A dense tensor's type. Images are `[N, C, H, W]`; flattened features `[N, C]`. */
export interface TensorType {
  readonly dtype: DType;
  readonly shape: Shape;
}

export function tensorType(shape: Shape, dtype: DType = 'float32'): TensorType {
  return { dtype, shape };
}

/** Number of elements; 1 for a scalar. */
export function elementCount(shape: Shape): number {
  let count = 1;
  for (const extent of shape) count *= extent;
  return count;
}

/** Of a dense tensor. */
export function bytesPerElement(dtype: DType): number {
  return BYTES_PER_ELEMENT[dtype];
}

/** Size in bytes of a dense tensor of this type. */
export function byteSize(type: TensorType): number {
  return elementCount(type.shape) * BYTES_PER_ELEMENT[type.dtype];
}

/** Of the same rank, and as long on every axis. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis]);
}

/** `1 × 64 × 56 × 56`, as wires and messages show it. */
export function formatShape(shape: Shape): string {
  return shape.length === 0 ? 'scalar' : shape.join(' × ');
}
