// What a diagnostic is to people: wrong, worth a warning, or merely not drawn yet. Whether a network can run or be
// exported is its severity's to say, and does not change with it.

import type { Diagnostic } from './types.ts';

/** `unfinished`: nobody made a mistake, something is only not there yet. */
export type Standing = 'error' | 'warning' | 'unfinished' | 'info';

type Stood = Pick<Diagnostic, 'code' | 'severity'>;

const UNFINISHED: ReadonlySet<string> = new Set(['input-missing', 'unused-output', 'no-input', 'no-output']);

/** What a diagnostic counts as: ports that are still free are no mistakes. */
export function standingOf({ code, severity }: Stood): Standing {
  return UNFINISHED.has(code) ? 'unfinished' : severity;
}

/** How many errors and warnings there are, and how many nodes are unfinished: a node with all ports free is one. */
export function countStandings(diagnostics: readonly Diagnostic[]): Readonly<Record<Standing, number>> {
  const counts = { error: 0, warning: 0, unfinished: 0, info: 0 };
  const unfinished = new Set<string>();
  for (const diagnostic of diagnostics) {
    const standing = standingOf(diagnostic);
    if (standing === 'unfinished') unfinished.add(diagnostic.path);
    else counts[standing] += 1;
  }
  return { ...counts, unfinished: unfinished.size };
}

const RANK: readonly Standing[] = ['error', 'warning', 'unfinished', 'info'];

/** For sorting: what is wrong before what is unfinished. */
export function byStanding(a: Stood, b: Stood): number {
  return RANK.indexOf(standingOf(a)) - RANK.indexOf(standingOf(b));
}

/** The one that people hear of first; undefined of none. */
export function worstOf<T extends Stood>(diagnostics: readonly T[]): T | undefined {
  return diagnostics.toSorted(byStanding)[0];
}

/**
 * What is still to be drawn before the network can run, in a sentence; undefined where nothing keeps it from running,
 * or something in it is wrong.
 */
export function stillToDraw(diagnostics: readonly Diagnostic[]): string | undefined {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length === 0 || errors.some((error) => standingOf(error) !== 'unfinished')) return undefined;
  const free = errors.filter(({ code }) => code === 'input-missing').length;
  const missing = (code: string): boolean => errors.some((error) => error.code === code);
  const steps = [
    ...(free === 0
      ? []
      : [free === 1 ? 'wire the input that is free' : `wire the ${free} inputs that are free`]),
    ...(missing('no-input') ? ['add an Input'] : []),
    ...(missing('no-output') ? ['add an Output'] : []),
  ];
  const last = steps.pop();
  const all = steps.length === 0 ? last : `${steps.join(', ')} and ${last}`;
  return `The network is not finished: ${all}.`;
}
