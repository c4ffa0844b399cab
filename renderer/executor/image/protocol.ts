// What the image worker is asked, and what it answers.

import type { Preprocessed, PreprocessSpec } from '../../../shared/tensor/image.ts';

export interface ImageRequest {
  readonly id: number;
  readonly file: Blob;
  readonly spec: PreprocessSpec;
}

export interface ImageResult extends Preprocessed {
  /** Of the image as it is seen, EXIF rotation applied. */
  readonly width: number;
  readonly height: number;
}

export type ImageAnswer =
  | { readonly id: number; readonly result: ImageResult }
  | { readonly id: number; readonly code: string; readonly message: string };
