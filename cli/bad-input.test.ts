// What people and files do wrong: exit code 2, one clear line, nothing on stdout, no file left behind.

import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { stderr, stdout } from 'node:process';
import { PNG } from 'pngjs';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { findPreset } from '../renderer/presets/index.ts';
import { writeNetloomFile } from '../shared/document/container.ts';
import type { Document } from '../shared/document/types.ts';
import { sha256 } from '../shared/lib/sha256.ts';
import { CORPUS } from '../shared/testing/corpus.ts';
import { netloom } from './netloom.ts';

const LARGE_BYTES = 4 * 2 ** 20;

const folder = mkdtempSync(join(tmpdir(), 'netloom-bad-'));
const at = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

function file(name: string, bytes: Uint8Array | string): string {
  writeFileSync(at(name), bytes);
  return at(name);
}

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly said: string;
}

/** The command line in this process: everything but its start. */
async function outcomeOf(args: readonly string[]): Promise<Outcome> {
  const written = { out: '', said: '' };
  vi.spyOn(stdout, 'write').mockImplementation((text) => Boolean((written.out += String(text))));
  vi.spyOn(stderr, 'write').mockImplementation((text) => Boolean((written.said += String(text))));
  try {
    return { code: await netloom(args), ...written };
  } finally {
    vi.restoreAllMocks();
  }
}

async function refused(...args: readonly string[]): Promise<string> {
  const before = readdirSync(folder);
  const { code, out, said } = await outcomeOf(args);
  expect({ code, out }, said).toEqual({ code: 2, out: '' });
  // One line: no stack, no control characters that a terminal would obey.
  // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
  expect(said).toMatch(/^netloom: [^\u0000-\u001f\u007f-\u009f]+\n$/);
  expect(said).not.toMatch(/\bat \S+:\d+:\d+|Something went wrong inside/);
  expect(readdirSync(folder)).toEqual(before);
  return said;
}

const lenet5 = findPreset('lenet5')!.build({}) as Document;

describe('documents', () => {
  it.each(CORPUS.filter(({ reader }) => reader === 'document'))('$name', async ({ bytes, message }) => {
    const made = bytes();
    const path = file('bad.netloom', made);
    const commands = [
      ['analyze', path],
      ['export', path, '-o', at('out.onnx')],
      ['run', path, '--input', 'random'],
      ['compare', path, 'preset:lenet5'],
    ];
    // What is large takes its time, and all commands load it the same way.
    for (const args of made.byteLength > LARGE_BYTES ? commands.slice(0, 1) : commands) {
      const said = await refused(...args);
      expect(said).toContain('bad.netloom: ');
      // oxlint-disable-next-line no-control-regex -- what a terminal would obey is shown as a replacement character
      expect(said).toContain(message.split('\n')[0]!.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd'));
    }
  });

  it.each(CORPUS.filter(({ reader }) => reader === 'safetensors'))(
    'weights inside: $name',
    async ({ bytes }) => {
      const weights = bytes();
      // The large ones are for the reader's own tests: here each would be hashed three times.
      if (weights.byteLength > LARGE_BYTES) return;
      const document = { ...lenet5, weights: { id: 'w', sha256: sha256(weights) } };
      const path = file('bad.netloom', writeNetloomFile(document, weights));
      expect(await refused('analyze', path)).toContain('bad.netloom: ');
      expect(await refused('export', path, '-o', at('out.onnx'))).toContain('bad.netloom: ');
    },
  );

  it('cut short anywhere', async () => {
    const whole = writeNetloomFile(lenet5);
    for (let percent = 0; percent < 100; percent += 5) {
      const path = file('cut.netloom', whole.subarray(0, Math.floor((whole.length * percent) / 100)));
      await refused('export', path, '-o', at('out.onnx'));
    }
  });
});

describe('models to compare', () => {
  it.each(CORPUS.filter(({ reader }) => reader === 'onnx'))('$name', async ({ bytes }) => {
    const path = file('bad.onnx', bytes());
    expect(await refused('compare', 'preset:lenet5', path)).toContain('bad.onnx');
  });
});

describe('things that are no files', () => {
  mkdirSync(at('folder'));
  writeFileSync(at('huge'), '');
  truncateSync(at('huge'), 2 ** 40);
  const windows = process.platform === 'win32';
  if (!windows) execFileSync('mkfifo', [at('pipe')]);
  it.each([
    ...(windows
      ? []
      : [
          [at('pipe'), 'is a device or a pipe'],
          ['/dev/zero', 'is a device or a pipe'],
        ]),
    [folder, 'is a folder'],
    [at('folder'), 'is a folder'],
    [at('huge'), 'has 1,099,511,627,776 bytes; at most'],
    [at('nowhere'), 'does not exist'],
    [join(at('huge'), 'inside'), 'is not a folder'],
    [at('x'.repeat(300)), 'the name has 300 characters'],
    [at('zero\0byte'), 'the system says'],
  ])('%s', async (path, message) => {
    expect(await refused('analyze', path)).toContain(message);
    expect(await refused('compare', path, 'preset:lenet5')).toContain(message);
    expect(await refused('run', 'preset:lenet5', '--input', path)).toContain(message);
  });

  it('a name that would paint the terminal', async () => {
    expect(await refused('analyze', 'no\u001b[31m\rsuch.netloom')).toContain('such.netloom');
  });
});

describe('images', () => {
  const png = PNG.sync.write(new PNG({ width: 40, height: 40 }));
  const wide = Buffer.from(png);
  wide.writeUInt32BE(30_000, 16);
  wide.writeUInt32BE(30_000, 20);
  const jpeg = Buffer.from(
    'ffd8ffe000104a46494600010100000100010000ffc00011080020002003012200021101031101',
    'hex',
  );
  it.each([
    ['empty.png', Buffer.alloc(0), 'empty.png'],
    ['text.png', Buffer.from('no image'), 'text.png'],
    ['half.png', png.subarray(0, Math.floor(png.length / 2)), 'cannot be decoded'],
    ['header.png', png.subarray(0, 33), 'cannot be decoded'],
    ['flipped.png', Buffer.from(png.map((byte, index) => (index === 45 ? byte ^ 255 : byte))), 'flipped.png'],
    ['30000x30000.png', wide, '859 megapixels; at most 64 are read'],
    ['half.jpg', jpeg, 'half.jpg'],
    [
      'moving.gif',
      Buffer.from('GIF89a\u0001\0\u0001\0\0\0\0;', 'latin1'),
      'a GIF image, which cannot be read here. Open a PNG or JPEG file.',
    ],
    [
      'scan.tif',
      Buffer.from('II*\0\u0008\0\0\0', 'latin1'),
      'a TIFF image, which cannot be read here. Open a PNG or JPEG',
    ],
  ])('%s', async (name, bytes, message) => {
    expect(await refused('run', 'preset:lenet5', '--input', file(name, bytes))).toContain(message);
  });
});

describe('places that nothing can be written to', () => {
  it.each([
    ['a folder', 'folder', 'is a folder'],
    ['a missing folder', 'missing/net.onnx', 'does not exist'],
    ['a read-only file', 'locked.onnx', 'is read-only'],
    ['a name of 300 letters', 'x'.repeat(300), 'the name has 300 characters'],
  ])('%s', async (_what, name, message) => {
    writeFileSync(at('locked.onnx'), 'old');
    chmodSync(at('locked.onnx'), 0o444);
    expect(await refused('export', 'preset:lenet5', '-o', at(name))).toContain(message);
    chmodSync(at('locked.onnx'), 0o644);
  });

  it.skipIf(process.platform === 'win32')('a device', async () => {
    expect(await refused('export', 'preset:lenet5', '-o', '/dev/null')).toContain('device or a pipe');
  });
});

describe('arguments', () => {
  it.each([
    [['frob'], '"frob" is not a command. There are presets, analyze, compare, export, run. See --help.'],
    [['analyse', 'preset:lenet5'], '"analyse" is not a command. Did you mean analyze? There are presets, '],
    [
      ['analyze', 'preset:lenet5', '--set', 'classes=10'],
      'There is no argument "classes" here; did you mean "numClasses"? Known: ',
    ],
    [
      ['analyze', 'preset:resnet'],
      'There is no preset "resnet". Did you mean resnet18, resnet34, resnet50, ',
    ],
    [['analyze'], 'The source is missing. See --help.'],
    [['analyze', 'preset:toString'], 'There is no preset "toString". "netloom presets" lists all '],
    [
      ['analyze', 'preset:lenet5', '--set', 'numClasses=-1'],
      'numClasses: Classes is -1; expected an integer from 1',
    ],
    [['analyze', 'preset:lenet5', '--set', 'numClasses'], '--set takes name=value, not "numClasses".'],
    [['export', 'preset:lenet5'], 'The file to write is missing: -o file.onnx.'],
    [
      ['export', 'preset:lenet5', '-o', 'x.onnx', '--opset', '6'],
      '--opset is "6"; expected an integer from 13 to 21.',
    ],
    [
      ['run', 'preset:lenet5', '--input', 'random', '--top', '-1'],
      '--top is "-1"; expected an integer from 1 to ',
    ],
    [['run', 'preset:lenet5'], 'The input is missing'],
    [
      ['run', 'preset:lenet5', '--input', 'random', '--backend', 'cuda'],
      '--backend is "cuda"; expected native or wasm.',
    ],
  ])('%j is told in words', async (args, message) => {
    expect(await refused(...args)).toContain(message);
  });

  it.each(
    [
      ['--frob'],
      ['analyze', ''],
      ['analyze', 'preset:'],
      ['analyze', 'preset:__proto__'],
      ['analyze', 'preset:lenet5', 'preset:lenet5'],
      ['analyze', 'preset:lenet5', '--json=yes'],
      ['analyze', 'preset:lenet5', '--set'],
      ['analyze', 'preset:lenet5', '--set', '=3'],
      ['analyze', 'preset:lenet5', '--set', 'numClasses=1e9999'],
      ['analyze', 'preset:lenet5', '--set', 'numClasses=2.5'],
      ['analyze', 'preset:lenet5', '--set', 'numClasses={"a":1}'],
      ['analyze', 'preset:lenet5', '--set', 'toString=1'],
      ['analyze', 'preset:lenet5', '--set', '__proto__=1'],
      ['analyze', 'preset:lenet5', '--set', 'inputSize=99999999'],
      ['export', 'preset:lenet5', '-o'],
      ['export', 'preset:lenet5', '-o', ''],
      ['export', 'preset:lenet5', '-o', 'x.onnx', '--opset', '17.5'],
      ['export', 'preset:lenet5', '-o', 'x.onnx', '--opset', '99'],
      ['export', 'preset:lenet5', '-o', 'x.onnx', '--seed', '-1'],
      ['export', 'preset:lenet5', '-o', 'x.onnx', '--seed', '4294967296'],
      ['run', 'preset:lenet5', '--input'],
      ['run', 'preset:lenet5', '--input', ''],
      ['run', 'preset:lenet5', '--input', 'random', '--top', '0'],
      ['run', 'preset:lenet5', '--input', 'random', '--repeat', 'many'],
      ['compare'],
      ['compare', 'preset:lenet5'],
      ['compare', 'preset:lenet5', 'preset:lenet5?numClasses'],
      ['compare', 'preset:lenet5', 'preset:vgg16', '--json', '--csv'],
      ['presets', 'resnet50'],
    ].map((args) => [args] as const),
  )('%j', async (args) => {
    await refused(...args);
    expect(existsSync(basename('x.onnx'))).toBe(false);
  });
});
