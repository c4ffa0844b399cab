import { expect, test } from 'vitest';
import { emptyDocument } from '../../shared/document/empty.ts';
import { findPreset } from '../presets/index.ts';
import { keyOf, type Origin } from './origins.ts';
import { titlesOf } from './titles.ts';

const preset = (id: string, stored: Readonly<Record<string, unknown>> = {}): Origin => ({
  kind: 'preset',
  preset: findPreset(id)!,
  stored,
});
const open = (id: number, name: string, marks: { file?: string; edited?: boolean } = {}): Origin => ({
  kind: 'open',
  id,
  document: { ...emptyDocument(), name },
  file: marks.file,
  edited: marks.edited ?? false,
});
const saved = (id: number, name: string, file: string): Origin => ({
  kind: 'saved',
  id,
  document: { ...emptyDocument(), name },
  file,
});
const titles = (...origins: readonly Origin[]): readonly (string | undefined)[] => {
  const found = titlesOf(origins);
  return origins.map((origin) => found.get(keyOf(origin)));
};

test('networks that are called otherwise keep their titles', () => {
  expect(titles(preset('resnet50', { numClasses: 10 }), open(1, 'Mine', { edited: true }))).toEqual([
    'ResNet-50, classes 10',
    'Mine',
  ]);
});

test('the open network and the preset it was made from are told apart by the edit', () => {
  expect(titles(preset('resnet50'), open(1, 'ResNet-50', { edited: true }))).toEqual([
    'ResNet-50',
    'ResNet-50 (edited)',
  ]);
});

test('presets are told apart by arguments that their title leaves out', () => {
  const stored = { w0: 24, wa: 36.44, wm: 2.49, depth: 13, groupWidth: 8 };
  expect(titles(preset('regnet_x_8gf', stored), preset('regnet_x_8gf', { ...stored, wm: 2.5 }))).toEqual([
    'RegNetX-8GF, depth 13, initial width 24, slope 36.44, 2 more changes, width step 2.49, group width 8',
    'RegNetX-8GF, depth 13, initial width 24, slope 36.44, 2 more changes, width step 2.5, group width 8',
  ]);
});

test('files tell apart; what is alike even so is numbered', () => {
  expect(
    titles(
      saved(1, 'Mine', 'mine.netloom'),
      open(1, 'Mine', { file: 'mine.netloom', edited: true }),
      open(2, 'Mine'),
      open(3, 'Mine'),
    ),
  ).toEqual([
    'Mine (mine.netloom, as saved)',
    'Mine (mine.netloom, edited)',
    'Mine (open)',
    'Mine (open) #2',
  ]);
});
