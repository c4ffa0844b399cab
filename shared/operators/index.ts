// The registry: every operator by its type. Adding one is its file and a line here.

import type { Operator } from './define.ts';
import { conv2d } from './conv2d.ts';
import { input } from './input.ts';
import { output } from './output.ts';

/** In palette order. */
export const OPERATORS: readonly Operator[] = [input, output, conv2d];

const byType: ReadonlyMap<string, Operator> = new Map(
  OPERATORS.map((operator) => [operator.type, operator] as const),
);

/** The operator of this type, or undefined where the file comes from a Netloom that knows more. */
export function findOperator(type: string): Operator | undefined {
  return byType.get(type);
}
