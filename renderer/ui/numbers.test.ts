import { describe, expect, it } from 'vitest';
import { readNumber, stepNumber } from './numbers.ts';

const channels = { min: 1, max: 65_536, integer: true };
const share = { min: 0, max: 1, integer: false };
const any = { min: -1e9, max: 1e9, integer: false };
const whole = { min: -1e9, max: 1e9, integer: true };

describe('typed numbers', () => {
  it.each([
    ['64', channels, 64],
    [' 64 ', channels, 64],
    ['007', channels, 7],
    ['+5', channels, 5],
    ['1e3', channels, 1000],
    ['1,000', channels, 1000],
    ['65 536', channels, 65_536],
    ['65\u202f536', channels, 65_536],
    ['12_000', channels, 12_000],
    ['3,504,872', whole, 3_504_872],
    ['-1,000', whole, -1000],
    ['６４', channels, 64],
    ['−3', whole, -3],
    ['0.5', share, 0.5],
    ['0,5', share, 0.5],
    ['.5', share, 0.5],
    [',5', share, 0.5],
    ['0,485', share, 0.485],
    ['０．５', share, 0.5],
    ['5e-1', share, 0.5],
    ['1.000', any, 1],
    ['1,000.5', any, 1000.5],
    ['1,000,000', any, 1e6],
    ['1 000', any, 1000],
    ['12,5', any, 12.5],
  ])('%s is read', (text, range, value) => {
    expect(readNumber(text, range)).toEqual({ kind: 'number', value });
  });

  it.each([
    ['-3', channels, 'At least 1.'],
    ['−3', channels, 'At least 1.'],
    ['0', channels, 'At least 1.'],
    ['2.7', channels, 'Only whole numbers.'],
    ['2.', channels, 'Only whole numbers.'],
    ['10,5', channels, 'Only whole numbers.'],
    ['0,485', channels, 'Only whole numbers.'],
    ['1e-3', channels, 'Only whole numbers.'],
    ['1.000', channels, 'Only whole numbers: type 1000 or 1,000 for a thousand.'],
    ['2+2', channels, 'Type the number itself: nothing is worked out here.'],
    ['3 * 4', channels, 'Type the number itself: nothing is worked out here.'],
    ['99999999', channels, 'At most 65,536.'],
    ['12px', channels, 'Type a whole number.'],
    ['0x10', channels, 'Type a whole number.'],
    ['10²', channels, 'Type a whole number.'],
    ['1,00', channels, 'Only whole numbers.'],
    ['1,000,00', channels, 'Type a whole number.'],
    ['1,000 000', whole, 'Type a whole number.'],
    ['1 2', whole, 'Type a whole number.'],
    ['-1', share, 'At least 0.'],
    ['Infinity', share, 'Type a number.'],
    ['1e999', share, 'At most 1.'],
    ['1e-999', share, 'Type a number.'],
    ['1,485', any, '"1,485" can be read in two ways: type 1485 or 1.485.'],
    ['1.000,5', any, 'Type a number.'],
    ['0.1, 0.2', any, 'Type a number.'],
  ])('%s is never turned into another number', (text, range, problem) => {
    expect(readNumber(text, range)).toEqual({ kind: 'refused', problem });
  });

  it('nothing typed asks for nothing', () => {
    expect(readNumber('  ', channels)).toEqual({ kind: 'empty' });
  });

  it('steps stay in the range and on tenths', () => {
    expect(stepNumber(1, -1, channels)).toBe(1);
    expect(stepNumber(5, 10, channels)).toBe(15);
    expect(stepNumber(0.2, 1, share)).toBe(0.3);
    expect(stepNumber(1, 1, share)).toBe(1);
    expect(stepNumber(5, -1, { ...channels, step: 2 })).toBe(3);
    expect(stepNumber(1.2, 10, { ...any, step: 0.01 })).toBe(1.3);
  });
});
