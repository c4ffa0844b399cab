import { describe, expect, test } from 'vitest';
import type { NoteRecord } from '../../shared/document/types.ts';
import { sha256 } from '../../shared/lib/sha256.ts';
import { writeSafetensors } from '../../shared/weights/safetensors.ts';
import { findPreset } from '../presets/index.ts';
import { analysisOf, levelAt } from './analysis.ts';
import { currentDocument, dispatch, endGesture, useDocumentStore } from './document-store.ts';
import { groupSelection } from './nesting.ts';
import { openDocument } from './open-documents.ts';
import { buildPreset, changeArguments, rebuiltPreset } from './presets.ts';
import { renameNode } from './renaming.ts';
import { openTrained, sources } from './testing/trained.ts';

const note = (id: string, parentId: string | null): NoteRecord => ({
  id,
  kind: 'frame',
  parentId,
  text: id,
  colour: 'blue',
  position: { x: 0, y: 0 },
  size: { width: 200, height: 100 },
});

test('other arguments keep the name, the seed and the notes of levels that are there again', () => {
  const preset = findPreset('resnet18')!;
  const built = buildPreset(preset, {}, 'right');
  if ('code' in built) throw new Error(built.message);
  const notes = { top: note('top', null), inner: note('inner', 'layer1'), gone: note('gone', 'elsewhere') };
  const edited = { ...built, name: 'Mine', seed: 7, notes };
  const rebuilt = rebuiltPreset(edited, preset, { numClasses: 10 });
  if ('code' in rebuilt) throw new Error(rebuilt.message);
  expect(rebuilt).toMatchObject({ name: 'Mine', seed: 7, flow: 'right' });
  expect(rebuilt.origin?.arguments).toEqual({ numClasses: 10 });
  expect(rebuilt.notes).toEqual({ top: notes.top, inner: notes.inner });
});

test('a name that the preset gave follows the arguments; one that the user typed stays', () => {
  const preset = findPreset('efficientnet_b0')!;
  const built = buildPreset(preset, {});
  if ('code' in built) throw new Error(built.message);
  const wide = rebuiltPreset(built, preset, { widthMult: 1.4 });
  expect(wide).toMatchObject({ name: 'EfficientNet-B0, width 1.4' });
  if ('code' in wide) throw new Error(wide.message);
  expect(rebuiltPreset(wide, preset, {})).toMatchObject({ name: 'EfficientNet-B0' });
  expect(rebuiltPreset({ ...wide, name: 'Mine' }, preset, {})).toMatchObject({ name: 'Mine' });
});

describe('stored weights', () => {
  const lenet5 = findPreset('lenet5')!;
  const opened = (): void => {
    const built = buildPreset(lenet5, {});
    if ('code' in built) throw new Error(built.message);
    openTrained(built);
  };
  const fresh = (): readonly string[] =>
    analysisOf(currentDocument()).network.nodes.flatMap(({ weights }) =>
      weights.flatMap(({ path, source }) => (source.kind === 'stored' ? [] : [path])),
    );

  test('only the layers whose shapes change lose theirs, and have them again when the shapes are back', () => {
    opened();
    const before = sources();
    expect(changeArguments(lenet5, { numClasses: 20 }, 'classes')).toBeUndefined();
    expect(fresh()).toEqual(['fc3.weight', 'fc3.bias']);
    expect([...sources()].filter(([path]) => !path.startsWith('fc3'))).toEqual(
      [...before].filter(([path]) => !path.startsWith('fc3')),
    );
    endGesture();
    changeArguments(lenet5, { hidden: 100, numClasses: 20 }, 'hidden');
    expect(fresh()).toEqual(['fc1.weight', 'fc1.bias', 'fc2.weight', 'fc3.weight', 'fc3.bias']);
    endGesture();
    changeArguments(lenet5, {}, 'back');
    expect(sources()).toEqual(before);
  });

  test('a layer that was renamed or moved into a block finds its own at its place in the preset', () => {
    opened();
    const before = sources();
    groupSelection(levelAt(analysisOf(currentDocument()), ''), ['conv1', 'act1']);
    renameNode('conv2', 'second');
    changeArguments(lenet5, { activation: 'ReLU' }, 'activation');
    expect(sources()).toEqual(before);
  });

  test('what half a number lacks is there again with the whole one', () => {
    const regnet = findPreset('regnet_x_400mf')!;
    const built = buildPreset(regnet, {});
    if ('code' in built) throw new Error(built.message);
    openTrained(built);
    const before = sources();
    changeArguments(regnet, { depth: 2 }, 'depth');
    expect(sources().size).toBeLessThan(before.size);
    changeArguments(regnet, { depth: 22 }, 'depth');
    expect(sources()).toEqual(before);
    expect(useDocumentStore.getState().history.past).toHaveLength(1);
  });

  test('those of a file of its own, under other names, stay as well', () => {
    const built = buildPreset(lenet5, {});
    if ('code' in built) throw new Error(built.message);
    const weights = writeSafetensors([
      { name: 'features.0.weight', shape: [6, 1, 5, 5], data: new Float32Array(150) },
    ]);
    openDocument({ ...built, weights: { id: 'own', sha256: sha256(weights) } }, { weights });
    dispatch({ type: 'locateWeights', storedAs: { conv1: 'features.0' } });
    const before = sources().get('conv1.weight');
    expect(before).toMatch(/^\d+$/);
    changeArguments(lenet5, { numClasses: 20 }, 'classes');
    expect(sources().get('conv1.weight')).toBe(before);
  });
});
