// Weight specs to numbers: the same values on every machine, whatever the order and the cut into chunks.
// A weight's blocks of BLOCK_ELEMENTS can be made by several workers at once: give each its own `start`.

import { assertNever } from '../lib/assert-never.ts';
import { NetloomError } from '../lib/errors.ts';
import type { Initialiser } from '../tensor/initialisers.ts';
import { BLOCK_ELEMENTS, blockState, fillNormal, fillUniform, streamKey } from '../tensor/random.ts';
import type { GeneratorState } from '../tensor/random.ts';
import { elementCount } from '../tensor/types.ts';
import type { WeightSpec } from './spec.ts';

const BYTES_PER_FLOAT = 4;

/** Pieces in which large weights travel: small enough for a message, large enough to be few. */
export const CHUNK_BYTES = 4 * 1024 * 1024;

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
      copyStored(spec.path, out, source.offset + start * BYTES_PER_FLOAT, stored);
      break;
    case 'initialiser':
      fillInitialised(source.initialiser, seed, spec.path, out, start);
      break;
    default:
      assertNever(source);
  }
}

/**
 * The bytes of a weight, little-endian, in pieces of `chunkBytes` (a multiple of 4; the last is shorter).
 * Every piece is a fresh array that the caller may keep or transfer.
 */
export function* weightChunks(
  spec: WeightSpec,
  seed: number,
  stored?: Uint8Array,
  chunkBytes = CHUNK_BYTES,
): Generator<Uint8Array<ArrayBuffer>, void, undefined> {
  const elements = elementCount(spec.shape);
  const step = Math.max(1, Math.floor(chunkBytes / BYTES_PER_FLOAT));
  for (let start = 0; start < elements; start += step) {
    const values = new Float32Array(Math.min(step, elements - start));
    fillWeight(spec, seed, values, start, stored);
    yield new Uint8Array(values.buffer);
  }
}

/** File bytes are little-endian, as is every machine that runs Netloom. */
function copyStored(path: string, out: Float32Array, offset: number, stored: Uint8Array | undefined): void {
  if (stored === undefined) {
    throw new NetloomError(
      'weights-missing',
      `The values of ${path} are in the document's weights file, which is not loaded. Open the *.netloom file that contains it.`,
    );
  }
  const end = offset + out.byteLength;
  if (offset < 0 || end > stored.length) {
    throw new NetloomError(
      'weights-truncated',
      `The values of ${path} should end at byte ${end} of the weights file, which has ${stored.length} bytes. The file does not belong to this network.`,
    );
  }
  new Uint8Array(out.buffer, out.byteOffset, out.byteLength).set(stored.subarray(offset, end));
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
