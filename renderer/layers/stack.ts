// Memory over time as stacked bands: which outputs are held in each step, the oldest at the bottom, so that what
// is held for long lies below what comes and goes.

import type { Lifetime, MemoryTimeline } from '../../shared/analysis/memory.ts';

/** A stretch of columns in which a band lies at one height. */
interface Stretch {
  /** The first column, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Bytes below it. */
  readonly base: number;
}

export interface Band {
  readonly lifetime: Lifetime;
  readonly stretches: readonly Stretch[];
}

export interface Stack {
  /** The step that each column shows: where steps outnumber columns, the highest of those that it stands for. */
  readonly columns: readonly number[];
  readonly bands: readonly Band[];
}

/** @param most the greatest number of columns that can be told apart */
export function stackOf({ steps, lifetimes }: MemoryTimeline, most: number): Stack {
  const columns = columnsOf(steps, most);
  const stretches = lifetimes.map((): Stretch[] => []);
  let alive: Lifetime[] = [];
  let born = 0;
  for (const [column, step] of columns.entries()) {
    alive = alive.filter(({ until }) => until >= step);
    for (; born <= step; born += 1) {
      const lifetime = lifetimes[born]!;
      if (lifetime.until >= step && lifetime.bytes > 0) alive.push(lifetime);
    }
    let base = 0;
    for (const { node, bytes } of alive) {
      const list = stretches[node]!;
      const last = list.at(-1);
      if (last?.to === column && last.base === base) {
        list[list.length - 1] = { ...last, to: column + 1 };
      } else list.push({ from: column, to: column + 1, base });
      base += bytes;
    }
  }
  return {
    columns,
    bands: lifetimes.flatMap((lifetime, index) =>
      stretches[index]!.length === 0 ? [] : [{ lifetime, stretches: stretches[index]! }],
    ),
  };
}

function columnsOf(steps: readonly number[], most: number): readonly number[] {
  const count = Math.min(steps.length, Math.max(1, Math.floor(most)));
  return Array.from({ length: count }, (_, column) => {
    const from = Math.floor((column * steps.length) / count);
    const to = Math.floor(((column + 1) * steps.length) / count);
    let highest = from;
    for (let step = from + 1; step < to; step += 1) if (steps[step]! > steps[highest]!) highest = step;
    return highest;
  });
}

/** The column that stands for a step. */
export function columnAt({ columns }: Stack, step: number, steps: number): number {
  const column = Math.floor((step * columns.length) / steps);
  // Rounding may lie one off.
  const at = (one: number) => Math.floor((one * steps) / columns.length);
  if (at(column + 1) <= step) return column + 1;
  return at(column) > step ? column - 1 : column;
}

/** What is held in a step, largest first. */
export function heldIn({ lifetimes }: MemoryTimeline, step: number): readonly Lifetime[] {
  return lifetimes
    .filter(({ node, until, bytes }) => node <= step && step <= until && bytes > 0)
    .sort((a, b) => b.bytes - a.bytes);
}

/** Round figures from 0 to below the greatest: two to five of them. */
export function ticksUpTo(greatest: number): readonly number[] {
  if (greatest <= 0) return [0];
  const power = 10 ** Math.floor(Math.log10(greatest));
  const step = [power / 5, power / 2, power, power * 2].find((one) => greatest / one < 5) ?? power * 5;
  return Array.from({ length: Math.floor(greatest / step) + 1 }, (_, index) => index * step);
}
