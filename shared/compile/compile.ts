// Network to ONNX. Names: an ONNX node is called by its operator's path (`layer1.0.conv1`), or `path/OpType`
// where an operator becomes several; an operator's value by its path too, and a weight by PyTorch's
// `state_dict` name (`layer1.0.conv1.weight`). Model inputs and outputs are called as their nodes are, which
// goes before what the value would be called inside. Operators that no output needs are left out.

import { NetloomError } from '../lib/errors.ts';
import { VERSION } from '../lib/version.ts';
import type { Network, NetworkNode, ValueRef } from '../network/types.ts';
import type { OnnxDimension, OnnxValueInfo } from '../onnx/model.ts';
import type { TensorType } from '../tensor/types.ts';
import { graphBuilder } from './graph-builder.ts';
import { imageMetadata } from './image-metadata.ts';
import type { Compiled, CompileOptions } from './types.ts';

export const DEFAULT_OPSET = 17;
export const MIN_OPSET = 13;
export const MAX_OPSET = 21;

/**
 * An ONNX model of a network without errors. Weights are left to be materialised: each is an initialiser
 * whose deferred bytes have the weight's path as their key.
 *
 * Inspected values become further outputs under their own names, found through `values`. A model input is
 * not repeated among the outputs: whoever runs the model has it.
 * @throws NetloomError `network-incomplete` naming the first error, `opset-unsupported`, `unknown-path` for
 *   an inspected path that the network does not have
 */
export function compile(network: Network, options: CompileOptions = {}): Compiled {
  const { opset = DEFAULT_OPSET, dynamicBatch = false, name = 'network' } = options;
  if (!Number.isInteger(opset) || opset < MIN_OPSET || opset > MAX_OPSET) {
    throw new NetloomError(
      'opset-unsupported',
      `ONNX opset ${opset} cannot be written; choose one from ${MIN_OPSET} to ${MAX_OPSET}.`,
    );
  }
  requireComplete(network);
  const inspected = (options.inspect ?? []).flatMap((path) => valuesAt(network, path));
  const nodes = neededNodes(network, inspected);
  const outputNames = new Set(network.outputs.map((index) => network.nodes[index]!.path));

  const builder = graphBuilder(opset, [
    ...network.inputs.map((index) => network.nodes[index]!.path),
    ...outputNames,
    ...nodes.flatMap((node) => node.weights.map((weight) => weight.path)),
  ]);
  const types = new Map<string, TensorType>();
  const names = new Map<number, readonly string[]>();
  const valueOf = (ref: ValueRef): string => names.get(ref.node)![ref.output]!;
  const keep = (node: NetworkNode, values: readonly string[]): void => {
    names.set(node.index, values);
    for (const [output, value] of values.entries()) types.set(value, node.outputTypes![output]!);
  };

  const inputs = network.inputs.map((index) => network.nodes[index]!);
  for (const input of inputs) keep(input, [builder.addInput(input.path)]);
  for (const node of nodes) {
    if (node.operator.type === 'Input' || node.operator.type === 'Output') continue;
    keep(
      node,
      builder.addOperator(
        node,
        node.inputs.map((ref) => valueOf(ref!)),
      ),
    );
  }
  const leaving: string[] = [];
  for (const index of network.outputs) {
    const output = network.nodes[index]!;
    const source = valueOf(output.inputs[0]!);
    const value = builder.addOutput(output.path, source);
    types.set(value, types.get(source)!);
    names.set(index, [value]);
    leaving.push(value);
  }
  for (const ref of inspected) {
    const value = valueOf(ref);
    if (builder.isBoundary(value)) continue;
    leaving.push(builder.addOutput(builder.nameOf(value), value));
  }

  const describe = (value: string): OnnxValueInfo => {
    const { dtype, shape } = types.get(value)!;
    return { name: builder.nameOf(value), dtype, shape: dimensions(shape, dynamicBatch) };
  };
  const inner = [...types.keys()].filter((value) => !builder.isBoundary(value));
  const { nodes: onnxNodes, initialisers, weights } = builder.finish();
  return {
    model: {
      irVersion: irVersionFor(opset),
      opset,
      producerName: 'Netloom',
      producerVersion: VERSION,
      graph: {
        name,
        nodes: onnxNodes,
        inputs: inputs.map((input) => describe(input.path)),
        outputs: leaving.map(describe),
        initialisers,
        valueInfos: inner.map(describe),
      },
      metadata: imageMetadata(network),
    },
    weights,
    values: new Map(
      [...names].map(([index, values]) => [network.nodes[index]!.path, values.map(builder.nameOf)]),
    ),
  };
}

/** The IR version that came with an opset: https://github.com/onnx/onnx/blob/main/docs/Versioning.md */
function irVersionFor(opset: number): number {
  if (opset >= 21) return 10;
  if (opset >= 19) return 9;
  return opset >= 15 ? 8 : 7;
}

function dimensions(shape: readonly number[], dynamicBatch: boolean): readonly OnnxDimension[] {
  return dynamicBatch ? shape.map((extent, axis) => (axis === 0 ? 'batch' : extent)) : shape;
}

function requireComplete(network: Network): void {
  const incomplete = (message: string): NetloomError => new NetloomError('network-incomplete', message);
  const error = network.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  if (error !== undefined) {
    const where = error.path === '' ? '' : `"${error.path}": `;
    throw incomplete(`The network is not finished yet. ${where}${error.message}`);
  }
  if (network.inputs.length === 0) {
    throw incomplete('The network has no Input. Add one to say what image it takes.');
  }
  if (network.outputs.length === 0) {
    throw incomplete('The network has no Output. Add one to say what it returns.');
  }
}

/** What an operator or block at this path gives; for an Output, what arrives at it. */
function valuesAt(network: Network, path: string): readonly ValueRef[] {
  const node = network.nodes.find((candidate) => candidate.path === path);
  if (node?.operator.type === 'Output') return node.inputs.filter((ref) => ref !== undefined);
  if (node !== undefined) return node.operator.outputs.map((_, output) => ({ node: node.index, output }));
  const element = network.elements.get(path);
  if (element === undefined) {
    throw new NetloomError('unknown-path', `There is nothing called "${path}" in the network to inspect.`);
  }
  return element.outputs.flatMap((port) => (port.value === undefined ? [] : [port.value]));
}

/** What the outputs and inspected values depend on, in the network's own order. */
function neededNodes(network: Network, inspected: readonly ValueRef[]): readonly NetworkNode[] {
  const needed = new Set<number>();
  const waiting = [...network.outputs, ...inspected.map((ref) => ref.node)];
  while (waiting.length > 0) {
    const index = waiting.pop()!;
    if (needed.has(index)) continue;
    needed.add(index);
    const node = network.nodes[index]!;
    if (node.outputTypes === undefined || node.inputs.includes(undefined)) {
      throw new NetloomError(
        'network-incomplete',
        `The network is not finished yet: "${node.path}" has no known shape.`,
      );
    }
    for (const ref of node.inputs) waiting.push(ref!.node);
  }
  return network.nodes.filter((node) => needed.has(node.index));
}
