// NodeProto and AttributeProto to the records of model.ts.

import { decodeTensor } from './decode-tensor.ts';
import type { OnnxAttribute, OnnxNode } from './model.ts';
import {
  damaged,
  duplicate,
  eachField,
  isStandard,
  readBytes,
  readFloat,
  readFloats,
  readInteger,
  readIntegers,
  readText,
  skipText,
  unsupported,
  type DecodeContext,
} from './wire.ts';

/**
 * A NodeProto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 * @throws NetloomError `onnx-damaged`, `onnx-unsupported`, `onnx-too-large`
 */
export function decodeNode(context: DecodeContext, bytes: Uint8Array): OnnxNode {
  let opType = '';
  let name = '';
  let domain = '';
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, OnnxAttribute>();
  eachField(context, bytes, (field, wire, reader) => {
    switch (field) {
      case 1:
        inputs.push(readText(context, wire, reader));
        break;
      case 2:
        outputs.push(readText(context, wire, reader));
        break;
      case 3:
        name = readText(context, wire, reader);
        break;
      case 4:
        opType = readText(context, wire, reader);
        break;
      case 5: {
        const [key, attribute] = decodeAttribute(context, readBytes(context, wire, reader));
        if (attributes.has(key)) throw duplicate(context, 'attributes', key);
        attributes.set(key, attribute);
        break;
      }
      case 6:
      case 9:
        skipText(context, wire, reader);
        break;
      case 7:
        domain = readText(context, wire, reader);
        break;
      case 8:
        if (readText(context, wire, reader) !== '') throw unsupported(context, 'an overloaded operator');
        break;
      case 10:
        throw unsupported(context, 'a node that is distributed over several devices');
      default:
        throw damaged(context, `the node has the unknown field ${field}`);
    }
  });
  if (opType === '') throw damaged(context, 'the node does not say which operator it is');
  return {
    opType,
    ...(isStandard(domain) ? {} : { domain }),
    name,
    inputs,
    outputs,
    attributes: Object.fromEntries(attributes),
  };
}

/** AttributeProto.AttributeType, and the fields of values that are kept without looking into them. */
const FOREIGN_TYPES: Readonly<Record<number, string>> = {
  5: 'a graph',
  8: 'a list of texts',
  9: 'a list of tensors',
  10: 'a list of graphs',
  11: 'a sparse tensor',
  12: 'a list of sparse tensors',
  13: 'a type',
  14: 'a list of types',
};
const FOREIGN_FIELDS: Readonly<Record<number, string>> = {
  6: 'a graph',
  9: 'a list of texts',
  10: 'a list of tensors',
  11: 'a list of graphs',
  14: 'a type',
  15: 'a list of types',
  21: "a reference to a function's attribute",
  22: 'a sparse tensor',
  23: 'a list of sparse tensors',
};

function decodeAttribute(context: DecodeContext, bytes: Uint8Array): [string, OnnxAttribute] {
  let name = '';
  let type = 0;
  let float = 0;
  let int = 0;
  let string: Uint8Array | undefined;
  let tensor: Uint8Array | undefined;
  const floats: number[] = [];
  const ints: number[] = [];
  const given = new Set<OnnxAttribute['kind']>();
  let foreign: string | undefined;
  eachField(context, bytes, (field, wire, reader) => {
    switch (field) {
      case 1:
        name = readText(context, wire, reader);
        break;
      case 2:
        float = readFloat(context, wire, reader);
        given.add('float');
        break;
      case 3:
        int = readInteger(context, wire, reader);
        given.add('int');
        break;
      case 4:
        string = readBytes(context, wire, reader);
        given.add('string');
        break;
      case 5:
        tensor = readBytes(context, wire, reader);
        given.add('tensor');
        break;
      case 7:
        readFloats(context, wire, reader, floats);
        given.add('floats');
        break;
      case 8:
        readIntegers(context, wire, reader, ints);
        given.add('ints');
        break;
      case 13:
        skipText(context, wire, reader);
        break;
      case 20:
        type = readInteger(context, wire, reader);
        break;
      default:
        foreign = FOREIGN_FIELDS[field];
        if (foreign === undefined) throw damaged(context, `an attribute has the unknown field ${field}`);
        readBytes(context, wire, reader);
    }
  });
  foreign ??= FOREIGN_TYPES[type];
  if (foreign !== undefined) return [name, { kind: 'opaque', what: foreign, bytes }];
  const attribute = attributeOf(context, type, { float, int, string, tensor, floats, ints });
  if ([...given].some((kind) => kind !== attribute.kind)) {
    throw damaged(context, `attribute "${name.slice(0, 80)}" has values of two types`);
  }
  return [name, attribute];
}

interface AttributeValues {
  readonly float: number;
  readonly int: number;
  readonly string: Uint8Array | undefined;
  readonly tensor: Uint8Array | undefined;
  readonly floats: readonly number[];
  readonly ints: readonly number[];
}

function attributeOf(context: DecodeContext, type: number, values: AttributeValues): OnnxAttribute {
  switch (type) {
    case 1:
      return { kind: 'float', value: values.float };
    case 2:
      return { kind: 'int', value: values.int };
    case 3:
      return { kind: 'string', value: decodeString(context, values.string) };
    case 4:
      if (values.tensor === undefined) throw damaged(context, 'an attribute that is a tensor holds none');
      return { kind: 'tensor', value: decodeTensor(context, values.tensor, true) };
    case 6:
      return { kind: 'floats', value: values.floats };
    case 7:
      return { kind: 'ints', value: values.ints };
    default:
      throw damaged(context, `an attribute has the unknown type ${type}`);
  }
}

function decodeString(context: DecodeContext, bytes: Uint8Array | undefined): string {
  if (bytes === undefined) return '';
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw unsupported(context, 'an attribute holds bytes that are no text');
  }
}
