// What a run is made of and what it leaves behind.

import type { Network } from '../../shared/network/types.ts';
import type { Preprocessed, PreprocessSpec } from '../../shared/tensor/image.ts';
import type { Backend, Prepared, RunResult, TensorData } from '../executor/types.ts';

export type Source = 'image' | 'digit' | 'noise';

/** A network and what its weights come from. */
export interface Runnable {
  readonly network: Network;
  readonly seed: number;
  readonly stored: Uint8Array<ArrayBuffer> | undefined;
}

export interface InputPicture extends Preprocessed {
  readonly spec: PreprocessSpec;
  /** Of the image file, for its caption. */
  readonly original: { readonly width: number; readonly height: number } | undefined;
}

export interface RunRecord {
  readonly runnable: Runnable;
  /** The backend that was wished; `run` says which one ran. */
  readonly wish: Backend | 'auto';
  readonly picture: InputPicture;
  readonly inputs: readonly TensorData[];
  readonly prepared: Prepared;
  readonly run: RunResult;
}

export interface Failure {
  readonly code: string;
  readonly message: string;
}
