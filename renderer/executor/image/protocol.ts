// What the image worker is asked, and what it answers.

import type { Preprocessed, PreprocessSpec } from '../../../shared/tensor/image.ts';
import type { Stroke } from './digit.ts';

/** What an input is made from. */
export type ImageSource =
  | { readonly kind: 'file'; readonly file: Blob }
  | { readonly kind: 'noise'; readonly seed: number }
  | { readonly kind: 'digit'; readonly strokes: readonly Stroke[] };

export interface ImageRequest {
  readonly id: number;
  readonly source: ImageSource;
  readonly spec: PreprocessSpec;
}

export interface ImageResult extends Preprocessed {
  /** Of the image file as it is seen, EXIF rotation applied. */
  readonly original: { readonly width: number; readonly height: number } | undefined;
}

export type ImageAnswer =
  | { readonly id: number; readonly result: ImageResult }
  | { readonly id: number; readonly code: string; readonly message: string };
