// In which rows of repetitions a level stands: what is edited in one of them is edited in all.

import { parentPath } from '../../shared/network/paths.ts';
import type { Network } from '../../shared/network/types.ts';

export interface Repetition {
  /** Path of the innermost row around the level. */
  readonly row: string;
  /** Repetitions in that row. */
  readonly count: number;
  /** How often the level stands in the network, rows around rows counted. */
  readonly copies: number;
}

/** The repetition that the level at this path is, or stands in; a row's own level stands in none of its own. */
export function repetitionAround({ levels }: Network, path: string): Repetition | undefined {
  let found: Repetition | undefined;
  for (let at = path; at !== '';) {
    at = parentPath(at);
    const count = levels.get(at)?.repeats?.repeat;
    if (count !== undefined)
      found = { row: found?.row ?? at, count: found?.count ?? count, copies: count * (found?.copies ?? 1) };
  }
  return found;
}
