import { expect, test } from 'vitest';
import { applyCommand, type Command } from '../../shared/document/commands.ts';
import type { Document } from '../../shared/document/types.ts';
import { findPreset, LIBRARY } from '../presets/index.ts';
import { analysisOf, levelAt } from '../state/analysis.ts';
import { buildPreset } from '../state/presets.ts';
import { placeShown } from './placing.ts';
import { createProjector, type Projection } from './project.ts';

function preset(id: string): Document {
  const built = buildPreset(findPreset(id)!, {});
  if ('code' in built) throw new Error(built.message);
  return built;
}

function apply(document: Document, command: Command): Document {
  const result = applyCommand(document, command);
  if (!result.ok) throw new Error(result.problem.message);
  return result.document;
}

const project = createProjector(LIBRARY);
const show = (document: Document, path = ''): Projection => {
  const analysis = analysisOf(document);
  const root = levelAt(analysis, path);
  return project(placeShown({ root, inside: () => undefined, notesAt: () => [] }), analysis);
};
const named = ({ nodes }: Projection, name: string) => nodes.find(({ data }) => data.name === name)!;

test('faces say what a node is, what matters of it, and what it costs', () => {
  const resnet = show(preset('resnet50'));
  expect(named(resnet, 'conv1').data).toMatchObject({
    title: 'Conv2d',
    category: 'convolution',
    summary: '64 · 7×7 · stride 2',
    parameters: '9.41 k params',
    macs: '118 M MACs',
    problem: undefined,
  });
  expect(named(resnet, 'layer2').data).toMatchObject({ block: true, summary: '4 × Bottleneck' });
  expect(resnet.edges.map(({ data }) => data?.label)).toContain('64 × 56 × 56');
});

test('an edit gives new records only to what it changes', () => {
  const before = preset('lenet5');
  const first = show(before);
  const { id } = named(first, 'conv2');
  const second = show(apply(before, { type: 'setValues', node: id, values: { outChannels: 20 } }));
  const changed = second.nodes.filter((node) => !first.nodes.includes(node)).map(({ data }) => data.name);
  // Everything up to the first layer whose output no longer depends on the channels.
  expect(changed).toContain('conv2');
  expect(changed).toContain('fc1');
  expect(changed).not.toContain('conv1');
  expect(changed).not.toContain('fc2');
  expect(second.edges.filter((edge) => first.edges.includes(edge)).length).toBeGreaterThan(4);
});

test('a block shows the problem of what is inside it, and where', () => {
  const document = preset('resnet18');
  const inside = levelAt(analysisOf(document), 'layer2');
  const [edge] = Object.values(inside.graph.edges);
  const broken = show(apply(document, { type: 'remove', nodes: [], edges: [edge!.id] }));
  const { problem } = named(broken, 'layer2').data;
  expect(problem?.standing).toBe('unfinished');
  expect(problem?.message).toMatch(/^\d\b.*: Nothing is connected/);
  expect(named(broken, 'layer1').data.problem).toBeUndefined();
});

test('an Input inside a block shows what arrives there', () => {
  const inside = show(preset('resnet50'), 'layer2');
  expect(named(inside, 'input').data.summary).toBe('256 × 56 × 56');
});

test('handles stand where layout was told', () => {
  for (const node of show(preset('resnet50'), 'layer1.0').nodes) {
    for (const handle of node.handles ?? []) {
      const x = handle.x + handle.width! / 2;
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(node.data.width);
      expect([0, node.data.height]).toContain(handle.y + handle.height! / 2);
    }
  }
});
