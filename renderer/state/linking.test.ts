import { beforeEach, describe, expect, test } from 'vitest';
import { definitionsOf, instancesOf } from '../../shared/document/definitions.ts';
import { emptyDocument } from '../../shared/document/empty.ts';
import type { Command } from '../../shared/document/commands.ts';
import { checkInvariants } from '../../shared/document/invariants.ts';
import type { Document } from '../../shared/document/types.ts';
import { sha256 } from '../../shared/lib/sha256.ts';
import { after, operatorNode } from '../../shared/testing/graphs.ts';
import { writeSafetensors } from '../../shared/weights/safetensors.ts';
import { findPreset } from '../presets/index.ts';
import { analysisOf, levelAt } from './analysis.ts';
import { copyText, parseClipboard } from './clipboard.ts';
import { currentDocument, dispatch, undo } from './document-store.ts';
import { pasteGraph } from './pasting.ts';
import { detachTemplate, linkSelection, ungroupSelection, unfoldRows } from './nesting.ts';
import { openDocument } from './open-documents.ts';
import { levelPositions } from './positions.ts';
import { buildPreset } from './presets.ts';
import { foldRow } from './rows.ts';
import { openLevel, useSession } from './session-store.ts';

function preset(id: string): Document {
  const built = buildPreset(findPreset(id)!, {});
  if ('code' in built) throw new Error(built.message);
  return built;
}

const now = () => analysisOf(currentDocument());
const level = (path = '') => levelAt(now(), path);
const idAt = (path: string) => now().network.elements.get(path)!.record.id;
const weights = () => sources().map(([path]) => path);
/** Every weight's path, and where its values come from. */
const sources = () =>
  now().network.nodes.flatMap((node) => node.weights.map(({ path, source }) => [path, source] as const));
const errors = () => now().diagnostics.filter(({ severity }) => severity === 'error');

function fine(): void {
  expect(checkInvariants(currentDocument())).toBeUndefined();
  expect(errors()).toEqual([]);
}

beforeEach(() => {
  openDocument(preset('resnet18'));
  openLevel('');
});

/** input → a → b → output: two equal blocks that hold a convolution each. */
function twoBlocks(...more: readonly Command[]): Document {
  const at = { x: 0, y: 0 };
  const places = { position: at, inputs: at, outputs: { x: 0, y: 100 } };
  const conv = { outChannels: 3, kernelSize: [3, 3], padding: [1, 1] };
  return after(
    emptyDocument(),
    { type: 'addNode', node: operatorNode('in', 'Input', {}) },
    { type: 'addNode', node: operatorNode('conv1', 'Conv2d', conv) },
    { type: 'addNode', node: operatorNode('conv2', 'Conv2d', conv) },
    { type: 'addNode', node: operatorNode('out', 'Output', {}) },
    wire('in', 'conv1'),
    wire('conv1', 'conv2'),
    wire('conv2', 'out'),
    { type: 'group', nodes: ['conv1'], block: 'a', name: 'a', ...places },
    { type: 'group', nodes: ['conv2'], block: 'b', name: 'b', ...places },
    { type: 'rename', node: 'conv1', name: 'conv' },
    { type: 'rename', node: 'conv2', name: 'conv' },
    ...more,
  );
}

function wire(source: string, target: string): Command {
  const edge = { id: `${source}-${target}`, source, sourcePort: 'output', target, targetPort: 'input' };
  return { type: 'connect', edge };
}

describe('what would be lost in a row', () => {
  test('trained weights: every block would get those of the first', () => {
    const weights = writeSafetensors(
      ['conv1', 'conv2'].map((name) => ({
        name: `${name}.weight`,
        shape: [3, 3, 3, 3],
        data: new Float32Array(81),
      })),
    );
    const reference = { id: 'mine', sha256: sha256(weights) };
    openDocument({ ...twoBlocks(), weights: reference }, { weights });
    const before = currentDocument();
    expect(foldRow(level(), ['a', 'b'])?.code).toBe('trained');
    expect(currentDocument()).toBe(before);
    openDocument(twoBlocks());
    expect(foldRow(level(), ['a', 'b'])).toBeUndefined();
  });

  test('an attribute that a definition exposes', () => {
    const at = { x: 0, y: 0 };
    const places = { position: at, inputs: at, outputs: { x: 0, y: 100 } };
    openDocument(
      twoBlocks(
        { type: 'group', nodes: ['a', 'b'], block: 'g', name: 'g', ...places },
        { type: 'define', block: 'g', definition: 'd', name: 'D' },
        {
          type: 'expose',
          definition: 'd',
          arguments: [{ name: 'width', targets: [{ node: 'conv2', attribute: 'outChannels' }] }],
        },
      ),
    );
    expect(foldRow(level('g'), ['a', 'b'])?.code).toBe('exposed');
  });
});

describe('a row', () => {
  test('is folded out of the numbered blocks of a stage, and unfolded into them, with the same weights', () => {
    // The second block of layer1 is equal to the first; a template adapts to what arrives.
    const was = sources();
    const before = currentDocument();
    expect(foldRow(level(), [idAt('layer1')])).toBeUndefined();
    fine();
    expect(level().elements.get(useSession.getState().nodes[0]!)?.record).toMatchObject({
      name: 'layer1',
      kind: 'template',
      repeat: 2,
    });
    expect(sources()).toEqual(was);
    expect(unfoldRows(level(), [idAt('layer1')])).toBeUndefined();
    fine();
    expect(sources()).toEqual(was);
    expect([...level('layer1').elements.values()].map(({ record }) => record.name)).toEqual(
      expect.arrayContaining(['0', '1']),
    );
    undo();
    undo();
    expect(currentDocument()).toBe(before);
  });

  test('is refused where the blocks differ or do not follow one another', () => {
    expect(foldRow(level(), [idAt('layer2')])?.code).toBe('not-equal');
    expect(foldRow(level(), [idAt('layer1'), idAt('layer3')])?.code).toBe('not-a-chain');
    expect(foldRow(level(), [idAt('conv1'), idAt('bn1')])?.code).toBe('nothing-to-fold');
    expect(foldRow(level(), [idAt('layer1'), idAt('layer2')])?.code).toBe('not-equal');
  });

  test('of templates is unfolded where one of them is to be edited', () => {
    foldRow(level(), [idAt('layer1')]);
    const was = sources();
    expect(detachTemplate('layer1.1')).toBeUndefined();
    fine();
    expect(sources()).toEqual(was);
    expect(level('layer1.1').parentId).not.toBeUndefined();
  });
});

describe('linked blocks', () => {
  test('are made of a template, a block or a selection, and nothing changes but that', () => {
    const was = sources();
    const before = currentDocument();
    expect(linkSelection(level(), [idAt('layer2')])).toBeUndefined();
    fine();
    expect(sources()).toEqual(was);
    expect(level('layer2').parentId).toBe(definitionsOf(currentDocument())[0]!.id);
    expect(definitionsOf(currentDocument())[0]!.name).toBe('Layer2');
    undo();
    expect(currentDocument()).toBe(before);
    expect(linkSelection(level(), [idAt('conv1'), idAt('bn1'), idAt('relu')])).toBeUndefined();
    fine();
    expect(weights()).toContain('block.conv1.weight');
    expect(linkSelection(level(), [idAt('block')])?.code).toBe('linked-already');
  });

  test('are unlinked with their paths, and what an argument had set becomes their own', () => {
    linkSelection(level(), [idAt('conv1'), idAt('bn1'), idAt('relu')]);
    const [definition] = definitionsOf(currentDocument());
    const conv = idAt('block.conv1');
    dispatch([
      {
        type: 'expose',
        definition: definition!.id,
        arguments: [{ name: 'width', targets: [{ node: conv, attribute: 'outChannels' }] }],
      },
      { type: 'setValues', node: idAt('block'), values: { width: 24 } },
    ]);
    const was = sources();
    expect(detachTemplate('block')).toBeUndefined();
    fine();
    expect(sources()).toEqual(was);
    const own = now().network.elements.get('block.conv1')!.record;
    expect(own).toMatchObject({ attributes: { outChannels: 24 } });
    expect(own.id).not.toBe(conv);
    expect(definitionsOf(currentDocument())).toHaveLength(1);
  });

  test('are unpacked by ungrouping', () => {
    linkSelection(level(), [idAt('conv1'), idAt('bn1')]);
    expect(ungroupSelection(level(), [idAt('block')])).toBeUndefined();
    fine();
    expect(weights()).toContain('conv1.weight');
  });

  test('are copied into another document with their definition, which is there once', () => {
    linkSelection(level(), [idAt('conv1'), idAt('bn1')]);
    const text = copyText(currentDocument(), level(), [idAt('block')], levelPositions(level()))!;
    openDocument(preset('lenet5'));
    expect(pasteGraph(level(), parseClipboard(text)!.graph)).toBeUndefined();
    expect(pasteGraph(level(), parseClipboard(text)!.graph)).toBeUndefined();
    expect(checkInvariants(currentDocument())).toBeUndefined();
    const [definition, ...others] = definitionsOf(currentDocument());
    expect(others).toEqual([]);
    expect(definition?.name).toBe('Block');
    expect(instancesOf(currentDocument(), definition!.id).map(({ name }) => name)).toEqual([
      'block',
      'block2',
    ]);
  });
});
