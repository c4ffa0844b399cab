import { expect, test } from 'vitest';
import { applyCommand, type Command } from '../../shared/document/commands.ts';
import { emptyDocument } from '../../shared/document/empty.ts';
import type { Document } from '../../shared/document/types.ts';
import { expand } from '../../shared/network/expand.ts';
import { findPreset, LIBRARY } from '../presets/index.ts';
import { networkKey } from './network-key.ts';

function preset(id: string): Document {
  const document = findPreset(id)!.build({});
  if ('code' in document) throw new Error(document.message);
  return document;
}

function changed(command: Command): Document {
  const result = applyCommand(preset('lenet5'), command);
  if (!result.ok) throw new Error(result.problem.message);
  return result.document;
}

const key = (document: Document) => networkKey(expand(document, LIBRARY));

function nodeNamed(name: string): string {
  return Object.values(preset('lenet5').nodes).find((node) => node.name === name)!.id;
}

test('what changes the numbers changes the key; what does not, does not', () => {
  const same = key(preset('lenet5'));
  const input = nodeNamed('input');
  expect(key(changed({ type: 'setName', name: 'other' }))).toBe(same);
  expect(key(changed({ type: 'setValues', node: input, values: { mean: [0.5], invert: true } }))).toBe(same);
  expect(key(changed({ type: 'setValues', node: input, values: { height: 36 } }))).not.toBe(same);
  expect(key(changed({ type: 'setValues', node: nodeNamed('conv1'), values: { outChannels: 7 } }))).not.toBe(
    same,
  );
});

test('inputs that change places change the key; any other move does not', () => {
  const input = (id: string, y: number) =>
    ({
      id,
      kind: 'operator',
      parentId: null,
      name: id,
      position: { x: 0, y },
      operator: 'Input',
      attributes: {},
    }) as const;
  const network = (a: number, b: number) =>
    key({ ...emptyDocument(), nodes: { a: input('a', a), b: input('b', b) } });
  expect(network(0, 100)).toBe(network(0, 200));
  expect(network(0, 100)).not.toBe(network(100, 0));
});
