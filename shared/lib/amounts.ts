// Amounts as people read them, in the app and on the command line alike: compact, exact, in bytes, known in part.
// British English grouping and decimal units throughout.

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

/** What is known of an amount that parts are missing from: `≥ 104 k`. */
export function atLeast(partial: boolean, text: string): string {
  return partial ? `≥ ${text}` : text;
}

/** With its sign in front: `+2,530,992`, `−3.96 kB`; `0` where nothing changes. */
export function signed(value: number, show: (size: number) => string): string {
  if (value === 0) return '0';
  return `${value < 0 ? '−' : '+'}${show(Math.abs(value))}`;
}

/**
 * A difference of two amounts of which parts are missing. What is missing can only add to its own side, so one such
 * amount makes the difference a bound; with two of them nothing is known but what is known.
 */
export function differenceBound(
  { a, b }: { readonly a: boolean; readonly b: boolean },
  text: string,
): string {
  if (a && b) return `${text} of what is known`;
  return b ? `≥ ${text}` : a ? `≤ ${text}` : text;
}

/** One unit for a whole column, so that it can stand in its head. */
export interface ColumnUnit {
  /** `M` and the like, '' for ones. */
  readonly prefix: string;
  /** In that unit, with as many decimals as its largest needs, and never less than three digits that count. */
  readonly show: (value: number) => string;
}

/** The prefix of the largest of these amounts. */
export function columnUnit(values: readonly number[]): ColumnUnit {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const [size, prefix] = STEPS.find(([step]) => largest >= step) ?? [1, ''];
  const usual = size === 1 ? 0 : largest / size >= 100 ? 1 : 2;
  return {
    prefix: prefix.trim(),
    show(value) {
      if (value === 0) return '0';
      const scaled = value / size;
      const digits = Math.max(usual, size === 1 ? 0 : 2 - Math.floor(Math.log10(Math.abs(scaled))));
      return scaled.toFixed(Math.min(9, digits));
    },
  };
}
