import { expect, test } from 'vitest';
import { OPERATORS } from '../../shared/operators/index.ts';
import { TEMPLATES } from '../presets/index.ts';
import { hasIcon } from './icons.tsx';

test('every operator and template has an icon that is bundled', () => {
  const names = [...OPERATORS.map(({ palette }) => palette.icon), ...TEMPLATES.map(({ icon }) => icon)];
  expect(names.filter((name) => !hasIcon(name))).toEqual([]);
});
