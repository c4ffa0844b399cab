// Output types of ONNX operators: those that Netloom writes, and what exporters write around them. An operator that
// has no rule here is unknown. https://onnx.ai/onnx/operators/

import { MAX_RANK } from '../onnx/decode-tensor.ts';
import { dtypeOfOnnx } from '../onnx/dtypes.ts';
import { tensorType, type DType, type Shape, type TensorType } from '../tensor/types.ts';
import { intOf, listOf, numbersAt, shapeAt, typeAt, type Call } from './raise-call.ts';
import { axesOf, broadcast, REARRANGING, type Rule } from './raise-rearranging.ts';
import { convolved, pooled, transposeConvolved } from './raise-windows.ts';

const same: Rule = (call) => [shapeAt(call, 0)];

const one =
  (shape: (call: Call) => Shape | undefined): Rule =>
  (call) => [shape(call)];

const elementwise = one((call) => broadcast(call.operands.map((_, index) => shapeAt(call, index))));

const globalPool = one((call) => {
  const [batch, channels, ...image] = shapeAt(call, 0) ?? [];
  return channels === undefined ? undefined : [batch!, channels, ...image.map(() => 1)];
});

const gemm = one((call) => {
  const [a, b] = [shapeAt(call, 0), shapeAt(call, 1)];
  if (a?.length !== 2 || b?.length !== 2) return undefined;
  return [a[intOf(call, 'transA', 0) === 0 ? 0 : 1]!, b[intOf(call, 'transB', 0) === 0 ? 1 : 0]!];
});

/** As numpy.matmul: a list is a row on the left and a column on the right. */
function product(a: Shape | undefined, b: Shape | undefined): Shape | undefined {
  if (a === undefined || b === undefined || a.length === 0 || b.length === 0) return undefined;
  const rows = a.length === 1 ? [] : [a.at(-2)!];
  const columns = b.length === 1 ? [] : [b.at(-1)!];
  const batch = broadcast([a.slice(0, -2), b.slice(0, -2)]);
  return batch === undefined ? undefined : [...batch, ...rows, ...columns];
}

const reduce = one((call) => {
  const shape = shapeAt(call, 0);
  const given = listOf(call, 'axes', 1);
  if (shape === undefined || given === undefined) return undefined;
  const none = given === 'absent' || given.length === 0;
  if (none && intOf(call, 'noop_with_empty_axes', 0) === 1) return shape;
  return without(call, shape, none ? shape.map((_, axis) => axis) : axesOf(given, shape.length));
});

const argument = one((call) => {
  const shape = shapeAt(call, 0);
  return shape && without(call, shape, axesOf([intOf(call, 'axis', 0)], shape.length));
});

function without(call: Call, shape: Shape, axes: readonly number[] | undefined): Shape | undefined {
  if (axes === undefined) return undefined;
  return intOf(call, 'keepdims', 1) === 1
    ? shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent))
    : shape.filter((_, axis) => !axes.includes(axis));
}

const shapeOfShape = one((call) => {
  const shape = shapeAt(call, 0);
  return shape && [shape.slice(intOf(call, 'start', 0), intOf(call, 'end', shape.length)).length];
});

const range = one((call) => {
  const [start, limit, step] = [0, 1, 2].map((index) => numbersAt(call, index)?.[0]);
  if (start === undefined || limit === undefined || step === undefined) return undefined;
  return [Math.max(0, Math.ceil((limit - start) / step))];
});

/** Operators whose output is shaped as their first input. */
const SAME = `Abs Acos Acosh Asin Asinh Atan Atanh BatchNormalization Bernoulli Cast CastLike Ceil Celu Clip Cos Cosh CumSum
  DequantizeLinear Dropout DynamicQuantizeLinear Elu Erf Exp Floor Gelu GroupNormalization HardSigmoid HardSwish
  Hardmax Identity InstanceNormalization IsInf IsNaN LRN LayerNormalization LeakyRelu Log LogSoftmax LpNormalization
  MeanVarianceNormalization Mish Neg Not QuantizeLinear RMSNormalization RandomNormalLike RandomUniformLike Reciprocal Relu Round ScatterElements
  ScatterND Selu Shrink Sigmoid Sign Sin Sinh Softmax Softplus Softsign Sqrt Swish Tan Tanh ThresholdedRelu Trilu`;
const ELEMENTWISE = `Add And Div Equal Greater GreaterOrEqual Less LessOrEqual Max Mean Min Mod Mul Or PRelu Pow Sub
  Sum Where Xor`;
const REDUCE = `ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum
  ReduceSumSquare`;

function all(names: string, rule: Rule): readonly (readonly [string, Rule])[] {
  return names.split(/\s+/).map((name) => [name, rule]);
}

const RULES: ReadonlyMap<string, Rule> = new Map([
  ...all(SAME, same),
  ...all(ELEMENTWISE, elementwise),
  ...all(REDUCE, reduce),
  ...all('ArgMax ArgMin', argument),
  ...all('GlobalAveragePool GlobalMaxPool GlobalLpPool', globalPool),
  ...all(
    'MaxPool AveragePool LpPool',
    one((call) => pooled(call)),
  ),
  ...all(
    'Conv ConvInteger',
    one((call) => convolved(call, 1)),
  ),
  ['QLinearConv', one((call) => convolved(call, 3))],
  ['ConvTranspose', one((call) => transposeConvolved(call))],
  ['Gemm', gemm],
  ...all(
    'MatMul MatMulInteger',
    one((call) => product(shapeAt(call, 0), shapeAt(call, 1))),
  ),
  ['QLinearMatMul', one((call) => product(shapeAt(call, 0), shapeAt(call, 3)))],
  ...REARRANGING,
  ['Shape', shapeOfShape],
  ['Size', one(() => [])],
  ['ConstantOfShape', one((call) => numbersAt(call, 0))],
  ['Range', range],
]);

/** Whether Netloom knows what this operator of ONNX's own set does to shapes and costs. */
export function isKnownOperator(opType: string): boolean {
  return RULES.has(opType);
}

/** One type for each output; undefined where it cannot be known. */
export function inferOnnx(call: Call): readonly (TensorType | undefined)[] {
  const shapes = call.node.domain === undefined ? RULES.get(call.node.opType)?.(call) : undefined;
  const dtype = dtypeOf(call);
  return call.node.outputs.map((_, index) => {
    const shape = shapes?.[index];
    return shape !== undefined && isSound(shape) ? tensorType(shape, dtype) : undefined;
  });
}

/** Files may say anything; a shape that no tensor has is unknown. */
function isSound(shape: Shape): boolean {
  return shape.length <= MAX_RANK && shape.every((extent) => Number.isSafeInteger(extent) && extent >= 0);
}

const TRUTHS = new Set('And Equal Greater GreaterOrEqual IsInf IsNaN Less LessOrEqual Not Or Xor'.split(' '));
const INDICES = new Set(['ArgMax', 'ArgMin', 'Shape', 'Size']);

function dtypeOf(call: Call): DType {
  const { opType } = call.node;
  if (TRUTHS.has(opType)) return 'bool';
  if (INDICES.has(opType)) return 'int64';
  switch (opType) {
    case 'Cast':
      return dtypeOfOnnx(intOf(call, 'to', 1)) ?? 'float32';
    case 'Where':
    case 'DequantizeLinear':
      return typeAt(call, 1)?.dtype ?? 'float32';
    case 'QuantizeLinear':
      return typeAt(call, 2)?.dtype ?? 'uint8';
    case 'DynamicQuantizeLinear':
      return 'uint8';
    case 'ConvInteger':
    case 'MatMulInteger':
      return 'int32';
    default:
      return typeAt(call, 0)?.dtype ?? 'float32';
  }
}
