// ONNX Runtime in this worker: where its files lie, how many threads it takes.

import * as ort from 'onnxruntime-web/webgpu';
// The one variant that is shipped: WebGPU and WASM in every browser, without JavaScript promise integration.
import mjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';

/** More threads than this gain little on convolutions and cost memory each. */
const MAX_THREADS = 8;

/** Severity 3 is error: what concerns the user comes as an exception. */
const LOG_ERRORS = 3;

export const THREADS = crossOriginIsolated ? Math.min(navigator.hardwareConcurrency, MAX_THREADS) : 1;

ort.env.wasm.wasmPaths = {
  mjs: new URL(mjsUrl, import.meta.url).href,
  wasm: new URL(wasmUrl, import.meta.url).href,
};
ort.env.wasm.numThreads = THREADS;
ort.env.logLevel = 'error';

/** A model file and the bytes of its external data file `weights`. */
export interface ModelSource {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly weights: Uint8Array<ArrayBuffer>;
}

/** Name of the external data file inside model files. */
export const EXTERNAL_DATA = 'weights';

/**
 * A session on exactly one provider: a list of them would fall back without a word.
 * @param channelsFirst keeps WebGPU to NCHW kernels; for models where the NHWC ones are wrong
 */
export function createSession(
  source: ModelSource,
  backend: 'wasm' | 'webgpu',
  channelsFirst: boolean,
): Promise<ort.InferenceSession> {
  const provider =
    backend === 'wasm'
      ? 'wasm'
      : ({ name: 'webgpu', ...(channelsFirst ? { preferredLayout: 'NCHW' } : {}) } as const);
  return ort.InferenceSession.create(source.bytes, {
    executionProviders: [provider],
    graphOptimizationLevel: 'all',
    logSeverityLevel: LOG_ERRORS,
    ...(source.weights.length === 0 ? {} : { externalData: [{ path: EXTERNAL_DATA, data: source.weights }] }),
  });
}

/** Calls back when the GPU that ONNX Runtime works on is lost, and describes it. */
export async function watchGpu(onLost: () => void): Promise<string> {
  const device = await ort.env.webgpu.device;
  void device.lost.then(onLost);
  const { vendor, architecture, device: model, description } = device.adapterInfo;
  return [vendor, architecture, model, description].join(' ');
}

export function toTensors(
  inputs: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly data: Float32Array;
  }[],
): Record<string, ort.Tensor> {
  return Object.fromEntries(
    inputs.map(({ name, shape, data }) => [name, new ort.Tensor('float32', data, [...shape])]),
  );
}
