// Typed text to numbers: nothing is rounded, clamped or guessed.

export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
}

/** Digits with an optional sign, fraction and exponent; a decimal comma counts as a point. */
const NUMBER = /^[-+]?(\d+([.,]\d*)?|[.,]\d+)(e[-+]?\d+)?$/i;

function parse(text: string): number {
  const trimmed = text.trim().replace('−', '-');
  return NUMBER.test(trimmed) ? Number(trimmed.replace(',', '.')) : NaN;
}

/** The number that the text says, where the range takes it. */
export function readNumber(text: string, range: NumberRange): number | undefined {
  return numberProblem(text, range) === undefined ? parse(text) : undefined;
}

/** Why the text cannot be the value, or undefined. */
export function numberProblem(text: string, { min, max, integer }: NumberRange): string | undefined {
  const value = parse(text);
  const wholes = integer ? 'a whole number' : 'a number';
  if (Number.isNaN(value)) return `Type ${wholes}.`;
  if (integer && !Number.isInteger(value)) return 'Only whole numbers.';
  if (value < min) return `At least ${min}.`;
  if (value > max) return `At most ${max}.`;
  return undefined;
}

/** One step up or down, staying in the range: by ones, or tenths where fractions are allowed. */
export function stepNumber(value: number, by: number, { min, max, integer }: NumberRange): number {
  const next = integer ? value + by : Math.round((value + by / 10) * 1e10) / 1e10;
  return Math.min(max, Math.max(min, next));
}
