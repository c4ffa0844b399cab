import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readRegularFile } from './read-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'netloom-read-'));
const at = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

describe('readRegularFile', () => {
  it('gives the bytes, through a link too, up to the limit itself', async () => {
    writeFileSync(at('a'), 'abc');
    symlinkSync(at('a'), at('link'));
    expect(await readRegularFile(at('link'), 3)).toEqual(new TextEncoder().encode('abc'));
  });

  it.skipIf(process.platform === 'win32')('refuses what has no end or no writer, at once', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    await expect(readRegularFile(at('pipe'), 10)).rejects.toMatchObject({ code: 'file-not-regular' });
    await expect(readRegularFile('/dev/zero', 10)).rejects.toMatchObject({
      code: 'file-not-regular',
      message: '"zero" is a device or a pipe, not a file. Name a file.',
    });
  });

  it('refuses a folder, what is missing, and what is larger than the limit without reading it', async () => {
    mkdirSync(at('folder'));
    await expect(readRegularFile(at('folder'), 10)).rejects.toMatchObject({
      code: 'file-is-folder',
      message: '"folder" is a folder. Name a file in it.',
    });
    await expect(readRegularFile(at('nothing'), 10)).rejects.toMatchObject({ code: 'file-missing' });
    writeFileSync(at('huge'), '');
    truncateSync(at('huge'), 2 ** 40);
    await expect(readRegularFile(at('huge'), 2 ** 33)).rejects.toMatchObject({
      code: 'file-too-large',
      message: '"huge" has 1,099,511,627,776 bytes; at most 8,589,934,592 are read.',
    });
  });
});
