// Typed text to height and width, as hands write them: `3x5`, `3×5`, `3, 5`, `3 5`, `(3, 5)`; a lone number means both.
// As with numbers, what can be read in two ways is refused in words.

import { plainText, readNumber, type NumberRange, type Reading } from './numbers.ts';

export type Pair = readonly [number, number];

/** What a number field takes; one that stands for height and width takes two numbers as well. */
export interface FieldRange extends NumberRange {
  /** `same`: the word is taken, too. */
  readonly pair?: { readonly same: boolean };
}

export type FieldReading = Reading | { readonly kind: 'pair'; readonly value: Pair | 'same' };

const BRACKETS = /^\[(.*)\]$|^\((.*)\)$/s;
const TWO = /^([-+]?\d+)(\s*[x×;,]\s*|\s+)([-+]?\d+)$/i;
const FIRST_OF_TWO = /^[-+]?\d+\s*[x×;,]$/i;
/** Three digits after one space or comma are thousands for some; nobody writes a number with a leading 0. */
const THREE_DIGITS = /^[-+]?[1-9]\d{0,2}[, ]\d{3}$/;
const NO_NUMBER = /^0\d/;

/** What the text says, where the field takes it. */
export function readField(text: string, range: FieldRange): FieldReading {
  if (range.pair === undefined) return readNumber(text, range);
  const { same } = range.pair;
  const typed = plainText(text).replace(BRACKETS, '$1$2').trim();
  if (same && typed.toLowerCase() === 'same') return { kind: 'pair', value: 'same' };
  if (FIRST_OF_TWO.test(typed)) {
    return { kind: 'refused', problem: 'Type the width after the height, as in 3×5.' };
  }
  const [, first, , second] = TWO.exec(typed) ?? [];
  const thousands = THREE_DIGITS.test(typed);
  if (first === undefined || second === undefined || (thousands && NO_NUMBER.test(second))) {
    const wanted = `a whole number, or two such as 3×5${same ? ', or "same"' : ''}`;
    return readNumber(typed, { ...range, wanted });
  }
  if (thousands) {
    const problem = `"${typed}" can be read in two ways: type ${first}${second}, or ${first}×${second} for height and width.`;
    return { kind: 'refused', problem };
  }
  const height = readNumber(first, range);
  const width = readNumber(second, range);
  if (height.kind !== 'number') return height;
  if (width.kind !== 'number') return width;
  return { kind: 'pair', value: [height.value, width.value] };
}
