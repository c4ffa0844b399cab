import { expect, test } from 'vitest';
import type { NoteRecord } from '../../shared/document/types.ts';
import { findPreset } from '../presets/index.ts';
import { buildPreset, rebuiltPreset } from './presets.ts';

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
