// For tests: a network of one operator between Inputs of given types and an Output, built without a document.

import { parseValues, type StoredValues } from '../operators/attributes.ts';
import { isProblem, type Operator } from '../operators/define.ts';
import { findOperator } from '../operators/index.ts';
import type { Network, NetworkNode, ValueRef } from '../network/types.ts';
import type { TensorType } from '../tensor/types.ts';
import { weightPathOf } from '../weights/spec.ts';

/** A node of a hand-built network: what `networkOf` needs to know. */
export interface Step {
  readonly path: string;
  readonly operator: string;
  readonly attributes?: StoredValues;
  /** Paths of the nodes whose first output it reads. */
  readonly inputs?: readonly string[];
  /** For an Input: what it gives, where its attributes cannot say it. */
  readonly type?: TensorType;
}

/** A flat network from steps in topological order. Throws on anything that does not fit together. */
export function networkOf(steps: readonly Step[]): Network {
  const nodes: NetworkNode[] = [];
  const indexOf = (path: string): number => {
    const index = nodes.findIndex((node) => node.path === path);
    if (index < 0) throw new Error(`No step "${path}" before this one.`);
    return index;
  };
  for (const { path, operator: type, attributes: stored = {}, inputs: sources = [], type: given } of steps) {
    const operator = required(findOperator(type), type);
    const { values, problems } = parseValues(operator.attributes, stored);
    if (problems.length > 0) throw new Error(problems[0]!.message);
    const inputs = sources.map((source): ValueRef => ({ node: indexOf(source), output: 0 }));
    const inputTypes = inputs.map((ref) => nodes[ref.node]!.outputTypes![ref.output]!);
    const inferred = given === undefined ? operator.infer(inputTypes, values) : [given];
    if (isProblem(inferred)) throw new Error(`${path}: ${inferred.message}`);
    nodes.push({
      index: nodes.length,
      path,
      operator,
      attributes: values,
      inputs,
      inputTypes,
      outputTypes: inferred,
      weights: (operator.weights?.(inputTypes, values) ?? []).map(
        ({ name, shape, trainable, initialiser }) => ({
          path: weightPathOf(path, name),
          shape,
          trainable,
          source: { kind: 'initialiser', initialiser },
        }),
      ),
    });
  }
  const indicesOf = (type: string): number[] =>
    nodes.filter((node) => node.operator.type === type).map((node) => node.index);
  return {
    nodes,
    inputs: indicesOf('Input'),
    outputs: indicesOf('Output'),
    elements: new Map(),
    levels: new Map(),
    diagnostics: [],
    definitions: {},
  };
}

/** Inputs `x0`, `x1` …, the operator as `layer`, and the Output `y`. */
export function operatorNetwork(
  operator: Operator,
  attributes: StoredValues,
  inputs: readonly TensorType[],
): Network {
  const names = inputs.map((_, index) => `x${index}`);
  return networkOf([
    ...inputs.map((type, index) => ({ path: names[index]!, operator: 'Input', type })),
    { path: 'layer', operator: operator.type, attributes, inputs: names },
    { path: 'y', operator: 'Output', inputs: ['layer'] },
  ]);
}

function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`There is no operator "${name}".`);
  return value;
}
