import { describe, expect, it } from 'vitest';
import { analyse } from '../../shared/analysis/analyse.ts';
import type { Analysis } from '../../shared/analysis/types.ts';
import type { Document } from '../../shared/document/types.ts';
import { expand } from '../../shared/network/expand.ts';
import type { StoredValues } from '../../shared/operators/attributes.ts';
import { buildGraph } from './builder.ts';
import { LIBRARY, TEMPLATES } from './index.ts';

function documentOf(build: Parameters<typeof buildGraph>[0]): Document {
  return { version: 1, name: 'test', seed: 0, ...buildGraph(build) };
}

function analyseBlock(template: string, values: StoredValues, shape: readonly number[]): Analysis {
  const [channels, height = 32, width = height] = shape;
  const document = documentOf((b) => {
    const x = b.input('input', { channels, height, width });
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
    ['SqueezeExcite', { reduction: 16 }, 256, 8_464],
  ])('%s %j on %i channels has %i parameters', (template, values, channels, parameters) => {
    const { totals, diagnostics } = analyseBlock(template, values, [channels]);
    expect(diagnostics).toEqual([]);
    expect(totals.parameters).toBe(parameters);
  });
});

describe.each(TEMPLATES.map((template) => [template.type] as const))('%s', (type) => {
  it('works with its defaults', () => {
    expect(analyseBlock(type, {}, [64]).diagnostics).toEqual([]);
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
    expect(problem).toMatchObject({ path: 'block', code: 'expected-image', severity: 'error' });
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
  ])('%s %j on %j is refused at %s', (type, values, shape, attribute) => {
    const [first] = analyseBlock(type, values, shape).diagnostics;
    expect(first).toMatchObject({ path: 'block', severity: 'error', attribute });
  });

  it('a block on one pixel and one channel', () => {
    expect(analyseBlock('BasicBlock', { planes: 1 }, [1, 1]).diagnostics).toEqual([]);
  });
});
