// One operator of a level: its ports, its types, its weights, and its node in the flat network.

import { isVariadic, variadicKey } from '../document/ports.ts';
import type { NodeRecord, OperatorNode } from '../document/types.ts';
import { isProblem, type Operator } from '../operators/define.ts';
import type { TensorType } from '../tensor/types.ts';
import type { WeightSpec } from '../weights/spec.ts';
import {
  NOTHING,
  outPort,
  report,
  reportValues,
  type Arrival,
  type Expansion,
  type Place,
} from './expansion.ts';
import { inferOutputs } from './infer.ts';
import { parseCached } from './parse-cached.ts';
import { declareWeights, originsOf } from './stored-weights.ts';
import type { Element, Port } from './types.ts';

/** An operator that this version does not know: kept, shown with the ports its wires use, never run. */
export function unknownElement(
  expansion: Expansion,
  place: Place,
  node: NodeRecord & { readonly kind: 'operator' },
  path: string,
  arriving: readonly Arrival[],
): Element {
  report(expansion, 'error', path, {
    code: 'unknown-operator',
    message: `This version of Netloom does not know the operator "${node.operator}". It is kept as it is; replace it to run or export the network.`,
  });
  return {
    path,
    level: place.path,
    record: node,
    inputs: arriving.map(({ port, signal }) => ({ key: port, label: port, ...signal })),
    outputs: [outPort('output', 'output', NOTHING)],
    node: undefined,
  };
}

/**
 * Adds an operator to the flat network, and reports what is wrong with its attributes, its wires and its types. Its
 * outputs have no types where they cannot be inferred.
 */
export function expandOperator(
  expansion: Expansion,
  place: Place,
  operator: Operator,
  record: OperatorNode,
  path: string,
  arriving: readonly Arrival[],
): Element {
  const overridden = place.overrides?.get(record.id);
  const { values, problems } = parseCached(
    operator.attributes,
    overridden === undefined ? record.attributes : overridden.over(record.attributes),
  );
  reportValues(expansion, path, problems);
  if (problems.length === 0) {
    for (const warning of operator.warn?.(values) ?? []) report(expansion, 'warning', path, warning);
  }
  const ports = operatorPorts(expansion, operator, record, path, arriving);
  const required = operator.inputs.kind === 'fixed' ? operator.inputs.names.length : operator.inputs.min;
  const inputs = operator.inputs.kind === 'fixed' ? ports : ports.filter((port) => port.connected);
  const inputTypes = inputs.map((port) => port.type);
  const complete = inputs.length >= required && inputTypes.every((type) => type !== undefined);
  let outputTypes: readonly TensorType[] | undefined;
  let weights: readonly WeightSpec[] = [];
  if (complete && problems.length === 0) {
    const inferred = inferOutputs(operator, inputTypes, values);
    if (isProblem(inferred)) {
      const port = inferred.port === undefined ? {} : { port: inferred.port };
      report(expansion, 'error', path, { ...inferred, ...port });
    } else {
      outputTypes = inferred;
      const origins = originsOf(expansion, place, record, path);
      weights = declareWeights(expansion, operator, inputTypes, values, path, origins);
    }
  }
  const index = expansion.nodes.length;
  expansion.nodes.push({
    index,
    path,
    operator,
    attributes: values,
    inputs: inputs.map((port) => port.value),
    inputTypes,
    outputTypes,
    weights,
  });
  const outputs = operator.outputs.map((name, output) =>
    outPort(name, name, {
      type: outputTypes?.[output],
      value: { node: index, output },
      connected: true,
    }),
  );
  const element = { path, level: place.path, record, inputs: ports, outputs, node: index };
  return overridden === undefined ? element : { ...element, overridden: overridden.values };
}

/** Ports of an operator; a variadic one always offers a free port after the connected ones. */
export function operatorPorts(
  expansion: Expansion,
  operator: Operator,
  record: NodeRecord,
  path: string,
  arriving: readonly Arrival[],
): readonly Port[] {
  const byPort = new Map(arriving.map(({ port, signal }) => [port, signal]));
  let keys: readonly string[];
  let optionalFrom: number;
  if (isVariadic(record) && operator.inputs.kind === 'variadic') {
    const count = Math.max(operator.inputs.min, arriving.length + 1);
    keys = Array.from({ length: count }, (_, index) => variadicKey(index));
    optionalFrom = operator.inputs.min;
  } else {
    keys = operator.inputs.kind === 'fixed' ? operator.inputs.names : [];
    optionalFrom = keys.length;
  }
  for (const { port } of arriving) {
    if (keys.includes(port)) continue;
    report(expansion, 'error', path, {
      code: 'port-missing',
      message: `A wire ends at a port "${port.slice(0, 40)}" that "${record.name}" does not have.`,
    });
  }
  return keys.map((key, index) => {
    const signal = byPort.get(key) ?? NOTHING;
    if (!signal.connected && index < optionalFrom) {
      report(expansion, 'error', path, {
        code: 'input-missing',
        message:
          keys.length === 1
            ? `Nothing is connected to "${record.name}". Draw a wire from the layer before it.`
            : `Input ${index + 1} of "${record.name}" is not connected.`,
        port: key,
      });
    }
    return { key, label: key, ...signal };
  });
}
