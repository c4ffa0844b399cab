// What a preset is: builder code with typed arguments, and the reference figures a test holds it to.

import type { Document } from '../../shared/document/types.ts';
import type { Schema, StoredValues } from '../../shared/operators/attributes.ts';
import type { Problem } from '../../shared/operators/define.ts';

/** Published figures at the default arguments. */
export interface Reference {
  readonly parameters: number;
  /** Multiply-accumulates of convolutions and matrix products at batch 1, in units of 1e9. */
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
  /** Where it stands in the lesson, in a sentence or two. */
  readonly lesson: string;
  readonly arguments: Schema;
  readonly reference: Reference;
  /** The least height and width that the default arguments leave a pixel of. */
  readonly smallestInput: number;
  /** The document for these arguments, not yet laid out, or why they make none. */
  build(stored: StoredValues): Document | Problem;
}
