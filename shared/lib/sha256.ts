// SHA-256 (FIPS 180-4), in plain JavaScript: synchronous, and the same in every host.

/** First 32 bits of the fractional parts of the cube and square roots of the first primes. */
const [ROUND_CONSTANTS, START] = makeConstants();

/** How often progress is told: every so many bytes, a multiple of a block. */
const STEP = 1 << 22;
const BLOCK = 64;

/** A digest of bytes that come bit by bit. */
export interface Sha256 {
  update(bytes: Uint8Array): void;
  /** Lower-case hex of the digest of all bytes so far. Ends it: nothing may follow. */
  digest(): string;
}

/** The hash of bytes that come in pieces of any size. */
export function startSha256(): Sha256 {
  const state = START.slice();
  const schedule = new Int32Array(64);
  /** What does not fill a block yet; the length of the message is added behind it. */
  const rest = new Uint8Array(2 * BLOCK);
  const restView = new DataView(rest.buffer);
  let length = 0;

  return {
    update(bytes) {
      const pending = length % BLOCK;
      length += bytes.length;
      let at = 0;
      if (pending > 0) {
        at = Math.min(BLOCK - pending, bytes.length);
        rest.set(bytes.subarray(0, at), pending);
        if (pending + at < BLOCK) return;
        compress(state, schedule, restView, 0);
      }
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (; at + BLOCK <= bytes.length; at += BLOCK) compress(state, schedule, view, at);
      rest.set(bytes.subarray(at));
    },
    digest() {
      // The rest, a 1 bit, zeros, and the length in bits as 64 bits, make one or two last blocks.
      const pending = length % BLOCK;
      const end = pending < 56 ? BLOCK : 2 * BLOCK;
      rest.fill(0, pending);
      rest[pending] = 0x80;
      restView.setUint32(end - 8, Math.floor(length / 0x20000000));
      restView.setUint32(end - 4, (length << 3) >>> 0);
      for (let at = 0; at < end; at += BLOCK) compress(state, schedule, restView, at);
      return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
    },
  };
}

/**
 * Lower-case hex of the digest.
 * @param onBytes told how many bytes more are done, a few million at a time
 */
export function sha256(bytes: Uint8Array, onBytes?: (count: number) => void): string {
  const hash = startSha256();
  for (let at = 0; at < bytes.length; at += STEP) {
    const part = bytes.subarray(at, at + STEP);
    hash.update(part);
    onBytes?.(part.length);
  }
  return hash.digest();
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
