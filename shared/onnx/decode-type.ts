// ValueInfoProto and TypeProto to the records of model.ts: names, element types and shapes of values.

import { MAX_EXTENT, MAX_RANK } from './decode-tensor.ts';
import { dtypeOfOnnx, onnxTypeName } from './dtypes.ts';
import type { OnnxDimension, OnnxValueInfo } from './model.ts';
import {
  damaged,
  eachField,
  overBudget,
  readBytes,
  readInteger,
  readText,
  skipText,
  unsupported,
  type DecodeContext,
} from './wire.ts';

/**
 * A ValueInfoProto: the name, type and shape of an input or output.
 * @throws NetloomError `onnx-damaged`; `onnx-unsupported` for what is no tensor
 */
export function decodeValueInfo(context: DecodeContext, bytes: Uint8Array): OnnxValueInfo {
  let name = '';
  let type: Uint8Array | undefined;
  eachField(context, bytes, (field, wire, reader) => {
    if (field === 1) {
      name = readText(context, wire, reader);
      context.where = `value "${name.slice(0, 80)}"`;
    } else if (field === 2) type = readBytes(context, wire, reader);
    else if (field === 3 || field === 4) skipText(context, wire, reader);
    else throw damaged(context, `the value has the unknown field ${field}`);
  });
  if (name === '') throw damaged(context, 'the value has no name');
  if (type === undefined) throw unsupported(context, 'a value without a type');
  return { name, ...decodeType(context, type) };
}

const FOREIGN_VALUES: Readonly<Record<number, string>> = {
  4: 'a sequence',
  5: 'a map',
  7: 'an opaque type',
  8: 'a sparse tensor',
  9: 'an optional value',
};

function decodeType(context: DecodeContext, bytes: Uint8Array): Omit<OnnxValueInfo, 'name'> {
  let tensor: Uint8Array | undefined;
  eachField(context, bytes, (field, wire, reader) => {
    const foreign = FOREIGN_VALUES[field];
    if (foreign !== undefined) throw unsupported(context, `${foreign} instead of a tensor`);
    if (field === 1) tensor = readBytes(context, wire, reader);
    else if (field === 6) skipText(context, wire, reader);
    else throw damaged(context, `a type has the unknown field ${field}`);
  });
  if (tensor === undefined) throw unsupported(context, 'a value without a type');
  let typeNumber = 0;
  let shape: Uint8Array | undefined;
  eachField(context, tensor, (field, wire, reader) => {
    if (field === 1) typeNumber = readInteger(context, wire, reader);
    else if (field === 2) shape = readBytes(context, wire, reader);
    else throw damaged(context, `a type has the unknown field ${field}`);
  });
  const dtype = dtypeOfOnnx(typeNumber);
  if (dtype === undefined) throw unsupported(context, `a value of type ${onnxTypeName(typeNumber)}`);
  if (shape === undefined) throw unsupported(context, 'a value without a shape');
  return { dtype, shape: decodeShape(context, shape) };
}

function decodeShape(context: DecodeContext, bytes: Uint8Array): readonly OnnxDimension[] {
  const shape: OnnxDimension[] = [];
  eachField(context, bytes, (field, wire, reader) => {
    if (field !== 1) throw damaged(context, `a shape has the unknown field ${field}`);
    if (shape.length >= MAX_RANK) throw overBudget(context, `a shape of rank above ${MAX_RANK}`);
    shape.push(decodeDimension(context, readBytes(context, wire, reader)));
  });
  return shape;
}

function decodeDimension(context: DecodeContext, bytes: Uint8Array): OnnxDimension {
  let dimension: OnnxDimension | undefined;
  eachField(context, bytes, (field, wire, reader) => {
    if (field === 1) dimension = readInteger(context, wire, reader);
    else if (field === 2) dimension = readText(context, wire, reader);
    else if (field === 3) skipText(context, wire, reader);
    else throw damaged(context, `a dimension has the unknown field ${field}`);
  });
  if (dimension === undefined || dimension === '') {
    throw unsupported(context, 'a dimension that is neither a number nor a name');
  }
  if (typeof dimension === 'number' && (dimension < 0 || dimension > MAX_EXTENT)) {
    throw damaged(context, `a dimension of ${dimension}; expected 0 to ${MAX_EXTENT}`);
  }
  return dimension;
}
