// Reads an ONNX model into the records of model.ts, within budgets. What those records cannot express is refused
// by name; text that only explains (doc_string, a node's metadata, the model's domain and version) is not kept.
// Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto

import { NetloomError } from '../lib/errors.ts';
import { describeBytes } from '../lib/sniff.ts';
import { decodeNode } from './decode-node.ts';
import { decodeTensor } from './decode-tensor.ts';
import { decodeValueInfo } from './decode-type.ts';
import { MAX_MODEL_BYTES } from './encode.ts';
import type { OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValueInfo } from './model.ts';
import {
  damaged,
  decodeEntry,
  duplicate,
  eachField,
  isStandard,
  overBudget,
  readBytes,
  readInteger,
  readText,
  skipText,
  unsupported,
  type DecodeContext,
} from './wire.ts';

const MAX_NODES = 50_000;
const MAX_TENSORS = 50_000;
/** Inputs and outputs of all nodes together. */
const MAX_ENDS = 400_000;
const MAX_VALUE_INFOS = 200_000;
const MAX_LIST_NUMBERS = 1_000_000;
const MAX_RECORDS = 3_000_000;
/** Newest that ONNX Runtime 1.30 takes. */
const MAX_IR_VERSION = 13;
const MAX_OPSET = 26;

/**
 * Decodes a whole model file; tensor data are views into `bytes`.
 * @throws NetloomError `onnx-foreign`, `onnx-damaged`, `onnx-unsupported`, `onnx-too-new`, `onnx-too-large`,
 *   `onnx-tensor-length`, `onnx-duplicate-name`
 */
export function decodeModel(bytes: Uint8Array): OnnxModel {
  const kind = describeBytes(bytes);
  if (kind !== undefined && kind !== 'an ONNX model') {
    throw new NetloomError('onnx-foreign', `This is no ONNX model: it looks like ${kind}.`);
  }
  if (bytes.length > MAX_MODEL_BYTES) {
    throw new NetloomError(
      'onnx-too-large',
      `The ONNX file has ${bytes.length} bytes; protobuf allows ${MAX_MODEL_BYTES}.`,
    );
  }
  const context: DecodeContext = {
    where: 'the model',
    listBudget: MAX_LIST_NUMBERS,
    recordBudget: MAX_RECORDS,
  };
  let irVersion: number | undefined;
  let opset: number | undefined;
  let producerName = '';
  let producerVersion = '';
  let graph: OnnxGraph | undefined;
  const metadata = new Map<string, string>();
  const others = new Map<string, number>();
  eachField(context, bytes, (field, wire, reader) => {
    context.where = 'the model';
    switch (field) {
      case 1:
        irVersion = readInteger(context, wire, reader);
        break;
      case 2:
        producerName = readText(context, wire, reader);
        break;
      case 3:
        producerVersion = readText(context, wire, reader);
        break;
      case 4:
      case 6:
        skipText(context, wire, reader);
        break;
      case 5:
        readInteger(context, wire, reader);
        break;
      case 7:
        if (graph !== undefined) throw damaged(context, 'it holds two graphs');
        graph = decodeGraph(context, readBytes(context, wire, reader));
        break;
      case 8: {
        const { domain, version } = decodeOpset(context, readBytes(context, wire, reader));
        if (!isStandard(domain)) {
          if (others.has(domain)) throw duplicate(context, 'operator sets', domain);
          others.set(domain, version);
          break;
        }
        if (opset !== undefined) throw damaged(context, 'it imports the standard operators twice');
        opset = version;
        break;
      }
      case 14:
        decodeEntry(context, 'metadata entries', metadata, readBytes(context, wire, reader));
        break;
      case 20:
        throw unsupported(context, 'it describes training');
      case 25:
        throw unsupported(context, 'it defines functions of its own');
      case 26:
        throw unsupported(context, 'it is distributed over several devices');
      default:
        throw damaged(context, `it has the unknown field ${field}`);
    }
  });
  context.where = 'the model';
  if (irVersion === undefined || irVersion < 1) throw damaged(context, 'it has no IR version');
  if (opset === undefined || opset < 1) throw damaged(context, 'it does not say which operator set it uses');
  if (irVersion > MAX_IR_VERSION) throw tooNew('IR version', irVersion, MAX_IR_VERSION);
  if (opset > MAX_OPSET) throw tooNew('opset', opset, MAX_OPSET);
  if (graph === undefined) throw damaged(context, 'it has no graph');
  return {
    irVersion,
    opset,
    ...(others.size === 0 ? {} : { otherOpsets: Object.fromEntries(others) }),
    producerName,
    producerVersion,
    graph,
    metadata: Object.fromEntries(metadata),
  };
}

function tooNew(what: string, version: number, newest: number): NetloomError {
  return new NetloomError(
    'onnx-too-new',
    `The ONNX file has ${what} ${version}; this Netloom reads up to ${newest}. Export it again with an older ${what}, or update Netloom.`,
  );
}

function decodeOpset(context: DecodeContext, bytes: Uint8Array): { domain: string; version: number } {
  let domain = '';
  let version = 0;
  eachField(context, bytes, (field, wire, reader) => {
    if (field === 1) domain = readText(context, wire, reader);
    else if (field === 2) version = readInteger(context, wire, reader);
    else throw damaged(context, `an operator set has the unknown field ${field}`);
  });
  return { domain, version };
}

function decodeGraph(context: DecodeContext, bytes: Uint8Array): OnnxGraph {
  let name = '';
  let ends = 0;
  const nodes: OnnxNode[] = [];
  const inputs: OnnxValueInfo[] = [];
  const outputs: OnnxValueInfo[] = [];
  const valueInfos: OnnxValueInfo[] = [];
  const initialisers: OnnxTensor[] = [];
  const addInfo = (list: OnnxValueInfo[], what: string, info: Uint8Array): void => {
    if (list.length >= MAX_VALUE_INFOS) throw overBudget(context, `more than ${MAX_VALUE_INFOS} ${what}s`);
    context.where = `${what} ${list.length + 1}`;
    list.push(decodeValueInfo(context, info));
  };
  eachField(context, bytes, (field, wire, reader) => {
    context.where = 'the graph';
    switch (field) {
      case 1: {
        if (nodes.length >= MAX_NODES) throw overBudget(context, `more than ${MAX_NODES} nodes`);
        context.where = `node ${nodes.length + 1}`;
        const node = decodeNode(context, readBytes(context, wire, reader));
        ends += node.inputs.length + node.outputs.length;
        if (ends > MAX_ENDS) throw overBudget(context, `more than ${MAX_ENDS} inputs and outputs of nodes`);
        nodes.push(node);
        break;
      }
      case 2:
        name = readText(context, wire, reader);
        break;
      case 5:
        if (initialisers.length >= MAX_TENSORS) throw overBudget(context, `more than ${MAX_TENSORS} tensors`);
        context.where = `tensor ${initialisers.length + 1}`;
        initialisers.push(decodeTensor(context, readBytes(context, wire, reader)));
        break;
      case 10:
      case 16:
        skipText(context, wire, reader);
        break;
      case 11:
        addInfo(inputs, 'input', readBytes(context, wire, reader));
        break;
      case 12:
        addInfo(outputs, 'output', readBytes(context, wire, reader));
        break;
      case 13:
        addInfo(valueInfos, 'value', readBytes(context, wire, reader));
        break;
      case 14:
        throw unsupported(context, 'quantisation annotations');
      case 15:
        throw unsupported(context, 'sparse tensors');
      default:
        throw damaged(context, `the graph has the unknown field ${field}`);
    }
  });
  const graph = { name, nodes, inputs, outputs, initialisers, valueInfos };
  checkNames(context, graph);
  return graph;
}

/** Every value has one origin (ONNX's static single assignment). Old files list initialisers as inputs too. */
function checkNames(context: DecodeContext, graph: OnnxGraph): void {
  context.where = 'the graph';
  const initialisers = new Set<string>();
  for (const { name } of graph.initialisers) {
    if (initialisers.has(name)) throw duplicate(context, 'tensors', name);
    initialisers.add(name);
  }
  const values = new Set<string>();
  for (const { name } of graph.inputs) {
    if (values.has(name)) throw duplicate(context, 'inputs', name);
    values.add(name);
  }
  for (const name of initialisers) values.add(name);
  for (const node of graph.nodes) {
    for (const name of node.outputs) {
      if (name === '') continue;
      if (values.has(name)) throw duplicate(context, 'values', name);
      values.add(name);
    }
  }
}
