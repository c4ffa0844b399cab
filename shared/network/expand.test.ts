import { describe, expect, it } from 'vitest';
import { emptyDocument } from '../document/empty.ts';
import type { Document, EdgeRecord, NodeRecord } from '../document/types.ts';
import { expand } from './expand.ts';
import type { Library, Template } from './types.ts';

const NO_TEMPLATES: Library = { findTemplate: () => undefined };

function operator(id: string, type: string, attributes = {}, parentId: string | null = null): NodeRecord {
  return { id, kind: 'operator', operator: type, attributes, parentId, name: id, position: { x: 0, y: 0 } };
}

function edge(source: string, target: string, targetPort = 'input', sourcePort = 'output'): EdgeRecord {
  return { id: `${source}>${target}:${targetPort}`, source, sourcePort, target, targetPort };
}

function documentOf(nodes: readonly NodeRecord[], edges: readonly EdgeRecord[]): Document {
  return {
    ...emptyDocument(),
    nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
    edges: Object.fromEntries(edges.map((record) => [record.id, record])),
  };
}

const image = operator('image', 'Input', { channels: 3, height: 8, width: 8 });
const result = operator('result', 'Output');

function codes(document: Document, library = NO_TEMPLATES) {
  return expand(document, library).diagnostics.map(
    ({ severity, code, path }) => `${severity} ${code} ${path}`,
  );
}

describe('an unfinished network', () => {
  it('that is empty asks for an Input and an Output', () => {
    expect(codes(emptyDocument())).toEqual(['error no-input ', 'error no-output ']);
  });

  it('reports the cause of unknown shapes, not every layer after it', () => {
    const nodes = [
      image,
      operator('conv', 'Conv2d', { kernelSize: 9 }),
      operator('relu', 'ReLU'),
      operator('bn', 'BatchNorm2d'),
      result,
    ];
    const edges = [edge('image', 'conv'), edge('conv', 'relu'), edge('relu', 'bn'), edge('bn', 'result')];
    expect(codes(documentOf(nodes, edges))).toEqual(['error kernel-larger-than-input conv']);
  });

  it('names the open port and warns of results that nothing reads', () => {
    const nodes = [image, operator('sum', 'Add'), operator('relu', 'ReLU'), result];
    const edges = [edge('image', 'sum', 'in0'), edge('image', 'relu'), edge('sum', 'result')];
    const { diagnostics } = expand(documentOf(nodes, edges), NO_TEMPLATES);
    expect(diagnostics).toContainEqual(
      expect.objectContaining({
        path: 'sum',
        port: 'in1',
        message: 'Input 2 of "sum" is not connected.',
      }),
    );
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ path: 'relu', severity: 'warning', code: 'unused-output' }),
    );
  });

  it('offers one free port more on a variadic operator', () => {
    const nodes = [image, operator('sum', 'Add'), result];
    const edges = [edge('image', 'sum', 'in0'), edge('image', 'sum', 'in1'), edge('sum', 'result')];
    const { elements } = expand(documentOf(nodes, edges), NO_TEMPLATES);
    expect(elements.get('sum')?.inputs.map(({ key, connected }) => [key, connected])).toEqual([
      ['in0', true],
      ['in1', true],
      ['in2', false],
    ]);
  });

  it('keeps what it does not know and says so', () => {
    const template: NodeRecord = {
      id: 'future',
      kind: 'template',
      template: 'FutureBlock',
      arguments: { depth: 3 },
      parentId: null,
      name: 'future',
      position: { x: 0, y: 0 },
    };
    const nodes = [image, operator('constructor', 'constructor'), template, result];
    const edges = [edge('image', 'constructor'), edge('constructor', 'future'), edge('future', 'result')];
    expect(codes(documentOf(nodes, edges))).toEqual([
      'error unknown-operator constructor',
      'error unknown-template future',
    ]);
  });

  it('falls back to the default where a stored attribute is damaged, and reports it', () => {
    const nodes = [image, operator('conv', 'Conv2d', { outChannels: -4, colour: 'red' }), result];
    const { diagnostics, nodes: flat } = expand(
      documentOf(nodes, [edge('image', 'conv'), edge('conv', 'result')]),
      NO_TEMPLATES,
    );
    expect(diagnostics.map(({ attribute, message }) => [attribute, message])).toEqual([
      ['outChannels', 'Output channels is -4; expected an integer from 1 to 65536.'],
      ['colour', expect.stringContaining('There is no attribute "colour" here; known: outChannels')],
    ]);
    expect(flat.find(({ path }) => path === 'conv')?.attributes['outChannels']).toBe(64);
  });
});

it('refuses a tensor that no runtime can hold, with the memory that it would take', () => {
  const vast = (height: number): readonly string[] => {
    const input = operator('image', 'Input', { channels: 1, height, width: 2 ** 16 });
    return expand(documentOf([input, result], [edge('image', 'result')]), NO_TEMPLATES).diagnostics.map(
      ({ path, code, message }) => `${path} ${code}: ${message}`,
    );
  };
  expect(vast(2 ** 16)).toEqual([]);
  expect(vast(100_000)).toEqual([
    'image tensor-too-large: Its output 1 × 1 × 100000 × 65536 would take 25 GiB of memory; at most 16 GiB can be computed at once. Make the image or the layer smaller.',
  ]);
});

describe('blocks', () => {
  const block = (id: string, parentId: string | null = null): NodeRecord => ({
    id,
    kind: 'custom',
    parentId,
    name: id,
    position: { x: 0, y: 0 },
  });
  const nested = documentOf(
    [
      image,
      block('outer'),
      operator('in', 'Input', {}, 'outer'),
      block('inner', 'outer'),
      operator('x', 'Input', {}, 'inner'),
      operator('conv', 'Conv2d', { outChannels: 4, padding: 1 }, 'inner'),
      operator('y', 'Output', {}, 'inner'),
      operator('out', 'Output', {}, 'outer'),
      result,
    ],
    [
      edge('image', 'outer', 'in'),
      edge('in', 'inner', 'x'),
      edge('x', 'conv'),
      edge('conv', 'y'),
      edge('inner', 'out', 'input', 'y'),
      edge('outer', 'result', 'input', 'out'),
    ],
  );

  it('unfold into a flat network with dotted paths, types passing through their ports', () => {
    const { nodes, elements, diagnostics, levels } = expand(nested, NO_TEMPLATES);
    expect(diagnostics).toEqual([]);
    expect(nodes.map(({ path }) => path)).toEqual(['image', 'outer.inner.conv', 'result']);
    expect(nodes[1]?.weights.map(({ path }) => path)).toEqual([
      'outer.inner.conv.weight',
      'outer.inner.conv.bias',
    ]);
    expect(elements.get('outer')?.outputs[0]?.type?.shape).toEqual([1, 4, 8, 8]);
    expect([...levels.keys()].toSorted()).toEqual(['', 'outer', 'outer.inner']);
    expect(levels.get('outer.inner')?.parentId).toBe('inner');
  });

  it('that contain themselves end with a diagnostic instead of never', () => {
    const endless: Template = {
      type: 'Endless',
      title: 'Endless',
      help: '',
      keywords: [],
      icon: 'repeat',
      arguments: {},
      inputs: ['input'],
      outputs: ['output'],
      build: () =>
        documentOf(
          [
            operator('input', 'Input'),
            { ...block('again'), kind: 'template', template: 'Endless', arguments: {} },
            operator('output', 'Output'),
          ],
          [edge('input', 'again'), edge('again', 'output')],
        ),
    };
    const top = documentOf(
      [image, { ...block('a'), kind: 'template', template: 'Endless', arguments: {} }, result],
      [edge('image', 'a'), edge('a', 'result')],
    );
    expect(codes(top, { findTemplate: () => endless })).toEqual([
      expect.stringContaining('error nesting-too-deep a.again'),
    ]);
  });
});

describe('stored weights', () => {
  const document = documentOf(
    [image, operator('conv', 'Conv2d', { outChannels: 2 }), result],
    [edge('image', 'conv'), edge('conv', 'result')],
  );

  it('take the place of initialisers where the shape fits, with a warning where it does not', () => {
    const { nodes, diagnostics } = expand(document, NO_TEMPLATES, {
      'conv.weight': { shape: [2, 3, 3, 3], offset: 64 },
      'conv.bias': { shape: [4], offset: 0 },
    });
    const [weight, bias] = nodes.find(({ path }) => path === 'conv')!.weights;
    expect(weight?.source).toEqual({ kind: 'stored', offset: 64 });
    expect(bias?.source.kind).toBe('initialiser');
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'The stored bias is 4, but this layer needs 2. It starts afresh.',
    ]);
  });

  it('follow a node that is renamed, and go to no other that takes its name', () => {
    const stored = { 'conv.weight': { shape: [2, 3, 3, 3], offset: 64 } };
    const renamed: Document = {
      ...document,
      nodes: {
        ...document.nodes,
        conv: { ...document.nodes['conv']!, name: 'stem' },
        other: { ...operator('other', 'Conv2d', { outChannels: 2 }), name: 'conv' },
      },
      edges: { ...document.edges, 'image>other:input': edge('image', 'other') },
    };
    const { nodes } = expand(renamed, NO_TEMPLATES, stored);
    const source = (path: string) => nodes.find((node) => node.path === path)?.weights[0]?.source;
    expect(source('stem')).toEqual({ kind: 'stored', offset: 64 });
    expect(source('conv')?.kind).toBe('initialiser');
  });

  it('reach nodes that were not made by a preset through their path', () => {
    const own = { ...document.nodes['conv']!, id: 'k3j9' };
    const pasted = documentOf([image, own, result], [edge('image', 'k3j9'), edge('k3j9', 'result')]);
    const { nodes } = expand(pasted, NO_TEMPLATES, { 'conv.weight': { shape: [2, 3, 3, 3], offset: 64 } });
    expect(nodes.find(({ path }) => path === 'conv')?.weights[0]?.source.kind).toBe('stored');
  });
});
