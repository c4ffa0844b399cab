// Antialiased bilinear resizing of one 8-bit plane, equal to Pillow's `resize(…, BILINEAR)` to the bit:
// a triangle filter that widens with the reduction, 22-bit weights, rounding to 8 bits between the two passes
// (https://github.com/python-pillow/Pillow/blob/main/src/libImaging/Resample.c).

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Each output's first input, how many inputs it takes, and their fixed-point weights. */
interface Taps {
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  readonly weights: Int32Array;
  /** Room per output in `weights`. */
  readonly stride: number;
}

const PRECISION_BITS = 22;
const ONE = 1 << PRECISION_BITS;
const HALF = 1 << (PRECISION_BITS - 1);

/**
 * Resizes rows first, then columns.
 * @param plane `from.height` rows of `from.width` samples; returned as it is where the size stays
 */
export function resizePlane(plane: Uint8Array, from: Size, to: Size): Uint8Array {
  const rows =
    from.width === to.width ? plane : resizeRows(plane, from, computeTaps(from.width, to.width), to.width);
  return from.height === to.height
    ? rows
    : resizeColumns(rows, to.width, computeTaps(from.height, to.height), to.height);
}

function computeTaps(from: number, to: number): Taps {
  const scale = from / to;
  const support = Math.max(scale, 1);
  const stride = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(to);
  const counts = new Int32Array(to);
  const weights = new Int32Array(to * stride);
  const exact = new Float64Array(stride);
  for (let output = 0; output < to; output++) {
    const centre = (output + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const count = Math.min(from, Math.trunc(centre + support + 0.5)) - start;
    let sum = 0;
    for (let tap = 0; tap < count; tap++) {
      const distance = Math.abs((tap + start - centre + 0.5) / support);
      exact[tap] = distance < 1 ? 1 - distance : 0;
      sum += exact[tap]!;
    }
    for (let tap = 0; tap < count; tap++) {
      weights[output * stride + tap] = Math.trunc(0.5 + (exact[tap]! / sum) * ONE);
    }
    starts[output] = start;
    counts[output] = count;
  }
  return { starts, counts, weights, stride };
}

function resizeRows(plane: Uint8Array, from: Size, taps: Taps, width: number): Uint8Array {
  const resized = new Uint8Array(width * from.height);
  for (let y = 0; y < from.height; y++) {
    const row = y * from.width;
    for (let x = 0; x < width; x++) {
      const start = row + taps.starts[x]!;
      const count = taps.counts[x]!;
      const weight = x * taps.stride;
      let sum = HALF;
      for (let tap = 0; tap < count; tap++) sum += plane[start + tap]! * taps.weights[weight + tap]!;
      resized[y * width + x] = toSample(sum);
    }
  }
  return resized;
}

function resizeColumns(plane: Uint8Array, width: number, taps: Taps, height: number): Uint8Array {
  const resized = new Uint8Array(width * height);
  const sums = new Int32Array(width);
  for (let y = 0; y < height; y++) {
    sums.fill(HALF);
    for (let tap = 0; tap < taps.counts[y]!; tap++) {
      const row = (taps.starts[y]! + tap) * width;
      const weight = taps.weights[y * taps.stride + tap]!;
      for (let x = 0; x < width; x++) sums[x]! += plane[row + x]! * weight;
    }
    for (let x = 0; x < width; x++) resized[y * width + x] = toSample(sums[x]!);
  }
  return resized;
}

function toSample(sum: number): number {
  return Math.min(255, Math.max(0, sum >> PRECISION_BITS));
}
