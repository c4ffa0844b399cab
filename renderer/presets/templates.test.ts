import { iconNames } from 'lucide-react/dynamic';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../shared/analysis/analyse.ts';
import type { Analysis } from '../../shared/analysis/types.ts';
import { checkGraph } from '../../shared/document/invariants.ts';
import type { Document } from '../../shared/document/types.ts';
import { expand } from '../../shared/network/expand.ts';
import { parseValues, type StoredValues } from '../../shared/operators/attributes.ts';
import { buildGraph } from './builder.ts';
import { LIBRARY, TEMPLATES } from './index.ts';

function documentOf(build: Parameters<typeof buildGraph>[0]): Document {
  return { version: 1, name: 'test', seed: 0, ...buildGraph(build) };
}

function analyseBlock(template: string, values: StoredValues, shape: readonly number[]): Analysis {
  const [channels, height = 32, width = height] = shape;
  const document = documentOf((b) => {
    let x = b.input('input', { channels, height, width });
    if (template === 'TransformerEncoderLayer') {
      x = b.add('Permute', 'places', b.add('Flatten', 'row', x, { startDim: 2 }));
    }
    b.output('output', b.block(template, 'block', x, values));
  });
  return analyse(expand(document, LIBRARY));
}

describe("the lesson's modules", () => {
  // Counts of the lesson's own code, from shared/reference/architectures.json.
  it.each([
    ['VGGBlock', { numConvs: 2, outChannels: 64 }, 3, 38_720],
    ['BasicBlock', { planes: 64 }, 64, 73_984],
    ['Bottleneck', { planes: 64 }, 256, 70_400],
    ['Bottleneck', { planes: 64, groups: 32, widthPerGroup: 4 }, 256, 71_168],
    ['ResNeXtBlock', { planes: 64, cardinality: 32, baseWidth: 4 }, 256, 71_168],
    ['SqueezeExcite', { reduction: 16 }, 256, 8_464],
    ['SqueezeExcite', { reduction: 16, form: 'linear' }, 256, 8_464],
    ['InceptionModuleV1', {}, 192, 163_696],
    ['InceptionC', { convBias: true, doubleBranch: 'rowsFirst' }, 768, 1_298_944],
    ['PreActBlock', { planes: 64 }, 64, 73_984],
    ['DenseLayer', { growthRate: 32 }, 64, 45_440],
    ['TransitionLayer', { compression: 0.5 }, 256, 33_280],
    ['MBConv', { outChannels: 24, stride: 2, expandRatio: 6 }, 16, 6_004],
  ])('%s %j on %i channels has %i parameters', (template, values, channels, parameters) => {
    const { totals, diagnostics } = analyseBlock(template, values, [channels]);
    expect(diagnostics).toEqual([]);
    expect(totals.parameters).toBe(parameters);
  });
});

describe("torchvision's modules", () => {
  // Parameters of the modules of these names in torchvision 0.29.
  it.each([
    ['Fire', { squeeze: 16, expand1x1: 64, expand3x3: 64 }, 96, 11_920],
    ['InceptionModuleV1', { batchNorm: true, thirdBranchKernel: '3' }, 192, 155_872],
    ['InvertedResidual', { outChannels: 24, stride: 2 }, 16, 5_136],
    ['FusedMBConv', { outChannels: 48, stride: 2 }, 24, 25_632],
    ['DenseBlock', { numLayers: 6, growthRate: 32 }, 64, 335_040],
    ['ShuffleNetUnit', { outChannels: 116 }, 116, 7_598],
    ['ShuffleNetUnit', { outChannels: 116, stride: 2 }, 24, 7_398],
    ['ConvNeXtBlock', {}, 96, 79_296],
    ['TransformerEncoderLayer', { numHeads: 12, mlpDim: 3072 }, 768, 7_087_872],
  ])('%s %j on %i channels has %i parameters', (template, values, channels, parameters) => {
    const { totals, diagnostics } = analyseBlock(template, values, [channels]);
    expect(diagnostics).toEqual([]);
    expect(totals.parameters).toBe(parameters);
  });
});

describe.each(TEMPLATES.map((template) => [template.type] as const))('%s', (type) => {
  it('has an icon that exists, and help in one sentence', () => {
    const { icon, help } = TEMPLATES.find((template) => template.type === type)!;
    expect(iconNames).toContain(icon);
    expect(help.match(/[.?!](?= |$)/g)).toHaveLength(1);
  });

  it('works with its defaults', () => {
    expect(analyseBlock(type, {}, [64]).diagnostics).toEqual([]);
  });

  it('has an inside that could stand in a document, as when it is detached', () => {
    const template = TEMPLATES.find((candidate) => candidate.type === type)!;
    const { values } = parseValues(template.arguments, {});
    const built = template.build(values, [undefined]);
    if ('code' in built) throw new Error(built.message);
    expect(checkGraph(built)).toBeUndefined();
  });

  it('builds an inside before anything is connected, with one error: the missing wire', () => {
    const document = documentOf((b) => {
      const x = b.input('input');
      b.output('output', b.block(type, 'block', x));
    });
    const [wire] = Object.values(document.edges).filter((edge) => edge.target === 'block');
    const { [wire!.id]: _cut, ...edges } = document.edges;
    const network = expand({ ...document, edges }, LIBRARY);
    expect(network.levels.get('block')?.elements.size).toBeGreaterThan(2);
    expect(
      network.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code),
    ).toEqual(['input-missing']);
  });

  it('says what it needs when it receives features instead of an image', () => {
    const document = documentOf((b) => {
      const flat = b.add('Flatten', 'flatten', b.input('input'));
      b.output('output', b.block(type, 'block', flat));
    });
    const [problem] = expand(document, LIBRARY).diagnostics;
    expect(problem).toMatchObject({ path: 'block', port: 'input', severity: 'error' });
    expect(problem?.code).toMatch(/^expected-(image|sequence)$/);
  });

  it('is refused as a whole, or is sound inside, with each argument at its least and its greatest', () => {
    const template = TEMPLATES.find((candidate) => candidate.type === type)!;
    for (const [name, field] of Object.entries(template.arguments)) {
      for (const value of 'min' in field ? [field.min, field.max] : []) {
        for (const shape of [
          [64, 16],
          [1, 1],
          [65_536, 2],
        ]) {
          const { diagnostics } = analyseBlock(type, { [name]: value }, shape);
          const errors = diagnostics.filter(({ severity }) => severity === 'error');
          const places = errors.map(({ path, message }) => `${path}: ${message}`);
          for (const place of places) expect(place).toMatch(/^block: /);
        }
      }
    }
  });

  it('refuses nonsense at the argument', () => {
    const [name] = Object.keys(TEMPLATES.find((template) => template.type === type)!.arguments);
    const problems = analyseBlock(type, { [name!]: 'nonsense' }, [64]).diagnostics;
    expect(problems.map(({ attribute }) => attribute)).toContain(name);
  });
});

describe('a residual block', () => {
  const inside = (channels: number, values: StoredValues) =>
    analyseBlock('BasicBlock', values, [channels]).network.levels.get('block')!.graph.nodes;

  it('gets a projection on its skip where the channels or the size change, and only there', () => {
    expect(inside(64, { planes: 64 })).not.toHaveProperty('downsample');
    expect(inside(64, { planes: 128 })).toHaveProperty('downsample');
    expect(inside(64, { planes: 64, stride: 2 })).toHaveProperty('downsample');
  });
});

describe('arguments at their limits', () => {
  it.each([
    ['SqueezeExcite', { reduction: 65 }, [64], 'reduction'],
    ['ConvBNAct', { groups: 3 }, [64], 'groups'],
    ['ConvBNAct', { groups: 64, outChannels: 65 }, [64], 'outChannels'],
    ['Bottleneck', { planes: 1, widthPerGroup: 1 }, [64], 'widthPerGroup'],
    ['Bottleneck', { planes: 4, seReduction: 17 }, [64], 'seReduction'],
    ['BasicBlock', { planes: 8, seReduction: 9 }, [64], 'seReduction'],
    ['ResNeXtBlock', { planes: 8, baseWidth: 4 }, [64], 'baseWidth'],
    ['RegNetXBlock', { outChannels: 24, groupWidth: 16 }, [64], 'groupWidth'],
    ['RegNetYBlock', { outChannels: 8, groupWidth: 16 }, [64], 'groupWidth'],
    ['TransitionLayer', { compression: 0.01 }, [64], 'compression'],
    ['InvertedResidual', { expandRatio: 0.01 }, [16], 'expandRatio'],
    ['MBConv', { kernelSize: 4 }, [16], 'kernelSize'],
    ['MobileNetV3Block', { kernelSize: 4 }, [16], 'kernelSize'],
    ['DenseBlock', { numLayers: 0 }, [64], 'numLayers'],
    ['ShuffleNetUnit', { outChannels: 63 }, [64], 'outChannels'],
    ['ShuffleNetUnit', { outChannels: 32 }, [64], 'outChannels'],
    ['ConvNeXtBlock', { kernelSize: 6 }, [64], 'kernelSize'],
    ['PatchEmbedding', { patchSize: 64 }, [3, 32], 'patchSize'],
    ['TransformerEncoderLayer', { numHeads: 5 }, [64], 'numHeads'],
    ['VGGBlock', { numConvs: 0 }, [64], 'numConvs'],
  ])('%s %j on %j is refused at %s', (type, values, shape, attribute) => {
    const [first] = analyseBlock(type, values, shape).diagnostics;
    expect(first).toMatchObject({ path: 'block', severity: 'error', attribute });
  });

  it.each(['TransitionLayer', 'InceptionB', 'InceptionD', 'VGGBlock'])(
    '%s halves the image, so one pixel is refused at its input',
    (type) => {
      const [first] = analyseBlock(type, {}, [64, 1]).diagnostics;
      expect(first).toMatchObject({ path: 'block', code: 'input-too-small', port: 'input' });
    },
  );

  it.each([
    ['BasicBlock', { planes: 1 }],
    ['Bottleneck', { planes: 1, stride: 2 }],
    ['ResNeXtBlock', { planes: 16 }],
    ['PreActBlock', { planes: 1 }],
    ['PreActBottleneck', { planes: 1 }],
    ['InceptionModuleV1', {}],
    ['InceptionA', {}],
    ['InceptionC', {}],
    ['InceptionE', {}],
    ['DenseBlock', { numLayers: 1, growthRate: 1 }],
    ['Fire', {}],
    ['DepthwiseSeparable', { outChannels: 1 }],
    ['InvertedResidual', { outChannels: 1 }],
    ['MobileNetV3Block', { outChannels: 1, expanded: 1 }],
    ['MBConv', { outChannels: 1 }],
    ['FusedMBConv', { outChannels: 1 }],
    ['RegNetXBlock', { outChannels: 8, groupWidth: 8 }],
    ['RegNetYBlock', { outChannels: 8, groupWidth: 8 }],
    ['ShuffleNetUnit', { outChannels: 2, stride: 2 }],
    ['ConvNeXtBlock', {}],
    ['PatchEmbedding', { patchSize: 1, features: 1 }],
    ['TransformerEncoderLayer', { numHeads: 1, mlpDim: 1 }],
  ])('%s %j works on one pixel and one channel', (type, values) => {
    expect(analyseBlock(type, values, [1, 1]).diagnostics).toEqual([]);
  });
});
