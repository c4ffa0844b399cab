// Writes an ONNX model as protobuf. Large tensor bytes are never copied: they stay the caller's arrays, slots
// that whoever writes the file fills, or references into an external data file.
// Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto

import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { assertNever } from '../lib/assert-never.ts';
import { NetloomError } from '../lib/errors.ts';
import { byteSize, formatShape } from '../tensor/types.ts';
import { onnxTypeNumber } from './dtypes.ts';
import type {
  OnnxAttribute,
  OnnxDimension,
  OnnxGraph,
  OnnxModel,
  OnnxNode,
  OnnxTensor,
  OnnxValueInfo,
} from './model.ts';

/** Bytes that the writer of the file supplies when it comes to them. */
export interface EncodedSlot {
  readonly key: string;
  readonly byteLength: number;
}

export interface ExternalPlace {
  readonly offset: number;
  readonly byteLength: number;
}

export interface EncodedModel {
  /** Of the model file: all parts together. */
  readonly byteLength: number;
  /** In file order. */
  readonly parts: readonly (Uint8Array | EncodedSlot)[];
  /** With `externalData`: where each deferred key lies in that file. Empty otherwise. */
  readonly external: ReadonlyMap<string, ExternalPlace>;
  /** Length of the external data file; 0 without one. */
  readonly externalByteLength: number;
}

export interface EncodeOptions {
  /** Deferred initialisers become references into a file of this name, beside the model. */
  readonly externalData?: string;
}

/** protobuf's limit on a message: lengths are signed 32-bit in its implementations. */
export const MAX_MODEL_BYTES = 2 ** 31 - 1;

/** Tensors in the external file begin at multiples of this, enough for every vector width. */
const EXTERNAL_ALIGNMENT = 64;

/** Inline data up to this size is copied into the surrounding part: fewer, larger writes. */
const COPY_LIMIT = 4096;

/** AttributeProto.AttributeType */
const ATTRIBUTE_TYPE: Readonly<Record<Exclude<OnnxAttribute['kind'], 'opaque'>, number>> = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  floats: 6,
  ints: 7,
};

/** TensorProto.DataLocation.EXTERNAL */
const EXTERNAL = 1;

/** Where deferred tensors come to lie in the external file, in order of appearance. */
interface ExternalLayout {
  readonly location: string | undefined;
  readonly places: Map<string, ExternalPlace>;
  byteLength: number;
}

/** Parts in file order; small fields gather in `writer` until a large part follows. */
interface PartList {
  readonly parts: (Uint8Array | EncodedSlot)[];
  readonly writer: BinaryWriter;
  byteLength: number;
}

/**
 * Encodes a model. Lengths of deferred tensors are known beforehand, so the result can be written front to
 * back; every part is final.
 * @throws NetloomError `onnx-too-large` above protobuf's 2 GiB, `onnx-number` for a value that its field
 *   cannot hold, `onnx-tensor-length` for data whose length is not the shape's
 */
export function encodeModel(model: OnnxModel, options: EncodeOptions = {}): EncodedModel {
  const external: ExternalLayout = { location: options.externalData, places: new Map(), byteLength: 0 };
  const graph = encodeGraph(model.graph, external);

  const tail = new BinaryWriter();
  message(tail, 8, (opset) => {
    text(opset, 1, '');
    int64(opset, 2, model.opset);
  });
  for (const [domain, version] of Object.entries(model.otherOpsets ?? {})) {
    message(tail, 8, (opset) => {
      text(opset, 1, domain);
      int64(opset, 2, version);
    });
  }
  for (const [key, value] of Object.entries(model.metadata)) entry(tail, 14, key, value);
  const trailer = tail.finish();
  checkSize(graph.byteLength + trailer.length);

  const head = new BinaryWriter();
  int64(head, 1, model.irVersion);
  text(head, 2, model.producerName);
  text(head, 3, model.producerVersion);
  const start = head.tag(7, WireType.LengthDelimited).uint32(graph.byteLength).finish();
  const byteLength = start.length + graph.byteLength + trailer.length;
  checkSize(byteLength);
  return {
    byteLength,
    parts: [start, ...graph.parts, trailer],
    external: external.places,
    externalByteLength: external.byteLength,
  };
}

function checkSize(byteLength: number): void {
  if (byteLength <= MAX_MODEL_BYTES) return;
  throw new NetloomError(
    'onnx-too-large',
    `The ONNX file would have ${byteLength} bytes; it can have at most ${MAX_MODEL_BYTES} (2 GiB, protobuf's limit). Make the network smaller, or keep its weights in a separate data file.`,
  );
}

function encodeGraph(graph: OnnxGraph, external: ExternalLayout): PartList {
  const list: PartList = { parts: [], writer: new BinaryWriter(), byteLength: 0 };
  const { writer } = list;
  for (const node of graph.nodes) message(writer, 1, (inner) => encodeNode(inner, node));
  text(writer, 2, graph.name);
  for (const tensor of graph.initialisers) appendTensor(list, tensor, external);
  for (const info of graph.inputs) message(writer, 11, (inner) => encodeValueInfo(inner, info));
  for (const info of graph.outputs) message(writer, 12, (inner) => encodeValueInfo(inner, info));
  for (const info of graph.valueInfos) message(writer, 13, (inner) => encodeValueInfo(inner, info));
  flush(list);
  return list;
}

/** Moves what the writer gathered into a part of its own. */
function flush(list: PartList): void {
  const bytes = list.writer.finish();
  if (bytes.length === 0) return;
  list.parts.push(bytes);
  list.byteLength += bytes.length;
}

function appendTensor(list: PartList, tensor: OnnxTensor, external: ExternalLayout): void {
  const { data } = tensor;
  const { writer } = list;
  const header = tensorHeader(tensor);
  if (data.kind === 'external') {
    writer.tag(5, WireType.LengthDelimited).bytes(elsewhere(header, data.place));
    return;
  }
  const dataLength = data.kind === 'inline' ? data.bytes.byteLength : data.byteLength;
  checkLength(tensor, dataLength);
  if (data.kind === 'deferred' && external.location !== undefined) {
    const { offset, byteLength } = placeExternally(external, data.key, data.byteLength);
    const place = { location: external.location, offset: `${offset}`, length: `${byteLength}` };
    writer.tag(5, WireType.LengthDelimited).bytes(elsewhere(header, place));
    return;
  }
  checkSize(dataLength);
  header.tag(9, WireType.LengthDelimited).uint32(dataLength);
  const headerBytes = header.finish();
  checkSize(headerBytes.length + dataLength);
  writer
    .tag(5, WireType.LengthDelimited)
    .uint32(headerBytes.length + dataLength)
    .raw(headerBytes);
  if (data.kind === 'inline' && dataLength <= COPY_LIMIT) {
    writer.raw(data.bytes);
    return;
  }
  flush(list);
  list.parts.push(data.kind === 'inline' ? data.bytes : { key: data.key, byteLength: dataLength });
  list.byteLength += dataLength;
}

/** All of a tensor but its data. */
function tensorHeader(tensor: OnnxTensor): BinaryWriter {
  const header = new BinaryWriter();
  for (const extent of tensor.shape) int64(header, 1, extent);
  header.tag(2, WireType.Varint).int32(onnxTypeNumber(tensor.dtype));
  text(header, 8, tensor.name);
  return header;
}

function checkLength(tensor: OnnxTensor, dataLength: number): void {
  const expected = byteSize(tensor);
  if (dataLength === expected) return;
  throw new NetloomError(
    'onnx-tensor-length',
    `Tensor "${tensor.name}" of shape ${formatShape(tensor.shape)} comes with ${dataLength} bytes; its shape and type need ${expected}.`,
  );
}

function elsewhere(header: BinaryWriter, place: Readonly<Record<string, string>>): Uint8Array {
  for (const [key, value] of Object.entries(place)) entry(header, 13, key, value);
  return header.tag(14, WireType.Varint).int32(EXTERNAL).finish();
}

/** Tensors in attributes are small, and their data are at hand. */
function attributeTensor(tensor: OnnxTensor): Uint8Array {
  const { data } = tensor;
  const header = tensorHeader(tensor);
  if (data.kind === 'external') return elsewhere(header, data.place);
  if (data.kind === 'deferred') {
    throw new Error(`The data of an attribute cannot be deferred, as those of "${tensor.name}" are.`);
  }
  checkLength(tensor, data.bytes.byteLength);
  return header.tag(9, WireType.LengthDelimited).bytes(data.bytes).finish();
}

function placeExternally(external: ExternalLayout, key: string, byteLength: number): ExternalPlace {
  const known = external.places.get(key);
  if (known !== undefined) return known;
  const offset = Math.ceil(external.byteLength / EXTERNAL_ALIGNMENT) * EXTERNAL_ALIGNMENT;
  const place = { offset, byteLength };
  external.places.set(key, place);
  external.byteLength = offset + byteLength;
  return place;
}

function encodeNode(writer: BinaryWriter, node: OnnxNode): void {
  for (const name of node.inputs) text(writer, 1, name);
  for (const name of node.outputs) text(writer, 2, name);
  text(writer, 3, node.name);
  text(writer, 4, node.opType);
  for (const [name, attribute] of Object.entries(node.attributes)) {
    if (attribute.kind === 'opaque') writer.tag(5, WireType.LengthDelimited).bytes(attribute.bytes);
    else message(writer, 5, (inner) => encodeAttribute(inner, name, attribute));
  }
  if (node.domain !== undefined) text(writer, 7, node.domain);
}

function encodeAttribute(
  writer: BinaryWriter,
  name: string,
  attribute: Exclude<OnnxAttribute, { readonly kind: 'opaque' }>,
): void {
  text(writer, 1, name);
  switch (attribute.kind) {
    case 'int':
      int64(writer, 3, attribute.value);
      break;
    case 'ints':
      for (const value of attribute.value) int64(writer, 8, value);
      break;
    case 'float':
      float32(writer, 2, attribute.value);
      break;
    case 'floats':
      for (const value of attribute.value) float32(writer, 7, value);
      break;
    case 'string':
      text(writer, 4, attribute.value);
      break;
    case 'tensor':
      writer.tag(5, WireType.LengthDelimited).bytes(attributeTensor(attribute.value));
      break;
    default:
      assertNever(attribute);
  }
  writer.tag(20, WireType.Varint).int32(ATTRIBUTE_TYPE[attribute.kind]);
}

function encodeValueInfo(writer: BinaryWriter, info: OnnxValueInfo): void {
  text(writer, 1, info.name);
  message(writer, 2, (type) => {
    message(type, 1, (tensor) => {
      tensor.tag(1, WireType.Varint).int32(onnxTypeNumber(info.dtype));
      message(tensor, 2, (shape) => {
        for (const dimension of info.shape) message(shape, 1, (inner) => encodeDimension(inner, dimension));
      });
    });
  });
}

function encodeDimension(writer: BinaryWriter, dimension: OnnxDimension): void {
  if (typeof dimension === 'string') text(writer, 2, dimension);
  else int64(writer, 1, dimension);
}

function message(writer: BinaryWriter, field: number, write: (inner: BinaryWriter) => void): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  write(writer);
  writer.join();
}

/** StringStringEntryProto */
function entry(writer: BinaryWriter, field: number, key: string, value: string): void {
  message(writer, field, (inner) => {
    text(inner, 1, key);
    text(inner, 2, value);
  });
}

function text(writer: BinaryWriter, field: number, value: string): void {
  writer.tag(field, WireType.LengthDelimited).string(value);
}

function int64(writer: BinaryWriter, field: number, value: number): void {
  if (!Number.isSafeInteger(value)) {
    throw new NetloomError('onnx-number', `${value} cannot be written to ONNX as an integer.`);
  }
  writer.tag(field, WireType.Varint).int64(value);
}

function float32(writer: BinaryWriter, field: number, value: number): void {
  if (Number.isFinite(value) && !Number.isFinite(Math.fround(value))) {
    throw new NetloomError('onnx-number', `${value} is beyond the range of ONNX's 32-bit floats.`);
  }
  writer.tag(field, WireType.Bit32).float(Math.fround(value));
}
