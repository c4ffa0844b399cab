// ONNX Runtime behind one small face: the native CPU build, or the WASM build.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { messageOf, NetloomError } from '../shared/lib/errors.ts';

export type BackendName = 'native' | 'wasm';

export interface Tensor {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

export interface Session {
  run(feeds: ReadonlyMap<string, Tensor>): Promise<Map<string, Float32Array>>;
  close(): Promise<void>;
}

/** @throws NetloomError `runtime-missing` or `session` */
export async function openSession(backend: BackendName, model: Uint8Array): Promise<Session> {
  const runtime = await loadRuntime(backend);
  try {
    const session = await runtime.InferenceSession.create(model, { logSeverityLevel: 3 });
    return {
      async run(feeds) {
        const tensors = Object.fromEntries(
          [...feeds].map(([name, { data, shape }]) => [name, new runtime.Tensor('float32', data, shape)]),
        );
        const results = await session.run(tensors);
        return new Map(Object.entries(results).map(([name, tensor]) => [name, tensor.data as Float32Array]));
      },
      close: () => session.release(),
    };
  } catch (error) {
    throw new NetloomError('session', `ONNX Runtime cannot load the network: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

async function loadRuntime(backend: BackendName) {
  try {
    if (backend === 'native') return await import('onnxruntime-node');
    const runtime = await import('onnxruntime-web');
    const wasm = createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm');
    runtime.env.wasm.wasmBinary = new Uint8Array(await readFile(wasm)).buffer;
    runtime.env.wasm.numThreads = 1;
    return runtime;
  } catch (error) {
    throw new NetloomError(
      'runtime-missing',
      `ONNX Runtime's ${backend} build cannot be loaded here: ${messageOf(error)}`,
      { cause: error },
    );
  }
}
