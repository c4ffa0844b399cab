// Numbers as people read them: compact on nodes, exact in tooltips. British English grouping throughout.

import type { Shape } from '../../shared/tensor/types.ts';

const exact = new Intl.NumberFormat('en-GB');

const STEPS = [
  [1e12, ' T'],
  [1e9, ' G'],
  [1e6, ' M'],
  [1e3, ' k'],
] as const;

/** Three significant digits and a prefix: `9.41 k`, `25.6 M`, `512`. */
export function compact(value: number): string {
  for (const [index, [size, prefix]] of STEPS.entries()) {
    if (Math.abs(value) < size) continue;
    const text = threeDigits(value / size);
    // 999,999 rounds to 1000 k: one step up reads better.
    const larger = STEPS[index - 1];
    return text === '1000' && larger !== undefined ? `1${larger[1]}` : `${text}${prefix}`;
  }
  return String(Math.round(value));
}

function threeDigits(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude >= 100) return value.toFixed(0);
  return trimZeros(value.toFixed(magnitude >= 10 ? 1 : 2));
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** `25,557,032`. */
export function grouped(value: number): string {
  return exact.format(value);
}

/** Decimal units, as file managers show them: `97.8 MB`. */
export function bytes(value: number): string {
  if (value < 1000) return `${value} B`;
  const text = compact(value);
  const [number, prefix] = text.split(' ');
  return `${number} ${prefix}B`;
}

/** `64 × 56 × 56`: the batch is left out while it is 1. */
export function wireShape(shape: Shape): string {
  const shown = shape.length > 1 && shape[0] === 1 ? shape.slice(1) : shape;
  return shown.length === 0 ? 'scalar' : shown.join(' × ');
}

/** Text whose shapes and sizes are never broken over two lines: `1 × 16 × 5 × 5`. */
export function unbrokenShapes(text: string): string {
  return text.replace(/(?<=\d) × (?=\d)/g, '\u00a0×\u00a0');
}

/** What the axes of a tensor mean, by its rank. */
export function axisNames(shape: Shape): readonly string[] {
  if (shape.length === 4) return ['N', 'C', 'H', 'W'];
  if (shape.length === 2) return ['N', 'C'];
  return shape.map((_, axis) => String(axis));
}

/** `1 error`, `2 errors`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}
