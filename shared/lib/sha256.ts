// SHA-256 (FIPS 180-4), in plain JavaScript: synchronous, and the same in every host.

/** First 32 bits of the fractional parts of the cube and square roots of the first primes. */
const [ROUND_CONSTANTS, START] = makeConstants();

/** How often progress is told: every so many bytes, a multiple of a block. */
const STEP = 1 << 22;

/**
 * Lower-case hex of the digest.
 * @param onBytes told how many bytes more are done, a few million at a time
 */
export function sha256(bytes: Uint8Array, onBytes?: (count: number) => void): string {
  const state = START.slice();
  const schedule = new Int32Array(64);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length - (bytes.length % 64);
  for (let start = 0; start < whole; start += STEP) {
    const end = Math.min(start + STEP, whole);
    for (let offset = start; offset < end; offset += 64) compress(state, schedule, view, offset);
    onBytes?.(end - start);
  }

  // The rest, a 1 bit, zeros, and the length in bits as 64 bits, make one or two last blocks.
  const rest = bytes.length - whole;
  const last = new Uint8Array(rest < 56 ? 64 : 128);
  last.set(bytes.subarray(whole));
  last[rest] = 0x80;
  const lastView = new DataView(last.buffer);
  lastView.setUint32(last.length - 8, Math.floor(bytes.length / 0x20000000));
  lastView.setUint32(last.length - 4, (bytes.length << 3) >>> 0);
  for (let offset = 0; offset < last.length; offset += 64) compress(state, schedule, lastView, offset);
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

function compress(state: Int32Array, schedule: Int32Array, view: DataView, offset: number): void {
  for (let i = 0; i < 16; i += 1) schedule[i] = view.getInt32(offset + 4 * i);
  for (let i = 16; i < 64; i += 1) {
    const early = schedule[i - 15]!;
    const late = schedule[i - 2]!;
    const s0 = ((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3);
    const s1 = ((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10);
    schedule[i] = (schedule[i - 16]! + s0 + schedule[i - 7]! + s1) | 0;
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const choice = (e & f) ^ (~e & g);
    const t1 = (h + s1 + choice + ROUND_CONSTANTS[i]! + schedule[i]!) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const t2 = (s0 + majority) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0]! += a;
  state[1]! += b;
  state[2]! += c;
  state[3]! += d;
  state[4]! += e;
  state[5]! += f;
  state[6]! += g;
  state[7]! += h;
}

/** From the primes by integer roots, which are exact where floating-point roots need not be. */
function makeConstants(): readonly [Int32Array, Int32Array] {
  const primes: bigint[] = [];
  for (let n = 2n; primes.length < 64; n += 1n) if (primes.every((prime) => n % prime !== 0n)) primes.push(n);
  const word = (root: bigint): number => Number(BigInt.asIntN(32, root));
  return [
    Int32Array.from(primes, (prime) => word(integerRoot(prime << 96n, 3n))),
    Int32Array.from(primes.slice(0, 8), (prime) => word(integerRoot(prime << 64n, 2n))),
  ];
}

/** Greatest r with rᵏ ≤ n, by bisection; r has at most 36 bits here. */
function integerRoot(n: bigint, k: bigint): bigint {
  let root = 0n;
  for (let bit = 1n << 37n; bit > 0n; bit >>= 1n) if ((root | bit) ** k <= n) root |= bit;
  return root;
}
