// ONNX model to what can be compared: its layers with shapes, parameters and multiply-accumulates, and the figures of
// the whole. Nothing that can be edited comes of it. What only arranges the file's own tensors, or computes a shape,
// is no layer; operators that Netloom does not know are counted and named.

import { depthOf, isBoundary, type Comparable, type ComparableLayer } from '../analysis/comparable.ts';
import { memoryTimeline, outputBytes } from '../analysis/memory.ts';
import { assertNever } from '../lib/assert-never.ts';
import { NetloomError } from '../lib/errors.ts';
import type { OnnxModel, OnnxNode, OnnxTensor } from '../onnx/model.ts';
import { byteSize, elementCount, tensorType, type Shape } from '../tensor/types.ts';
import { decodeValues, encodeValues } from './constants.ts';
import type { Call, Operand } from './raise-call.ts';
import { layerName, pathNamer } from './raise-layers.ts';
import { notesOn, valueTypes } from './raise-notes.ts';
import { evaluate, MOST_NUMBERS } from './raise-numbers.ts';
import { inferOnnx, isKnownOperator } from './raise-shapes.ts';
import { macsOf, multiplies, roleOf } from './raise-weights.ts';

interface Layer extends ComparableLayer {
  /** How much it adds to depth: 1 with weights that it multiplies by. */
  readonly own: number;
}

/** What a layer takes from the file. */
interface Taken {
  readonly parameters: number;
  readonly weightShapes: readonly Shape[];
  readonly own: number;
}

/**
 * Figures are for a batch of 1 where the file leaves the batch open, else for the file's.
 * @throws NetloomError `onnx-damaged` where something reads what nothing before it gives
 */
export function raise(model: OnnxModel): Comparable {
  const { layers, outputs, weightBytes, unknown } = readLayers(model);
  const sum = (figure: (layer: Layer) => number): number =>
    layers.reduce((total, layer) => total + figure(layer), 0);
  const inputs = layers.filter(({ type }) => type === 'Input');
  return {
    summary: {
      parameters: sum(({ parameters }) => parameters),
      macs: sum(({ macs }) => macs),
      // The image itself is no activation.
      activationBytes: sum((layer) => (layer.type === 'Input' ? 0 : outputBytes(layer))),
      peakActivationBytes: memoryTimeline(layers, outputs).peak.bytes,
      weightBytes,
      partial:
        unknown.size > 0 ||
        layers.some(({ type, outputTypes }) => outputTypes === undefined && type !== 'Output'),
      depth: depthOf(layers),
      layers: layers.filter(({ type }) => !isBoundary(type)).length,
      inputs: inputs.map(({ outputTypes }) => outputTypes?.[0]?.shape ?? null),
      outputs: outputs.map((index) => layers[index]!.inputTypes[0]?.shape ?? null),
      errors: 0,
      unfinished: 0,
    },
    layers,
    notes: notesOn(model, layers, unknown),
  };
}

function readLayers(model: OnnxModel) {
  const { graph, opset } = model;
  const tensors = new Map(graph.initialisers.map((tensor) => [tensor.name, tensor] as const));
  const declared = valueTypes(graph);
  const pathOf = pathNamer(model);
  const readers = countReaders(model);
  const values = new Map<string, Operand>();
  const layers: Layer[] = [];
  const unknown = new Map<string, number>();
  const counted = new Set<string>();
  let weightBytes = 0;

  function keep(name: string, value: Omit<Operand, 'name'>): void {
    if (name !== '') values.set(name, { name, ...value });
  }

  function addLayer(layer: Omit<Layer, 'index'>, outputs: readonly string[]): number {
    const index = layers.length;
    layers.push({ index, ...layer });
    for (const [output, name] of outputs.entries()) {
      const ref = { node: index, output };
      keep(name, { type: layer.outputTypes?.[output], numbers: undefined, tensors: undefined, ref });
    }
    return index;
  }

  /** What the node, or the model as its output, reads under this name. */
  function read(name: string, who: string): Operand {
    const value = values.get(name);
    if (value !== undefined) return value;
    const tensor = tensors.get(name);
    if (tensor === undefined) {
      throw new NetloomError(
        'onnx-damaged',
        `The ONNX file is not valid: ${who} reads "${name.slice(0, 80)}", which nothing before it gives.`,
      );
    }
    return constantOf(name, tensor);
  }

  /** Netloom's own files name constants with a slash, which no weight's path has. */
  function isConstant(name: string): boolean {
    return model.producerName === 'Netloom' && name.includes('/');
  }

  /** Counts the tensors that a node reads, each for the first that does. */
  function take(call: Call): Taken {
    let parameters = 0;
    let own = 0;
    const weightShapes: Shape[] = [];
    for (const [index, operand] of call.operands.entries()) {
      for (const name of operand?.tensors ?? []) {
        const tensor = tensors.get(name)!;
        const role = isConstant(name) ? 'constant' : roleOf(call, index, operand?.type);
        if (role === 'constant') continue;
        if (role === 'parameter' && multiplies(call) && tensor.shape.length > 1) own = 1;
        if (counted.has(name)) continue;
        counted.add(name);
        weightShapes.push(tensor.shape);
        weightBytes += byteSize(tensor);
        if (role === 'parameter') parameters += elementCount(tensor.shape);
      }
    }
    return { parameters, weightShapes, own };
  }

  /** Adds a bias to the product before it, as a linear layer on a sequence is written; false where it is none. */
  function takeAsBias(call: Call): boolean {
    if (call.node.opType !== 'Add' || call.operands.length !== 2) return false;
    const product = call.operands.find((operand) => operand?.ref !== undefined);
    const bias = call.operands.find((operand) => operand?.tensors?.length === 1);
    const layer = layers[product?.ref?.node ?? -1];
    if (product === undefined || bias?.type?.shape.length !== 1) return false;
    if (layer?.type !== 'Linear' || layer.attributes['bias'] !== false || readers.get(product.name) !== 1) {
      return false;
    }
    const taken = take(call);
    layers[layer.index] = {
      ...layer,
      attributes: { ...layer.attributes, bias: true },
      parameters: layer.parameters + taken.parameters,
      weightShapes: [...layer.weightShapes, ...taken.weightShapes],
    };
    keep(call.node.outputs[0] ?? '', { ...product });
    return true;
  }

  function readNode(node: OnnxNode): void {
    const who = `node "${node.name || node.opType}"`;
    const call: Call = {
      node,
      opset,
      operands: node.inputs.map((name) => (name === '' ? undefined : read(name, who))),
    };
    const constant = constantTensor(node);
    if (constant !== undefined) {
      tensors.set(constant.name, constant);
      return;
    }
    noteUnknown(node);
    const types = inferOnnx(call).map((type, index) => type ?? declared.get(node.outputs[index]!));
    const fixed = madeOf(call);
    if (fixed !== undefined) {
      const numbers = node.outputs.length === 1 ? evaluate(call, types[0]) : undefined;
      for (const [index, name] of node.outputs.entries()) {
        keep(name, { type: types[index], numbers, tensors: fixed, ref: undefined });
      }
      return;
    }
    if (takeAsBias(call)) return;
    const taken = take(call);
    const ofConstants = call.operands.some((operand) => operand?.tensors?.some(isConstant));
    addLayer(
      {
        path: pathOf(
          call,
          call.operands.flatMap((operand) => operand?.tensors ?? []),
        ),
        ...layerName(call, taken.parameters),
        inputs: call.operands.filter((operand) => operand?.ref !== undefined).map((operand) => operand!.ref),
        inputTypes: call.operands
          .filter((operand) => operand?.ref !== undefined)
          .map((operand) => operand!.type),
        outputTypes: types[0] === undefined ? undefined : types.filter((type) => type !== undefined),
        ...taken,
        // Averaging by a constant matrix is how Netloom writes uneven pooling, which costs nothing there.
        macs: ofConstants ? 0 : macsOf(call, types[0]),
      },
      node.outputs,
    );
  }

  function noteUnknown({ domain, opType }: OnnxNode): void {
    if (domain === undefined && isKnownOperator(opType)) return;
    const name = domain === undefined ? opType : `${domain}.${opType}`;
    unknown.set(name, (unknown.get(name) ?? 0) + 1);
  }

  const nothing = { attributes: {}, weightShapes: [], parameters: 0, macs: 0, own: 0 };
  for (const { name } of graph.inputs) {
    if (tensors.has(name)) continue;
    const type = declared.get(name);
    const outputTypes = type === undefined ? undefined : [type];
    addLayer({ path: name, type: 'Input', inputs: [], inputTypes: [], outputTypes, ...nothing }, [name]);
  }
  for (const node of graph.nodes) readNode(node);
  const outputs = graph.outputs.map(({ name }) => {
    const value = read(name, 'the output');
    const [inputs, inputTypes] = [[value.ref], [value.type]];
    return addLayer({ path: name, type: 'Output', inputs, inputTypes, outputTypes: [], ...nothing }, []);
  });
  return { layers, outputs, weightBytes, unknown };
}

/** How often each value is read, leaving the model included. */
function countReaders({ graph }: OnnxModel): ReadonlyMap<string, number> {
  const readers = new Map<string, number>();
  const names = [...graph.nodes.flatMap(({ inputs }) => inputs), ...graph.outputs.map(({ name }) => name)];
  for (const name of names) readers.set(name, (readers.get(name) ?? 0) + 1);
  return readers;
}

/** Shapes and indices are computed in these types; no weight is stored in them. */
const COUNTING = new Set(['int64', 'bool']);

function constantOf(name: string, tensor: OnnxTensor): Operand {
  const few = elementCount(tensor.shape) <= MOST_NUMBERS && tensor.data.kind === 'inline';
  return {
    name,
    type: tensorType(tensor.shape, tensor.dtype),
    numbers: few && tensor.data.kind === 'inline' ? decodeValues(tensor.dtype, tensor.data.bytes) : undefined,
    tensors: COUNTING.has(tensor.dtype) ? [] : [name],
    ref: undefined,
  };
}

/** The file's tensors that a node only arranges; undefined where it computes with what flows through the network. */
function madeOf({ node, operands }: Call): readonly string[] | undefined {
  // A shape is known before anything flows.
  if (node.domain === undefined && (node.opType === 'Shape' || node.opType === 'Size')) return [];
  const given = operands.filter((operand) => operand !== undefined);
  if (given.length === 0 || given.some(({ tensors }) => tensors === undefined)) return undefined;
  // Its scale and zero point are no weights.
  if (node.opType === 'DequantizeLinear') return given[0]!.tensors;
  return [...new Set(given.flatMap(({ tensors }) => tensors!))];
}

/** The value of a Constant node, under the name of its output. */
function constantTensor(node: OnnxNode): OnnxTensor | undefined {
  const [name = ''] = node.outputs;
  if (node.opType !== 'Constant' || node.domain !== undefined) return undefined;
  const [attribute] = Object.values(node.attributes);
  switch (attribute?.kind) {
    case 'tensor':
      return { ...attribute.value, name };
    case 'int':
      return plainTensor(name, 'int64', [], [attribute.value]);
    case 'ints':
      return plainTensor(name, 'int64', [attribute.value.length], attribute.value);
    case 'float':
      return plainTensor(name, 'float32', [], [attribute.value]);
    case 'floats':
      return plainTensor(name, 'float32', [attribute.value.length], attribute.value);
    case 'string':
    case 'opaque':
    case undefined:
      return undefined;
    default:
      return assertNever(attribute);
  }
}

function plainTensor(
  name: string,
  dtype: 'int64' | 'float32',
  shape: Shape,
  values: readonly number[],
): OnnxTensor {
  return { name, dtype, shape, data: { kind: 'inline', bytes: encodeValues(dtype, values) } };
}
