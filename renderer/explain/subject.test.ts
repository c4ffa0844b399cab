import { expect, it } from 'vitest';
import { analyse } from '../../shared/analysis/analyse.ts';
import { expand } from '../../shared/network/expand.ts';
import { findPreset, LIBRARY } from '../presets/index.ts';
import { CATALOGUE } from '../state/catalogue.ts';
import { subjectOf } from './subject.ts';

it('has an example of everything that can be added, with shapes and, for blocks, an inside', () => {
  for (const { kind, type } of CATALOGUE) {
    if (kind !== 'operator' && kind !== 'template') continue;
    const subject = subjectOf(kind, type);
    expect(subject?.example, type).toBe(true);
    if (type === 'Input' || type === 'Output') continue;
    expect(subject?.inputs.length, type).toBeGreaterThan(0);
    expect(subject?.output, type).toBeDefined();
    if (kind === 'template') expect(subject?.inside.length, type).toBeGreaterThan(0);
  }
  expect(subjectOf('operator', 'Nothing')).toBeUndefined();
  expect(subjectOf('operator', 'constructor')).toBeUndefined();
});

it("takes a node's own attributes and shapes, or an example where the node has none yet", () => {
  const document = findPreset('resnet50')!.build({});
  if ('code' in document) throw new Error(document.message);
  const analysis = analyse(expand(document, LIBRARY));
  const conv = subjectOf('operator', 'Conv2d', { analysis, path: 'layer2.0.conv2' });
  expect(conv).toMatchObject({ example: false, values: { stride: [2, 2] } });
  expect(conv?.inputs[0]?.shape).toEqual([1, 128, 56, 56]);
  const block = subjectOf('template', 'Bottleneck', { analysis, path: 'layer1.0' });
  expect(block?.inside.map(({ operator }) => operator.type)).toContain('Add');
  expect(subjectOf('operator', 'Conv2d', { analysis, path: 'gone' })?.example).toBe(true);
});
