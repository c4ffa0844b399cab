import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { PNG } from 'pngjs';
import { afterAll, describe, expect, it } from 'vitest';
import { writeNetloomFile } from '../shared/document/container.ts';
import { serialiseDocument } from '../shared/document/serialise.ts';
import type { Document } from '../shared/document/types.ts';
import { sha256 } from '../shared/lib/sha256.ts';
import { writeSafetensors } from '../shared/weights/safetensors.ts';
import { findPreset } from '../renderer/presets/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'netloom-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line as `npm run netloom` starts it, in a process of its own. */
function netloom(...args: readonly string[]): Promise<Outcome> {
  const main = new URL('main.ts', import.meta.url).pathname;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', main, ...args],
      { maxBuffer: 1 << 26 },
      (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}

/** A white digit on black: PNG of a fixture digit. */
function digitImage(label: number): string {
  const { digits } = JSON.parse(
    readFileSync(new URL('../shared/testing/fixtures/digits.json', import.meta.url), 'utf8'),
  ) as { digits: { label: number; pixels: string }[] };
  const digit = digits.find((candidate) => candidate.label === label)!;
  const png = new PNG({ width: 28, height: 28 });
  Buffer.from(digit.pixels, 'base64').forEach((value, index) =>
    png.data.set([value, value, value, 255], 4 * index),
  );
  const path = at(`digit-${label}.png`);
  writeFileSync(path, PNG.sync.write(png));
  return path;
}

it("says its version, which is the package's", async () => {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  expect(await netloom('--version')).toEqual({ code: 0, stdout: `netloom ${version}\n`, stderr: '' });
});

describe('presets', () => {
  it('lists ids, arguments and references as JSON', async () => {
    const { code, stdout } = await netloom('presets', '--json');
    expect(code).toBe(0);
    const presets = JSON.parse(stdout) as { id: string; arguments: Record<string, unknown> }[];
    expect(presets.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['lenet5', 'vgg16', 'resnet18', 'resnet50']),
    );
    const resnet = presets.find(({ id }) => id === 'resnet50')!;
    expect(resnet.arguments['numClasses']).toMatchObject({ type: 'integer', default: 1000, min: 1 });
    expect(resnet).toMatchObject({ year: 2015, reference: { parameters: 25_557_032, gmacs: 4.089 } });
  });
});

describe('analyze', () => {
  it('gives totals and layers as JSON', async () => {
    const { stdout } = await netloom('analyze', 'preset:resnet50', '--json', '--set', 'numClasses=10');
    const report = JSON.parse(stdout) as { layers: Record<string, unknown>[] };
    expect(report).toMatchObject({
      inputs: [{ name: 'input', shape: [1, 3, 224, 224] }],
      outputs: [{ name: 'output', shape: [1, 10] }],
      parameters: 25_557_032 - 990 * 2049,
      diagnostics: [],
    });
    expect(report.layers.find(({ path }) => path === 'layer1.0.conv2')).toEqual({
      path: 'layer1.0.conv2',
      type: 'Conv2d',
      inputShapes: [[1, 64, 56, 56]],
      outputShapes: [[1, 64, 56, 56]],
      parameters: 36_864,
      macs: 115_605_504,
      receptiveField: { size: [19, 19], stride: [4, 4], start: [-9, -9], whole: false },
    });
  });

  it('reads a document from a file, and prints a table', async () => {
    const document = findPreset('resnet18')!.build({});
    if ('code' in document) throw new Error(document.message);
    writeFileSync(at('net.netloom.json'), serialiseDocument(document));
    const { code, stdout } = await netloom('analyze', at('net.netloom.json'));
    expect(code).toBe(0);
    expect(stdout).toContain('layer4.1.conv2');
    expect(stdout).toContain('Parameters            11,689,512');
  });
});

describe('export', () => {
  it('writes a file that ONNX Runtime runs at any batch, the same bytes every time', async () => {
    const first = await netloom(
      'export',
      'preset:lenet5',
      '-o',
      at('a.onnx'),
      '--dynamic-batch',
      '--seed',
      '7',
    );
    expect(first.code).toBe(0);
    await netloom('export', 'preset:lenet5', '-o', at('b.onnx'), '--dynamic-batch', '--seed', '7');
    expect(readFileSync(at('a.onnx')).equals(readFileSync(at('b.onnx')))).toBe(true);
    const session = await ort.InferenceSession.create(at('a.onnx'));
    const input = new ort.Tensor('float32', new Float32Array(3 * 1024), [3, 1, 32, 32]);
    const { output } = await session.run({ input });
    expect(output?.dims).toEqual([3, 10]);
    expect(first.stderr).toBe('');
  });

  it('says on stderr what the network warns of, a line each, and writes the file all the same', async () => {
    const lenet5 = findPreset('lenet5')!.build({}) as Document;
    const weights = writeSafetensors([
      { name: 'conv2.weight', shape: [2, 2], data: new Float32Array(4) },
      { name: 'conv1.weight', shape: [7], data: new Float32Array(7) },
    ]);
    const document = { ...lenet5, weights: { id: 'w', sha256: sha256(weights) } };
    writeFileSync(at('unfit.netloom'), writeNetloomFile(document, weights));
    const { code, stdout, stderr } = await netloom('export', at('unfit.netloom'), '-o', at('unfit.onnx'));
    expect(code).toBe(0);
    expect(stdout).toContain('unfit.onnx: ');
    expect(stderr).toBe(
      'warning at conv1: The stored weight is 7, but this layer needs 6×1×5×5. It starts afresh.\n' +
        'warning at conv2: The stored weight is 2×2, but this layer needs 16×6×5×5. It starts afresh.\n',
    );
    await expect(ort.InferenceSession.create(at('unfit.onnx'))).resolves.toBeDefined();
  });

  it('writes under any name, and says on stderr where runtimes will not look', async () => {
    const { code, stdout, stderr } = await netloom('export', 'preset:lenet5', '-o', at('a.txt'));
    expect(code).toBe(0);
    expect(stdout).toContain('a.txt: ');
    expect(stderr).toBe(
      'warning: the file is called "a.txt"; runtimes and viewers look for names that end in .onnx.\n',
    );
    await expect(ort.InferenceSession.create(readFileSync(at('a.txt')))).resolves.toBeDefined();
  });
});

describe('run', () => {
  it.each(['native', 'wasm'])('recognises a digit on %s', async (backend) => {
    const { stdout } = await netloom(
      'run',
      'preset:lenet5',
      '--input',
      digitImage(7),
      '--backend',
      backend,
      '--json',
    );
    expect(JSON.parse(stdout)).toMatchObject({
      backend,
      trainedWeights: true,
      outputs: [{ name: 'output', finite: true, top: [{ index: 7, label: '7' }, {}, {}, {}, {}] }],
    });
  });

  it('says that a ranking from fresh weights has no meaning', async () => {
    const { stdout } = await netloom('run', 'preset:lenet5', '--set', 'activation=ReLU', '--input', 'random');
    expect(stdout).toContain('fresh weights of seed 0: the ranking has no meaning');
  });
});

describe('a run whose numbers overflow', () => {
  /** LeNet-5 with a layer whose weights are as large as float32 allows; the others are fresh. */
  function overflowing(value: number): string {
    const data = new Float32Array(16 * 6 * 5 * 5).fill(value);
    const weights = writeSafetensors([{ name: 'conv2.weight', shape: [16, 6, 5, 5], data }]);
    const lenet5 = findPreset('lenet5')!.build({ activation: 'ReLU' }) as Document;
    const document = { ...lenet5, weights: { id: 'w', sha256: sha256(weights) } };
    const path = at(`overflowing-${value}.netloom`);
    writeFileSync(path, writeNetloomFile(document, weights));
    return path;
  }

  it.each(['native', 'wasm'])('names the layer where that begins, on %s', async (backend) => {
    const run = ['run', overflowing(3e38), '--input', 'random', '--backend', backend];
    const { code, stdout, stderr } = await netloom(...run, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      outputs: [{ finite: false }],
      nonFinite: { path: 'conv2', type: 'Conv2d', values: 1600, weights: [] },
    });
    expect(stderr).toMatch(
      /^The outputs are not all finite\. It begins at "conv2" \(Conv2d\): .*1,600.* (infinite|NaN)\.\n$/,
    );
  });

  it('says where the stored weights themselves are not finite, and nothing where all is well', async () => {
    const { stderr } = await netloom('run', overflowing(NaN), '--input', 'random');
    expect(stderr).toContain(
      'all of its 1,600 values are NaN. NaN or infinity is stored in conv2.weight already.',
    );
    const well = await netloom('run', overflowing(1), '--input', 'random', '--json');
    expect(well.stderr).toBe('');
    expect(JSON.parse(well.stdout)).toMatchObject({ nonFinite: null, outputs: [{ finite: true }] });
  });
});

describe('the process', () => {
  it('ends with code 2 and one line when the arguments are wrong', async () => {
    expect(await netloom('analyze', 'preset:lenet5', '--frob')).toEqual({
      code: 2,
      stdout: '',
      stderr: "netloom: Unknown option '--frob'. See --help.\n",
    });
  });
});
