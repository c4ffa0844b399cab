import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { PNG } from 'pngjs';
import { afterAll, describe, expect, it } from 'vitest';
import { serialiseDocument } from '../shared/document/serialise.ts';
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
  });

  it('leaves nothing behind when it cannot write', async () => {
    const before = readdirSync(folder);
    const { code, stderr } = await netloom('export', 'preset:lenet5', '-o', at('missing/net.onnx'));
    expect(code).toBe(2);
    expect(stderr).toContain('Could not save "net.onnx"');
    expect(readdirSync(folder)).toEqual(before);
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

describe('bad input ends with code 2 and one line', () => {
  const html = at('page.netloom');
  writeFileSync(html, '<!doctype html><title>Not found</title>');
  const cut = at('cut.png');
  writeFileSync(cut, readFileSync(digitImage(3)).subarray(0, 60));
  it.each([
    [['frob'], '"frob" is not a command; there are presets, analyze, compare, export, run. See --help.'],
    [['analyze'], 'The source is missing. See --help.'],
    [['analyze', 'preset:lenet5', '--frob'], "Unknown option '--frob'. See --help."],
    [['analyze', 'preset:toString'], 'There is no preset "toString"; there are'],
    [
      ['analyze', 'preset:lenet5', '--set', 'numClasses=-1'],
      'numClasses: Classes is -1; expected an integer from 1',
    ],
    [['analyze', 'preset:lenet5', '--set', 'numClasses'], '--set takes name=value, not "numClasses".'],
    [['analyze', html], 'page.netloom: This is no Netloom document'],
    [['analyze', at('nowhere.netloom')], 'Could not read "nowhere.netloom"'],
    [['export', 'preset:lenet5'], 'The file to write is missing: -o file.onnx.'],
    [
      ['export', 'preset:lenet5', '-o', at('x.onnx'), '--opset', '6'],
      '--opset is "6"; expected an integer from 13 to 21.',
    ],
    [['run', 'preset:lenet5'], 'The input is missing'],
    [['run', 'preset:lenet5', '--input', cut], 'cannot be decoded'],
    [
      ['run', 'preset:lenet5', '--input', 'random', '--backend', 'cuda'],
      '--backend is "cuda"; expected native or wasm.',
    ],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await netloom(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/^netloom: /);
  });
});
