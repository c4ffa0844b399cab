import { expect, test } from 'vitest';
import { nearestNames } from './nearest.ts';

test('a slip of the keys, another case, a part of the name', () => {
  expect(nearestNames('analyse', ['presets', 'analyze', 'run'])).toEqual(['analyze']);
  expect(nearestNames('numclases', ['inputSize', 'numClasses'])).toEqual(['numClasses']);
  expect(nearestNames('classes', ['inputSize', 'numClasses'])).toEqual(['numClasses']);
  expect(nearestNames('resnet', ['vgg16', 'resnet152', 'se_resnet50', 'resnet18', 'resnet34'], 3)).toEqual([
    'resnet18',
    'resnet34',
    'resnet152',
  ]);
});

test('nothing where nothing comes near', () => {
  expect(nearestNames('frob', ['presets', 'analyze', 'compare', 'export', 'run'])).toEqual([]);
  expect(nearestNames('', ['run'])).toEqual([]);
  expect(nearestNames('e', ['presets', 'export'])).toEqual([]);
  expect(nearestNames('x'.repeat(100_000), ['x'])).toEqual([]);
});
