// For tests: runs a compiled network in ONNX Runtime's native build, with weights from the test.

import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Compiled } from '../compile/types.ts';
import { encodeModel } from '../onnx/encode.ts';
import { elementCount, type Shape } from '../tensor/types.ts';
import type { WeightSpec } from '../weights/spec.ts';

export interface RuntimeTensor {
  readonly shape: Shape;
  readonly data: Float32Array;
}

/** The whole model file; `weightValues` gives a weight's elements. */
export function modelBytes(
  compiled: Compiled,
  weightValues: (weight: WeightSpec) => Float32Array,
): Uint8Array<ArrayBuffer> {
  const encoded = encodeModel(compiled.model);
  const weights = new Map(compiled.weights.map((weight) => [weight.path, weight]));
  const bytes = new Uint8Array(encoded.byteLength);
  let at = 0;
  for (const part of encoded.parts) {
    if (part instanceof Uint8Array) {
      bytes.set(part, at);
    } else {
      const values = weightValues(weights.get(part.key)!);
      if (values.byteLength !== part.byteLength) throw new Error(`Wrong length of "${part.key}".`);
      bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    }
    at += part.byteLength;
  }
  return bytes;
}

/** Runs model bytes on one thread. */
export async function runModel(
  bytes: Uint8Array<ArrayBuffer>,
  inputs: Readonly<Record<string, RuntimeTensor>>,
): Promise<Readonly<Record<string, RuntimeTensor>>> {
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  try {
    const feeds = Object.fromEntries(
      Object.entries(inputs).map(([name, { shape, data }]) => [name, new Tensor('float32', data, shape)]),
    );
    const results = await session.run(feeds);
    return Object.fromEntries(
      Object.entries(results).map(([name, { dims, data }]) => {
        if (!(data instanceof Float32Array)) throw new Error(`"${name}" is not float32.`);
        return [name, { shape: dims, data }];
      }),
    );
  } finally {
    await session.release();
  }
}

/** Reproducible numbers between −scale and scale that PyTorch scripts can repeat: sin(frequency·i + phase). */
export function wave(shape: Shape, frequency: number, phase: number, scale = 1): Float32Array {
  return Float32Array.from(
    { length: elementCount(shape) },
    (_, index) => scale * Math.sin(frequency * index + phase),
  );
}
