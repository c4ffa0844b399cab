// Fills long runs of a weight's stream by the loops of random-kernel.wat, four blocks at a time. The values are those
// of random.ts; this only makes them sooner.
//
// WebAssembly because its vectors make four streams in lockstep, and its 64-bit floats round as ECMAScript's do. Every
// host has it: ONNX Runtime runs on it, too.

import { assertNever } from '../lib/assert-never.ts';
import type { Initialiser } from './initialisers.ts';
import { RECIPROCAL_FACTORIALS } from './portable-math.ts';
import {
  BLOCK_ELEMENTS,
  DENSITIES,
  EDGES,
  SLOPES,
  BENDS,
  LAYERS,
  SCALES,
  THRESHOLDS,
  blockState,
  fillNormal,
  type GeneratorState,
  type StreamKey,
} from './random.ts';
import { KERNEL_HEX } from './random-kernel-bytes.ts';

export type Distribution = Exclude<Initialiser, { kind: 'constant' }>;

interface Address {
  readonly value: number;
}

/** What random-kernel.wat exports: addresses in its memory, and its loops. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly layers: Address;
  readonly wedges: Address;
  readonly reciprocalFactorials: Address;
  readonly states: Address;
  readonly values: Address;
  makeWords(count: number): void;
  drawNormals(lane: number, available: number, count: number, mean: number, std: number): number;
  drawUniforms(lane: number, count: number, low: number, width: number): void;
}

/** The part of every host's WebAssembly that is needed here; the libraries of pure code know none. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
};

interface Kernel extends Pick<Exports, 'makeWords' | 'drawNormals' | 'drawUniforms'> {
  /** Four words of the generator, each for all lanes. */
  readonly states: Int32Array;
  /** A block, as the loops leave it. */
  readonly values: Float32Array<ArrayBuffer>;
  /** The same memory. */
  readonly valueBytes: Uint8Array;
}

/** Streams that the generator makes in lockstep. */
const LANES = 4;
const BYTES_PER_FLOAT = Float32Array.BYTES_PER_ELEMENT;

let kernel: Kernel | undefined;

/**
 * Fills `out` with elements `[start, start + out.length / 4)` of a stream, as float32, little-endian, at any byte.
 * Starting in the middle of a block costs the elements before it.
 * @param wordsFor how many words are made for so many normals; tests only
 */
export function fillStream(
  out: Uint8Array,
  key: StreamKey,
  start: number,
  distribution: Distribution,
  wordsFor = wordsForNormals,
): void {
  const { makeWords, states, valueBytes } = (kernel ??= createKernel());
  const end = start + out.length / BYTES_PER_FLOAT;
  const blocks = Math.ceil(end / BLOCK_ELEMENTS);
  for (let first = Math.floor(start / BLOCK_ELEMENTS); first < blocks; first += LANES) {
    const lanes = Math.min(LANES, blocks - first);
    const longest = Math.min(BLOCK_ELEMENTS, end - first * BLOCK_ELEMENTS);
    const words = distribution.kind === 'normal' ? wordsFor(longest) : longest;
    for (let lane = 0; lane < lanes; lane += 1) {
      const state = blockState(key, first + lane);
      for (const [word, value] of state.entries()) states[word * LANES + lane] = value;
    }
    makeWords(words);
    for (let lane = 0; lane < lanes; lane += 1) {
      const from = (first + lane) * BLOCK_ELEMENTS;
      const count = Math.min(BLOCK_ELEMENTS, end - from);
      // A generator knows no way to its middle: the block's beginning is made, too, and dropped.
      const skip = Math.max(0, start - from);
      drawBlock(kernel, lane, words, count, distribution, () => blockState(key, first + lane));
      out.set(
        valueBytes.subarray(skip * BYTES_PER_FLOAT, count * BYTES_PER_FLOAT),
        (from + skip - start) * BYTES_PER_FLOAT,
      );
    }
  }
}

/** @param state the generator at the start of the block, should the words not suffice */
function drawBlock(
  { drawNormals, drawUniforms, values }: Kernel,
  lane: number,
  words: number,
  count: number,
  distribution: Distribution,
  state: () => GeneratorState,
): void {
  switch (distribution.kind) {
    case 'normal': {
      const { mean, std } = distribution;
      const sufficed = drawNormals(lane, words, count, mean, std) === 1;
      if (!sufficed) fillNormal(values.subarray(0, count), state(), mean, std);
      break;
    }
    case 'uniform':
      drawUniforms(lane, count, distribution.low, distribution.high - distribution.low);
      break;
    default:
      assertNever(distribution);
  }
}

/** A normal takes 1.041 words on average: this is at least eight standard deviations more, whatever the count. */
function wordsForNormals(count: number): number {
  return count + (count >> 4) + 64;
}

function createKernel(): Kernel {
  const bytes = Uint8Array.from({ length: KERNEL_HEX.length / 2 }, (_, index) =>
    Number.parseInt(KERNEL_HEX.slice(2 * index, 2 * index + 2), 16),
  );
  const exports = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as Exports;
  const { buffer } = exports.memory;
  const tables = new DataView(buffer);
  for (let layer = 0; layer < LAYERS; layer += 1) {
    const atLayer = exports.layers.value + 16 * layer;
    tables.setFloat64(atLayer, SCALES[layer]!, true);
    tables.setInt32(atLayer + 8, THRESHOLDS[layer]!, true);
    const atWedge = exports.wedges.value + 64 * layer;
    tables.setFloat64(atWedge, DENSITIES[layer]!, true);
    tables.setFloat64(atWedge + 8, DENSITIES[layer + 1]! - DENSITIES[layer]!, true);
    tables.setFloat64(atWedge + 16, EDGES[layer]!, true);
    tables.setFloat64(atWedge + 24, SLOPES[layer]!, true);
    tables.setFloat64(atWedge + 32, BENDS[layer]!, true);
  }
  for (const [index, value] of RECIPROCAL_FACTORIALS.entries()) {
    tables.setFloat64(exports.reciprocalFactorials.value + 8 * index, value, true);
  }
  const { makeWords, drawNormals, drawUniforms } = exports;
  const valuesAt = exports.values.value;
  return {
    makeWords,
    drawNormals,
    drawUniforms,
    states: new Int32Array(buffer, exports.states.value, 4 * LANES),
    values: new Float32Array(buffer, valuesAt, BLOCK_ELEMENTS),
    valueBytes: new Uint8Array(buffer, valuesAt, BLOCK_ELEMENTS * BYTES_PER_FLOAT),
  };
}
