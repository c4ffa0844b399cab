import { describe, expect, it } from 'vitest';
import { numberProblem, readNumber, stepNumber } from './numbers.ts';

const channels = { min: 1, max: 65_536, integer: true };
const share = { min: 0, max: 1, integer: false };

describe('typed numbers', () => {
  it.each([
    ['64', channels, 64],
    [' 64 ', channels, 64],
    ['1e3', channels, 1000],
    ['0.5', share, 0.5],
    ['0,5', share, 0.5],
    ['.5', share, 0.5],
  ])('%s is read', (text, range, value) => {
    expect(readNumber(text, range)).toBe(value);
  });

  it.each([
    ['-3', channels, 'At least 1.'],
    ['−3', channels, 'At least 1.'],
    ['0', channels, 'At least 1.'],
    ['2.7', channels, 'Only whole numbers.'],
    ['99999999', channels, 'At most 65536.'],
    ['', channels, 'Type a whole number.'],
    ['12px', channels, 'Type a whole number.'],
    ['0x10', channels, 'Type a whole number.'],
    ['-1', share, 'At least 0.'],
    ['Infinity', share, 'Type a number.'],
    ['1e999', share, 'At most 1.'],
  ])('%s is never turned into another number', (text, range, problem) => {
    expect(numberProblem(text, range)).toBe(problem);
    expect(readNumber(text, range)).toBeUndefined();
  });

  it('steps stay in the range and on tenths', () => {
    expect(stepNumber(1, -1, channels)).toBe(1);
    expect(stepNumber(5, 10, channels)).toBe(15);
    expect(stepNumber(0.2, 1, share)).toBe(0.3);
    expect(stepNumber(1, 1, share)).toBe(1);
  });
});
