// Small constants as the little-endian bytes that ONNX stores, and back.

import { getFloat16, setFloat16 } from '@petamoriken/float16';
import { assertNever } from '../lib/assert-never.ts';
import { bytesPerElement, type DType } from '../tensor/types.ts';

/** Little-endian bytes of these values, whatever the machine's own order. */
export function encodeValues(dtype: DType, values: readonly number[]): Uint8Array {
  const size = bytesPerElement(dtype);
  const bytes = new Uint8Array(values.length * size);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of values.entries()) {
    const at = index * size;
    switch (dtype) {
      case 'float32':
        view.setFloat32(at, value, true);
        break;
      case 'float16':
        setFloat16(view, at, value, true);
        break;
      case 'float64':
        view.setFloat64(at, value, true);
        break;
      case 'int8':
        view.setInt8(at, value);
        break;
      case 'uint8':
        view.setUint8(at, value);
        break;
      case 'bool':
        view.setUint8(at, value === 0 ? 0 : 1);
        break;
      case 'int16':
        view.setInt16(at, value, true);
        break;
      case 'uint16':
        view.setUint16(at, value, true);
        break;
      case 'int32':
        view.setInt32(at, value, true);
        break;
      case 'int64':
        view.setBigInt64(at, BigInt(value), true);
        break;
      default:
        assertNever(dtype);
    }
  }
  return bytes;
}

/** The numbers behind little-endian bytes; integers beyond ±2⁵³ lose their last digits. */
export function decodeValues(dtype: DType, bytes: Uint8Array): readonly number[] {
  const size = bytesPerElement(dtype);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, index) =>
    valueAt(view, dtype, index * size),
  );
}

function valueAt(view: DataView, dtype: DType, at: number): number {
  switch (dtype) {
    case 'float32':
      return view.getFloat32(at, true);
    case 'float16':
      return getFloat16(view, at, true);
    case 'float64':
      return view.getFloat64(at, true);
    case 'int8':
      return view.getInt8(at);
    case 'uint8':
    case 'bool':
      return view.getUint8(at);
    case 'int16':
      return view.getInt16(at, true);
    case 'uint16':
      return view.getUint16(at, true);
    case 'int32':
      return view.getInt32(at, true);
    case 'int64':
      return Number(view.getBigInt64(at, true));
    default:
      return assertNever(dtype);
  }
}
