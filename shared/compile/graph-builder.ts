// Collects the ONNX graph while operators are lowered. Values carry provisional names until everything is
// known, because what a value is finally called depends on whether it leaves the model.

import type { OnnxNode, OnnxTensor } from '../onnx/model.ts';
import type { Lowering } from '../operators/define.ts';
import type { Schema, ValuesOf } from '../operators/attributes.ts';
import type { NetworkNode } from '../network/types.ts';
import { byteSize, tensorType, type DType, type Shape, type TensorType } from '../tensor/types.ts';
import { weightPathOf, type WeightSpec } from '../weights/spec.ts';
import { encodeValues } from './constants.ts';

export interface GraphBuilder {
  /** Adds a model input and returns its name. */
  addInput(name: string): string;
  /** Lowers an operator whose inputs carry these names and returns its outputs' provisional names. */
  addOperator(node: NetworkNode, inputs: readonly string[]): readonly string[];
  /** Makes this value leave the model under this name; a value that cannot be renamed gets an Identity. */
  addOutput(name: string, value: string): string;
  /** True for model inputs, and for values that leave the model already. */
  isBoundary(value: string): boolean;
  /** Final name of a provisional one; every other name is final. */
  nameOf(value: string): string;
  finish(): {
    readonly nodes: readonly OnnxNode[];
    readonly initialisers: readonly OnnxTensor[];
    readonly weights: readonly WeightSpec[];
  };
}

/**
 * @param reserved names that no inner value may take: those of model inputs, outputs and weights
 */
export function graphBuilder(opset: number, reserved: Iterable<string>): GraphBuilder {
  const nodes: OnnxNode[] = [];
  const initialisers: OnnxTensor[] = [];
  const weights: WeightSpec[] = [];
  const finalNames = new Map<string, string>();
  const boundary = new Set<string>();
  const values = uniqueNames(reserved);
  const nodeNames = uniqueNames([]);

  /** Emits a node under a provisional output name that no document's path can be: names hold no NUL. */
  function emit(opType: string, inputs: readonly string[], attributes: OnnxNode['attributes']): string {
    const output = `\0${nodes.length}`;
    nodes.push({ opType, name: '', inputs, outputs: [output], attributes });
    return output;
  }

  function nameNodes(path: string, from: number): void {
    const alone = nodes.length === from + 1;
    for (let index = from; index < nodes.length; index++) {
      const node = nodes[index]!;
      nodes[index] = { ...node, name: nodeNames(alone ? path : `${path}/${node.opType}`) };
    }
  }

  function addOperator(node: NetworkNode, inputs: readonly string[]): readonly string[] {
    const from = nodes.length;
    const { path, operator } = node;
    const outputs = operator.lower(lowering(node, inputs));
    nameNodes(path, from);
    const own = new Map(nodes.slice(from).map((added) => [added.outputs[0]!, added.opType]));
    for (const [index, output] of outputs.entries()) {
      if (!own.delete(output)) continue;
      const port = outputs.length === 1 ? path : `${path}:${operator.outputs[index] ?? index}`;
      finalNames.set(output, values(port));
    }
    for (const [inner, opType] of own) finalNames.set(inner, values(`${path}/${opType}`));
    for (const weight of node.weights) {
      weights.push(weight);
      const type = tensorType(weight.shape);
      const data = { kind: 'deferred', key: weight.path, byteLength: byteSize(type) } as const;
      initialisers.push({ name: weight.path, ...type, data });
    }
    return outputs;
  }

  function lowering(node: NetworkNode, inputs: readonly string[]): Lowering<ValuesOf<Schema>> {
    const { path, attributes } = node;
    return {
      attributes,
      opset,
      inputs,
      inputTypes: node.inputTypes as readonly TensorType[],
      outputTypes: node.outputTypes as readonly TensorType[],
      weight(name) {
        const weightPath = weightPathOf(path, name);
        if (node.weights.some((weight) => weight.path === weightPath)) return weightPath;
        throw new Error(`${node.operator.type} asks for a weight "${name}" that it does not declare.`);
      },
      constant(hint: string, dtype: DType, shape: Shape, numbers: readonly number[]) {
        const name = values(`${path}/${hint}`);
        const data = { kind: 'inline', bytes: encodeValues(dtype, numbers) } as const;
        initialisers.push({ name, dtype, shape, data });
        return name;
      },
      node: (opType, operands, given = {}) => emit(opType, operands, given),
    };
  }

  return {
    addInput(name) {
      boundary.add(name);
      return name;
    },
    addOperator,
    addOutput(name, value) {
      let leaving = value;
      if (boundary.has(value)) {
        const from = nodes.length;
        leaving = emit('Identity', [value], {});
        nameNodes(name, from);
      }
      finalNames.set(leaving, name);
      boundary.add(leaving);
      return leaving;
    },
    isBoundary: (value) => boundary.has(value),
    nameOf: (value) => finalNames.get(value) ?? value,
    finish() {
      const rename = (name: string): string => finalNames.get(name) ?? name;
      const named = nodes.map((node) => ({
        ...node,
        inputs: node.inputs.map(rename),
        outputs: node.outputs.map(rename),
      }));
      return { nodes: named, initialisers, weights };
    },
  };
}

/** Gives each wish a name of its own: `name`, `name_2`, `name_3` … */
function uniqueNames(reserved: Iterable<string>): (wish: string) => string {
  const taken = new Set(reserved);
  return (wish) => {
    let name = wish;
    for (let count = 2; taken.has(name); count++) name = `${wish}_${count}`;
    taken.add(name);
    return name;
  };
}
