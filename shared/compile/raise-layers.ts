// What a node of an ONNX model is called in Netloom's words, so that it can stand beside what was drawn here: its
// operator, its path, and those attributes that both can tell.

import { lookUp } from '../document/records.ts';
import type { OnnxModel } from '../onnx/model.ts';
import { intOf, intsOf, shapeAt, type Call } from './raise-call.ts';

/** Netloom's names of operators that compute the same. */
const TYPES: Readonly<Record<string, string>> = {
  AveragePool: 'AvgPool2d',
  BatchNormalization: 'BatchNorm2d',
  Conv: 'Conv2d',
  ConvTranspose: 'ConvTranspose2d',
  Gelu: 'GELU',
  Gemm: 'Linear',
  GlobalAveragePool: 'AdaptiveAvgPool2d',
  HardSigmoid: 'Hardsigmoid',
  HardSwish: 'Hardswish',
  LRN: 'LocalResponseNorm',
  LayerNormalization: 'LayerNorm',
  LeakyRelu: 'LeakyReLU',
  MaxPool: 'MaxPool2d',
  Relu: 'ReLU',
  Transpose: 'Permute',
};

/** Netloom's operators work on images; their ONNX namesakes on any number of axes. */
const OF_IMAGES = new Set(['AveragePool', 'Conv', 'ConvTranspose', 'MaxPool']);

export interface LayerName {
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/**
 * Netloom's name and attributes of a call where it has that operator; ONNX's name otherwise, with its domain where that
 * is foreign.
 * @param parameters how many numbers the call learned: a matrix product with none is no Linear
 */
export function layerName(call: Call, parameters: number): LayerName {
  const { node } = call;
  const { opType } = node;
  if (node.domain !== undefined) return { type: `${node.domain}.${opType}`, attributes: {} };
  const { length: rank } = shapeAt(call, 1) ?? shapeAt(call, 0) ?? [];
  if (OF_IMAGES.has(opType) && rank !== 4) return { type: opType, attributes: {} };
  if (opType === 'Clip' && call.operands[1]?.numbers?.[0] === 0 && call.operands[2]?.numbers?.[0] === 6) {
    return { type: 'ReLU6', attributes: {} };
  }
  if (opType === 'MatMul' && parameters > 0 && call.operands[0]?.ref !== undefined) {
    return { type: 'Linear', attributes: { outFeatures: shapeAt(call, 1)?.at(-1), bias: false } };
  }
  return { type: lookUp(TYPES, opType) ?? opType, attributes: attributesOf(call) };
}

function attributesOf(call: Call): Readonly<Record<string, unknown>> {
  const bias = call.operands[2] !== undefined;
  switch (call.node.opType) {
    case 'Conv': {
      const [outChannels, , ...kernel] = shapeAt(call, 1) ?? [];
      return { outChannels, kernelSize: kernel, ...steps(call), groups: intOf(call, 'group', 1), bias };
    }
    case 'ConvTranspose': {
      const [, perGroup = NaN, ...kernel] = shapeAt(call, 1) ?? [];
      const groups = intOf(call, 'group', 1);
      return { outChannels: perGroup * groups, kernelSize: kernel, ...steps(call), groups, bias };
    }
    case 'AveragePool':
    case 'MaxPool':
      return { kernelSize: intsOf(call, 'kernel_shape'), stride: intsOf(call, 'strides') ?? [1, 1] };
    case 'Gemm':
      return { outFeatures: shapeAt(call, 1)?.[intOf(call, 'transB', 0) === 0 ? 1 : 0], bias };
    case 'GlobalAveragePool':
      return { outputSize: [1, 1] };
    default:
      return {};
  }
}

function steps(call: Call): Readonly<Record<string, unknown>> {
  return { stride: intsOf(call, 'strides') ?? [1, 1], dilation: intsOf(call, 'dilations') ?? [1, 1] };
}

/**
 * Gives each node a path of its own. Exporters name tensors as the `state_dict` does (`layer1.0.conv1.weight`), and
 * nodes as they please: the first tensor that is read tells the path, where it has one.
 */
export function pathNamer(model: OnnxModel): (call: Call, tensors: readonly string[]) => string {
  const taken = new Set([...model.graph.inputs, ...model.graph.outputs].map(({ name }) => name));
  const free = (wish: string): string => {
    let path = wish;
    for (let count = 2; taken.has(path); count += 1) path = `${wish}_${count}`;
    taken.add(path);
    return path;
  };
  return ({ node }, [tensor = '']) => {
    const dot = tensor.lastIndexOf('.');
    const owner = dot > 0 && !tensor.includes('/') ? tensor.slice(0, dot) : '';
    if (owner !== '' && !taken.has(owner)) return free(owner);
    return free(node.name === '' ? (node.outputs[0] ?? node.opType) : node.name);
  };
}
