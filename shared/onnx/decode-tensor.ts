// TensorProto to OnnxTensor: raw data stay views into the file; typed lists become bytes. The length must be
// what shape and type say.

import { NetloomError } from '../lib/errors.ts';
import { bytesPerElement, formatShape, type DType } from '../tensor/types.ts';
import { dtypeOfOnnx, onnxTypeName } from './dtypes.ts';
import type { OnnxTensor } from './model.ts';
import {
  damaged,
  decodeEntry,
  eachField,
  overBudget,
  readBigIntegers,
  readBytes,
  readDoubles,
  readFloats,
  readInteger,
  readIntegers,
  readText,
  skipText,
  unsupported,
  type DecodeContext,
} from './wire.ts';

export const MAX_RANK = 8;
export const MAX_EXTENT = 2 ** 31 - 1;
const MAX_ELEMENTS = 2 ** 32;

/** The typed list that onnx.proto assigns to each element type. */
type ListName = 'float_data' | 'int32_data' | 'int64_data' | 'double_data';

interface Payloads {
  readonly float_data: number[];
  readonly int32_data: number[];
  readonly int64_data: bigint[];
  readonly double_data: number[];
  raw: Uint8Array | undefined;
}

/** @param anonymous whether it may be without a name, as in attributes */
export function decodeTensor(context: DecodeContext, bytes: Uint8Array, anonymous = false): OnnxTensor {
  const place = new Map<string, string>();
  let elsewhere = false;
  const shape: number[] = [];
  let typeNumber = 0;
  let name = '';
  const payloads: Payloads = {
    float_data: [],
    int32_data: [],
    int64_data: [],
    double_data: [],
    raw: undefined,
  };
  eachField(context, bytes, (field, wire, reader) => {
    switch (field) {
      case 1:
        readIntegers(context, wire, reader, shape);
        break;
      case 2:
        typeNumber = readInteger(context, wire, reader);
        break;
      case 4:
        readFloats(context, wire, reader, payloads.float_data);
        break;
      case 5:
        readIntegers(context, wire, reader, payloads.int32_data);
        break;
      case 7:
        readBigIntegers(context, wire, reader, payloads.int64_data);
        break;
      case 8:
        name = readText(context, wire, reader);
        if (!anonymous) context.where = `tensor "${name.slice(0, 80)}"`;
        break;
      case 9:
        if (payloads.raw !== undefined) throw damaged(context, 'a tensor has its data twice');
        payloads.raw = readBytes(context, wire, reader);
        break;
      case 10:
        readDoubles(context, wire, reader, payloads.double_data);
        break;
      case 12:
      case 16:
        skipText(context, wire, reader);
        break;
      case 3:
        throw unsupported(context, 'a tensor in segments');
      case 6:
        throw unsupported(context, 'a tensor of strings');
      case 11:
        throw unsupported(context, 'a tensor of 64-bit unsigned integers');
      case 13:
        decodeEntry(context, 'data places', place, readBytes(context, wire, reader));
        break;
      case 14:
        elsewhere = isElsewhere(context, readInteger(context, wire, reader));
        break;
      default:
        throw damaged(context, `a tensor has the unknown field ${field}`);
    }
  });
  if (name === '' && !anonymous) throw damaged(context, 'a tensor has no name');
  const dtype = dtypeOfOnnx(typeNumber);
  if (dtype === undefined) throw unsupported(context, `a tensor of type ${onnxTypeName(typeNumber)}`);
  const elements = countElements(context, shape);
  if (elsewhere) {
    if (!place.has('location')) throw damaged(context, 'a tensor does not say which file its data are in');
    if (hasPayload(payloads)) throw damaged(context, 'a tensor has its data here and in another file');
    return { name, dtype, shape, data: { kind: 'external', place: Object.fromEntries(place) } };
  }
  return {
    name,
    dtype,
    shape,
    data: { kind: 'inline', bytes: takeData(context, dtype, shape, elements, payloads) },
  };
}

/** TensorProto.DataLocation */
function isElsewhere(context: DecodeContext, location: number): boolean {
  if (location === 0 || location === 1) return location === 1;
  throw damaged(context, `a tensor has its data at the unknown location ${location}`);
}

function hasPayload({ raw, ...lists }: Payloads): boolean {
  return raw !== undefined || Object.values(lists).some((list) => list.length > 0);
}

function countElements(context: DecodeContext, shape: readonly number[]): number {
  if (shape.length > MAX_RANK) {
    throw overBudget(context, `a tensor of rank ${shape.length}; at most ${MAX_RANK}`);
  }
  let elements = 1;
  for (const extent of shape) {
    if (extent < 0) throw damaged(context, `a tensor has the negative dimension ${extent}`);
    if (extent > MAX_EXTENT) throw overBudget(context, `a dimension of ${extent}; at most ${MAX_EXTENT}`);
    elements *= extent;
  }
  if (elements > MAX_ELEMENTS) {
    throw overBudget(context, `a tensor of ${elements} elements; at most ${MAX_ELEMENTS}`);
  }
  return elements;
}

function takeData(
  context: DecodeContext,
  dtype: DType,
  shape: readonly number[],
  elements: number,
  payloads: Payloads,
): Uint8Array {
  const lists = (['float_data', 'int32_data', 'int64_data', 'double_data'] as const).filter(
    (list) => payloads[list].length > 0,
  );
  if (lists.length + (payloads.raw === undefined ? 0 : 1) > 1) {
    throw damaged(context, 'a tensor has its data in two fields');
  }
  if (lists.length > 0 && lists[0] !== listOf(dtype)) {
    throw damaged(context, `a tensor of type ${dtype} has its data in ${lists[0]}`);
  }
  const bytes = payloads.raw ?? listBytes(context, dtype, payloads);
  const expected = elements * bytesPerElement(dtype);
  if (bytes.length !== expected) {
    throw new NetloomError(
      'onnx-tensor-length',
      `The ONNX file is damaged or incomplete: a tensor of shape ${formatShape(shape)} and type ${dtype} needs ${expected} bytes, but has ${bytes.length} (in ${context.where}).`,
    );
  }
  return bytes;
}

function listOf(dtype: DType): ListName {
  switch (dtype) {
    case 'float32':
      return 'float_data';
    case 'float64':
      return 'double_data';
    case 'int64':
      return 'int64_data';
    default:
      return 'int32_data';
  }
}

/** Little-endian, as raw data are; every machine that runs Netloom is. */
function listBytes(context: DecodeContext, dtype: DType, payloads: Payloads): Uint8Array {
  switch (dtype) {
    case 'float32':
      return bytesOf(Float32Array.from(payloads.float_data));
    case 'float64':
      return bytesOf(Float64Array.from(payloads.double_data));
    case 'int64':
      return bytesOf(BigInt64Array.from(payloads.int64_data));
    case 'int32':
      return bytesOf(integers(context, payloads, Int32Array.from(payloads.int32_data)));
    case 'int16':
      return bytesOf(integers(context, payloads, Int16Array.from(payloads.int32_data)));
    case 'int8':
      return bytesOf(integers(context, payloads, Int8Array.from(payloads.int32_data)));
    case 'uint16':
    case 'float16':
      return bytesOf(integers(context, payloads, Uint16Array.from(payloads.int32_data)));
    case 'uint8':
    case 'bool':
      return bytesOf(integers(context, payloads, Uint8Array.from(payloads.int32_data)));
  }
}

/** Values that the element type cannot hold would have wrapped round. */
function integers<T extends Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array>(
  context: DecodeContext,
  payloads: Payloads,
  array: T,
): T {
  payloads.int32_data.forEach((value, index) => {
    if (array[index] !== value) throw damaged(context, `a tensor holds ${value}, which its type cannot`);
  });
  return array;
}

function bytesOf(array: { buffer: ArrayBufferLike; byteOffset: number; byteLength: number }): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
