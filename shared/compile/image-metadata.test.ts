import { describe, expect, test } from 'vitest';
import { findPreset, LIBRARY } from '../../renderer/presets/index.ts';
import type { Document, NodeRecord } from '../document/types.ts';
import { expand } from '../network/expand.ts';
import { decodeModel } from '../onnx/decode.ts';
import { modelBytes, planModel } from '../weights/model-plan.ts';
import { compile } from './compile.ts';

function built(id: string, stored: Readonly<Record<string, unknown>> = {}): Document {
  const document = findPreset(id)!.build(stored);
  if ('code' in document) throw new Error(document.message);
  return document;
}

/** What the written file says. */
function metadata(document: Document): Readonly<Record<string, string>> {
  const { model, weights } = compile(expand({ ...document, seed: 1 }, LIBRARY));
  const fresh = weights.filter(({ source }) => source.kind !== 'stored');
  return fresh.length < weights.length
    ? model.metadata
    : decodeModel(modelBytes(planModel(model, weights, document.seed))).metadata;
}

/** With these settings of its Inputs in place of the preset's. */
function withInputs(document: Document, attributes: Readonly<Record<string, unknown>>): Document {
  const nodes = Object.entries(document.nodes).map(([id, node]): [string, NodeRecord] => {
    if (node.kind !== 'operator' || node.operator !== 'Input' || node.parentId !== null) return [id, node];
    const { mean: _mean, std: _std, ...others } = node.attributes;
    return [id, { ...node, attributes: { ...others, ...attributes } }];
  });
  return { ...document, nodes: Object.fromEntries(nodes) };
}

describe('what a model file says of its images', () => {
  test("is what ImageNet's classifiers are trained with", () => {
    expect(metadata(built('squeezenet1_1'))).toEqual({
      'Image.BitmapPixelFormat': 'Rgb8',
      'Image.ColorSpaceGamma': 'SRGB',
      'netloom.mean': '[0.485,0.456,0.406]',
      'netloom.std': '[0.229,0.224,0.225]',
    });
  });

  test('is of one value for grey digits', () => {
    expect(metadata(built('lenet5'))).toMatchObject({
      'Image.BitmapPixelFormat': 'Gray8',
      'netloom.mean': '[0.1307]',
      'netloom.std': '[0.3081]',
    });
  });

  test('is nothing where nobody said it', () => {
    expect(metadata(withInputs(built('squeezenet1_1'), {}))).toEqual({});
  });

  test('names a range of ONNX where the numbers lead to one', () => {
    const range = (mean: readonly number[], std: readonly number[]) =>
      metadata(withInputs(built('squeezenet1_1'), { mean, std }))['Image.NominalPixelRange'];
    expect(range([0.5], [0.5])).toBe('Normalized_1_1');
    expect(range([0, 0, 0], [1])).toBe('Normalized_0_1');
    expect(range([0.5], [0.25])).toBeUndefined();
  });

  test('is nothing where pixels cannot be brought into a range by it', () => {
    expect(metadata(withInputs(built('squeezenet1_1'), { std: [0.2, 0, 0.2] }))).toEqual({});
    expect(metadata(withInputs(built('squeezenet1_1'), { mean: [0.5, 0.5] }))).toEqual({});
  });

  test('says no format that a model of many channels does not have', () => {
    const document = withInputs(built('squeezenet1_1', { inChannels: 5 }), { mean: [0.1], std: [0.2] });
    expect(metadata(document)).toEqual({ 'netloom.mean': '[0.1]', 'netloom.std': '[0.2]' });
  });

  test('names the input where there are several, and no key that would hold for all', () => {
    const document = built('squeezenet1_1');
    const second: NodeRecord = {
      ...Object.values(document.nodes).find(({ name }) => name === 'input')!,
      id: 'second',
      name: 'second',
      kind: 'operator',
      operator: 'Input',
      attributes: { mean: [0.1], std: [0.2] },
    };
    const { model } = compile(expand({ ...document, nodes: { ...document.nodes, second } }, LIBRARY));
    expect(model.metadata).toEqual({
      'netloom.mean.input': '[0.485,0.456,0.406]',
      'netloom.std.input': '[0.229,0.224,0.225]',
      'netloom.mean.second': '[0.1]',
      'netloom.std.second': '[0.2]',
    });
  });
});
