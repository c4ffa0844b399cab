import { expect, test } from 'vitest';
import { compile } from '../../shared/compile/compile.ts';
import { expand } from '../../shared/network/expand.ts';
import { findPreset, LIBRARY } from '../presets/index.ts';
import { memoryNeed, requireFits } from './memory.ts';

function needOf(id: string, values = {}) {
  const document = findPreset(id)!.build(values);
  if ('code' in document) throw new Error(document.message);
  return memoryNeed(compile(expand(document, LIBRARY)));
}

test('VGG-16: its weights, and its largest layer in and out', () => {
  const need = needOf('vgg16');
  expect(need.weights).toBe(4 * 138_357_544);
  expect(need.activations).toBe(2 * 4 * 64 * 224 * 224);
  requireFits(need);
});

test('what cannot fit is refused with the bytes it would need', () => {
  const need = needOf('vgg16', { inputSize: 4096 });
  const bytes = need.weights + need.activations + 64 * 2 ** 20;
  expect(() => requireFits(need)).toThrow(
    expect.objectContaining({
      code: 'too-large',
      message: expect.stringContaining(`${bytes} bytes`) as string,
    }),
  );
});
