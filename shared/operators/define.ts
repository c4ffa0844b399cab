// What an operator is: everything Netloom knows about one kind of node, in one record.

import type { Shape, TensorType } from '../tensor/types.ts';
import type { Initialiser } from '../tensor/initialisers.ts';
import type { DType } from '../tensor/types.ts';
import type { OnnxAttribute } from '../onnx/model.ts';
import type { Schema, StoredValues, ValuesOf } from './attributes.ts';

export type Category =
  | 'input and output'
  | 'convolution'
  | 'pooling'
  | 'normalisation'
  | 'activation'
  | 'linear'
  | 'shape'
  | 'merge';

export interface PaletteEntry {
  readonly category: Category;
  readonly title: string;
  readonly keywords: readonly string[];
  /** Name of a lucide icon, in kebab-case. */
  readonly icon: string;
  /** One sentence: what it does. */
  readonly help: string;
}

/** Fixed inputs by name, or a variadic run of at least `min` ports named `in0`, `in1`, … */
export type InputPorts =
  | { readonly kind: 'fixed'; readonly names: readonly string[] }
  | { readonly kind: 'variadic'; readonly min: number };

/** Why types or attributes do not fit, in words a student understands. A value, never an exception. */
export interface Problem {
  /** Stable, kebab-case. */
  readonly code: string;
  readonly message: string;
  /** The input port it belongs to, by name. */
  readonly port?: string;
  readonly attribute?: string;
}

export function problem(
  code: string,
  message: string,
  where: Pick<Problem, 'port' | 'attribute'> = {},
): Problem {
  return { code, message, ...where };
}

/**
 * A weight that an operator declares; its name is PyTorch's (`weight`, `bias`, `running_mean` …), or '' where the
 * node itself is the parameter.
 */
export interface WeightDeclaration {
  readonly name: string;
  readonly shape: Shape;
  /** False for buffers such as running statistics. */
  readonly trainable: boolean;
  readonly initialiser: Initialiser;
}

/** How far an output element looks: a sliding window per axis `[height, width]`, or the whole input. */
export type Window =
  | 'global'
  | {
      readonly kernel: readonly [number, number];
      readonly stride: readonly [number, number];
      readonly dilation: readonly [number, number];
      /** Padding before the first row and column. */
      readonly padding: readonly [number, number];
      /** True where the stride enlarges the output, as in transposed convolution. */
      readonly transposed?: boolean;
    };

/** What `lower` may use: names of values in the ONNX graph, and ways to add to it. */
export interface Lowering<A> {
  readonly attributes: A;
  readonly opset: number;
  /** ONNX value names of the inputs, in port order. */
  readonly inputs: readonly string[];
  readonly inputTypes: readonly TensorType[];
  readonly outputTypes: readonly TensorType[];
  /** Name of the initialiser that holds this declared weight. */
  weight(name: string): string;
  /** Adds a small constant initialiser and returns its name. */
  constant(hint: string, dtype: DType, shape: Shape, values: readonly number[]): string;
  /**
   * Adds an ONNX node and returns its output's name. Numbers in `attributes` become ints when they are
   * wrapped by `int`, floats by `float` (see onnx/attributes.ts).
   */
  node(
    opType: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, OnnxAttribute>>,
  ): string;
}

export interface Example {
  readonly name: string;
  readonly attributes: StoredValues;
  readonly inputs: readonly TensorType[];
  /** The shapes, and trainable parameters, that PyTorch gives. */
  readonly outputs: readonly Shape[];
  readonly parameters: number;
}

export interface OperatorDefinition<S extends Schema> {
  /** PyTorch's class name, or ONNX's for Add, Concat, Mul. */
  readonly type: string;
  readonly palette: PaletteEntry;
  readonly inputs: InputPorts;
  readonly outputs: readonly string[];
  readonly attributes: S;
  /** Output types, or why there are none. Every input is present. */
  infer(inputs: readonly TensorType[], attributes: ValuesOf<S>): readonly TensorType[] | Problem;
  /** What is wrong with attributes that leaves every shape as it is: the network can be drawn and exported. */
  warn?(attributes: ValuesOf<S>): readonly Problem[];
  /** Called only with inputs that `infer` accepted. */
  weights?(inputs: readonly TensorType[], attributes: ValuesOf<S>): readonly WeightDeclaration[];
  /** Multiply-accumulates of convolutions and matrix products. */
  macs?(inputs: readonly TensorType[], outputs: readonly TensorType[], attributes: ValuesOf<S>): number;
  /** Absent: each output element sees one input element. */
  window?(inputs: readonly TensorType[], attributes: ValuesOf<S>): Window;
  /** What a node's face says under its name, such as `64 · 3×3 · stride 2`; '' for nothing. */
  summary?(attributes: ValuesOf<S>): string;
  /**
   * What the face says where the summary is '' and a line is kept for it: what the operator works on, such as
   * `64 channels`. Called only with types that `infer` accepted and gave.
   */
  usual?(inputs: readonly TensorType[], outputs: readonly TensorType[]): string;
  /**
   * Emits ONNX nodes and returns the output value names. Returning an input's name passes it through
   * (Identity, Dropout at inference).
   */
  lower(lowering: Lowering<ValuesOf<S>>): readonly string[];
  /** Its PyTorch source form, for reading: `nn.Conv2d(3, 64, kernel_size=3, padding=1)`. */
  torch(attributes: ValuesOf<S>, inputs: readonly TensorType[]): string;
  readonly examples: readonly Example[];
}

/** An operator with its attribute types erased, as the registry holds it. */
export type Operator = OperatorDefinition<Schema>;

/**
 * Checks an operator's attribute types against its schema and erases them. The erasure is sound because
 * every caller passes attributes that `parseValues` made from the same schema.
 */
export function defineOperator<S extends Schema>(definition: OperatorDefinition<S>): Operator {
  return definition;
}

export function isProblem(inferred: readonly TensorType[] | Problem): inferred is Problem {
  return !Array.isArray(inferred);
}
