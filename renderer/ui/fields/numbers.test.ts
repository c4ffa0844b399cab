import { expect, test } from 'vitest';
import { parseNumbers } from './parse-numbers.ts';

test.each([
  ['0.485, 0.456 0.406', [0.485, 0.456, 0.406]],
  ['1;2', [1, 2]],
  [' 3 ', [3]],
  ['1e-3', [0.001]],
])('%s', (text, numbers) => {
  expect(parseNumbers(text)).toEqual(numbers);
});

test.each(['', 'a', '1, two', '1e999', 'NaN', Array(65).fill('1').join(' ')])('refuses "%s"', (text) => {
  expect(parseNumbers(text)).toBeUndefined();
});
