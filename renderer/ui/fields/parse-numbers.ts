// A list of numbers as people type or paste it: separated by spaces, semicolons, `×` or commas with a space after them.
// A comma without one may also be a decimal comma or mark thousands: where it may, it is refused in words.

import { plainText, readDecimal } from '../numbers.ts';

const MOST = 64;
/** An `x` after a lone 0 is how other languages begin a hexadecimal number, and is not taken for a separator. */
const SEPARATOR = /\s*[;×]\s*|(?<=\d)(?<!(?:^|\D)0)\s*x\s*(?=\d)|\s*,(?:\s+|$)|\s+/i;
/** One comma and no point: `0,485` may be one number or two. */
const ONE_COMMA = /^([-+]?\d+),(\d+)$/;
/** `1,234.5`, `1,234,567` and `1.234,5`: thousands, for some. */
const THOUSANDS = /^[-+]?[1-9]\d{0,2}((,\d{3})+(\.\d*)?|(\.\d{3})+,\d+)$/;

/** `0.485, 0.456 0.406` or `[0.485,0.456,0.406]` as numbers, or in words why it is none. */
export function parseNumbers(text: string): readonly number[] | string {
  const typed = plainText(text).replace(/^\[(.*)\]$|^\((.*)\)$/s, '$1$2');
  const parts = typed.split(SEPARATOR);
  if (parts.at(-1) === '') parts.pop();
  const numbers: number[] = [];
  for (const part of parts) {
    const problem = ambiguity(part);
    if (problem !== undefined) return problem;
    for (const one of part.split(',')) {
      const value = readDecimal(one);
      if (value === undefined) {
        return `"${one === '' ? text.trim() : one}" is no number. Type numbers such as 0.5, separated by a comma and a space.`;
      }
      if (!Number.isFinite(value)) return `"${one}" is too large.`;
      numbers.push(value);
    }
  }
  return numbers.length >= 1 && numbers.length <= MOST
    ? numbers
    : `Type 1 to ${MOST} numbers, separated by a comma and a space.`;
}

function ambiguity(part: string): string | undefined {
  const [, before, after] = ONE_COMMA.exec(part) ?? [];
  if (before !== undefined && after !== undefined) {
    return `"${part}" can be read in two ways: type ${before}.${after}, or ${before}, ${after} for two numbers.`;
  }
  return THOUSANDS.test(part)
    ? `"${part}" can be read in two ways: type thousands without a comma, and a space after the commas of a list.`
    : undefined;
}
