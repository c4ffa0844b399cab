// safetensors: a strict reader of the header, and a writer. Tensor bytes stay where they are.
// Format: https://huggingface.co/docs/safetensors/index#format

import { NetloomError } from '../lib/errors.ts';
import { parseJson } from '../lib/json.ts';
import type { StoredTensors } from '../network/types.ts';
import { formatShape, type Shape } from '../tensor/types.ts';

export interface SafetensorsEntry {
  /** As the file says it: `F32`, `BF16`. */
  readonly dtype: string;
  readonly shape: Shape;
  /** From the first byte of the file. */
  readonly offset: number;
  readonly byteLength: number;
}

export interface SafetensorsFile {
  /** In header order. */
  readonly tensors: ReadonlyMap<string, SafetensorsEntry>;
  readonly metadata: ReadonlyMap<string, string>;
}

export interface SafetensorsTensor {
  readonly name: string;
  readonly shape: Shape;
  readonly data: Float32Array;
}

const MAX_TENSORS = 50_000;
const MAX_HEADER_BYTES = 64 * 1024 * 1024;
const MAX_RANK = 8;
const MAX_EXTENT = 2 ** 31 - 1;
const MAX_ELEMENTS = 2 ** 32;
const MAX_NAME_LENGTH = 4096;
const LENGTH_BYTES = 8;
const METADATA = '__metadata__';

const BITS: Readonly<Record<string, number>> = {
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
  BOOL: 8,
  U8: 8,
  I8: 8,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  F64: 64,
  I64: 64,
  U64: 64,
  C64: 64,
};

/**
 * Reads the header and checks it against the file: lengths, shapes, and that tensors lie side by side without
 * holes, overlaps or shared bytes.
 * @throws NetloomError with a code that begins with `safetensors-`
 */
export function readSafetensors(bytes: Uint8Array): SafetensorsFile {
  const { header, dataStart } = readHeader(bytes);
  const names = Object.keys(header).filter((name) => name !== METADATA);
  if (names.length > MAX_TENSORS) {
    throw fault(
      'safetensors-too-many',
      `it has ${names.length} tensors; Netloom reads at most ${MAX_TENSORS}`,
    );
  }
  const tensors = new Map<string, SafetensorsEntry>();
  for (const name of names) tensors.set(name, readEntry(name, header[name], dataStart, bytes.length));
  checkCoverage(tensors, dataStart, bytes.length);
  return { tensors, metadata: readMetadata(header) };
}

/**
 * Where each tensor lies, for weights whose source is stored. Offsets count from the first byte of the file:
 * `fillWeight` takes the whole file as `stored`.
 * @throws NetloomError `safetensors-dtype` for element types other than F32
 */
export function storedTensors(file: SafetensorsFile): StoredTensors {
  const foreign = [...file.tensors].filter(([, entry]) => entry.dtype !== 'F32');
  if (foreign.length > 0) {
    const named = foreign.slice(0, 3).map(([name, entry]) => `"${show(name)}" is ${entry.dtype}`);
    const more = foreign.length > 3 ? ` and ${foreign.length - 3} more` : '';
    throw new NetloomError(
      'safetensors-dtype',
      `Netloom takes float32 weights (F32); ${named.join(', ')}${more}. Convert the file to float32 first.`,
    );
  }
  // Without a prototype: a lookup of "toString" finds a tensor or nothing.
  const stored = Object.create(null) as Record<string, StoredTensors[string]>;
  for (const [name, { shape, offset }] of file.tensors) stored[name] = { shape, offset };
  return stored;
}

/** A file of float32 tensors in the order given. The header is padded so that the data begin at a multiple of 8. */
export function writeSafetensors(
  tensors: readonly SafetensorsTensor[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const header = new Map<string, unknown>();
  if (Object.keys(metadata).length > 0) header.set(METADATA, metadata);
  let end = 0;
  for (const { name, shape, data } of tensors) {
    if (header.has(name) || name === METADATA) {
      throw new NetloomError('safetensors-name', `Two tensors cannot share the name "${show(name)}".`);
    }
    if (shape.reduce((count, extent) => count * extent, 1) !== data.length) {
      throw new NetloomError(
        'safetensors-shape',
        `"${show(name)}" of shape ${formatShape(shape)} comes with ${data.length} values.`,
      );
    }
    header.set(name, { dtype: 'F32', shape, data_offsets: [end, end + data.byteLength] });
    end += data.byteLength;
  }
  const text = JSON.stringify(Object.fromEntries(header));
  const unpadded = new TextEncoder().encode(text);
  const padded = Math.ceil(unpadded.length / 8) * 8;
  const file = new Uint8Array(LENGTH_BYTES + padded + end);
  new DataView(file.buffer).setUint32(0, padded, true);
  file.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + padded);
  file.set(unpadded, LENGTH_BYTES);
  let offset = LENGTH_BYTES + padded;
  for (const { data } of tensors) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return file;
}

function fault(code: string, what: string): NetloomError {
  return new NetloomError(code, `This safetensors file cannot be used: ${what}.`);
}

function show(name: string): string {
  return name.length > 80 ? `${name.slice(0, 77)}...` : name;
}

function readHeader(bytes: Uint8Array): { header: Record<string, unknown>; dataStart: number } {
  if (bytes.length < LENGTH_BYTES) {
    throw fault(
      'safetensors-truncated',
      `it has ${bytes.length} bytes, fewer than the 8 that it begins with`,
    );
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES).getBigUint64(0, true);
  if (length < 2n) throw fault('safetensors-header', `its header would have ${length} bytes`);
  if (length > BigInt(bytes.length - LENGTH_BYTES)) {
    throw fault(
      'safetensors-truncated',
      `its header should have ${length} bytes, but the file ends after ${bytes.length}; it is incomplete, or no safetensors file`,
    );
  }
  if (length > BigInt(MAX_HEADER_BYTES)) {
    throw fault('safetensors-header', `its header has ${length} bytes; at most ${MAX_HEADER_BYTES} are read`);
  }
  const dataStart = LENGTH_BYTES + Number(length);
  if (bytes[LENGTH_BYTES] !== 0x7b) throw fault('safetensors-header', 'its header does not begin with "{"');
  let header: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(LENGTH_BYTES, dataStart));
    header = parseJson(text, { maxLength: MAX_HEADER_BYTES, maxDepth: 3, maxValues: 4_000_000 }).value;
  } catch (cause) {
    const reason = cause instanceof NetloomError ? cause.message.replace(/\.$/, '') : 'it is not UTF-8';
    throw new NetloomError('safetensors-header', `This safetensors file has a bad header. ${reason}.`, {
      cause,
    });
  }
  return { header: header as Record<string, unknown>, dataStart };
}

function readEntry(name: string, value: unknown, dataStart: number, fileLength: number): SafetensorsEntry {
  if (name.length > MAX_NAME_LENGTH) {
    throw fault(
      'safetensors-name',
      `a tensor's name has ${name.length} characters; at most ${MAX_NAME_LENGTH}`,
    );
  }
  const subject = `tensor "${show(name)}"`;
  if (!isObject(value)) throw fault('safetensors-entry', `${subject} is not described by an object`);
  const stray = Object.keys(value).find((key) => !['dtype', 'shape', 'data_offsets'].includes(key));
  if (stray !== undefined)
    throw fault('safetensors-entry', `${subject} has an unknown field "${show(stray)}"`);
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== 'string' || !Object.hasOwn(BITS, dtype)) {
    throw fault(
      'safetensors-entry',
      `${subject} has the unknown dtype ${show(JSON.stringify(dtype) ?? 'none')}`,
    );
  }
  if (!isNaturals(shape) || shape.length > MAX_RANK || shape.some((extent) => extent > MAX_EXTENT)) {
    throw fault(
      'safetensors-shape',
      `${subject} has the shape ${show(JSON.stringify(shape) ?? 'none')}; expected at most ${MAX_RANK} integers from 0 to ${MAX_EXTENT}`,
    );
  }
  if (!isNaturals(offsets) || offsets.length !== 2) {
    throw fault(
      'safetensors-offsets',
      `${subject} has the offsets ${show(JSON.stringify(offsets) ?? 'none')}; expected two integers`,
    );
  }
  // Products of eight extents below 2³¹ stay finite, and are exact up to the limit.
  const elements = shape.reduce((count, extent) => count * extent, 1);
  if (elements > MAX_ELEMENTS) {
    throw fault(
      'safetensors-shape',
      `${subject} has ${elements} elements; at most ${MAX_ELEMENTS} are allowed`,
    );
  }
  const [begin, end] = offsets as [number, number];
  const expected = (elements * BITS[dtype]!) / 8;
  if (end - begin !== expected) {
    throw fault(
      'safetensors-offsets',
      `${subject} of shape ${formatShape(shape)} and type ${dtype} needs ${expected} bytes, but its offsets ${begin} to ${end} hold ${end - begin}`,
    );
  }
  if (dataStart + end > fileLength) {
    throw fault(
      'safetensors-truncated',
      `${subject} ends at byte ${dataStart + end}, but the file has ${fileLength}; it is incomplete`,
    );
  }
  return { dtype, shape, offset: dataStart + begin, byteLength: expected };
}

function checkCoverage(tensors: ReadonlyMap<string, SafetensorsEntry>, start: number, end: number): void {
  let covered = start;
  // Empty tensors take no room, and come first where offsets are equal.
  const inOrder = [...tensors].toSorted(([, a], [, b]) => a.offset - b.offset || a.byteLength - b.byteLength);
  for (const [name, entry] of inOrder) {
    if (entry.offset < covered) {
      throw fault('safetensors-overlap', `tensor "${show(name)}" overlaps the one before it`);
    }
    if (entry.offset > covered) {
      throw fault(
        'safetensors-hole',
        `${entry.offset - covered} bytes before tensor "${show(name)}" belong to no tensor`,
      );
    }
    covered = entry.offset + entry.byteLength;
  }
  if (covered < end) throw fault('safetensors-hole', `${end - covered} bytes at its end belong to no tensor`);
}

function readMetadata(header: Record<string, unknown>): ReadonlyMap<string, string> {
  if (!Object.hasOwn(header, METADATA)) return new Map();
  const metadata = header[METADATA];
  if (!isObject(metadata)) throw fault('safetensors-entry', 'its __metadata__ is not an object');
  return new Map(
    Object.entries(metadata).map(([key, value]) => {
      if (typeof value === 'string') return [key, value];
      throw fault('safetensors-entry', `its __metadata__ has a value that is no text, "${show(key)}"`);
    }),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNaturals(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}
