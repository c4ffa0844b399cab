// The lines of a journal that is killed: what each must be follows from its number.

export const LINES_A_CHECKPOINT = 12;

/** Up to 60 KB, with its length told: half a line is no line. */
export function lineOf(number: number): string {
  return `${number} ${'x'.repeat((number * 7919) % 60_000)}.\n`;
}
