import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementCount } from '../tensor/types.ts';
import { networkOf, type Step } from '../testing/operator-network.ts';
import { modelBytes, runModel, wave } from '../testing/run-onnx.ts';
import type { WeightSpec } from '../weights/spec.ts';
import { compile } from './compile.ts';
import { innerValues } from './inner-values.ts';
import { firstNonFinite, nonFiniteText, nonFiniteWeights, type NonFiniteStart } from './non-finite.ts';

const INPUT: Step = { path: 'image', operator: 'Input', attributes: { channels: 3, height: 8, width: 8 } };

/** Two branches, a layer that is passed through, one of several ONNX nodes, and an activation that hides infinity. */
const network = networkOf([
  INPUT,
  { path: 'conv', operator: 'Conv2d', attributes: { outChannels: 4, padding: 1 }, inputs: ['image'] },
  { path: 'bn', operator: 'BatchNorm2d', inputs: ['conv'] },
  { path: 'act', operator: 'SiLU', inputs: ['bn'] },
  { path: 'left', operator: 'Conv2d', attributes: { outChannels: 4, padding: 1 }, inputs: ['act'] },
  { path: 'right', operator: 'Conv2d', attributes: { outChannels: 4, padding: 1 }, inputs: ['act'] },
  { path: 'sum', operator: 'Add', inputs: ['left', 'right'] },
  { path: 'drop', operator: 'Dropout', inputs: ['sum'] },
  { path: 'pool', operator: 'AdaptiveAvgPool2d', attributes: { outputSize: 1 }, inputs: ['drop'] },
  { path: 'flat', operator: 'Flatten', inputs: ['pool'] },
  { path: 'squash', operator: 'Sigmoid', inputs: ['flat'] },
  { path: 'fc', operator: 'Linear', attributes: { outFeatures: 5 }, inputs: ['squash'] },
  { path: 'logits', operator: 'Output', inputs: ['fc'] },
]);

const OVERFLOWING = 3e38;

/** Where it begins where the weights of this layer are as large as float32 allows. */
async function startOf(
  overflowing: string,
  groupBytes?: number,
  data = wave([1, 3, 8, 8], 0.1, 0, 1),
): Promise<NonFiniteStart | undefined> {
  const compiled = compile(network);
  const values = ({ path, shape }: WeightSpec): Float32Array =>
    path === `${overflowing}.weight`
      ? new Float32Array(elementCount(shape)).fill(OVERFLOWING)
      : path.endsWith('running_var')
        ? new Float32Array(elementCount(shape)).fill(1)
        : wave(shape, 0.7, 0.3, 0.3);
  return firstNonFinite(
    compiled,
    [{ name: 'image', data }],
    async (model, names) => {
      const bytes = modelBytes({ ...compiled, model }, values);
      const outputs = await runModel(bytes, { image: { shape: [1, 3, 8, 8], data } });
      expect(Object.keys(outputs)).toEqual(names);
      return names.map((name) => outputs[name]!.data);
    },
    groupBytes,
  );
}

describe('where NaN and infinity begin', () => {
  it.each(['conv', 'left', 'right', 'fc'])('is the layer that overflows, %s', async (layer) => {
    const start = await startOf(layer);
    expect(start).toMatchObject({ path: layer });
    expect(start!.nan + start!.infinite).toBeGreaterThan(0);
    expect(start!.values).toBe(layer === 'fc' ? 5 : 256);
  });

  it('is found whether or not a later layer makes the numbers finite again, and in groups of any size', async () => {
    for (const groupBytes of [1, 1500, 5000]) {
      expect(await startOf('right', groupBytes)).toMatchObject({ path: 'right' });
    }
  });

  it('is nowhere where all is finite, and the input where that is not', async () => {
    expect(await startOf('none')).toBeUndefined();
    const data = wave([1, 3, 8, 8], 0.1, 0, 1);
    data[7] = NaN;
    data[9] = -Infinity;
    expect(await startOf('conv', undefined, data)).toEqual({
      path: 'image',
      nan: 1,
      infinite: 1,
      values: 192,
    });
  });
});

it('brings out every value once, in the order of computation, in groups that hold what they may', () => {
  const compiled = compile(network);
  const all = [...innerValues(compiled)];
  expect(all).toHaveLength(1);
  const paths = all[0]!.values.map(({ path }) => path);
  expect(paths).toEqual(['conv', 'bn', 'act', 'left', 'right', 'sum', 'pool', 'flat', 'squash', 'fc']);
  fc.assert(
    fc.property(fc.nat(6000), (groupBytes) => {
      const groups = [...innerValues(compiled, groupBytes)];
      expect(groups.flatMap(({ values }) => values.map(({ path }) => path))).toEqual(paths);
      for (const { model, values } of groups) {
        const made = new Set(model.graph.nodes.flatMap(({ outputs }) => outputs));
        expect(values.every(({ name }) => made.has(name))).toBe(true);
        expect(model.graph.outputs.map(({ name }) => name)).toEqual(values.map(({ name }) => name));
      }
    }),
    { numRuns: 50 },
  );
});

it('names stored weights that hold it themselves', () => {
  const stored = new Float32Array(200_010);
  stored[5] = NaN;
  stored[200_009] = Infinity;
  const weight = (path: string, offset: number, elements: number): WeightSpec => ({
    path,
    shape: [elements],
    trainable: true,
    source: { kind: 'stored', offset: 4 * offset },
  });
  const weights = [
    weight('conv.a', 0, 5),
    weight('conv.b', 1, 5),
    weight('conv.c', 6, 200_003),
    weight('conv.d', 6, 200_004),
    weight('conv2.a', 1, 5),
    weight('scale', 1, 5),
  ];
  const bytes = new Uint8Array(stored.buffer);
  expect(nonFiniteWeights({ weights }, 'conv', bytes)).toEqual(['conv.b', 'conv.d']);
  expect(nonFiniteWeights({ weights }, 'scale', bytes)).toEqual(['scale']);
});

it.each([
  [{ nan: 0, infinite: 1024, values: 4096 }, '1,024 of its 4,096 values (25 %) are infinite'],
  [{ nan: 1, infinite: 0, values: 2_000_000 }, '1 of its 2,000,000 values (<0.1 %) is NaN'],
  [{ nan: 5, infinite: 0, values: 5 }, 'all of its 5 values are NaN'],
  [{ nan: 1, infinite: 2, values: 100 }, '3 of its 100 values (3.0 %) are not finite: 2 infinite, 1 NaN'],
])('says how many', (count, text) => {
  expect(nonFiniteText(count)).toBe(text);
});
