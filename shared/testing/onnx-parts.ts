// What bad ONNX files are built of, field by field (numbers as in onnx.proto).

import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { BadFile } from './corpus-types.ts';

export type Write = (writer: BinaryWriter) => void;

export const text =
  (field: number, value: string): Write =>
  (writer) =>
    void writer.tag(field, WireType.LengthDelimited).string(value);
export const raw =
  (field: number, value: Uint8Array): Write =>
  (writer) =>
    void writer.tag(field, WireType.LengthDelimited).bytes(value);
export const int =
  (field: number, value: number | bigint): Write =>
  (writer) =>
    void writer.tag(field, WireType.Varint).int64(value);
export const message =
  (field: number, ...parts: readonly Write[]): Write =>
  (writer) => {
    writer.tag(field, WireType.LengthDelimited).fork();
    for (const part of parts) part(writer);
    writer.join();
  };

export function file(...parts: readonly Write[]): Uint8Array {
  const writer = new BinaryWriter();
  for (const part of parts) part(writer);
  return writer.finish();
}

export const irVersion = int(1, 8);
export const opset = message(8, text(1, ''), int(2, 17));
export const graph = (...parts: readonly Write[]): Uint8Array => file(irVersion, message(7, ...parts), opset);
export const node = (...parts: readonly Write[]): Uint8Array => graph(message(1, text(4, 'Relu'), ...parts));
export const attribute = (type: number, ...parts: readonly Write[]): Uint8Array =>
  node(message(5, text(1, 'value'), ...parts, int(20, type)));
export const tensorField = (...parts: readonly Write[]): Write => message(5, text(8, 'w'), ...parts);
export const tensor = (...parts: readonly Write[]): Uint8Array => graph(tensorField(...parts));
export const input = (name: string, ...parts: readonly Write[]): Write =>
  message(11, text(1, name), ...parts);
export const type = (elementType: number, ...dimensions: readonly Write[]): Write =>
  message(2, message(1, int(1, elementType), message(2, ...dimensions.map((write) => message(1, write)))));

export const FLOAT = 1;
export const floats = new Uint8Array(8);

/** The same part many times. */
export function repeated(count: number, part: (index: number) => Write): Write {
  return (writer) => {
    for (let index = 0; index < count; index += 1) part(index)(writer);
  };
}

export function bad(
  name: string,
  bytes: Uint8Array | (() => Uint8Array),
  code: string,
  message_: string,
): BadFile {
  return {
    name,
    reader: 'onnx',
    bytes: typeof bytes === 'function' ? bytes : () => bytes,
    code,
    message: message_,
  };
}
