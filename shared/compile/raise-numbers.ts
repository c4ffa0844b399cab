// The numbers of small values that a model computes from constants and shapes alone: what exporters write where a
// shape depends on the batch. https://onnx.ai/onnx/operators/

import { elementCount, type Shape, type TensorType } from '../tensor/types.ts';
import { intOf, numbersAt, shapeAt, typeAt, type Call } from './raise-call.ts';
import { decodeValues } from './constants.ts';
import { sliceLength } from './raise-rearranging.ts';

/** Shapes and axes are shorter; longer lists are data. */
export const MOST_NUMBERS = 1024;

/** The numbers of a node's only output, in row-major order; undefined where they are many, or not known. */
export function evaluate(call: Call, type: TensorType | undefined): readonly number[] | undefined {
  if (call.node.domain !== undefined || type === undefined) return undefined;
  if (elementCount(type.shape) > MOST_NUMBERS) return undefined;
  const first = numbersAt(call, 0);
  switch (call.node.opType) {
    case 'Shape': {
      const shape = shapeAt(call, 0);
      return shape?.slice(intOf(call, 'start', 0), intOf(call, 'end', shape.length));
    }
    case 'Size': {
      const shape = shapeAt(call, 0);
      return shape === undefined ? undefined : [elementCount(shape)];
    }
    case 'Identity':
    case 'Reshape':
    case 'Squeeze':
    case 'Unsqueeze':
    case 'Flatten':
      return first;
    case 'Cast':
      return type.dtype.startsWith('float') ? first : first?.map(Math.trunc);
    case 'Floor':
      return first?.map(Math.floor);
    case 'Ceil':
      return first?.map(Math.ceil);
    case 'Sqrt':
      return first?.map(Math.sqrt);
    case 'Neg':
      return first?.map((value) => -value);
    case 'ReduceProd':
      return type.shape.every((extent) => extent === 1) && first !== undefined
        ? [elementCount(first)]
        : undefined;
    case 'Concat':
      return type.shape.length === 1 ? joined(call) : undefined;
    case 'Gather':
      return gathered(call);
    case 'Slice':
      return sliced(call);
    case 'ConstantOfShape':
      return new Array<number>(elementCount(type.shape)).fill(filling(call));
    case 'Range':
      return Array.from(
        { length: elementCount(type.shape) },
        (_, index) => (first?.[0] ?? NaN) + index * (numbersAt(call, 2)?.[0] ?? NaN),
      );
    case 'Expand':
      return first?.length === 1 ? new Array<number>(elementCount(type.shape)).fill(first[0]!) : undefined;
    case 'Where':
      return pairwise(call, type.shape, ([test, yes, no]) => (test === 0 ? no! : yes!));
    case 'Add':
      return pairwise(call, type.shape, ([a, b]) => a! + b!);
    case 'Sub':
      return pairwise(call, type.shape, ([a, b]) => a! - b!);
    case 'Mul':
      return pairwise(call, type.shape, ([a, b]) => a! * b!);
    case 'Div': {
      const whole = typeAt(call, 0)?.dtype.startsWith('float') !== true;
      return pairwise(call, type.shape, ([a, b]) => (whole ? Math.trunc(a! / b!) : a! / b!));
    }
    case 'Mod':
      return pairwise(call, type.shape, ([a, b]) => a! - b! * Math.floor(a! / b!));
    case 'Equal':
      return pairwise(call, type.shape, ([a, b]) => Number(a === b));
    case 'Less':
      return pairwise(call, type.shape, ([a, b]) => Number(a! < b!));
    case 'Greater':
      return pairwise(call, type.shape, ([a, b]) => Number(a! > b!));
    default:
      return undefined;
  }
}

function filling({ node }: Call): number {
  const { value } = node.attributes;
  if (value?.kind !== 'tensor' || value.value.data.kind !== 'inline') return 0;
  return decodeValues(value.value.dtype, value.value.data.bytes)[0] ?? 0;
}

function joined(call: Call): readonly number[] | undefined {
  const lists = call.operands.map((operand) => operand?.numbers);
  return lists.every((list) => list !== undefined) ? lists.flat() : undefined;
}

/** Entries of a list by their places. */
function gathered(call: Call): readonly number[] | undefined {
  const [list, places] = [numbersAt(call, 0), numbersAt(call, 1)];
  if (list === undefined || places === undefined || shapeAt(call, 0)?.length !== 1) return undefined;
  return places.map((place) => list.at(place) ?? NaN);
}

function sliced(call: Call): readonly number[] | undefined {
  const list = numbersAt(call, 0);
  const [start, end] = [numbersAt(call, 1)?.[0], numbersAt(call, 2)?.[0]];
  const step = call.operands[4] === undefined ? 1 : numbersAt(call, 4)?.[0];
  if (list === undefined || shapeAt(call, 0)?.length !== 1) return undefined;
  if (start === undefined || end === undefined || step !== 1) return undefined;
  const from = Math.min(list.length, Math.max(0, start < 0 ? start + list.length : start));
  return list.slice(from, from + sliceLength(list.length, start, end, 1));
}

/** Lists of the result's length, and single numbers that stand for it. */
function pairwise(
  call: Call,
  shape: Shape,
  compute: (values: readonly number[]) => number,
): readonly number[] | undefined {
  const lists = call.operands.map((operand) => operand?.numbers);
  const length = elementCount(shape);
  if (!lists.every((list) => list !== undefined && (list.length === length || list.length === 1))) {
    return undefined;
  }
  return Array.from({ length }, (_, index) =>
    compute(lists.map((list) => list![list!.length === 1 ? 0 : index]!)),
  );
}
