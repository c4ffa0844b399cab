import { describe, expect, it } from 'vitest';
import { emptyDocument } from '../document/empty.ts';
import type { Document, EdgeRecord, NodeRecord } from '../document/types.ts';
import { expand } from '../network/expand.ts';
import { analyse } from './analyse.ts';
import { comparableOf, summarise } from './comparable.ts';
import { structuralDifference, type StructuralDifference } from './compare.ts';
import type { Analysis } from './types.ts';

type Layer = readonly [name: string, type: string, attributes?: object, sources?: readonly string[]];

const CONV = { outChannels: 4, kernelSize: 3, padding: 1, bias: false };

/** An analysis of layers that each read the one before, or the sources they name. */
function network(...layers: readonly Layer[]): Analysis {
  const nodes: NodeRecord[] = [];
  const edges: EdgeRecord[] = [];
  const all: readonly Layer[] = [
    ['image', 'Input', { channels: 3, height: 8, width: 8 }],
    ...layers,
    ['result', 'Output'],
  ];
  all.forEach(([name, type, attributes = {}, sources], index) => {
    const base = { id: name, kind: 'operator', parentId: null, name, position: { x: 0, y: 0 } } as const;
    nodes.push({ ...base, operator: type, attributes: { ...attributes } });
    const before = all[index - 1]?.[0];
    const read = sources ?? (before === undefined ? [] : [before]);
    read.forEach((source, port) => {
      const targetPort = type === 'Add' ? `in${port}` : 'input';
      edges.push({ id: `${name}:${port}`, source, sourcePort: 'output', target: name, targetPort });
    });
  });
  const document: Document = {
    ...emptyDocument(),
    nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
    edges: Object.fromEntries(edges.map((edge) => [edge.id, edge])),
  };
  return analyse(expand(document, { findTemplate: () => undefined }));
}

const residual = network(
  ['stem', 'Conv2d', CONV],
  ['bn', 'BatchNorm2d'],
  ['relu', 'ReLU'],
  ['conv1', 'Conv2d', CONV],
  ['conv2', 'Conv2d', CONV],
  ['short', 'Conv2d', { outChannels: 4, kernelSize: 1, bias: false }, ['relu']],
  ['sum', 'Add', {}, ['conv2', 'short']],
);

describe('summarise', () => {
  it('counts depth along the longest branch, in layers with weights that multiply', () => {
    expect(summarise(residual)).toEqual({
      parameters: 4 * 3 * 9 + 2 * 4 + 2 * 4 * 4 * 9 + 4 * 4,
      macs: 64 * (4 * 3 * 9 + 2 * 4 * 4 * 9 + 4 * 4),
      activationBytes: 7 * 4 * 64 * 4,
      // The second convolution's input and output beside the relu that the shortcut still reads.
      peakActivationBytes: 3 * 4 * 64 * 4,
      weightBytes: 4 * (4 * 3 * 9 + 4 * 4 + 2 * 4 * 4 * 9 + 4 * 4),
      depth: 3,
      layers: 7,
      inputs: [[1, 3, 8, 8]],
      outputs: [[1, 4, 8, 8]],
      partial: false,
      errors: 0,
      unfinished: 0,
    });
  });

  it('says that a broken network is broken', () => {
    const broken = network(['conv', 'Conv2d', CONV], ['big', 'Conv2d', { kernelSize: 99 }]);
    expect(summarise(broken)).toMatchObject({
      depth: 2,
      layers: 2,
      outputs: [null],
      errors: 1,
      partial: true,
    });
  });

  it('tells what is unfinished from what is wrong, in the words of the status bar', () => {
    const unwired = network(['conv', 'Conv2d', CONV], ['side', 'Conv2d', CONV, []]);
    expect(summarise(unwired)).toMatchObject({ errors: 0, unfinished: 2, partial: true });
    expect(comparableOf(unwired).notes).toEqual(['2 unfinished: its figures are of what could be inferred.']);
    const broken = network(['conv', 'Conv2d', CONV], ['big', 'Conv2d', { kernelSize: 99 }]);
    expect(comparableOf(broken).notes).toEqual(['1 error: its figures are of what could be inferred.']);
  });

  it('of nothing at all is zero', () => {
    const empty = analyse(expand(emptyDocument(), { findTemplate: () => undefined }));
    expect(summarise(empty)).toMatchObject({ parameters: 0, depth: 0, layers: 0, inputs: [], outputs: [] });
  });
});

function differenceOf(a: Analysis, b: Analysis): StructuralDifference {
  return structuralDifference(comparableOf(a), comparableOf(b));
}

describe('structuralDifference', () => {
  it('of a network with itself is nothing', () => {
    const { totals, ...rest } = differenceOf(residual, residual);
    expect(rest).toEqual({
      onlyInA: [],
      onlyInB: [],
      changed: [],
      renamed: [],
      unchanged: 7,
      partial: { a: false, b: false },
    });
    expect(Object.values(totals).every((figure) => figure === 0)).toBe(true);
  });

  it('sets no number beside one that is not known, and says which sums are incomplete', () => {
    const whole = network(['conv', 'Conv2d', CONV], ['last', 'Conv2d', CONV]);
    const cut = network(['conv', 'Conv2d', CONV], ['last', 'Conv2d', CONV, []]);
    const difference = differenceOf(whole, cut);
    expect(difference.partial).toEqual({ a: false, b: true });
    const told = difference.changed.flatMap(({ changes }) => changes.map(({ what }) => what));
    expect(told).toContain('outputShapes');
    expect(told).not.toContain('parameters');
    expect(told).not.toContain('macs');
  });

  it('tells what changed on a layer, and on those after it', () => {
    const a = network(['conv', 'Conv2d', CONV], ['relu', 'ReLU']);
    const b = network(['conv', 'Conv2d', { ...CONV, outChannels: 6 }], ['relu', 'ReLU']);
    const difference = differenceOf(a, b);
    expect(difference.changed.find(({ a: path }) => path === 'conv')).toEqual({
      a: 'conv',
      b: 'conv',
      type: 'Conv2d',
      changes: [
        { what: 'attribute', name: 'outChannels', a: 4, b: 6 },
        { what: 'outputShapes', a: [[1, 4, 8, 8]], b: [[1, 6, 8, 8]] },
        { what: 'parameters', a: 108, b: 162 },
        { what: 'macs', a: 108 * 64, b: 162 * 64 },
      ],
    });
    expect(difference.changed.map(({ a: path }) => path)).toEqual(['conv', 'relu', 'result']);
    expect(difference).toMatchObject({ unchanged: 0, totals: { parameters: 54, macs: 54 * 64, depth: 0 } });
  });

  it('an inserted layer leaves its neighbours unchanged', () => {
    const a = network(['conv', 'Conv2d', CONV], ['relu', 'ReLU']);
    const b = network(['conv', 'Conv2d', CONV], ['bn', 'BatchNorm2d'], ['relu', 'ReLU']);
    const bn = {
      path: 'bn',
      type: 'BatchNorm2d',
      outputShapes: [[1, 4, 8, 8]],
      parameters: 8,
      macs: 0,
    };
    expect(differenceOf(a, b)).toMatchObject({
      onlyInA: [],
      onlyInB: [bn],
      changed: [],
      unchanged: 2,
    });
    expect(differenceOf(b, a)).toMatchObject({
      onlyInA: [bn],
      onlyInB: [],
      changed: [],
      unchanged: 2,
    });
  });

  it('finds layers under other names by type and shape, in order', () => {
    const a = network(['one', 'Conv2d', CONV], ['two', 'ReLU'], ['three', 'Conv2d', CONV]);
    const b = network(
      ['x', 'Conv2d', CONV],
      ['y', 'ReLU'],
      ['z', 'Conv2d', { ...CONV, kernelSize: 1, padding: 0 }],
    );
    const difference = differenceOf(a, b);
    expect(difference).toMatchObject({ onlyInA: [], onlyInB: [], unchanged: 2 });
    expect(difference.renamed).toEqual([
      { a: 'one', b: 'x', type: 'Conv2d' },
      { a: 'two', b: 'y', type: 'ReLU' },
    ]);
    expect(difference.changed).toMatchObject([{ a: 'three', b: 'z' }]);
  });

  it('a path leads before an order does', () => {
    const a = network(['first', 'ReLU'], ['second', 'ReLU']);
    const b = network(['second', 'ReLU']);
    expect(differenceOf(a, b)).toMatchObject({ onlyInA: [{ path: 'first' }], changed: [] });
  });

  it('sees through shifted numbers where paths would mislead', () => {
    const wide = { ...CONV, outChannels: 6 };
    const a = network(['0', 'Conv2d', CONV], ['1', 'ReLU'], ['2', 'Conv2d', wide], ['3', 'Conv2d', wide]);
    const b = network(
      ['0', 'Conv2d', CONV],
      ['1', 'BatchNorm2d'],
      ['2', 'ReLU'],
      ['3', 'Conv2d', wide],
      ['4', 'BatchNorm2d'],
      ['5', 'Conv2d', wide],
    );
    const difference = differenceOf(a, b);
    expect(difference).toMatchObject({
      onlyInA: [],
      onlyInB: [{ path: '1' }, { path: '4' }],
      changed: [],
      renamed: [
        { a: '1', b: '2' },
        { a: '2', b: '3' },
        { a: '3', b: '5' },
      ],
    });
  });

  it('follows a layer by its path when every size changed', () => {
    const layers: Layer[] = [
      ['conv1', 'Conv2d', CONV],
      ['down', 'MaxPool2d'],
      ['conv2', 'Conv2d', CONV],
    ];
    const large = network(...layers);
    const small = network(['shrink', 'MaxPool2d'], ...layers);
    const { onlyInA, onlyInB, changed } = differenceOf(large, small);
    expect(onlyInA).toEqual([]);
    expect(onlyInB).toMatchObject([{ path: 'shrink' }]);
    expect(changed.map(({ a, b }) => [a, b])).toEqual([
      ['conv1', 'conv1'],
      ['down', 'down'],
      ['conv2', 'conv2'],
      ['result', 'result'],
    ]);
  });

  it('tells an exchanged operator', () => {
    const a = network(['act', 'ReLU'], ['conv', 'Conv2d', CONV]);
    const b = network(['act', 'SiLU'], ['conv', 'Conv2d', CONV]);
    expect(differenceOf(a, b)).toMatchObject({
      onlyInA: [],
      onlyInB: [],
      changed: [{ a: 'act', b: 'act', type: 'ReLU', changes: [{ what: 'type', a: 'ReLU', b: 'SiLU' }] }],
    });
  });

  it('tells wires that lead elsewhere, and ports left open', () => {
    const layers = (source: string): Layer[] => [
      ['one', 'ReLU'],
      ['two', 'ReLU'],
      ['sum', 'Add', {}, ['two', source]],
    ];
    const [a, b, open] = [
      network(...layers('one')),
      network(...layers('image')),
      network(['one', 'ReLU', {}, []]),
    ];
    expect(differenceOf(a, b).changed).toEqual([
      {
        a: 'sum',
        b: 'sum',
        type: 'Add',
        changes: [{ what: 'sources', a: ['two', 'one'], b: ['two', 'image'] }],
      },
    ]);
    const opened = differenceOf(network(['one', 'ReLU']), open);
    expect(opened.changed[0]).toMatchObject({
      a: 'one',
      changes: [{ what: 'sources', a: ['image'], b: [null] }, {}, {}],
    });
  });
});
