// The ONNX model as plain records: what encode writes and decode reads. Knows nothing of operators.
// Field meaning: https://onnx.ai/onnx/repo-docs/IR.html

import type { DType } from '../tensor/types.ts';

/** A dimension: a number, or a symbolic name such as `batch`. */
export type OnnxDimension = number | string;

export interface OnnxValueInfo {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly OnnxDimension[];
}

export type OnnxAttribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'floats'; readonly value: readonly number[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'tensor'; readonly value: OnnxTensor }
  /** What Netloom does not look into, such as the branches of an If: the whole AttributeProto, as it was. */
  | { readonly kind: 'opaque'; readonly what: string; readonly bytes: Uint8Array };

export interface OnnxNode {
  readonly opType: string;
  /** Absent for ONNX's own operators. */
  readonly domain?: string;
  readonly name: string;
  /** Value names; '' stands for an omitted optional input. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/**
 * Little-endian tensor bytes; or a promise of them: `byteLength` bytes that whoever writes the model supplies when
 * the encoder comes to `key`; or where they lie in another file, in the words of the model file
 * (https://onnx.ai/onnx/repo-docs/ExternalData.html), which nobody has looked for yet.
 */
export type OnnxTensorData =
  | { readonly kind: 'inline'; readonly bytes: Uint8Array }
  | { readonly kind: 'deferred'; readonly key: string; readonly byteLength: number }
  | { readonly kind: 'external'; readonly place: Readonly<Record<string, string>> };

export interface OnnxTensor {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data: OnnxTensorData;
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
  readonly initialisers: readonly OnnxTensor[];
  readonly valueInfos: readonly OnnxValueInfo[];
}

export interface OnnxModel {
  readonly irVersion: number;
  readonly opset: number;
  /** Versions of operator sets that are not ONNX's own, by domain. */
  readonly otherOpsets?: Readonly<Record<string, number>>;
  readonly producerName: string;
  readonly producerVersion: string;
  readonly graph: OnnxGraph;
  readonly metadata: Readonly<Record<string, string>>;
}
