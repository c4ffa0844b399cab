// Numbers, shapes and counts as people read them; the amounts themselves are shared with the command line.

import { grouped } from '../../shared/lib/amounts.ts';
import type { Shape } from '../../shared/tensor/types.ts';

export { atLeast, bytes, compact, grouped } from '../../shared/lib/amounts.ts';

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
