import fc from 'fast-check';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NetloomError } from './errors.ts';
import { readZip, zipParts, type ZipEntry } from './zip.ts';

function zip(entries: readonly ZipEntry[]): Uint8Array {
  return new Uint8Array(Buffer.concat(zipParts(entries)));
}

const sample: readonly ZipEntry[] = [
  { name: 'network.json', bytes: new TextEncoder().encode('{"name": "LeNet-5"}\n') },
  { name: 'weights.safetensors', bytes: Uint8Array.from({ length: 500 }, (_, index) => index * 3) },
];

describe('store-only ZIP', () => {
  it('gives back what was put in', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-zé1 ]{1,20}$/), fc.uint8Array()), {
          selector: ([name]) => name.toLowerCase(),
        }),
        (contents) => {
          const entries = contents.map(([name, bytes]) => ({ name, bytes }));
          expect(readZip(zip(entries)).map(({ name, bytes }) => [name, [...bytes]])).toEqual(
            contents.map(([name, bytes]) => [name, [...bytes]]),
          );
        },
      ),
    );
  });

  it.skipIf(spawnSync('python3', ['--version']).status !== 0)(
    "is accepted by Python's zipfile, which checks every checksum",
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'netloom-zip-'));
      try {
        writeFileSync(join(folder, 'a.zip'), zip(sample));
        const script =
          'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), z.namelist(), z.read("network.json"))';
        const told = execFileSync('python3', ['-c', script, join(folder, 'a.zip')], { encoding: 'utf8' });
        expect(told.trim()).toBe(`None ['network.json', 'weights.safetensors'] b'{"name": "LeNet-5"}\\n'`);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );

  it('refuses every truncation, and every flipped bit that matters, with a NetloomError', () => {
    const good = zip(sample);
    for (let length = 0; length < good.length; length += 1) {
      expect(() => readZip(good.subarray(0, length)), `${length} bytes`).toThrow(NetloomError);
    }
    for (let bit = 0; bit < good.length * 8; bit += 1) {
      const flipped = good.slice();
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      try {
        // Dates, versions and attributes may change without harm; names and contents may not.
        expect(readZip(flipped).map(({ name, bytes }) => [name, [...bytes]])).toEqual(
          sample.map(({ name, bytes }) => [name, [...bytes]]),
        );
      } catch (error) {
        expect(error).toBeInstanceOf(NetloomError);
      }
    }
  });
});
