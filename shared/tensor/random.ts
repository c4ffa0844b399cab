// The seeded generator of fresh weights. A weight's values are cut into blocks of 65,536 elements, and each
// block has a generator of its own, seeded by (document seed, weight path, block index): any block can be made
// alone, in any order, on any machine or worker, with the same result to the bit.
//
// Only + − × ÷ and √ of doubles and 32-bit integer operations are used. ECMAScript rounds these exactly as
// IEEE 754 says, while Math.exp and Math.log may differ between engines; portable-math.ts replaces them.
//
// This says what the values are; random-kernel.ts makes long runs of the same ones faster, and is held to this.

import { portableExp, portableLog } from './portable-math.ts';

/** Elements per independently seeded block. */
export const BLOCK_ELEMENTS = 65_536;

/** 64 bits that stand for a (seed, path) pair. */
export interface StreamKey {
  readonly low: number;
  readonly high: number;
}

/** State of the generator: four 32-bit words, which drawing from it changes. */
export type GeneratorState = Int32Array;

/** The key of a weight's stream. `seed` is an unsigned 32-bit integer; similar seeds and paths share nothing. */
export function streamKey(seed: number, path: string): StreamKey {
  return {
    low: hashText(path, finalise((seed ^ 0x243f6a88) | 0)),
    high: hashText(path, finalise((seed + 0x85a308d3) | 0) ^ 0x13198a2e),
  };
}

/**
 * The generator at the start of a block. The words (key, block, constant) go through a bijection of 128 bits,
 * so different blocks of a stream never begin in the same state.
 */
export function blockState(key: StreamKey, block: number): GeneratorState {
  let a = key.low | 0;
  let b = key.high | 0;
  let c = block | 0;
  let d = 0x03707344;
  for (let round = 0; round < 4; round += 1) {
    a = (a + finalise((b + 0x9e3779b9) | 0)) | 0;
    b = (b + finalise(c ^ 0x7f4a7c15)) | 0;
    c = (c + finalise((d + 0x2545f491) | 0)) | 0;
    d = (d + finalise(a ^ round)) | 0;
  }
  // All zero is the one state that xoshiro never leaves.
  return Int32Array.of(a, b, c, (a | b | c | d) === 0 ? 1 : d);
}

/**
 * Fills `out` with normal variates of this mean and standard deviation, and leaves `state` after them.
 *
 * Ziggurat with 128 layers: G. Marsaglia and W. W. Tsang, "The Ziggurat Method for Generating Random
 * Variables", J. Stat. Softw. 5(8), 2000, with the correction of J. A. Doornik, "An Improved Ziggurat Method
 * to Generate Normal Random Samples", 2005: the bits that choose the layer take no part in the value.
 */
export function fillNormal(out: Float32Array, state: GeneratorState, mean: number, std: number): void {
  let done = 0;
  for (;;) {
    done = fillUntilRefused(out, done, state, mean, std);
    if (done === out.length) return;
    const bits = nextBits(state);
    const layer = bits & LAYER_MASK;
    out[done] = mean + std * slowNormal(state, layer, ((bits >> LAYER_BITS) + 0.5) * SCALES[layer]!);
    done += 1;
  }
}

/**
 * Fills from `from` on with the draws that lie wholly under the curve, 39 in 40. Stops before the first that does
 * not, which the state then draws next, and gives its index. The generator is written out here, with no call in
 * the loop: its four words stay in registers.
 */
function fillUntilRefused(
  out: Float32Array,
  from: number,
  state: GeneratorState,
  mean: number,
  std: number,
): number {
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let index = from;
  for (; index < out.length; index += 1) {
    const sum = (a + d) | 0;
    const bits = (((sum << 7) | (sum >>> 25)) + a) | 0;
    const layer = bits & LAYER_MASK;
    const value = bits >> LAYER_BITS;
    if ((value ^ (value >> 31)) >= THRESHOLDS[layer]!) break;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    out[index] = mean + std * ((value + 0.5) * SCALES[layer]!);
  }
  state[0] = a;
  state[1] = b;
  state[2] = c;
  state[3] = d;
  return index;
}

/**
 * Fills `out` with uniform variates between `low` and `high`, 32 bits each, rounded to float32, and leaves
 * `state` after them.
 */
export function fillUniform(out: Float32Array, state: GeneratorState, low: number, high: number): void {
  const width = high - low;
  for (let index = 0; index < out.length; index += 1) out[index] = low + width * uniform(state);
}

/** One draw in 40: the candidate lies in a layer's corner, which is cut by the curve, or in the tail. */
function slowNormal(state: GeneratorState, firstLayer: number, candidate: number): number {
  let layer = firstLayer;
  let x = candidate;
  for (;;) {
    if (layer === 0) return x < 0 ? -tailNormal(state) : tailNormal(state);
    const outer = DENSITIES[layer]!;
    const height = outer + uniform(state) * (DENSITIES[layer + 1]! - outer);
    const aboveChord = height - outer - (EDGES[layer]! - Math.abs(x)) * SLOPES[layer]!;
    if (aboveChord < -BENDS[layer]!) return x;
    // Near the chord only the curve itself can say.
    if (aboveChord < BENDS[layer]! && height < portableExp(-0.5 * x * x)) return x;
    const bits = nextBits(state);
    layer = bits & LAYER_MASK;
    const value = bits >> LAYER_BITS;
    x = (value + 0.5) * SCALES[layer]!;
    if ((value ^ (value >> 31)) < THRESHOLDS[layer]!) return x;
  }
}

/** A normal beyond TAIL_START (G. Marsaglia, "Generating a Variable from the Tail of the Normal Distribution", 1964). */
function tailNormal(state: GeneratorState): number {
  for (;;) {
    const beyond = -portableLog(uniform(state)) / TAIL_START;
    const height = -portableLog(uniform(state));
    if (2 * height >= beyond * beyond) return TAIL_START + beyond;
  }
}

/** In (0, 1), from 32 bits. */
function uniform(state: GeneratorState): number {
  return ((nextBits(state) >>> 0) + 0.5) * TWO_POW_MINUS_32;
}

/**
 * xoshiro128++ (D. Blackman and S. Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47(4),
 * 2021): 32 bits, signed.
 */
function nextBits(state: GeneratorState): number {
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  const sum = (a + d) | 0;
  const bits = (((sum << 7) | (sum >>> 25)) + a) | 0;
  const shifted = b << 9;
  c ^= a;
  d ^= b;
  b ^= c;
  a ^= d;
  state[0] = a;
  state[1] = b;
  state[2] = c ^ shifted;
  state[3] = (d << 11) | (d >>> 21);
  return bits;
}

const TWO_POW_MINUS_32 = 1 / 4_294_967_296;

export const LAYERS = 128;
const LAYER_BITS = 7;
const LAYER_MASK = LAYERS - 1;
/** What is left of 32 bits after the layer's, as a signed integer, lies within ± this. */
const VALUE_RANGE = 2 ** (31 - LAYER_BITS);

/** Where the tail begins, and the area of each layer, for 128 layers (Doornik 2005). */
const TAIL_START = 3.442619855899;
const LAYER_AREA = 9.91256303526217e-3;

/** Right edge of each layer, from the base (which includes the tail's area) up. */
export const EDGES = layerEdges();
/** Curve at each edge; the top is 1. */
export const DENSITIES = EDGES.map((edge) => portableExp(-0.5 * edge * edge));
/** Of the curve's chord between a layer's edges. */
export const SLOPES = Float64Array.from({ length: LAYERS }, (_, layer) => {
  return (DENSITIES[layer + 1]! - DENSITIES[layer]!) / (EDGES[layer]! - EDGES[layer + 1]!);
});
/** How far the curve f may lie from that chord: max |f″| · width² / 8, where f″ = (x² − 1) f; and room for rounding. */
export const BENDS = Float64Array.from({ length: LAYERS }, (_, layer) => {
  const [outer, inner] = [EDGES[layer]!, EDGES[layer + 1]!];
  const curvature =
    Math.max(Math.abs(outer * outer - 1), Math.abs(inner * inner - 1)) * DENSITIES[layer + 1]!;
  return (curvature * (outer - inner) ** 2) / 8 + 1e-12;
});
/** Of a drawn integer: what brings it to the layer's width, and below what it is wholly under the curve. */
export const SCALES = EDGES.map((edge) => edge / VALUE_RANGE);
export const THRESHOLDS = Int32Array.from({ length: LAYERS }, (_, layer) =>
  Math.floor((EDGES[layer + 1]! / EDGES[layer]!) * VALUE_RANGE),
);

function layerEdges(): Float64Array {
  const edges = new Float64Array(LAYERS + 1);
  let density = portableExp(-0.5 * TAIL_START * TAIL_START);
  edges[0] = LAYER_AREA / density;
  edges[1] = TAIL_START;
  for (let layer = 2; layer < LAYERS; layer += 1) {
    const edge = Math.sqrt(-2 * portableLog(LAYER_AREA / edges[layer - 1]! + density));
    density = portableExp(-0.5 * edge * edge);
    edges[layer] = edge;
  }
  return edges;
}

/** MurmurHash3's 32-bit finaliser (A. Appleby): every input bit flips every output bit half the time. */
function finalise(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** MurmurHash3 (x86, 32 bit) over UTF-16 code units, one a step. */
function hashText(text: string, seed: number): number {
  let h = seed;
  for (let index = 0; index < text.length; index += 1) {
    let k = Math.imul(text.charCodeAt(index), 0xcc9e2d51);
    k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
    h ^= k;
    h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
  }
  return finalise(h ^ text.length);
}
