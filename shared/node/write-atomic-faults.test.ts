// Whatever fails while a file is written: the old file or the new one is there, whole.

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileVersion } from './file-version.ts';
import { faultyFs, inPieces, NEW, OLD, systemError, type Faults } from './testing/faulty-fs.ts';
import { writeAtomic } from './write-atomic.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netloom-write-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('every operation made to fail, one after the other', () => {
  const attempt = async (faults: Faults, existed: boolean, spanBytes: number) => {
    const path = join(folder, 'net.netloom');
    await rm(path, { force: true });
    if (existed) await writeFile(path, OLD);
    const fs = faultyFs({ shortWrites: 10, ...faults });
    const expectedVersion = (await fileVersion(path)) ?? null;
    const outcome = await writeAtomic(path, inPieces(NEW, 16), {
      fs,
      spanBytes,
      byteLength: NEW.byteLength,
      expectedVersion,
    }).then(
      () => 'written',
      (error: unknown) => error,
    );
    await fs.release();
    const found = await readFile(path, 'utf8').catch(() => undefined);
    const others = (await readdir(folder)).filter((name) => name !== 'net.netloom');
    for (const name of others) await rm(join(folder, name));
    return { outcome, found, others, operations: fs.operations };
  };
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

  /** Whether there was a file, and the bytes of a span: the whole file is one, or is several on their way at once. */
  const cases: readonly (readonly [boolean, number])[] = [
    [true, 100],
    [false, 100],
    [true, 10],
    [false, 10],
  ];

  it.each(cases)(
    'an error: the old file or the new one, nothing beside it (existed: %s, spans of %i)',
    async (existed, spanBytes) => {
      const before = existed ? text(OLD) : undefined;
      const { operations } = await attempt({ before: () => undefined }, existed, spanBytes);
      expect(operations.length).toBeGreaterThan(12);
      expect(operations.includes('handle.datasync')).toBe(spanBytes < NEW.byteLength);
      for (const code of ['EIO', 'ENOSPC', 'EACCES']) {
        for (let n = 1; n <= operations.length; n++) {
          const result = await attempt(
            {
              before(_, index) {
                if (index === n) throw systemError(code);
              },
            },
            existed,
            spanBytes,
          );
          const where = `${code} at ${n}, ${operations[n - 1]}`;
          if (result.outcome === 'written') {
            expect(result.found, where).toBe(text(NEW));
          } else {
            expect(result.outcome, where).toMatchObject({ name: 'NetloomError' });
            const replaced =
              result.operations.indexOf('rename') !== -1 && result.operations.indexOf('rename') + 1 < n;
            expect(result.found, where).toBe(replaced ? text(NEW) : before);
          }
          expect(result.others, where).toEqual([]);
        }
      }
    },
  );

  it.each(cases)(
    'a power cut: the old file or the new one, whole (existed: %s, spans of %i)',
    async (existed, spanBytes) => {
      const before = existed ? text(OLD) : undefined;
      const { operations } = await attempt({ before: () => undefined }, existed, spanBytes);
      for (let n = 1; n <= operations.length; n++) {
        const result = await attempt(
          {
            before(_, index) {
              if (index >= n) throw systemError('EIO');
            },
          },
          existed,
          spanBytes,
        );
        expect([before, text(NEW)], `cut at ${n}, ${operations[n - 1]}`).toContain(result.found);
        expect(result.others.length, 'at most the one temporary file').toBeLessThanOrEqual(1);
      }
    },
  );
});
