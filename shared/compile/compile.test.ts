import { describe, expect, it } from 'vitest';
import { NetloomError } from '../lib/errors.ts';
import type { Network } from '../network/types.ts';
import { byteSize, tensorType } from '../tensor/types.ts';
import { caseInput, caseWeight } from '../testing/operator-examples.ts';
import { networkOf, type Step } from '../testing/operator-network.ts';
import { modelBytes, runModel } from '../testing/run-onnx.ts';
import { compile } from './compile.ts';
import type { Compiled } from './types.ts';

const image: Step = { path: 'image', operator: 'Input', attributes: { channels: 3, height: 8, width: 8 } };

/** A residual block with a gate and a classifier: branches, pass-through operators, several ONNX nodes. */
const small = networkOf([
  image,
  { path: 'stem.conv', operator: 'Conv2d', attributes: { outChannels: 4, padding: 1 }, inputs: ['image'] },
  { path: 'stem.bn', operator: 'BatchNorm2d', inputs: ['stem.conv'] },
  { path: 'stem.act', operator: 'SiLU', inputs: ['stem.bn'] },
  { path: 'gate', operator: 'AdaptiveAvgPool2d', inputs: ['stem.act'] },
  { path: 'scaled', operator: 'Mul', inputs: ['gate', 'stem.act'] },
  { path: 'shortcut', operator: 'Identity', inputs: ['stem.conv'] },
  { path: 'sum', operator: 'Add', inputs: ['scaled', 'shortcut', 'stem.bn'] },
  { path: 'norm', operator: 'LocalResponseNorm', attributes: { size: 2 }, inputs: ['sum'] },
  { path: 'pool', operator: 'AdaptiveAvgPool2d', attributes: { outputSize: 3 }, inputs: ['norm'] },
  { path: 'pairs', operator: 'Flatten', attributes: { startDim: 2 }, inputs: ['pool'] },
  { path: 'mix', operator: 'Linear', attributes: { outFeatures: 5 }, inputs: ['pairs'] },
  { path: 'flat', operator: 'Flatten', inputs: ['mix'] },
  { path: 'drop', operator: 'Dropout', inputs: ['flat'] },
  { path: 'fc', operator: 'Linear', attributes: { outFeatures: 7 }, inputs: ['drop'] },
  { path: 'logits', operator: 'Output', inputs: ['fc'] },
]);

function codeOf(act: () => unknown): { code: string; message: string } {
  try {
    act();
  } catch (error) {
    if (error instanceof NetloomError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

const nodeNames = (compiled: Compiled) => compiled.model.graph.nodes.map((node) => node.name);
const outputNames = (compiled: Compiled) => compiled.model.graph.outputs.map((output) => output.name);

describe('names', () => {
  const { graph } = compile(small).model;

  it('calls nodes by their path, and by path/OpType where there are several', () => {
    expect(graph.nodes.map((node) => node.name).slice(0, 6)).toEqual([
      'stem.conv',
      'stem.bn',
      'stem.act/Sigmoid',
      'stem.act/Mul',
      'gate',
      'scaled',
    ]);
    expect(graph.nodes.map((node) => node.name)).toContain('sum/Add_2');
  });

  it('calls values by path, weights as PyTorch does, and the ends of the model by their nodes', () => {
    expect(graph.nodes[0]).toEqual({
      opType: 'Conv',
      name: 'stem.conv',
      inputs: ['image', 'stem.conv.weight', 'stem.conv.bias'],
      outputs: ['stem.conv'],
      attributes: expect.anything(),
    });
    expect(graph.inputs).toEqual([{ name: 'image', dtype: 'float32', shape: [1, 3, 8, 8] }]);
    expect(graph.outputs).toEqual([{ name: 'logits', dtype: 'float32', shape: [1, 7] }]);
    expect(graph.nodes.at(-1)).toMatchObject({ opType: 'Gemm', name: 'fc', outputs: ['logits'] });
  });

  it('gives every value and every node a name of its own', () => {
    const values = [
      ...graph.inputs.map((input) => input.name),
      ...graph.initialisers.map((tensor) => tensor.name),
      ...graph.nodes.flatMap((node) => node.outputs),
    ];
    expect(new Set(values).size).toBe(values.length);
    const nodes = graph.nodes.map((node) => node.name);
    expect(new Set(nodes).size).toBe(nodes.length);
  });

  it('takes any name that a node may have, and ONNX Runtime runs it', async () => {
    const hostile = ['__proto__', 'toString', '<img src=x onerror=alert(1)>', '\u202eteser', '数 🙂'];
    const compiled = compile(
      networkOf([
        { ...image, path: 'constructor' },
        ...hostile.map((path, index) => ({
          path,
          operator: 'Conv2d',
          attributes: { outChannels: 3, padding: 1 },
          inputs: [hostile[index - 1] ?? 'constructor'],
        })),
        { path: 'valueOf', operator: 'Output', inputs: [hostile.at(-1)!] },
      ]),
    );
    expect(compiled.weights.map(({ path }) => path).slice(0, 3)).toEqual([
      '__proto__.weight',
      '__proto__.bias',
      'toString.weight',
    ]);
    const results = await runModel(modelBytes(compiled, caseWeight), {
      constructor: caseInput([1, 3, 8, 8], 0),
    });
    expect(Object.keys(results)).toEqual(['valueOf']);
  });

  it('keeps inner values apart from the ends of the model', () => {
    // "a" becomes several nodes, one of which would be called "a/Sigmoid" like the Output.
    const network = networkOf([
      image,
      { path: 'a', operator: 'SiLU', inputs: ['image'] },
      { path: 'a/Sigmoid', operator: 'Output', inputs: ['a'] },
    ]);
    const [sigmoid, product] = compile(network).model.graph.nodes;
    expect(sigmoid!.outputs).toEqual(['a/Sigmoid_2']);
    expect(product!.outputs).toEqual(['a/Sigmoid']);
  });
});

describe('the model', () => {
  it.each([
    [13, 7],
    [14, 7],
    [15, 8],
    [17, 8],
    [18, 8],
    [19, 9],
    [20, 9],
    [21, 10],
  ])('of opset %i has IR version %i', (opset, irVersion) => {
    expect(compile(small, { opset }).model).toMatchObject({ opset, irVersion, producerName: 'Netloom' });
  });

  it('refuses other opsets', () => {
    for (const opset of [12, 22, 17.5, Number.NaN]) {
      expect(codeOf(() => compile(small, { opset }))).toEqual({
        code: 'opset-unsupported',
        message: `ONNX opset ${opset} cannot be written; choose one from 13 to 21.`,
      });
    }
  });

  it('defers every weight and nothing else', () => {
    const { model, weights } = compile(small);
    const deferred = model.graph.initialisers.flatMap(({ name, dtype, shape, data }) =>
      data.kind === 'deferred'
        ? [{ name, key: data.key, bytes: data.byteLength, type: { dtype, shape } }]
        : [],
    );
    expect(deferred.map((tensor) => tensor.key)).toEqual(weights.map((weight) => weight.path));
    for (const tensor of deferred) {
      expect(tensor.name).toBe(tensor.key);
      expect(tensor.bytes).toBe(byteSize(tensor.type));
    }
    expect(weights.map((weight) => weight.path)).toContain('stem.bn.running_var');
  });

  it('tells the shape of every operator output', () => {
    const { model, values } = compile(small);
    const told = new Set(
      [...model.graph.valueInfos, ...model.graph.inputs, ...model.graph.outputs].map((i) => i.name),
    );
    for (const [path, names] of values) for (const name of names) expect(told, path).toContain(name);
  });

  it('runs', async () => {
    const compiled = compile(small);
    const { logits } = await runModel(modelBytes(compiled, caseWeight), {
      image: caseInput([1, 3, 8, 8], 0),
    });
    expect(logits!.shape).toEqual([1, 7]);
    expect(logits!.data.every(Number.isFinite)).toBe(true);
  });
});

describe('a dynamic batch', () => {
  it('gives each image of a batch what it gives it alone', async () => {
    const dynamic = compile(small, { dynamicBatch: true, inspect: ['sum', 'pairs'] });
    expect(dynamic.model.graph.inputs[0]!.shape).toEqual(['batch', 3, 8, 8]);
    expect(dynamic.model.graph.outputs[0]!.shape).toEqual(['batch', 7]);
    const bytes = modelBytes(dynamic, caseWeight);
    const images = [0, 1, 2].map((index) => caseInput([1, 3, 8, 8], index));
    const batch = { shape: [3, 3, 8, 8], data: Float32Array.from(images.flatMap(({ data }) => [...data])) };
    const together = await runModel(bytes, { image: batch });
    for (const [index, alone] of images.entries()) {
      const single = await runModel(bytes, { image: alone });
      for (const name of ['logits', 'sum', 'pairs']) {
        const length = single[name]!.data.length;
        const slice = together[name]!.data.subarray(index * length, (index + 1) * length);
        for (const [at, value] of single[name]!.data.entries()) expect(slice[at]).toBeCloseTo(value, 4);
      }
    }
  });
});

describe('outputs', () => {
  it('of an Input alone pass through an Identity', async () => {
    const compiled = compile(networkOf([image, { path: 'same', operator: 'Output', inputs: ['image'] }]));
    const input = caseInput([1, 3, 8, 8], 0);
    const { same } = await runModel(modelBytes(compiled, caseWeight), { image: input });
    expect(same!.data).toEqual(input.data);
  });

  it('of an Input through Dropout only, too', () => {
    const compiled = compile(
      networkOf([
        image,
        { path: 'drop', operator: 'Dropout', inputs: ['image'] },
        { path: 'same', operator: 'Output', inputs: ['drop'] },
      ]),
    );
    expect(compiled.model.graph.nodes).toMatchObject([
      { opType: 'Identity', name: 'same', inputs: ['image'] },
    ]);
    expect(compiled.values.get('drop')).toEqual(['image']);
  });

  it('that share a value get one each', async () => {
    const compiled = compile(
      networkOf([
        image,
        { path: 'act', operator: 'ReLU', inputs: ['image'] },
        { path: 'first', operator: 'Output', inputs: ['act'] },
        { path: 'second', operator: 'Output', inputs: ['act'] },
        { path: 'third', operator: 'Output', inputs: ['act'] },
      ]),
    );
    expect(outputNames(compiled)).toEqual(['first', 'second', 'third']);
    const results = await runModel(modelBytes(compiled, caseWeight), { image: caseInput([1, 3, 8, 8], 0) });
    expect(results['second']!.data).toEqual(results['first']!.data);
    expect(results['third']!.data).toEqual(results['first']!.data);
  });
});

describe('dead branches', () => {
  const network = networkOf([
    image,
    { path: 'unused', operator: 'Input', attributes: { channels: 1, height: 2, width: 2 } },
    { path: 'live', operator: 'Conv2d', attributes: { outChannels: 2 }, inputs: ['image'] },
    { path: 'dead', operator: 'Conv2d', attributes: { outChannels: 9 }, inputs: ['live'] },
    { path: 'out', operator: 'Output', inputs: ['live'] },
  ]);

  it('are left out with their weights; inputs stay, as the interface of the model', () => {
    const compiled = compile(network);
    expect(nodeNames(compiled)).toEqual(['live']);
    expect(compiled.weights.map((weight) => weight.path)).toEqual(['live.weight', 'live.bias']);
    expect(compiled.model.graph.inputs.map((input) => input.name)).toEqual(['image', 'unused']);
    expect(compiled.values.has('dead')).toBe(false);
  });

  it('come in when they are inspected', () => {
    const compiled = compile(network, { inspect: ['dead'] });
    expect(nodeNames(compiled)).toEqual(['live', 'dead']);
    expect(outputNames(compiled)).toEqual(['out', 'dead']);
  });
});

describe('inspecting', () => {
  it('adds outputs under their own names, once each, and finds what is passed through', async () => {
    const compiled = compile(small, {
      inspect: ['stem.conv', 'shortcut', 'drop', 'fc', 'logits', 'image', 'stem.act'],
    });
    expect(outputNames(compiled)).toEqual(['logits', 'stem.conv', 'flat', 'stem.act']);
    expect(compiled.values.get('shortcut')).toEqual(['stem.conv']);
    expect(compiled.values.get('drop')).toEqual(['flat']);
    expect(compiled.values.get('fc')).toEqual(['logits']);
    expect(compiled.values.get('logits')).toEqual(['logits']);
    expect(compiled.values.get('image')).toEqual(['image']);
    const inputs = { image: caseInput([1, 3, 8, 8], 0) };
    const inspected = await runModel(modelBytes(compiled, caseWeight), inputs);
    expect(inspected['stem.act']!.shape).toEqual([1, 4, 8, 8]);
    const plain = await runModel(modelBytes(compile(small), caseWeight), inputs);
    expect(inspected['logits']!.data).toEqual(plain['logits']!.data);
  });

  it("finds a block's outputs by the block's path", () => {
    const value = { node: small.nodes.findIndex((node) => node.path === 'stem.act'), output: 0 };
    const port = { key: 'o', label: 'o', type: undefined, connected: true, value };
    const record = {
      kind: 'custom',
      id: 's',
      parentId: null,
      name: 'stem',
      position: { x: 0, y: 0 },
    } as const;
    const stem = { path: 'stem', level: '', record, inputs: [], outputs: [port], node: undefined };
    const network: Network = { ...small, elements: new Map([['stem', stem]]) };
    expect(outputNames(compile(network, { inspect: ['stem'] }))).toEqual(['logits', 'stem.act']);
  });

  it('refuses what is not there', () => {
    expect(codeOf(() => compile(small, { inspect: ['layer9'] }))).toEqual({
      code: 'unknown-path',
      message: 'There is nothing called "layer9" in the network to inspect.',
    });
  });
});

describe('an unfinished network', () => {
  it('is refused with its first error', () => {
    const network: Network = {
      ...small,
      diagnostics: [
        { severity: 'warning', code: 'w', message: 'Careful.', path: 'fc' },
        { severity: 'error', code: 'input-missing', message: 'Nothing is connected.', path: 'stem.conv' },
      ],
    };
    expect(codeOf(() => compile(network))).toEqual({
      code: 'network-incomplete',
      message: 'The network is not finished yet. "stem.conv": Nothing is connected.',
    });
  });

  it('is refused without an Input, without an Output, and without shapes', () => {
    expect(codeOf(() => compile({ ...small, inputs: [] })).message).toMatch(/has no Input\. Add one/);
    expect(codeOf(() => compile({ ...small, outputs: [] })).message).toMatch(/has no Output\. Add one/);
    const nodes = small.nodes.map((node) =>
      node.path === 'fc' ? { ...node, outputTypes: undefined } : node,
    );
    expect(codeOf(() => compile({ ...small, nodes })).message).toBe(
      'The network is not finished yet: "fc" has no known shape.',
    );
  });
});

describe('several inputs', () => {
  it('are fed by name', async () => {
    const compiled = compile(
      networkOf([
        { path: 'left', operator: 'Input', type: tensorType([1, 2, 3, 3]) },
        { path: 'right', operator: 'Input', type: tensorType([1, 1, 3, 3]) },
        { path: 'both', operator: 'Concat', inputs: ['left', 'right'] },
        { path: 'out', operator: 'Output', inputs: ['both'] },
      ]),
    );
    const left = caseInput([1, 2, 3, 3], 0);
    const right = caseInput([1, 1, 3, 3], 1);
    const { out } = await runModel(modelBytes(compiled, caseWeight), { left, right });
    expect([...out!.data]).toEqual([...left.data, ...right.data]);
  });
});
