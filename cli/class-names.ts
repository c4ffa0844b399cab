// Names of an output's classes, from the lists that ship with the presets.

import { readFile } from 'node:fs/promises';

/** @param list the Output node's choice; undefined names where it is `none` */
export async function classNames(list: string): Promise<readonly string[] | undefined> {
  if (list !== 'digits' && list !== 'imagenet') return undefined;
  const file = new URL(`../renderer/presets/class-names/${list}.json`, import.meta.url);
  return JSON.parse(await readFile(file, 'utf8')) as string[];
}
