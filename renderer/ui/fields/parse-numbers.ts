// A list of numbers as people type it.

/** `0.485, 0.456 0.406` as numbers, or undefined where a part is none. */
export function parseNumbers(text: string): readonly number[] | undefined {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const numbers = parts.map(Number);
  return numbers.length >= 1 && numbers.length <= 64 && numbers.every(Number.isFinite) ? numbers : undefined;
}
