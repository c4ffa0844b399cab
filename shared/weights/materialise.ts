// Weight specs to numbers: the same values on every machine, whatever the order and the cut into chunks.
// A weight's blocks of BLOCK_ELEMENTS can be made by several threads at once: give each its own `start`.

import { assertNever } from '../lib/assert-never.ts';
import { NetloomError } from '../lib/errors.ts';
import { streamKey } from '../tensor/random.ts';
import { fillStream } from '../tensor/random-kernel.ts';
import { elementCount } from '../tensor/types.ts';
import type { WeightSpec } from './spec.ts';

const BYTES_PER_FLOAT = 4;

/**
 * Fills `out` with the float32 elements of the weight from `start` on, row-major; bytes may lie anywhere in memory.
 * Starting in the middle of a block costs the elements before it; multiples of BLOCK_ELEMENTS cost nothing.
 * @param stored the bytes of the document's weights file (the whole safetensors file), for specs whose source
 *   is stored; offsets count from its first byte and need no alignment
 * @throws NetloomError `weights-missing` without the file, `weights-truncated` where it is too short
 */
export function fillWeight(
  spec: WeightSpec,
  seed: number,
  out: Float32Array | Uint8Array,
  start: number,
  stored?: Uint8Array,
): void {
  const elements = elementCount(spec.shape);
  const count = out.byteLength / BYTES_PER_FLOAT;
  if (start < 0 || start + count > elements) {
    throw new RangeError(`${spec.path} has ${elements} elements; asked for ${start} to ${start + count}.`);
  }
  const bytes = new Uint8Array(out.buffer, out.byteOffset, out.byteLength);
  const { source } = spec;
  switch (source.kind) {
    case 'stored':
      bytes.set(storedBytes(spec.path, source.offset + start * BYTES_PER_FLOAT, count, stored));
      break;
    case 'initialiser':
      if (source.initialiser.kind === 'constant') fillConstant(bytes, source.initialiser.value);
      else fillStream(bytes, streamKey(seed, spec.path), start, source.initialiser);
      break;
    default:
      assertNever(source);
  }
}

/**
 * The bytes of `elements` floats of a weight in the document's weights file, as a view. They are little-endian, as is
 * every machine that runs Netloom.
 * @throws NetloomError `weights-missing` without the file, `weights-truncated` where it is too short
 */
export function storedBytes(
  path: string,
  offset: number,
  elements: number,
  stored: Uint8Array | undefined,
): Uint8Array {
  if (stored === undefined) {
    throw new NetloomError(
      'weights-missing',
      `The values of ${path} are in the document's weights file, which is not loaded. Open the *.netloom file that contains it.`,
    );
  }
  const end = offset + elements * BYTES_PER_FLOAT;
  if (offset < 0 || end > stored.length) {
    throw new NetloomError(
      'weights-truncated',
      `The values of ${path} should end at byte ${end} of the weights file, which has ${stored.length} bytes. The file does not belong to this network.`,
    );
  }
  return stored.subarray(offset, end);
}

/** By way of floats of its own: `out` may begin at any byte. */
function fillConstant(out: Uint8Array, value: number): void {
  const values = new Float32Array(out.length / BYTES_PER_FLOAT).fill(value);
  out.set(new Uint8Array(values.buffer));
}
