// What the executor takes and gives. One ONNX Runtime worker stands behind it.

import type { NonFiniteStart } from '../../shared/compile/non-finite.ts';
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

export interface OutputTensor extends TensorData {
  /** How many values are NaN or infinite. */
  readonly nonFinite: number;
}

export interface RunOptions {
  /** How often to run; 1 unless asked otherwise. */
  readonly repeat?: number;
  /** Milliseconds after which no further repetition begins. */
  readonly budget?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface RunResult {
  readonly outputs: readonly OutputTensor[];
  /** Milliseconds of the prepared model's very first run, which compiles and allocates. */
  readonly firstMilliseconds: number;
  /** Milliseconds of each run of this request but for that first one; empty where there was no other. */
  readonly milliseconds: readonly number[];
  /** What ran, and why, where it is not what `prepare` said: a GPU lost on the way. */
  readonly backend: Backend;
  readonly notice: string | undefined;
}

/** Where NaN and infinity begin. */
export interface Traced {
  /** Undefined where all values are finite: the runtime fuses layers where nobody looks between them. */
  readonly start: NonFiniteStart | undefined;
  /** Paths of the stored weights there that hold some themselves. */
  readonly weights: readonly string[];
}

/** A failure in words for people: what happened and what to do. Codes are stable. */
export interface ExecutorFailure {
  readonly code:
    | 'cancelled'
    | 'worker-died'
    | 'gpu-lost'
    | 'out-of-memory'
    | 'too-large'
    | 'no-webgpu'
    | 'no-model'
    | 'input'
    | 'session'
    | 'run';
  readonly message: string;
}

export interface Executor {
  /** Loads a model in place of the one before. Rejects with a NetloomError that carries the failure's code. */
  prepare(
    request: PrepareRequest,
    options?: { signal?: AbortSignal; onProgress?: (progress: Progress) => void },
  ): Promise<Prepared>;
  /**
   * Runs the prepared model on one input per model input. A newer request supersedes one that waits, which
   * rejects as `cancelled`. After a worker died or was cancelled, the model is loaded anew first.
   */
  run(inputs: readonly TensorData[], options?: RunOptions): Promise<RunResult>;
  /**
   * Runs a model with its inner values as outputs, until one is not finite: on this backend, or on WASM where WebGPU
   * fails. Takes the place of the prepared model, and leaves none.
   */
  trace(
    request: PrepareRequest & { readonly backend: Backend },
    inputs: readonly TensorData[],
    options?: { signal?: AbortSignal; onProgress?: (progress: Progress) => void },
  ): Promise<Traced>;
  /** Ends the worker and frees its memory; what runs or waits rejects as `cancelled`. */
  dispose(): void;
}
