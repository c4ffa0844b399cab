// Titles of compared networks that tell them apart, where several are called alike.

import { argumentChanges } from '../presets/titles.ts';
import { keyOf, titleOf, type Origin } from './origins.ts';

/**
 * One title each, by key. A network that alone is called so keeps its title; the others are told apart by what differs:
 * arguments, edits, files. What still is alike is numbered.
 */
export function titlesOf(origins: readonly Origin[]): ReadonlyMap<string, string> {
  const titles = new Map(origins.map((origin) => [keyOf(origin), titleOf(origin)] as const));
  for (const group of alike(origins, titles)) {
    for (const origin of group) titles.set(keyOf(origin), `${titleOf(origin)}${differenceOf(origin)}`);
  }
  for (const group of alike(origins, titles)) {
    for (const [index, origin] of group.slice(1).entries()) {
      const key = keyOf(origin);
      titles.set(key, `${titles.get(key)} #${index + 2}`);
    }
  }
  return titles;
}

/** Those of equal title, in their order. */
function alike(
  origins: readonly Origin[],
  titles: ReadonlyMap<string, string>,
): readonly (readonly Origin[])[] {
  const groups = new Map<string, Origin[]>();
  for (const origin of origins) {
    const title = titles.get(keyOf(origin)) ?? '';
    const group = groups.get(title);
    if (group === undefined) groups.set(title, [origin]);
    else group.push(origin);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** A preset as published needs no mark: it is what the others are told apart from. */
function differenceOf(origin: Origin): string {
  switch (origin.kind) {
    case 'preset': {
      const title = titleOf(origin);
      const untold = argumentChanges(origin.preset, origin.stored).filter((text) => !title.includes(text));
      return untold.map((text) => `, ${text}`).join('');
    }
    case 'open':
      return ` (${[origin.file ?? [], origin.edited ? 'edited' : 'open'].flat().join(', ')})`;
    case 'saved':
      return ` (${origin.file}, as saved)`;
    case 'file':
      return '';
  }
}
