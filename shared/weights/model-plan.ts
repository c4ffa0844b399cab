// An .onnx file cut in chunks, each of which can be made alone, in any order and in any thread. Knows where every
// byte comes from; who makes the chunks, and who writes them, is for others.

import { NetloomError } from '../lib/errors.ts';
import { encodeModel } from '../onnx/encode.ts';
import type { OnnxModel } from '../onnx/model.ts';
import { BLOCK_ELEMENTS } from '../tensor/random.ts';
import { elementCount } from '../tensor/types.ts';
import { makeFills, type Fill } from './fills.ts';
import { storedBytes } from './materialise.ts';
import type { WeightSpec } from './spec.ts';

/** Bytes that are there already, and where in the chunk they belong. */
interface Copy {
  readonly at: number;
  readonly bytes: Uint8Array;
}

export interface PlannedChunk {
  readonly byteLength: number;
  readonly copies: readonly Copy[];
  readonly fills: readonly Fill[];
}

export interface ModelPlan {
  /** Of the whole file. */
  readonly byteLength: number;
  /** How much of it must be made by the generator. */
  readonly madeBytes: number;
  /** In file order; none is longer than `chunkBytes`. */
  readonly chunks: readonly PlannedChunk[];
  readonly chunkBytes: number;
  readonly seed: number;
}

/** Large enough that chunks are few, small enough that a handful of them is no memory. */
const CHUNK_BYTES = 1024 * 1024;

const BYTES_PER_FLOAT = Float32Array.BYTES_PER_ELEMENT;
/** A block of a weight is never cut: its middle can only be reached through its beginning. */
const BLOCK_BYTES = BLOCK_ELEMENTS * BYTES_PER_FLOAT;

/**
 * @param stored the document's weights file, for specs whose source is stored
 * @param chunkBytes at least a block of BLOCK_ELEMENTS floats
 * @throws NetloomError `onnx-too-large`, `weights-missing` or `weights-truncated`: what can go wrong does so here
 */
export function planModel(
  model: OnnxModel,
  weights: readonly WeightSpec[],
  seed: number,
  stored?: Uint8Array,
  chunkBytes = CHUNK_BYTES,
): ModelPlan {
  if (chunkBytes < BLOCK_BYTES) {
    throw new RangeError(`A chunk of ${chunkBytes} bytes holds no block of ${BLOCK_BYTES}.`);
  }
  const { byteLength, parts } = encodeModel(model);
  const specs = new Map(weights.map((spec) => [spec.path, spec] as const));
  const chunks: PlannedChunk[] = [];
  let copies: Copy[] = [];
  let fills: Fill[] = [];
  let filled = 0;
  let madeBytes = 0;

  function close(): void {
    if (filled > 0) chunks.push({ byteLength: filled, copies, fills });
    copies = [];
    fills = [];
    filled = 0;
  }

  function copy(bytes: Uint8Array): void {
    for (let taken = 0; taken < bytes.length;) {
      if (filled === chunkBytes) close();
      const count = Math.min(bytes.length - taken, chunkBytes - filled);
      copies.push({ at: filled, bytes: bytes.subarray(taken, taken + count) });
      taken += count;
      filled += count;
    }
  }

  function make(spec: WeightSpec, elements: number): void {
    madeBytes += elements * BYTES_PER_FLOAT;
    for (let start = 0; start < elements;) {
      const left = elements - start;
      const room = Math.floor((chunkBytes - filled) / BLOCK_BYTES) * BLOCK_ELEMENTS;
      const fitsWhole = left * BYTES_PER_FLOAT <= chunkBytes - filled;
      if (room === 0 && !fitsWhole) {
        close();
        continue;
      }
      const count = fitsWhole ? left : room;
      fills.push({ at: filled, spec, start, count });
      start += count;
      filled += count * BYTES_PER_FLOAT;
    }
  }

  for (const part of parts) {
    if (part instanceof Uint8Array) {
      copy(part);
      continue;
    }
    const spec = specs.get(part.key);
    if (spec === undefined) {
      throw new NetloomError(
        'weights-missing',
        `The model asks for a weight "${part.key}" that is not there.`,
      );
    }
    const elements = elementCount(spec.shape);
    if (spec.source.kind === 'stored') copy(storedBytes(spec.path, spec.source.offset, elements, stored));
    else make(spec, elements);
  }
  close();
  return { byteLength, madeBytes, chunks, chunkBytes, seed };
}

/** Puts the bytes of a chunk that are there already in their places. */
export function placeCopies(chunk: Uint8Array, copies: PlannedChunk['copies']): void {
  for (const { at, bytes } of copies) chunk.set(bytes, at);
}

/**
 * The whole file in memory, made in this thread.
 * @param onProgress told how many bytes are made
 */
export function modelBytes(
  plan: ModelPlan,
  onProgress: (bytes: number) => void = () => undefined,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(plan.byteLength);
  let filled = 0;
  for (const { byteLength, copies, fills } of plan.chunks) {
    const chunk = bytes.subarray(filled, filled + byteLength);
    makeFills(chunk, fills, plan.seed);
    placeCopies(chunk, copies);
    onProgress((filled += byteLength));
  }
  return bytes;
}
