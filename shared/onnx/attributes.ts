// Constructors of ONNX attributes, so that lowering code reads like the ONNX page.

import type { OnnxAttribute } from './model.ts';

export const int = (value: number): OnnxAttribute => ({ kind: 'int', value });
export const ints = (value: readonly number[]): OnnxAttribute => ({ kind: 'ints', value });
export const float = (value: number): OnnxAttribute => ({ kind: 'float', value });
export const floats = (value: readonly number[]): OnnxAttribute => ({ kind: 'floats', value });
export const string = (value: string): OnnxAttribute => ({ kind: 'string', value });
