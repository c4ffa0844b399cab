// The corpus of damaged and foreign files: what each is, and the exact code and message it must give. Nothing
// is stored: files are built, so that each shows what is wrong with it. corpus.test.ts opens them all.

import { BAD_CONTAINERS } from './corpus-containers.ts';
import { BAD_DOCUMENTS } from './corpus-documents.ts';
import { BAD_GRAPHS } from './corpus-graphs.ts';
import { BAD_TENSORS } from './corpus-onnx-tensors.ts';
import { BAD_MODELS } from './corpus-onnx.ts';
import { BAD_WEIGHTS } from './corpus-safetensors.ts';
import type { BadFile } from './corpus-types.ts';

export const CORPUS: readonly BadFile[] = [
  ...BAD_DOCUMENTS,
  ...BAD_GRAPHS,
  ...BAD_CONTAINERS,
  ...BAD_WEIGHTS,
  ...BAD_MODELS,
  ...BAD_TENSORS,
];
