import { expect, test } from 'vitest';
import { parseNumbers } from './parse-numbers.ts';

test.each([
  ['0.485, 0.456 0.406', [0.485, 0.456, 0.406]],
  ['0.485,0.456,0.406', [0.485, 0.456, 0.406]],
  ['[0.485, 0.456, 0.406]', [0.485, 0.456, 0.406]],
  ['(0.5,)', [0.5]],
  ['1, 2', [1, 2]],
  ['1 , 2', [1, 2]],
  ['1,2,3', [1, 2, 3]],
  ['1;2', [1, 2]],
  ['16x7x7', [16, 7, 7]],
  ['16 × 7 × 7', [16, 7, 7]],
  ['1\t2\n3', [1, 2, 3]],
  ['０．５；１', [0.5, 1]],
  [' 3 ', [3]],
  ['0.5, ', [0.5]],
  ['1e-3', [0.001]],
  ['−1', [-1]],
])('%s', (text, numbers) => {
  expect(parseNumbers(text)).toEqual(numbers);
});

test.each([
  ['', 'Type 1 to 64 numbers, separated by a comma and a space.'],
  [Array(65).fill('1').join(' '), 'Type 1 to 64 numbers, separated by a comma and a space.'],
  ['0,485', '"0,485" can be read in two ways: type 0.485, or 0, 485 for two numbers.'],
  ['0,485 0,456', '"0,485" can be read in two ways: type 0.485, or 0, 485 for two numbers.'],
  ['1,2', '"1,2" can be read in two ways: type 1.2, or 1, 2 for two numbers.'],
])('refuses "%s"', (text, problem) => {
  expect(parseNumbers(text)).toBe(problem);
});

test.each(['1,234.5', '1,234,567', '1.234,5'])('refuses "%s", which may be thousands', (text) => {
  expect(parseNumbers(text)).toMatch(/two ways: type thousands without a comma/);
});

test.each(['a', '1, two', '1, , 2', 'NaN', 'Infinity', '0x10', '1_0', '1,,2', '2²', '1e-999'])(
  'refuses "%s"',
  (text) => {
    expect(parseNumbers(text)).toMatch(/is no number/);
  },
);

test('refuses what no number can hold', () => {
  expect(parseNumbers('1e999')).toBe('"1e999" is too large.');
});
