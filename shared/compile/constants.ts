// Small constants as the little-endian bytes that ONNX stores.

import { setFloat16 } from '@petamoriken/float16';
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
