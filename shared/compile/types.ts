// What compilation gives: an ONNX model whose large initialisers are still to be materialised.

import type { OnnxModel } from '../onnx/model.ts';
import type { WeightSpec } from '../weights/spec.ts';

export interface CompileOptions {
  /** ONNX opset, 13 to 21; 17 unless asked otherwise. */
  readonly opset?: number;
  /** The batch dimension becomes the symbol `batch`. */
  readonly dynamicBatch?: boolean;
  /** Paths whose outputs become model outputs too, for inspecting. */
  readonly inspect?: readonly string[];
  readonly name?: string;
}

export interface Compiled {
  readonly model: OnnxModel;
  /** Every deferred initialiser's key is the path of one of these. */
  readonly weights: readonly WeightSpec[];
  /** ONNX value name of every operator's outputs, by path (aliases for what is passed through). */
  readonly values: ReadonlyMap<string, readonly string[]>;
}
