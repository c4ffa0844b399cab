import { expect, test } from 'vitest';
import { readField } from './pair-text.ts';

const kernel = { min: 1, max: 65_536, integer: true, pair: { same: false } };
const padding = { min: 0, max: 65_536, integer: true, pair: { same: true } };

test.each([
  ['3x5', [3, 5]],
  ['3X5', [3, 5]],
  ['3×5', [3, 5]],
  ['3 x 5', [3, 5]],
  ['3, 5', [3, 5]],
  ['3,5', [3, 5]],
  ['3;5', [3, 5]],
  ['3 5', [3, 5]],
  ['３×５', [3, 5]],
  ['(3, 5)', [3, 5]],
  ['[3,5]', [3, 5]],
  ['7x128', [7, 128]],
  ['7, 128', [7, 128]],
])('%s is height and width', (text, value) => {
  expect(readField(text, kernel)).toEqual({ kind: 'pair', value });
});

test.each([
  ['3', 3],
  ['(3)', 3],
  ['1,000', 1000],
  ['1 000', 1000],
])('%s is one number for both', (text, value) => {
  expect(readField(text, kernel)).toEqual({ kind: 'number', value });
});

test('a padding may begin with 0, and be the same', () => {
  expect(readField('0x1', padding)).toEqual({ kind: 'pair', value: [0, 1] });
  expect(readField(' Same ', padding)).toEqual({ kind: 'pair', value: 'same' });
});

test.each([
  ['same', 'Type a whole number, or two such as 3×5.'],
  ['3*5', 'Type a whole number, or two such as 3×5.'],
  ['3x5x7', 'Type a whole number, or two such as 3×5.'],
  ['3.5x5', 'Type a whole number, or two such as 3×5.'],
  ['3.5', 'Only whole numbers.'],
  ['3x', 'Type the width after the height, as in 3×5.'],
  ['0x5', 'At least 1.'],
  ['3x99999', 'At most 65,536.'],
  ['7 128', '"7 128" can be read in two ways: type 7128, or 7×128 for height and width.'],
  ['7,128', '"7,128" can be read in two ways: type 7128, or 7×128 for height and width.'],
])('a kernel refuses "%s"', (text, problem) => {
  expect(readField(text, kernel)).toEqual({ kind: 'refused', problem });
});

test.each([
  ['sam', 'Type a whole number, or two such as 3×5, or "same".'],
  ['-1x2', 'At least 0.'],
])('a padding refuses "%s"', (text, problem) => {
  expect(readField(text, padding)).toEqual({ kind: 'refused', problem });
});

test('what is no pair reads numbers as before', () => {
  const classes = { min: 1, max: 65_536, integer: true };
  expect(readField('3x5', classes)).toEqual({ kind: 'refused', problem: 'Type a whole number.' });
  expect(readField('', kernel)).toEqual({ kind: 'empty' });
});
