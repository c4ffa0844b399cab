import { describe, expect, it } from 'vitest';
import type { Comparable, ComparableLayer } from './comparable.ts';
import { structuralDifference } from './compare.ts';
import { differenceTree, differing, edited, type DifferenceBlock } from './difference-tree.ts';

const SUMMARY: Comparable['summary'] = {
  parameters: 0,
  macs: 0,
  activationBytes: 0,
  peakActivationBytes: 0,
  weightBytes: 0,
  partial: false,
  depth: 0,
  layers: 0,
  inputs: [],
  outputs: [],
  errors: 0,
  unfinished: 0,
};

/** A chain of layers, `path type`, each costing as many parameters as its type has letters. */
function chain(...layers: readonly string[]): Comparable {
  return {
    summary: SUMMARY,
    notes: [],
    layers: layers.map((text, index): ComparableLayer => {
      const [path = '', type = ''] = text.split(' ');
      const inputs = index === 0 ? [] : [{ node: index - 1, output: 0 }];
      const types = { inputTypes: [], outputTypes: [], weightShapes: [] };
      return { index, path, type, attributes: {}, inputs, ...types, parameters: type.length, macs: 0 };
    }),
  };
}

function outline({ children }: DifferenceBlock, indent = ''): readonly string[] {
  return children.flatMap((child) =>
    child.kind === 'layer'
      ? [`${indent}${child.name} ${child.status}`]
      : [`${indent}${child.name}/ ${differing(child.counts)}`, ...outline(child, `${indent}  `)],
  );
}

describe('differenceTree', () => {
  it('keeps the order of both, and puts every layer in its block', () => {
    const a = chain(
      'stem Conv2d',
      'layer1.0.conv Conv2d',
      'layer1.0.relu ReLU',
      'layer1.1.conv Conv2d',
      'fc Linear',
    );
    const b = chain(
      'stem Conv2d',
      'norm Norm',
      'layer1.0.conv Conv2d',
      'layer1.0.se.pool Pool',
      'layer1.0.relu SiLU6',
      'head.drop Dropout',
      'fc Linear',
    );
    const tree = differenceTree(a, b, structuralDifference(a, b));
    expect(outline(tree)).toEqual([
      'stem same',
      'norm onlyInB',
      'layer1/ 3',
      '  0/ 2',
      '    conv same',
      '    se/ 1',
      '      pool onlyInB',
      '    relu changed',
      '  1/ 1',
      '    conv onlyInA',
      'head/ 1',
      '  drop onlyInB',
      'fc same',
    ]);
    expect(tree.counts).toEqual({ same: 3, renamed: 0, resized: 0, changed: 1, onlyInA: 1, onlyInB: 3 });
  });

  it('names both sides of what was renamed', () => {
    const [a, b] = [chain('one Conv2d'), chain('two Conv2d')];
    const { children } = differenceTree(a, b, structuralDifference(a, b));
    expect(children).toMatchObject([
      { status: 'renamed', name: 'one', a: { path: 'one' }, b: { path: 'two' } },
    ]);
  });

  it('tells what follows from an edit elsewhere from what was edited', () => {
    const sized = (comparable: Comparable, size: number): Comparable => ({
      ...comparable,
      layers: comparable.layers.map((layer) => ({
        ...layer,
        outputTypes: [{ dtype: 'float32', shape: [1, 8, size, size] }],
      })),
    });
    const a = sized(chain('image Input', 'pool Pool', 'layer1.conv Conv2d', 'layer1.relu ReLU'), 28);
    const b = sized(chain('image Input', 'layer1.conv Conv2d', 'layer1.relu ReLU'), 56);
    const tree = differenceTree(a, b, structuralDifference(a, b));
    expect(outline(tree)).toEqual([
      'image resized',
      'pool onlyInA',
      'layer1/ 2',
      '  conv resized',
      '  relu resized',
    ]);
    expect(edited(tree.counts)).toBe(1);
  });
});
