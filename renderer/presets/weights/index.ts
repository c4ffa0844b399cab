// The trained weights that ship with Netloom. Hosts find the files beside this one.

import type { WeightsReference } from '../../../shared/document/types.ts';

/** Trained on handwritten digits by build/train-lenet5; accuracy and split are in lenet5.json. */
export const LENET5_WEIGHTS: WeightsReference = {
  id: 'lenet5',
  sha256: '3244f9b8a15086cb2e27bf8303243b643b27a339e6d9bec3972381b4c2a47b78',
};

/** Name of the file with these weights, or undefined where Netloom does not ship them. */
export function bundledWeightsFile(id: string): string | undefined {
  return id === LENET5_WEIGHTS.id ? 'lenet5.safetensors' : undefined;
}
