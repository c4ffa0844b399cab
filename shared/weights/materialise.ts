// Weight specs to numbers: the same values on every machine, whatever the order and the cut into chunks.
// A weight's blocks of BLOCK_ELEMENTS can be made by several threads at once: give each its own `start`.

import { assertNever } from '../lib/assert-never.ts';
import { NetloomError } from '../lib/errors.ts';
import type { Initialiser } from '../tensor/initialisers.ts';
import { BLOCK_ELEMENTS, blockState, fillNormal, fillUniform, streamKey } from '../tensor/random.ts';
import type { GeneratorState } from '../tensor/random.ts';
import { elementCount } from '../tensor/types.ts';
import type { WeightSpec } from './spec.ts';

const BYTES_PER_FLOAT = 4;

/**
 * Fills `out` with elements `[start, start + out.length)` of the weight, row-major.
 * Starting in the middle of a block costs the elements before it; multiples of BLOCK_ELEMENTS cost nothing.
 * @param stored the bytes of the document's weights file (the whole safetensors file), for specs whose source
 *   is stored; offsets count from its first byte and need no alignment
 * @throws NetloomError `weights-missing` without the file, `weights-truncated` where it is too short
 */
export function fillWeight(
  spec: WeightSpec,
  seed: number,
  out: Float32Array,
  start: number,
  stored?: Uint8Array,
): void {
  const elements = elementCount(spec.shape);
  if (start < 0 || start + out.length > elements) {
    throw new RangeError(
      `${spec.path} has ${elements} elements; asked for ${start} to ${start + out.length}.`,
    );
  }
  const { source } = spec;
  switch (source.kind) {
    case 'stored':
      new Uint8Array(out.buffer, out.byteOffset, out.byteLength).set(
        storedBytes(spec.path, source.offset + start * BYTES_PER_FLOAT, out.length, stored),
      );
      break;
    case 'initialiser':
      fillInitialised(source.initialiser, seed, spec.path, out, start);
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

function fillInitialised(
  initialiser: Initialiser,
  seed: number,
  path: string,
  out: Float32Array,
  start: number,
): void {
  if (initialiser.kind === 'constant') {
    out.fill(initialiser.value);
    return;
  }
  const key = streamKey(seed, path);
  let written = 0;
  while (written < out.length) {
    const position = start + written;
    const block = Math.floor(position / BLOCK_ELEMENTS);
    const skip = position - block * BLOCK_ELEMENTS;
    const count = Math.min(out.length - written, BLOCK_ELEMENTS - skip);
    const target = out.subarray(written, written + count);
    const state = blockState(key, block);
    if (skip === 0) {
      fillBlock(initialiser, target, state);
    } else {
      // A generator knows no way to its middle: make the block's beginning too, and drop it.
      const scratch = new Float32Array(skip + count);
      fillBlock(initialiser, scratch, state);
      target.set(scratch.subarray(skip));
    }
    written += count;
  }
}

function fillBlock(
  initialiser: Exclude<Initialiser, { kind: 'constant' }>,
  out: Float32Array,
  state: GeneratorState,
): void {
  switch (initialiser.kind) {
    case 'normal':
      fillNormal(out, state, initialiser.mean, initialiser.std);
      break;
    case 'uniform':
      fillUniform(out, state, initialiser.low, initialiser.high);
      break;
    default:
      assertNever(initialiser);
  }
}
