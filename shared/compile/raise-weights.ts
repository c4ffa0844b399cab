// Which of a model's tensors are parameters, which are buffers, and which are mere constants; and what multiplying by
// them costs. An ONNX file does not say: it follows from who reads them.

import { elementCount, type TensorType } from '../tensor/types.ts';
import { intOf, shapeAt, type Call } from './raise-call.ts';
import { isKnownOperator } from './raise-shapes.ts';

export type Role = 'parameter' | 'buffer' | 'constant';

const [P, B, C] = ['parameter', 'buffer', 'constant'] as const;

/** By operand; what is not listed is a constant. */
const ROLES: ReadonlyMap<string, readonly Role[]> = new Map([
  ['Conv', [P, P, P]],
  ['ConvInteger', [P, P]],
  ['QLinearConv', [P, C, C, P, C, C, C, C, P]],
  ['ConvTranspose', [P, P, P]],
  ['Gemm', [P, P, P]],
  ['MatMul', [P, P]],
  ['MatMulInteger', [P, P]],
  ['QLinearMatMul', [P, C, C, P]],
  ['BatchNormalization', [P, P, P, B, B]],
  ['LayerNormalization', [P, P, P]],
  ['GroupNormalization', [P, P, P]],
  ['InstanceNormalization', [P, P, P]],
  ['RMSNormalization', [P, P]],
  ['PRelu', [P, P]],
]);

/** Operators in which a list or table is learned, and a single number is not. */
const TABLES = new Set(['Add', 'Mul', 'Concat', 'Gather']);

/** What a tensor of the file is to the operator that reads it: learned, a running statistic, or a constant. */
export function roleOf({ node }: Call, operand: number, type: TensorType | undefined): Role {
  const { opType } = node;
  const roles = node.domain === undefined ? ROLES.get(opType) : undefined;
  if (roles !== undefined) return roles[operand] ?? 'constant';
  const single = elementCount(type?.shape ?? []) <= 1;
  if (node.domain === undefined && isKnownOperator(opType)) {
    return TABLES.has(opType) && !single ? 'parameter' : 'constant';
  }
  // Of an operator that nobody knows here, its tensors are at least counted.
  return single ? 'constant' : 'parameter';
}

/** Multiply-accumulates of convolutions and matrix products; 0 while a shape is not known. */
export function macsOf(call: Call, output: TensorType | undefined): number {
  if (call.node.domain !== undefined || output === undefined) return 0;
  const outputs = elementCount(output.shape);
  switch (call.node.opType) {
    case 'Conv':
    case 'ConvInteger':
      return outputs * elementCount(shapeAt(call, 1)?.slice(1) ?? [0]);
    case 'QLinearConv':
      return outputs * elementCount(shapeAt(call, 3)?.slice(1) ?? [0]);
    case 'ConvTranspose':
      return elementCount(shapeAt(call, 0) ?? [0]) * elementCount(shapeAt(call, 1)?.slice(1) ?? [0]);
    case 'Gemm':
      return outputs * (shapeAt(call, 0)?.[intOf(call, 'transA', 0) === 0 ? 1 : 0] ?? 0);
    case 'MatMul':
    case 'MatMulInteger':
    case 'QLinearMatMul':
      return outputs * (shapeAt(call, 0)?.at(-1) ?? 0);
    default:
      return 0;
  }
}

const MULTIPLYING = new Set(
  'Conv ConvInteger QLinearConv ConvTranspose Gemm MatMul MatMulInteger QLinearMatMul'.split(' '),
);

/** Whether parameters in this operator make it a layer that counts for depth. */
export function multiplies({ node }: Call): boolean {
  return node.domain === undefined && MULTIPLYING.has(node.opType);
}
