import { expect, test } from 'vitest';
import { colourTable, paint } from './colour-map.ts';

function luma(pixel: number): number {
  return 0.2126 * (pixel & 255) + 0.7152 * ((pixel >> 8) & 255) + 0.0722 * ((pixel >> 16) & 255);
}

test.each(['viridis', 'grey'] as const)('%s grows brighter all the way', (palette) => {
  const lumas = [...colourTable(palette)].map(luma);
  for (let index = 4; index < 256; index++) expect(lumas[index]!).toBeGreaterThan(lumas[index - 4]!);
});

test('the ends of the range, values beyond it, and what is not finite', () => {
  const pixels = paint(Float32Array.of(-1, 1, 5, -Infinity, NaN), -1, 1, 'viridis');
  const at = (index: number) => Array.from(pixels.subarray(4 * index, 4 * index + 4));
  expect(at(0)).toEqual([0x44, 0x01, 0x54, 255]);
  expect(at(1)).toEqual([0xfd, 0xe7, 0x25, 255]);
  expect(at(2)).toEqual(at(1));
  expect(at(3)).toEqual([255, 0, 255, 255]);
  expect(at(4)).toEqual([255, 0, 255, 255]);
});

test('a flat map is dark, not noise', () => {
  expect([...paint(Float32Array.of(3, 3), 3, 3, 'grey')]).toEqual([0, 0, 0, 255, 0, 0, 0, 255]);
});
