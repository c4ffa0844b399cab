import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { NetworkSummary } from '../shared/analysis/comparable.ts';
import type { StructuralDifference } from '../shared/analysis/compare.ts';
import { serialiseDocument } from '../shared/document/serialise.ts';
import { findPreset } from '../renderer/presets/index.ts';
import type { Latency } from '../shared/analysis/comparison-text.ts';
import { exportCommand } from './export.ts';
import { compareCommand, comparison } from './compare.ts';

const folder = mkdtempSync(join(tmpdir(), 'netloom-compare-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A preset written to a file of this name. */
function file(name: string, preset: string, documentName: string): string {
  const document = findPreset(preset)!.build({});
  if ('code' in document) throw new Error(document.message);
  const path = join(folder, name);
  writeFileSync(path, serialiseDocument({ ...document, name: documentName }));
  return path;
}

interface Report {
  readonly networks: readonly (NetworkSummary & { source: string; name: string })[];
  readonly difference?: StructuralDifference;
}

async function report(sources: readonly string[], difference = false): Promise<Report> {
  return JSON.parse(await comparison(sources, { format: 'json', difference })) as Report;
}

describe('figures', () => {
  it('count depth as the papers do', async () => {
    const named = ['lenet5', 'vgg16', 'googlenet', 'resnet18', 'resnet50', 'resnet101', 'densenet121'];
    const { networks } = await report(named.map((id) => `preset:${id}`));
    expect(networks.map(({ depth }) => depth)).toEqual([5, 16, 22, 18, 50, 101, 121]);
  });

  it('are those of the arguments after the question mark', async () => {
    const { networks } = await report(['preset:resnet50', 'preset:resnet50?numClasses=10&inputSize=160']);
    expect(networks).toMatchObject([
      {
        name: 'ResNet-50',
        parameters: 25_557_032,
        macs: 4_089_184_256,
        inputs: [[1, 3, 224, 224]],
        errors: 0,
      },
      { parameters: 25_557_032 - 990 * 2049, inputs: [[1, 3, 160, 160]], outputs: [[1, 10]], depth: 50 },
    ]);
  });
});

describe('ONNX files', () => {
  it('stand beside the network they were exported from, and differ from it in nothing', async () => {
    const path = join(folder, 'lenet5.ONNX');
    await exportCommand.run(['preset:lenet5', '-o', path]);
    const { networks, difference } = await report(['preset:lenet5', path], true);
    const [preset, onnx] = networks;
    expect(onnx).toMatchObject({ source: path, parameters: 61_706, macs: 416_520, depth: 5, notes: [] });
    expect(onnx).toEqual({ ...preset, source: path });
    expect(difference).toMatchObject({ onlyInA: [], onlyInB: [], changed: [], renamed: [] });
  });

  it('are refused in one line that names them', async () => {
    const path = join(folder, 'page.onnx');
    writeFileSync(path, '<!doctype html><html></html>');
    await expect(comparison(['preset:lenet5', path], { format: 'json' })).rejects.toThrow(
      `${path}: This is no ONNX model: it looks like an HTML page.`,
    );
    const missing = join(folder, 'missing.onnx');
    await expect(comparison(['preset:lenet5', missing], { format: 'json' })).rejects.toThrow(
      'Could not read "missing.onnx"',
    );
  });
});

describe('latency', () => {
  it('is the median of as many runs as asked, and says of what', async () => {
    const path = join(folder, 'timed.onnx');
    await exportCommand.run(['preset:lenet5', '-o', path]);
    const timing = { backend: 'native', repeat: 3 } as const;
    const { networks } = JSON.parse(
      await comparison(['preset:lenet5', path], { format: 'json', timing }),
    ) as Report & { networks: readonly { latency: Latency }[] };
    for (const { latency } of networks) {
      expect(latency).toMatchObject({ runs: 3, backend: 'native CPU' });
      expect(latency.median).toBeGreaterThan(0);
    }
    const text = await comparison(['preset:lenet5', path], { format: 'table', timing });
    expect(text).toMatch(/latency +input/);
    expect(text).toMatch(/ ms of 3 /);
    expect(text).toContain('Latency: native CPU, median.\n');
  });

  it('refuses options that would do nothing', async () => {
    const run = (...options: readonly string[]) =>
      compareCommand.run(['preset:lenet5', 'preset:vgg11', ...options]);
    await expect(run('--repeat', '5')).rejects.toThrow('add --latency, or leave them out');
    await expect(run('--latency', '--backend', 'tpu')).rejects.toThrow(
      '--backend is "tpu"; expected native or wasm.',
    );
    await expect(run('--latency', '--repeat', '0')).rejects.toThrow('--repeat is "0"; expected an integer');
  });
});

describe('text', () => {
  it('is a table with aligned columns', async () => {
    const text = await comparison(['preset:vgg16', 'preset:lenet5'], { format: 'table' });
    const [head, , vgg, lenet, ...rest] = text.split('\n');
    expect(head).toMatch(/^network +parameters +GMACs +activations +peak +weights +depth +layers +input/);
    expect(vgg).toMatch(
      /^preset:vgg16 +138,357,544 +15\.470 +115 MB .* 553 MB +16 +40 +1 × 3 × 224 × 224 +1 × 1000$/,
    );
    expect(lenet).toMatch(/^preset:lenet5 +61,706 +0\.000417 /);
    expect(rest).toEqual(['']);
  });

  it('is CSV that quotes what a file may be called', async () => {
    const path = file('small, "new".netloom.json', 'lenet5', 'Mine, "old"');
    const text = await comparison([path, 'preset:resnet18'], { format: 'csv' });
    const [head, small, resnet, ...rest] = text.split('\r\n');
    expect(head).toBe(
      'source,name,parameters,macs,activationBytes,peakActivationBytes,weightBytes,depth,layers,inputs,outputs,partial,errors,unfinished,notes',
    );
    expect(small).toContain(`small, ""new"".netloom.json","Mine, ""old""",61706,416520,`);
    expect(resnet).toMatch(
      /^preset:resnet18,ResNet-18,11689512,1814073344,.*,18,69,1x3x224x224,1x1000,false,0,0,$/,
    );
    expect(rest).toEqual(['']);
  });

  it('is Markdown whose cells hold', async () => {
    const text = await comparison([file('a|b.netloom.json', 'lenet5', 'x'), 'preset:lenet5'], {
      format: 'markdown',
    });
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[2]).toContain('a\\|b.netloom.json | 61,706 |');
    expect(lines[0]).toContain(
      '| network | parameters | GMACs | activations (kB) | peak (kB) | weights (kB) | depth | layers |',
    );
    expect(lines[1]).toBe('| --- | --: | --: | --: | --: | --: | --: | --: | --- | --- |');
    for (const line of lines) expect(line.match(/(?<!\\)\|/g)).toHaveLength(11);
  });

  it('says which network is unfinished', async () => {
    const path = join(folder, 'empty.netloom.json');
    const built = findPreset('lenet5')!.build({});
    if ('code' in built) throw new Error(built.message);
    const { origin: _origin, weights: _weights, ...document } = built;
    writeFileSync(path, serialiseDocument({ ...document, nodes: {}, edges: {} }));
    const text = await comparison([path, 'preset:lenet5'], { format: 'table' });
    expect(text).toContain(`${path}: 1 unfinished: its figures are whole, but something is not wired yet.`);
  });
});

describe('difference', () => {
  it('of ResNet-50 and SE-ResNet-50 is 16 squeeze-and-excitation blocks', async () => {
    const { networks, difference } = await report(['preset:resnet50', 'preset:se_resnet50'], true);
    expect(difference).toMatchObject({ onlyInA: [], changed: [], renamed: [], unchanged: 175 });
    expect(difference!.onlyInB).toHaveLength(16 * 6);
    expect(difference!.onlyInB.every(({ path }) => /^layer\d\.\d\.se\./.test(path))).toBe(true);
    const added = difference!.onlyInB.reduce((sum, { parameters }) => sum + parameters, 0);
    expect(added).toBe(difference!.totals.parameters);
    expect(networks[1]!.parameters - networks[0]!.parameters).toBe(added);
  });

  it('of VGG-16 and its batch-norm form is 13 batch norms, though the numbers shift', async () => {
    const { difference } = await report(['preset:vgg16', 'preset:vgg16_bn'], true);
    expect(difference!.onlyInB.map(({ type }) => type)).toEqual(Array(13).fill('BatchNorm2d'));
    expect(difference).toMatchObject({ onlyInA: [], changed: [], totals: { parameters: 8448, depth: 0 } });
  });

  it('follows layers by path when only the input is smaller', async () => {
    const sources = ['preset:vgg16', 'preset:vgg16?inputSize=112'];
    const { difference } = await report(sources, true);
    expect(difference).toMatchObject({ onlyInA: [], onlyInB: [], renamed: [] });
  });

  it('finds a network again whose layers have other names', async () => {
    const path = join(folder, 'renamed.netloom.json');
    const built = findPreset('lenet5')!.build({});
    if ('code' in built) throw new Error(built.message);
    const { origin: _origin, weights: _weights, ...document } = built;
    const nodes = Object.fromEntries(
      Object.entries(document.nodes).map(([id, node]) => [id, { ...node, name: `my_${node.name}` }]),
    );
    writeFileSync(path, serialiseDocument({ ...document, nodes }));
    const { difference } = await report(['preset:lenet5', path], true);
    expect(difference).toMatchObject({ onlyInA: [], onlyInB: [], changed: [] });
    // With the Input and the Output, which are no layers.
    expect(difference!.renamed).toHaveLength(difference!.unchanged + 2);
    expect(difference!.totals).toMatchObject({ parameters: 0, macs: 0, layers: 0 });
  });

  it('is a summary: the change of every figure, and what was added, removed and changed', async () => {
    const sources = ['preset:resnet18', 'preset:resnet18?numClasses=10'];
    const text = await comparison(sources, { format: 'table', difference: true });
    const lines = text.split('\n');
    expect(lines[4]).toMatch(/^change +−507,870 +−0\.000507 +−3\.96 kB +0 +−2\.03 MB +0 +0$/);
    expect(lines[5]).toMatch(/^change in % +−4\.3 +−0\.0 +−0\.0 +0 +−4\.3 +0 +0$/);
    expect(text).toContain(`
From preset:resnet18 to preset:resnet18?numClasses=10
  layers: 68 the same, 0 added, 0 removed, 1 changed, 0 resized
  changed: 1 Linear (outFeatures, output shape, parameters, MACs)

With --verbose, every layer that differs in a line of its own.
`);
    const added = await comparison(['preset:resnet50', 'preset:se_resnet50'], {
      format: 'table',
      difference: true,
    });
    expect(added).toContain(`
  layers: 175 the same, 96 added, 0 removed, 0 changed, 0 resized
  added: 32 Conv2d, 16 AdaptiveAvgPool2d, 16 ReLU, 16 Sigmoid, 16 Mul
`);
    expect(added.split('\n').length).toBeLessThan(15);
  });

  it('tells what follows from an edit elsewhere from what was edited', async () => {
    const sources = ['preset:lenet5', 'preset:lenet5?hidden=100'];
    const text = await comparison(sources, { format: 'table', difference: true });
    expect(text).toContain(`
  layers: 9 the same, 0 added, 0 removed, 1 changed, 2 resized
  changed: 1 Linear (outFeatures, output shape, parameters, MACs)
  resized, set as before: 1 Tanh, 1 Linear
`);
  });

  it('names every layer where that is asked for', async () => {
    const sources = ['preset:resnet18', 'preset:resnet18?numClasses=10'];
    const asked = { difference: true, verbose: true } as const;
    const text = await comparison(sources, { format: 'table', ...asked });
    expect(text).toContain(`
Changed
  fc: Linear, outFeatures 1000 → 10; output 1 × 1000 → 1 × 10; parameters 513,000 → 5,130; MACs 512,000 → 5,120
`);
    expect(text).not.toContain('--verbose');
    const markdown = await comparison(sources, { format: 'markdown', ...asked });
    expect(markdown).toContain('\n### Changed\n\n- fc: Linear, outFeatures 1000 → 10;');
    const same = await comparison(['preset:lenet5', 'preset:lenet5'], { format: 'table', difference: true });
    expect(same).toMatch(/layers: 12 the same, 0 added, 0 removed, 0 changed, 0 resized\n$/);
  });

  it('of incomplete networks is the bound that is known', async () => {
    const path = join(folder, 'cut.netloom.json');
    const built = findPreset('lenet5')!.build({});
    if ('code' in built) throw new Error(built.message);
    const { origin: _origin, weights: _weights, ...document } = built;
    const [last] = Object.entries(document.edges).find(
      ([, { target }]) => document.nodes[target]?.name === 'fc3',
    )!;
    const { [last]: _edge, ...edges } = document.edges;
    writeFileSync(path, serialiseDocument({ ...document, edges }));
    const changeRow = async (a: string, b: string): Promise<string> => {
      const text = await comparison([a, b], { format: 'table', difference: true });
      return text.split('\n')[4]!;
    };
    expect(await changeRow('preset:lenet5', path)).toMatch(/^change +≥ −850 /);
    expect(await changeRow(path, 'preset:lenet5')).toMatch(/^change +≤ \+850 /);
    expect(await changeRow(path, path)).toMatch(/^change +0 of what is known /);
  });
});

describe('sources', () => {
  it.each([
    [[], 'Comparing takes at least 2 sources, not 0.'],
    [['preset:lenet5'], 'Comparing takes at least 2 sources, not 1.'],
    [['preset:lenet5', 'preset:frob'], 'There is no preset "frob". "netloom presets" lists all '],
    [['preset:lenet5', 'preset:lenet5?'], '"preset:lenet5?": expected name=value pairs joined by &'],
    [['preset:lenet5', 'preset:lenet5?a=1&b'], 'joined by & after the question mark, not "b".'],
    [
      ['preset:lenet5', 'preset:lenet5?numClasses=0'],
      'preset:lenet5?numClasses=0: numClasses: Classes is 0; expected an integer from 1',
    ],
    [['preset:lenet5', 'preset:lenet5?frob=1'], 'There is no argument "frob" here; known: '],
    [['preset:lenet5', join(folder, 'nowhere.netloom')], 'Could not read "nowhere.netloom"'],
    [['preset:lenet5', 'preset:lenet5', '--csv', '--json'], '--json and --csv exclude each other.'],
    [['preset:lenet5', 'preset:lenet5', '--verbose'], 'add --difference, or leave it out.'],
    [['preset:lenet5', 'preset:lenet5', '--difference', '--json', '--verbose'], 'leave --verbose out.'],
    [['preset:lenet5', 'preset:lenet5', '--csv', '--difference'], '--csv holds the table only'],
    [
      ['preset:lenet5', 'preset:lenet5', 'preset:lenet5', '--difference'],
      '--difference takes exactly 2 sources, not 3.',
    ],
    [['preset:lenet5', 'preset:lenet5', '--set', 'numClasses=3'], "Unknown option '--set'."],
  ])('%j is refused', async (args, message) => {
    await expect(compareCommand.run(args)).rejects.toMatchObject({
      name: 'NetloomError',
      message: expect.stringContaining(message) as string,
    });
  });
});

/** The command in a process of its own. */
function netloom(...args: readonly string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const main = new URL('main.ts', import.meta.url).pathname;
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', main, 'compare', ...args], (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

describe('the process', () => {
  it('prints to stdout and ends with 0', async () => {
    const { code, stdout, stderr } = await netloom('preset:lenet5', 'preset:lenet5?activation=ReLU', '--csv');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\r\n')[2]).toMatch(
      /^preset:lenet5\?activation=ReLU,"LeNet-5, activation ReLU",61706,/,
    );
  });

  it('refuses in one line and ends with 2', async () => {
    expect(await netloom('preset:lenet5')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'netloom: Comparing takes at least 2 sources, not 1. See --help.\n',
    });
  });
});
