import { describe, expect, test } from 'vitest';
import { treeMove, type TreeLine } from './tree-keys.ts';

const LINES: readonly TreeLine[] = [
  { depth: 0, open: undefined },
  { depth: 0, open: true },
  { depth: 1, open: false },
  { depth: 1, open: undefined },
  { depth: 0, open: undefined },
];
const goes = (key: string, at: number, page = 2) => {
  const move = treeMove(key, LINES, at, page);
  return move?.kind === 'go' ? move.line : move?.kind;
};

describe('keys of a tree', () => {
  test('up, down, pages and ends stop at the edges', () => {
    expect(goes('ArrowDown', -1)).toBe(0);
    expect(goes('ArrowDown', 4)).toBe(4);
    expect(goes('ArrowUp', 0)).toBe(0);
    expect(goes('ArrowUp', -1)).toBe(4);
    expect(goes('PageDown', 1)).toBe(3);
    expect(goes('PageUp', 1)).toBe(0);
    expect(goes('Home', 3)).toBe(0);
    expect(goes('End', 0)).toBe(4);
  });

  test('right opens and then goes in; left shuts and then goes out', () => {
    expect(goes('ArrowRight', 2)).toBe('toggle');
    expect(goes('ArrowRight', 1)).toBe(2);
    expect(goes('ArrowRight', 0)).toBeUndefined();
    expect(goes('ArrowLeft', 1)).toBe('toggle');
    expect(goes('ArrowLeft', 2)).toBe(1);
    expect(goes('ArrowLeft', 3)).toBe(1);
    expect(goes('ArrowLeft', 0)).toBeUndefined();
  });

  test('an empty list and other keys mean nothing', () => {
    expect(treeMove('ArrowDown', [], -1, 5)).toBeUndefined();
    expect(treeMove('x', LINES, 0, 5)).toBeUndefined();
  });
});
