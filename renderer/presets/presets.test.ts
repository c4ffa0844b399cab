import { describe, expect, it } from 'vitest';
import { analyse } from '../../shared/analysis/analyse.ts';
import { expand } from '../../shared/network/expand.ts';
import type { Analysis } from '../../shared/analysis/types.ts';
import type { StoredValues } from '../../shared/operators/attributes.ts';
import { findPreset, LIBRARY, PRESETS } from './index.ts';

function analysePreset(id: string, values: StoredValues = {}): Analysis {
  const document = findPreset(id)!.build(values);
  if ('code' in document) throw new Error(document.message);
  return analyse(expand(document, LIBRARY));
}

function refusal(id: string, values: StoredValues) {
  const document = findPreset(id)!.build(values);
  return 'code' in document ? { attribute: document.attribute, message: document.message } : undefined;
}

describe.each(PRESETS.map((preset) => [preset.id, preset] as const))('%s', (id, preset) => {
  it('has the published parameters and multiply-accumulates, without a diagnostic', () => {
    const { totals, diagnostics } = analysePreset(id);
    expect(diagnostics).toEqual([]);
    expect(totals.parameters).toBe(preset.reference.parameters);
    expect((totals.macs / 1e9).toFixed(3)).toBe(preset.reference.gmacs.toFixed(3));
  });

  it('classifies into as many classes as asked', () => {
    const { network } = analysePreset(id, { numClasses: 7 });
    const output = network.nodes[network.outputs[0]!]!;
    expect(output.inputTypes[0]?.shape).toEqual([1, 7]);
  });

  it('takes other input channels', () => {
    const { diagnostics, network } = analysePreset(id, { inChannels: 5 });
    expect(diagnostics).toEqual([]);
    expect(network.nodes[0]?.outputTypes?.[0]?.shape[1]).toBe(5);
  });

  it('refuses what is no argument', () => {
    expect(refusal(id, { numClasses: 0 })?.attribute).toBe('numClasses');
    expect(refusal(id, { inputSize: 1.5 })?.attribute).toBe('inputSize');
    expect(refusal(id, { colour: true })?.attribute).toBe('colour');
  });
});

describe('arguments that make another published network', () => {
  // torchvision's resnext50_32x4d and wide_resnet50_2.
  it.each([
    [{ groups: 32, widthPerGroup: 4 }, 25_028_904, '4.230'],
    [{ widthPerGroup: 128 }, 68_883_240, '11.398'],
  ])('resnet50 with %j', (values, parameters, gmacs) => {
    const { totals } = analysePreset('resnet50', values);
    expect(totals.parameters).toBe(parameters);
    expect((totals.macs / 1e9).toFixed(3)).toBe(gmacs);
  });
});

describe('receptive fields', () => {
  // VGG-16's well-known values: 196 before the last pooling, 212 after it.
  it('of VGG-16 are 196 at the last convolution and 212 after the last pooling', () => {
    const { costs } = analysePreset('vgg16');
    expect(costs.get('features.28')?.receptiveField?.size).toEqual([196, 196]);
    expect(costs.get('features.30')?.receptiveField?.size).toEqual([212, 212]);
    expect(costs.get('features.30')?.receptiveField?.stride).toEqual([32, 32]);
  });

  // Stem 7 and pool 4, then 2 · jump for each 3×3: 24 + (8 + 48) + (16 + 160) + (32 + 128) over jumps 4 to 32.
  it('of ResNet-50, strided in the 3×3 convolutions, is 427 before the pooling', () => {
    expect(analysePreset('resnet50').costs.get('layer4')?.receptiveField?.size).toEqual([427, 427]);
  });
});

describe('names', () => {
  it("are PyTorch's state_dict paths", () => {
    const { network } = analysePreset('resnet50');
    const paths = new Set(network.nodes.flatMap((node) => node.weights.map((weight) => weight.path)));
    for (const path of [
      'conv1.weight',
      'bn1.running_mean',
      'layer1.0.downsample.0.weight',
      'layer4.2.bn3.running_var',
      'fc.bias',
    ]) {
      expect(paths).toContain(path);
    }
    expect(paths).not.toContain('layer1.1.downsample.0.weight');
  });
});

describe('arguments at their limits', () => {
  it.each([
    ['lenet5', { inputSize: 15 }, 'inputSize'],
    ['vgg16', { inputSize: 31 }, 'inputSize'],
    ['vgg16', { dropout: 1.5 }, 'dropout'],
    ['resnet50', { groups: 0 }, 'groups'],
  ])('%s with %j is refused at the argument', (id, values, attribute) => {
    expect(refusal(id, values)?.attribute).toBe(attribute);
  });

  it('a ResNet of one class and one pixel is still a network', () => {
    expect(analysePreset('resnet18', { numClasses: 1, inputSize: 1 }).diagnostics).toEqual([]);
  });
});
