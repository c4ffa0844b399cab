// LeNet-5's weights as a safetensors file (huggingface.co/docs/safetensors): 8 bytes of header length, a JSON
// header padded with spaces to 8 bytes, then every tensor as little-endian float32, in state_dict order.

import { createParameters, elements, TENSORS } from './network.ts';
import type { Parameters } from './network.ts';

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

export function encodeWeights(
  parameters: Parameters,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const [name, shape] of TENSORS) {
    const begin = end;
    end += 4 * elements(shape);
    header[name] = { dtype: 'F32', shape, data_offsets: [begin, end] } satisfies Entry;
  }
  const json = Buffer.from(JSON.stringify(header));
  const headerLength = Math.ceil(json.length / 8) * 8;
  const file = Buffer.alloc(8 + headerLength + end, ' ');
  file.writeBigUInt64LE(BigInt(headerLength), 0);
  json.copy(file, 8);
  let at = 8 + headerLength;
  for (const [name] of TENSORS) {
    for (const value of parameters[name]) at = file.writeFloatLE(value, at);
  }
  return file;
}

/** Reads what encodeWeights wrote; not a reader for other people's files. */
export function decodeWeights(bytes: Uint8Array): Parameters {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = Number(view.getBigUint64(0, true));
  const parsed: unknown = JSON.parse(Buffer.from(bytes.subarray(8, 8 + headerLength)).toString('utf8'));
  const header = parsed as Readonly<Record<string, Entry>>;
  return createParameters((name, shape) => {
    const entry = header[name];
    if (entry === undefined || entry.dtype !== 'F32' || entry.shape.join() !== shape.join()) {
      throw new Error(`The file's ${name} is ${JSON.stringify(entry)}, not F32 of shape [${shape.join()}].`);
    }
    const begin = 8 + headerLength + entry.data_offsets[0];
    return Float64Array.from({ length: elements(shape) }, (_value, i) =>
      view.getFloat32(begin + 4 * i, true),
    );
  });
}

/** The weights as a file holds them: rounded to float32. */
export function roundToFloat32(parameters: Parameters): Parameters {
  return createParameters((name) => parameters[name].map(Math.fround));
}
