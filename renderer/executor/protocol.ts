// What the executor and its worker say to each other. Both sides are ours; the checks are for messages that
// an extension or a late worker might send.

import type { Compiled } from '../../shared/compile/types.ts';
import type { Backend, ExecutorFailure, OutputTensor, Progress, TensorData, Traced } from './types.ts';

/** A model and where its weights come from. */
export interface ModelRequest {
  readonly compiled: Compiled;
  readonly seed: number;
  readonly stored: Uint8Array<ArrayBuffer> | undefined;
  readonly backend: Backend;
}

export interface LoadRequest extends ModelRequest {
  readonly type: 'load';
  /** Keeps WebGPU to NCHW kernels, even where its faster NHWC ones are thought right. */
  readonly channelsFirst: boolean;
}

/** Runs the loaded model on WebGPU and on WASM, on the same random input, and compares. */
export interface VerifyRequest {
  readonly type: 'verify';
}

export interface RunRequest {
  readonly type: 'run';
  readonly inputs: readonly TensorData[];
  readonly repeat: number;
  readonly budget: number;
}

/** Runs a model for where NaN and infinity begin. It is not loaded afterwards, nor is any other. */
export interface TraceRequest extends ModelRequest {
  readonly type: 'trace';
  readonly inputs: readonly TensorData[];
}

export type WorkerRequest = LoadRequest | VerifyRequest | RunRequest | TraceRequest;

export interface Loaded {
  readonly threads: number;
  /** Whether NCHW kernels were used: as asked, or because the model is known to need them. */
  readonly channelsFirst: boolean;
  /** Stands for the model and the GPU: what was verified once need not be verified again. */
  readonly fingerprint: string;
  readonly milliseconds: { readonly weights: number; readonly session: number };
}

export interface Verified {
  readonly agrees: boolean;
  /** Greatest difference relative to the output's greatest magnitude; Infinity where only one side is finite. */
  readonly disagreement: number;
  /** Path of the first layer that disagrees, where one was found. */
  readonly layer: string | undefined;
  readonly milliseconds: number;
}

export interface Ran {
  readonly outputs: readonly OutputTensor[];
  readonly firstMilliseconds: number;
  readonly milliseconds: readonly number[];
}

/** The answer that belongs to each request. */
export interface Answers {
  readonly load: Loaded;
  readonly verify: Verified;
  readonly run: Ran;
  readonly trace: Traced;
}

export type ToWorker =
  | { readonly kind: 'request'; readonly id: number; readonly request: WorkerRequest }
  /** Give up the request where that is possible, between two steps. */
  | { readonly kind: 'stop'; readonly id: number };

export type FromWorker =
  /** Once, when the worker listens. It holds the lock of this name for as long as it lives. */
  | { readonly kind: 'ready'; readonly lock: string | undefined }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly kind: 'done'; readonly id: number; readonly answer: Answers[keyof Answers] }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: ExecutorFailure }
  | { readonly kind: 'gpu-lost' };

export function isToWorker(data: unknown): data is ToWorker {
  return isMessage(data, ['request', 'stop']) && Number.isInteger(data['id']);
}

export function isFromWorker(data: unknown): data is FromWorker {
  if (isMessage(data, ['ready', 'gpu-lost'])) return true;
  return isMessage(data, ['progress', 'done', 'failed']) && Number.isInteger(data['id']);
}

function isMessage(data: unknown, kinds: readonly string[]): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && 'kind' in data && kinds.includes(String(data.kind));
}
