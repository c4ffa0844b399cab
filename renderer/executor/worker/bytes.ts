// Encoded model parts as one array.

import type { EncodedModel } from '../../../shared/onnx/encode.ts';

/** @param parts of a model whose weights lie outside: no slot is left to fill */
export function concatenate(parts: EncodedModel['parts']): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const part of parts) length += part.byteLength;
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    if (!(part instanceof Uint8Array)) throw new Error(`The bytes of ${part.key} are not in the model.`);
    bytes.set(part, offset);
    offset += part.byteLength;
  }
  return bytes;
}
