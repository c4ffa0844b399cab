// What a preset is: builder code with typed arguments, and the reference figures a test holds it to.

import type { Document } from '../../shared/document/types.ts';
import type { Schema, StoredValues, ValuesOf } from '../../shared/operators/attributes.ts';
import type { Problem } from '../../shared/operators/define.ts';

export interface Reference {
  readonly parameters: number;
  /** Multiply-accumulates at the default arguments, in units of 1e9, to three decimals. */
  readonly gmacs: number;
  readonly source: string;
}

export interface Preset {
  /** torchvision's where it has the model: `resnet50`. */
  readonly id: string;
  readonly title: string;
  readonly family: string;
  readonly year: number;
  readonly paper: { readonly citation: string; readonly url: string };
  /** The paper's idea, in two sentences. */
  readonly idea: string;
  readonly arguments: Schema;
  readonly reference: Reference;
  /** The document, laid out, or why these arguments make none. */
  build(values: ValuesOf<Schema>, stored: StoredValues): Document | Problem;
}
