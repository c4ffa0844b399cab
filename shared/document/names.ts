// Names of nodes: unique among siblings, and fit to be part of a weight path.

import { problem, type Problem } from '../operators/define.ts';

const MAX_NAME_LENGTH = 200;

/** Why a name cannot be used, or undefined. Dots would split weight paths; controls and slashes break tools. */
export function nameProblem(name: string): Problem | undefined {
  if (name.trim() === '') {
    return problem('name-empty', 'A name cannot be empty. Type at least one character.');
  }
  if (name.length > MAX_NAME_LENGTH) {
    return problem(
      'name-too-long',
      `The name has ${name.length} characters; at most ${MAX_NAME_LENGTH} are allowed.`,
    );
  }
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[./\u0000-\u001f\u007f]/.test(name) || !name.isWellFormed()) {
    return problem(
      'name-characters',
      `"${name.slice(0, 40)}" cannot be a name: dots, slashes and control characters are not allowed, because names joined by dots make weight paths.`,
    );
  }
  return undefined;
}

/** `name`, or with the next free number at its end: `conv` → `conv2`, `conv2` → `conv3`. */
export function uniqueName(name: string, taken: Iterable<string>): string {
  return freeNames(taken)(name);
}

/** Gives one name after another as `uniqueName` does, each taken from then on, in as little time for many of one stem. */
export function freeNames(taken: Iterable<string>): (wish: string) => string {
  const names = new Set(taken);
  /** By stem, the numbers that are taken, each with one after it that may be free. */
  const onward = new Map<string, Map<number, number>>();
  return (wish) => {
    if (!names.has(wish)) {
      names.add(wish);
      return wish;
    }
    // Longer runs of digits are part of the name: counting on from them would leave the exact integers.
    const [digits = ''] = /(?<!\d)\d{1,9}$/.exec(wish) ?? [];
    const stem = wish.slice(0, wish.length - digits.length);
    // Not by name: cut to the longest that a name can be, two stems with two numbers give the same one.
    const known = onward.get(stem) ?? new Map<number, number>();
    onward.set(stem, known);
    const passed: number[] = [];
    let number = Number(digits === '' ? 1 : digits) + 1;
    for (;;) {
      const name = `${stem.slice(0, MAX_NAME_LENGTH - `${number}`.length)}${number}`;
      if (!names.has(name)) {
        names.add(name);
        for (const before of passed) known.set(before, number + 1);
        return name;
      }
      passed.push(number);
      number = known.get(number) ?? number + 1;
    }
  };
}
