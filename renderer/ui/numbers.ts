// Typed text to numbers: nothing is rounded, clamped or guessed, and what can be read in two ways is refused in words.

import { grouped } from '../../shared/lib/amounts.ts';

export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  /** What a step adds: 1, or 0.1 where fractions are allowed, if it is not given. */
  readonly step?: number;
  /** What is asked for where a text is none of it, where that is more than a number. */
  readonly wanted?: string;
}

export type Reading =
  | { readonly kind: 'number'; readonly value: number }
  /** Nothing is typed: nothing is asked for. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'refused'; readonly problem: string };

const WHOLE = /^[-+]?\d+(e\+?\d+)?$/i;
const DECIMAL = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
/** A comma in the place of the point. */
const DECIMAL_COMMA = /^[-+]?\d*,\d+(e[-+]?\d+)?$/i;
/** Thousands as the app prints them, or set apart by spaces or underscores, each by the same sign. */
const THOUSANDS = /^[-+]?[1-9]\d{0,2}([, _])\d{3}(\1\d{3})*$/;
const THOUSANDS_AND_FRACTION = /^[-+]?[1-9]\d{0,2}([, _])\d{3}(\1\d{3})*\.\d*$/;
/** One comma and three digits after it: a thousand for some, a fraction for others. */
const EITHER = /^[-+]?[1-9]\d{0,2},\d{3}$/;
const FRACTION = /^[-+]?(\d+[.,]\d*|[.,]\d+)(e[-+]?\d+)?$|^[-+]?\d+e-\d+$/i;
const POINTED_THOUSANDS = /^[-+]?[1-9]\d{0,2}(\.\d{3})+$/;
const CALCULATION = /\d\s*[-+*/^×]\s*\d/;

/** What the text says, where the range takes it. */
export function readNumber(text: string, { min, max, integer, wanted }: NumberRange): Reading {
  const typed = plainText(text);
  if (typed === '') return { kind: 'empty' };
  const said = integer ? wholeNumber(typed, wanted) : decimalNumber(typed);
  if (typeof said === 'string') return { kind: 'refused', problem: said };
  if (said < min) return { kind: 'refused', problem: `At least ${shown(min)}.` };
  if (said > max) return { kind: 'refused', problem: `At most ${shown(max)}.` };
  return { kind: 'number', value: said };
}

/** Of one number of a list, which has no thousands: `0.485`, `-1e-3`; undefined of any other text. */
export function readDecimal(text: string): number | undefined {
  const typed = plainText(text);
  return DECIMAL.test(typed) ? exactly(typed) : undefined;
}

/**
 * The same letters without what keyboards and pages vary: full-width forms, the minus sign, spaces that do not break.
 * Unicode's own folding would go too far: it makes `10²` a 102.
 */
export function plainText(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u00a0\u2007\u2009\u202f\u3000]/g, ' ')
    .replaceAll('\u2212', '-')
    .trim();
}

/** @returns why it is no whole number, in words, or the number */
function wholeNumber(typed: string, wanted: string | undefined): number | string {
  if (WHOLE.test(typed)) return Number(typed);
  if (THOUSANDS.test(typed)) return Number(typed.replaceAll(/[, _]/g, ''));
  if (POINTED_THOUSANDS.test(typed)) return 'Only whole numbers: type 1000 or 1,000 for a thousand.';
  if (FRACTION.test(typed)) return 'Only whole numbers.';
  return wanted === undefined ? notANumber(typed, 'a whole number') : `Type ${wanted}.`;
}

function decimalNumber(typed: string): number | string {
  if (EITHER.test(typed)) {
    return `"${typed}" can be read in two ways: type ${typed.replace(',', '')} or ${typed.replace(',', '.')}.`;
  }
  const pointed = DECIMAL_COMMA.test(typed)
    ? typed.replace(',', '.')
    : THOUSANDS.test(typed) || THOUSANDS_AND_FRACTION.test(typed)
      ? typed.replaceAll(/[, _]/g, '')
      : typed;
  return (DECIMAL.test(pointed) ? exactly(pointed) : undefined) ?? notANumber(typed, 'a number');
}

function notANumber(typed: string, wanted: string): string {
  return CALCULATION.test(typed) ? 'Type the number itself: nothing is worked out here.' : `Type ${wanted}.`;
}

/** Undefined where a number other than 0 is too small to be told from it. */
function exactly(decimal: string): number | undefined {
  const value = Number(decimal);
  return value === 0 && /[1-9]/.test(decimal.replace(/e.*$/i, '')) ? undefined : value;
}

function shown(bound: number): string {
  return Number.isInteger(bound) ? grouped(bound) : String(bound);
}

/** So many steps up or down, staying in the range. */
export function stepNumber(
  value: number,
  by: number,
  { min, max, integer, step = integer ? 1 : 0.1 }: NumberRange,
): number {
  return Math.min(max, Math.max(min, Math.round((value + by * step) * 1e10) / 1e10));
}
