import { execFileSync } from 'node:child_process';
import nodeFs, {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileVersion } from './file-version.ts';
import { faultyFs, inPieces, NEW, OLD, systemError } from './testing/faulty-fs.ts';
import { beginWrite, writeAtomic } from './write-atomic.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netloom-write-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('a write', () => {
  it('meets the failure of a disk that was given the beginning of a large file already', async () => {
    const path = join(folder, 'net.onnx');
    await writeFile(path, OLD);
    const fs = faultyFs({
      before(operation) {
        if (operation === 'handle.datasync') throw systemError('EIO');
      },
    });
    const large = new Uint8Array(16 * 2 ** 20 + 1);
    await expect(writeAtomic(path, inPieces(large, 8 * 2 ** 20), { fs })).rejects.toMatchObject({
      code: 'file-failed',
    });
    expect(fs.operations).toContain('handle.datasync');
    expect(new Uint8Array(await readFile(path))).toEqual(OLD);
    expect(await readdir(folder)).toEqual(['net.onnx']);
  });

  it('makes a new file and says what it made', async () => {
    const path = join(folder, 'net.netloom');
    const written = await writeAtomic(path, NEW);
    expect(new Uint8Array(await readFile(path))).toEqual(NEW);
    expect(written).toEqual({ path, byteLength: NEW.byteLength, version: await fileVersion(path) });
    expect(await readdir(folder)).toEqual(['net.netloom']);
  });

  it('takes any bytes in any pieces, also where the system takes less than it is given', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 3000 }),
        fc.integer({ min: 1, max: 700 }),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 3000 }),
        async (bytes, size, shortWrites, spanBytes) => {
          const path = join(folder, 'any.bin');
          const fs = faultyFs({ before: () => undefined, shortWrites });
          await writeAtomic(path, inPieces(bytes, size), { fs, spanBytes });
          expect(new Uint8Array(await readFile(path))).toEqual(new Uint8Array(bytes));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('gives back the memory of what has come back from the disk, and needs no more than that of two spans', async () => {
    const bytes = Uint8Array.from({ length: 300 }, (_, index) => index);
    const path = join(folder, 'net.onnx');
    const spare: Uint8Array[] = [];
    let made = 0;
    const newChunk = () => {
      made += 1;
      return new Uint8Array(5);
    };
    async function* source() {
      for (let at = 0; at < bytes.length; at += 5) {
        const chunk = spare.pop() ?? newChunk();
        chunk.set(bytes.subarray(at, at + 5));
        yield chunk;
      }
    }
    await writeAtomic(path, source(), {
      spanBytes: 20,
      release(chunk) {
        expect(spare).not.toContain(chunk);
        spare.push(chunk.fill(0xff));
      },
    });
    expect(new Uint8Array(await readFile(path))).toEqual(bytes);
    // Two spans of four, one chunk that is written and one that is made meanwhile.
    expect(made).toBeLessThanOrEqual(10);
    expect(spare).toHaveLength(made);
  });

  it('replaces a file and keeps its mode', async () => {
    const path = join(folder, 'net.netloom');
    await writeFile(path, OLD);
    await chmod(path, 0o664);
    await writeAtomic(path, inPieces(NEW, 5));
    expect(new Uint8Array(await readFile(path))).toEqual(NEW);
    expect((await stat(path)).mode & 0o777).toBe(0o664);
  });

  it('writes names with emoji, #, % and spaces', async () => {
    const path = join(folder, '🧵 50% #1 net.netloom');
    await writeAtomic(path, NEW);
    expect(new Uint8Array(await readFile(path))).toEqual(NEW);
  });

  it('follows a symbolic link and leaves it a link', async () => {
    const target = join(folder, 'real.netloom');
    await writeFile(target, OLD);
    await symlink('real.netloom', join(folder, 'link.netloom'));
    const written = await writeAtomic(join(folder, 'link.netloom'), NEW);
    expect(written.path).toBe(await nodeFs.realpath(target));
    expect(await readlink(join(folder, 'link.netloom'))).toBe('real.netloom');
    expect(new Uint8Array(await readFile(target))).toEqual(NEW);
  });

  it('leaves the old file when the data fails half-way', async () => {
    const path = join(folder, 'net.netloom');
    await writeFile(path, OLD);
    const data = async function* () {
      yield NEW;
      throw new Error('the encoder stopped');
    };
    await expect(writeAtomic(path, data())).rejects.toThrow('the encoder stopped');
    expect(new Uint8Array(await readFile(path))).toEqual(OLD);
    expect(await readdir(folder)).toEqual(['net.netloom']);
  });

  it('leaves the old file when fewer bytes come than were announced', async () => {
    const path = join(folder, 'net.netloom');
    await writeFile(path, OLD);
    const byteLength = NEW.byteLength + 1;
    await expect(writeAtomic(path, NEW, { byteLength })).rejects.toMatchObject({ code: 'file-incomplete' });
    expect(new Uint8Array(await readFile(path))).toEqual(OLD);
    expect(await readdir(folder)).toEqual(['net.netloom']);
  });

  it('leaves nothing behind when aborted, at any point and more than once', async () => {
    const path = join(folder, 'net.onnx');
    const early = await beginWrite(path);
    await early.abort();
    await early.abort();
    const writer = await beginWrite(path);
    const inFlight = writer.write(new Uint8Array(1 << 22));
    await Promise.all([writer.abort(), inFlight.catch(() => undefined)]);
    expect(await readdir(folder)).toEqual([]);
    await expect(writer.write(NEW)).rejects.toThrow('after its end');
    await expect(writer.commit()).rejects.toThrow('after its end');
  });

  it('is used one call at a time', async () => {
    const writer = await beginWrite(join(folder, 'net.onnx'));
    const first = writer.write(NEW);
    await expect(writer.write(NEW)).rejects.toThrow('before it was ready');
    await first;
    await writer.commit();
    expect(new Uint8Array(await readFile(join(folder, 'net.onnx')))).toEqual(NEW);
  });
});

describe('what is refused', () => {
  it('a folder, a device, a pipe, a dangling or circular link, a missing folder, too long a name', async () => {
    await mkdir(join(folder, 'sub'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    await symlink('nowhere', join(folder, 'dangling'));
    await symlink('circle', join(folder, 'circle'));
    const refused: readonly (readonly [string, string, string])[] = [
      [join(folder, 'sub'), 'file-is-folder', '"sub" is a folder. Choose a file name.'],
      ['/', 'file-is-folder', '"/" is a folder. Choose a file name.'],
      ['/dev/null', 'file-not-regular', '"null" is a device or a pipe, not a file. Choose another name.'],
      [
        join(folder, 'pipe'),
        'file-not-regular',
        '"pipe" is a device or a pipe, not a file. Choose another name.',
      ],
      [join(folder, 'dangling'), 'file-link', '"dangling" is a symbolic link to a file that does not exist.'],
      [join(folder, 'circle'), 'file-link', 'Could not save "circle": its symbolic links lead in a circle.'],
      [
        join(folder, 'gone', 'a.onnx'),
        'file-missing',
        `Could not save "a.onnx": it, or its folder ${join(folder, 'gone')}, does not exist (any more).`,
      ],
      [
        join(folder, 'x'.repeat(256)),
        'file-name',
        `Could not save "${'x'.repeat(256)}": the name has 256 characters, which is too long.`,
      ],
    ];
    for (const [path, code, message] of refused) {
      await expect(writeAtomic(path, NEW), path).rejects.toMatchObject({ code, message });
    }
    expect((await readdir(folder)).toSorted()).toEqual(['circle', 'dangling', 'pipe', 'sub']);
  });

  it('a read-only file, although its folder would let it be replaced', async () => {
    const path = join(folder, 'net.netloom');
    await writeFile(path, OLD);
    await chmod(path, 0o444);
    await expect(writeAtomic(path, NEW)).rejects.toMatchObject({
      code: 'file-read-only',
      message: '"net.netloom" is read-only. Save under another name.',
    });
    expect(new Uint8Array(await readFile(path))).toEqual(OLD);
  });

  it.each(['CON', 'nul.onnx', 'Com1.netloom', 'LPT9'])(
    'the name %s in Windows, and there only',
    async (name) => {
      await expect(writeAtomic(join(folder, name), NEW, { platform: 'win32' })).rejects.toMatchObject({
        code: 'file-name',
      });
      await expect(writeAtomic(join(folder, name), NEW, { platform: 'linux' })).resolves.toBeDefined();
    },
  );

  it('a disk with too little room, before the first byte, with the bytes needed and free', async () => {
    const path = join(folder, 'vgg16.onnx');
    const fs = faultyFs({ before: () => undefined, statfs: { bavail: 100, bsize: 4096, blocks: 1000 } });
    await expect(beginWrite(path, { fs, byteLength: 553_437_184 })).rejects.toMatchObject({
      code: 'disk-full',
      message:
        `Could not save "vgg16.onnx": the disk of ${folder} is full. 553,437,184 bytes are needed, ` +
        '409,600 bytes are free. Free some space, or choose another disk.',
    });
    expect(fs.operations).not.toContain('open');
  });

  it('a disk that fills up on the way', async () => {
    const path = join(folder, 'vgg16.onnx');
    let writes = 0;
    const fs = faultyFs({
      before(operation) {
        if (operation === 'handle.write' && ++writes === 2) throw systemError('ENOSPC');
      },
    });
    await expect(writeAtomic(path, inPieces(NEW, 8), { fs, byteLength: NEW.byteLength })).rejects.toThrow(
      /^Could not save "vgg16\.onnx": the disk of .* is full\. 34 bytes are needed, [\d,]+ bytes are free\./u,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('a disk that gives back other bytes', async () => {
    const path = join(folder, 'net.netloom');
    await writeFile(path, OLD);
    for (const [corruptAt, spanBytes, where] of [
      [0, 100, '0 and 34'],
      [33, 100, '0 and 34'],
      [0, 8, '0 and 8'],
      [9, 8, '8 and 16'],
      [31, 8, '24 and 32'],
      [33, 8, '32 and 34'],
    ] as const) {
      const fs = faultyFs({ before: () => undefined, corruptAt });
      await expect(writeAtomic(path, inPieces(NEW, 4), { fs, spanBytes })).rejects.toMatchObject({
        code: 'file-corrupt',
        message: `Could not save "net.netloom": the disk gave back other bytes than it was given (between byte ${where} of 34). Save to another disk and check this one.`,
      });
      expect(fs.operations).not.toContain('rename');
      expect(new Uint8Array(await readFile(path))).toEqual(OLD);
      expect(await readdir(folder)).toEqual(['net.netloom']);
    }
  });
});

describe('a file that others change', () => {
  const path = () => join(folder, 'net.netloom');

  it('is not overwritten, whether it changed before or during the write', async () => {
    await writeFile(path(), OLD);
    const expectedVersion = await fileVersion(path());
    await writeFile(path(), 'their work, of another length');
    const refusal = {
      code: 'file-changed',
      message:
        '"net.netloom" was changed by another program since it was opened here. Save under another name, or overwrite it.',
    };
    await expect(writeAtomic(path(), NEW, { expectedVersion })).rejects.toMatchObject(refusal);

    const now = await fileVersion(path());
    const writer = await beginWrite(path(), { expectedVersion: now });
    await writer.write(NEW);
    await writeFile(path(), 'their work, again');
    await expect(writer.commit()).rejects.toMatchObject(refusal);
    expect(await readFile(path(), 'utf8')).toBe('their work, again');
    expect(await readdir(folder)).toEqual(['net.netloom']);
  });

  it('is told from one that was removed, and from one that appeared', async () => {
    await writeFile(path(), OLD);
    const expectedVersion = await fileVersion(path());
    await expect(writeAtomic(path(), NEW, { expectedVersion: null })).rejects.toThrow(
      'has appeared on the disk',
    );
    await rm(path());
    await expect(writeAtomic(path(), NEW, { expectedVersion })).rejects.toThrow('was removed or renamed');
    await writeAtomic(path(), NEW, { expectedVersion: null });
  });

  it('may be overwritten by the version that this program wrote', async () => {
    let { version } = await writeAtomic(path(), OLD);
    for (let round = 0; round < 3; round++) {
      ({ version } = await writeAtomic(path(), NEW, { expectedVersion: version }));
    }
    expect((await lstat(path())).size).toBe(NEW.byteLength);
  });
});
