import fc from 'fast-check';
import { createHash } from 'node:crypto';
import * as zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { crc32 } from './crc32.ts';
import { sha256, startSha256 } from './sha256.ts';

const bytes = fc.uint8Array({ maxLength: 300 });

describe('crc32', () => {
  it('gives the check value of its specification', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array(0))).toBe(0);
  });

  it("agrees with zlib's, whole and in two pieces", () => {
    // The checksum that gzip writes: the four bytes before the last four.
    const reference = (data: Uint8Array) => zlib.gzipSync(data).readUInt32LE(zlib.gzipSync(data).length - 8);
    fc.assert(
      fc.property(bytes, fc.nat(300), (data, at) => {
        expect(crc32(data)).toBe(reference(data));
        expect(crc32(data.subarray(at), crc32(data.subarray(0, at)))).toBe(reference(data));
      }),
    );
  });
});

describe('sha256', () => {
  it("agrees with Node's at every length around the block size", () => {
    const data = Uint8Array.from({ length: 200 }, (_, index) => index * 7);
    for (let length = 0; length <= data.length; length += 1) {
      const part = data.subarray(0, length);
      expect(sha256(part)).toBe(createHash('sha256').update(part).digest('hex'));
    }
  });

  it('is the same of bytes that come in pieces of any length', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 8 }), (pieces) => {
        const hash = startSha256();
        for (const piece of pieces) hash.update(piece);
        expect(hash.digest()).toBe(createHash('sha256').update(Buffer.concat(pieces)).digest('hex'));
      }),
    );
  });
});
