// onnxruntime-web with nothing around it: the baseline.

import * as ort from 'onnxruntime-web/webgpu';
import mjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';

export type BareRequest =
  | {
      readonly type: 'load';
      readonly file: Uint8Array;
      readonly backend: 'wasm' | 'webgpu';
      readonly threads: number;
    }
  | { readonly type: 'run'; readonly input: Float32Array; readonly shape: readonly number[] };

export interface BareAnswer {
  readonly milliseconds: number;
  readonly output: Float32Array;
}

let session: ort.InferenceSession | undefined;

async function answer(request: BareRequest): Promise<BareAnswer> {
  if (request.type === 'load') {
    ort.env.wasm.wasmPaths = {
      mjs: new URL(mjsUrl, import.meta.url).href,
      wasm: new URL(wasmUrl, import.meta.url).href,
    };
    ort.env.wasm.numThreads = request.threads;
    session = await ort.InferenceSession.create(request.file, {
      executionProviders: [request.backend],
      graphOptimizationLevel: 'all',
    });
    return { milliseconds: 0, output: new Float32Array(0) };
  }
  if (session === undefined) throw new Error('Nothing is loaded.');
  const feeds = { [session.inputNames[0]!]: new ort.Tensor('float32', request.input, [...request.shape]) };
  const start = performance.now();
  const outputs = await session.run(feeds);
  const milliseconds = performance.now() - start;
  return { milliseconds, output: outputs[session.outputNames[0]!]!.data as Float32Array };
}

self.onmessage = ({ data }: MessageEvent<BareRequest>) => {
  answer(data).then(
    (result) => self.postMessage(result),
    (error: unknown) => {
      // Thrown outside the promise, it reaches the page's onerror.
      setTimeout(() => {
        throw error;
      });
    },
  );
};
