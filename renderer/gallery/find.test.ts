import { describe, expect, test } from 'vitest';
import { PRESETS } from '../presets/index.ts';
import { byYear, findPresets } from './find.ts';

const ids = (query: string, family = ''): readonly string[] =>
  findPresets(PRESETS, query, family).presets.map(({ id }) => id);

describe('the search', () => {
  test('finds every preset by its own title and its own id, and thinks it the best', () => {
    for (const preset of PRESETS) {
      expect(findPresets(PRESETS, preset.title, '').best, preset.title).toBe(preset);
      expect(findPresets(PRESETS, preset.id, '').best, preset.id).toBe(preset);
    }
  });

  test('is not particular about case, hyphens and spaces', () => {
    for (const query of ['resnet50', 'ResNet-50', ' RESNET 50 ', 'resnet_50']) {
      expect(findPresets(PRESETS, query, '').best?.id, query).toBe('resnet50');
    }
    expect(ids('50 resnet')).toContain('resnet50');
  });

  test('needs every word, in name, family, year or idea', () => {
    expect(ids('densenet 2016')).toEqual(
      PRESETS.filter(({ family }) => family === 'DenseNet').map(({ id }) => id),
    );
    expect(ids('densenet 2012')).toEqual([]);
    expect(ids('digits strokes')).toEqual(['lenet5']);
  });

  test('prefers names to ideas', () => {
    const { best, presets } = findPresets(PRESETS, 'alex', '');
    expect(best?.id).toBe('alexnet');
    expect(presets.length).toBeGreaterThan(0);
  });

  test('keeps to a family', () => {
    expect(ids('', 'VGG').every((id) => id.startsWith('vgg'))).toBe(true);
    expect(ids('resnet', 'VGG')).toEqual([]);
    expect(findPresets(PRESETS, 'resnet', 'VGG').best).toBeUndefined();
  });

  test('with nothing asked gives everything in order, the first as the best', () => {
    const { presets, best } = findPresets(PRESETS, '  ', '');
    expect(presets).toEqual(PRESETS);
    expect(best).toBe(PRESETS[0]);
  });
});

test('years go up and lose no preset', () => {
  const years = byYear([...PRESETS].reverse());
  expect(years.map(({ year }) => year)).toEqual(
    [...new Set(PRESETS.map(({ year }) => year))].sort((a, b) => a - b),
  );
  expect(years.flatMap(({ presets }) => presets)).toHaveLength(PRESETS.length);
  for (const { year, presets } of years) {
    expect(presets.every((preset) => preset.year === year)).toBe(true);
  }
});
