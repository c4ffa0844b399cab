// The trained weights that ship with Netloom. Hosts find each file beside this one, as `<id>.safetensors`.

import type { WeightsReference } from '../../../shared/document/types.ts';

/** Trained on handwritten digits by build/train-lenet5; accuracy and split are in lenet5.json. */
export const LENET5_WEIGHTS: WeightsReference = {
  id: 'lenet5',
  sha256: '',
};
