// An ONNX node with what is known of its operands: what the readers of models in raise-*.ts share.

import type { OnnxNode } from '../onnx/model.ts';
import type { ValueRef } from '../network/types.ts';
import type { Shape, TensorType } from '../tensor/types.ts';

/** A value as a node reads it. */
export interface Operand {
  readonly name: string;
  /** Undefined where the shape cannot be known. */
  readonly type: TensorType | undefined;
  /** Its numbers in row-major order, where they are few and follow from the file alone: shapes, axes, bounds. */
  readonly numbers: readonly number[] | undefined;
  /** Tensors of the file that it is made of and nothing else; undefined where a model input takes part. */
  readonly tensors: readonly string[] | undefined;
  /** The layer output it is; undefined for what the file holds. */
  readonly ref: ValueRef | undefined;
}

export interface Call {
  readonly node: OnnxNode;
  readonly opset: number;
  /** Undefined where an optional input is left out. */
  readonly operands: readonly (Operand | undefined)[];
}

/** The type of a call's operand; undefined where it is left out or unknown. */
export function typeAt(call: Call, index: number): TensorType | undefined {
  return call.operands[index]?.type;
}

/** The shape of a call's operand; undefined where it is left out or unknown. */
export function shapeAt(call: Call, index: number): Shape | undefined {
  return call.operands[index]?.type?.shape;
}

/** What a call's operand holds; undefined where it is left out, computed, or too large to be kept. */
export function numbersAt(call: Call, index: number): readonly number[] | undefined {
  return call.operands[index]?.numbers;
}

/** An integer attribute of a call; what ONNX takes where it is not written. */
export function intOf({ node }: Call, name: string, fallback: number): number {
  const attribute = node.attributes[name];
  return attribute?.kind === 'int' ? attribute.value : fallback;
}

/** A list of integers that a call has as an attribute; undefined where it is not written. */
export function intsOf({ node }: Call, name: string): readonly number[] | undefined {
  const attribute = node.attributes[name];
  return attribute?.kind === 'ints' ? attribute.value : undefined;
}

/** A text that a call has as an attribute; undefined where it is not written. */
export function textOf({ node }: Call, name: string): string | undefined {
  const attribute = node.attributes[name];
  return attribute?.kind === 'string' ? attribute.value : undefined;
}

/**
 * A list that older operator sets keep in an attribute and newer ones in an input. `absent` where neither is given,
 * undefined where its numbers are not known.
 */
export function listOf(call: Call, name: string, input: number): readonly number[] | 'absent' | undefined {
  const given = intsOf(call, name);
  if (given !== undefined) return given;
  return call.operands[input] === undefined ? 'absent' : numbersAt(call, input);
}
