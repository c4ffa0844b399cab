// Weight specs to numbers: the same values on every machine, whatever the order and the cut into chunks.

import type { WeightSpec } from './spec.ts';

/**
 * Fills `out` with elements `[start, start + out.length)` of the weight, row-major.
 * @param stored the tensor bytes of the document's weights file, for specs whose source is stored
 */
export function fillWeight(
  _spec: WeightSpec,
  _seed: number,
  _out: Float32Array,
  _start: number,
  _stored?: Uint8Array,
): void {
  throw new Error('to be written');
}
