// What the executor takes and gives. One ONNX Runtime worker stands behind it.

import type { Compiled } from '../../shared/compile/types.ts';

export type Backend = 'webgpu' | 'wasm';

export type Stage = 'weights' | 'session' | 'verify' | 'run';

export interface Progress {
  readonly stage: Stage;
  /** 0 to 1, or undefined where it cannot be known. */
  readonly fraction: number | undefined;
}

export interface PrepareRequest {
  /** Compiled with only its own outputs, or with the tensors to inspect. */
  readonly compiled: Compiled;
  readonly seed: number;
  /** Tensor bytes of the document's weights file, for weights whose source is stored. */
  readonly stored: Uint8Array<ArrayBuffer> | undefined;
  /** `auto` is WebGPU where it exists and agrees with WASM, else WASM. */
  readonly backend: Backend | 'auto';
}

export interface Prepared {
  readonly backend: Backend;
  readonly threads: number;
  /** Why this backend, when the user should know: a fall-back, a disagreement, no isolation. */
  readonly notice: string | undefined;
  /** Greatest relative difference between WebGPU and WASM, where it was measured. */
  readonly disagreement: number | undefined;
  readonly milliseconds: { readonly weights: number; readonly session: number; readonly verify: number };
}

export interface TensorData {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
}

export interface RunResult {
  readonly outputs: readonly TensorData[];
  /** Milliseconds of the first run and of each later one. */
  readonly firstMilliseconds: number;
  readonly milliseconds: readonly number[];
}

/** A failure in words for people: what happened and what to do. Codes are stable. */
export interface ExecutorFailure {
  readonly code: 'cancelled' | 'worker-died' | 'gpu-lost' | 'out-of-memory' | 'no-webgpu' | 'session' | 'run';
  readonly message: string;
}

export interface Executor {
  /** Compiles and loads a model; replaces the one before. Rejects with a NetloomError that carries the code. */
  prepare(
    request: PrepareRequest,
    options?: { signal?: AbortSignal; onProgress?: (progress: Progress) => void },
  ): Promise<Prepared>;
  /** Runs the prepared model on one input per model input, `repeat` times. */
  run(
    inputs: readonly TensorData[],
    options?: { repeat?: number; signal?: AbortSignal; onProgress?: (progress: Progress) => void },
  ): Promise<RunResult>;
  /** Ends the worker and frees its memory. */
  dispose(): void;
}
