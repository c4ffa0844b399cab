// The two checksums that a saved file carries of its weights, of bytes that come bit by bit.

import { crc32 } from './crc32.ts';
import { startSha256 } from './sha256.ts';

export interface Checksums {
  /** For the ZIP. */
  readonly crc32: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

export interface ChecksumsUnderWay {
  update(bytes: Uint8Array): void;
  /** Of all bytes so far. Nothing may follow. */
  end(): Checksums;
}

/** Both checksums of bytes that come in pieces, in one pass. */
export function startChecksums(): ChecksumsUnderWay {
  const hash = startSha256();
  let cyclic = 0;
  return {
    update(bytes) {
      hash.update(bytes);
      cyclic = crc32(bytes, cyclic);
    },
    end: () => ({ crc32: cyclic, sha256: hash.digest() }),
  };
}

/** Both checksums of bytes that are all there. */
export function checksumsOf(bytes: Uint8Array): Checksums {
  const checksums = startChecksums();
  checksums.update(bytes);
  return checksums.end();
}
