// Protobuf fields for the ONNX decoder: every field has the wire type that onnx.proto gives it, and every
// fault becomes a NetloomError that says where in the model it is.

import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { NetloomError } from '../lib/errors.ts';

/** What the decoder knows while it reads: for messages, and for budgets over the whole file. */
export interface DecodeContext {
  /** `node 12`, `initialiser "conv1.weight"` */
  where: string;
  /** Numbers in lists still allowed. */
  listBudget: number;
  /** Messages and names still allowed: two bytes of a file can become a record of a hundred. */
  recordBudget: number;
}

const MAX_TEXT_LENGTH = 4096;

export type FieldReader = (field: number, wire: WireType, reader: BinaryReader) => void;

/** Calls `read` at each field of a message; `read` must consume it. */
export function eachField(context: DecodeContext, bytes: Uint8Array, read: FieldReader): void {
  spendRecord(context);
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wire] = guard(context, () => reader.tag());
    read(field, wire, reader);
  }
}

/** The error of bytes that are no ONNX file, or not the whole of one. */
export function damaged(context: DecodeContext, what: string): NetloomError {
  return new NetloomError(
    'onnx-damaged',
    `The ONNX file is damaged or incomplete: ${what} (in ${context.where}).`,
  );
}

/** The error of what ONNX has and Netloom does not read. */
export function unsupported(context: DecodeContext, what: string): NetloomError {
  return new NetloomError(
    'onnx-unsupported',
    `Netloom cannot read this ONNX file yet: ${what} (in ${context.where}).`,
  );
}

/** The error of what is more, or larger, than is read. */
export function overBudget(context: DecodeContext, what: string): NetloomError {
  return new NetloomError(
    'onnx-too-large',
    `The ONNX file is beyond what Netloom takes: ${what} (in ${context.where}).`,
  );
}

/** The error of a name that stands twice where it may stand once. */
export function duplicate(context: DecodeContext, what: string, name: string): NetloomError {
  return new NetloomError(
    'onnx-duplicate-name',
    `The ONNX file is not valid: two ${what} have the name "${name.slice(0, 80)}" (in ${context.where}).`,
  );
}

/** The domain of ONNX's own operators, by either of its names. */
export function isStandard(domain: string): boolean {
  return domain === '' || domain === 'ai.onnx';
}

/** The protobuf reader throws plain errors at bytes that make no sense; nothing else is caught. */
function guard<T>(context: DecodeContext, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new NetloomError(
      'onnx-damaged',
      `The ONNX file is damaged or incomplete: its bytes make no sense (in ${context.where}).`,
      { cause },
    );
  }
}

function expectWire(context: DecodeContext, wire: WireType, expected: WireType): void {
  if (wire !== expected) throw damaged(context, 'a field has the wrong wire type');
}

/** A field of bytes: a view of the file's, not a copy. */
export function readBytes(context: DecodeContext, wire: WireType, reader: BinaryReader): Uint8Array {
  expectWire(context, wire, WireType.LengthDelimited);
  return guard(context, () => reader.bytes());
}

/** A field of UTF-8; longer than any name or attribute is, it is refused. */
export function readText(context: DecodeContext, wire: WireType, reader: BinaryReader): string {
  spendRecord(context);
  const bytes = readBytes(context, wire, reader);
  if (bytes.length > MAX_TEXT_LENGTH) {
    throw overBudget(context, `a name of ${bytes.length} bytes; at most ${MAX_TEXT_LENGTH}`);
  }
  return guard(context, () => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
}

/** Text for readers of the file only, which Netloom does not keep. */
export function skipText(context: DecodeContext, wire: WireType, reader: BinaryReader): void {
  readBytes(context, wire, reader);
}

/** A StringStringEntryProto, into `entries`. */
export function decodeEntry(
  context: DecodeContext,
  what: string,
  entries: Map<string, string>,
  bytes: Uint8Array,
): void {
  let key = '';
  let value = '';
  eachField(context, bytes, (field, wire, reader) => {
    if (field === 1) key = readText(context, wire, reader);
    else if (field === 2) value = readText(context, wire, reader);
    else throw damaged(context, `one of the ${what} has the unknown field ${field}`);
  });
  if (entries.has(key)) throw duplicate(context, what, key);
  entries.set(key, value);
}

/** int32, int64 and enum fields, where a double holds them exactly. */
export function readInteger(context: DecodeContext, wire: WireType, reader: BinaryReader): number {
  expectWire(context, wire, WireType.Varint);
  return exact(
    context,
    guard(context, () => reader.int64()),
  );
}

function exact(context: DecodeContext, value: bigint | string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw unsupported(context, `the integer ${value} is beyond ±2⁵³`);
  return number;
}

export function readFloat(context: DecodeContext, wire: WireType, reader: BinaryReader): number {
  expectWire(context, wire, WireType.Bit32);
  return guard(context, () => reader.float());
}

/** A repeated integer field, packed or not, into `list`. */
export function readIntegers(
  context: DecodeContext,
  wire: WireType,
  reader: BinaryReader,
  list: number[],
): void {
  readRepeated(context, wire, reader, WireType.Varint, (inner) => list.push(exact(context, inner.int64())));
}

/** A repeated float field, packed or not, into `list`. */
export function readFloats(
  context: DecodeContext,
  wire: WireType,
  reader: BinaryReader,
  list: number[],
): void {
  readRepeated(context, wire, reader, WireType.Bit32, (inner) => list.push(inner.float()));
}

/** A repeated double field, packed or not, into `list`. */
export function readDoubles(
  context: DecodeContext,
  wire: WireType,
  reader: BinaryReader,
  list: number[],
): void {
  readRepeated(context, wire, reader, WireType.Bit64, (inner) => list.push(inner.double()));
}

/** int64 values that doubles may not hold. */
export function readBigIntegers(
  context: DecodeContext,
  wire: WireType,
  reader: BinaryReader,
  list: bigint[],
): void {
  readRepeated(context, wire, reader, WireType.Varint, (inner) => list.push(BigInt(inner.int64())));
}

/**
 * Proto2 writes repeated numbers one by one, newer writers pack them; both are legal. Each number counts against
 * the budget before it is kept: a packed byte becomes eight or more in memory.
 */
function readRepeated(
  context: DecodeContext,
  wire: WireType,
  reader: BinaryReader,
  single: WireType,
  readOne: (reader: BinaryReader) => void,
): void {
  if (wire !== WireType.LengthDelimited) {
    expectWire(context, wire, single);
    spend(context);
    tryRead(context, () => readOne(reader));
    return;
  }
  const packed = new BinaryReader(readBytes(context, wire, reader));
  while (packed.pos < packed.len) {
    spend(context);
    tryRead(context, () => readOne(packed));
  }
}

function tryRead(context: DecodeContext, read: () => void): void {
  try {
    read();
  } catch (cause) {
    if (cause instanceof NetloomError) throw cause;
    throw damaged(context, 'a list of numbers ends within a number');
  }
}

function spend(context: DecodeContext): void {
  context.listBudget -= 1;
  if (context.listBudget < 0)
    throw overBudget(context, 'more than a million numbers outside of raw tensor data');
}

function spendRecord(context: DecodeContext): void {
  context.recordBudget -= 1;
  if (context.recordBudget < 0) throw overBudget(context, 'more than three million names and records');
}
