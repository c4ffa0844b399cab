// Which presets answer a query and a family, and which of them answers best.

import type { Preset } from '../presets/types.ts';
import { groupBy } from './group.ts';

/** Letters and digits alone, so that `resnet 50`, `ResNet-50` and `resnet50` are one. */
function squash(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

/**
 * How well a preset answers: 0 for not at all. Every word must be found, in the name, the family, the year or
 * the idea; a name that is the query, begins with it or holds it counts more.
 */
function matchScore(preset: Preset, query: string): number {
  const wanted = squash(query);
  if (wanted === '') return 1;
  const names = [squash(preset.title), squash(preset.id)];
  if (names.includes(wanted)) return 5;
  if (names.some((name) => name.startsWith(wanted))) return 4;
  if (names.some((name) => name.includes(wanted))) return 3;
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => squash(word) !== '');
  const called = `${names.join(' ')} ${preset.family.toLowerCase()} ${preset.year}`;
  const answers = (word: string, text: string): boolean => text.includes(word) || text.includes(squash(word));
  if (words.every((word) => answers(word, called))) return 2;
  const told = `${called} ${preset.idea.toLowerCase()}`;
  return words.every((word) => answers(word, told)) ? 1 : 0;
}

export interface Found {
  /** In the order given. */
  readonly presets: readonly Preset[];
  /** The first of those that answer best. */
  readonly best: Preset | undefined;
}

/** @param family '' for every family */
export function findPresets(presets: readonly Preset[], query: string, family: string): Found {
  const scored = presets
    .filter((preset) => family === '' || preset.family === family)
    .map((preset) => ({ preset, score: matchScore(preset, query) }))
    .filter(({ score }) => score > 0);
  const top = Math.max(...scored.map(({ score }) => score));
  return {
    presets: scored.map(({ preset }) => preset),
    best: scored.find(({ score }) => score === top)?.preset,
  };
}

export interface Year {
  readonly year: number;
  readonly presets: readonly Preset[];
}

/** Oldest first. */
export function byYear(presets: readonly Preset[]): readonly Year[] {
  const years = groupBy(presets, ({ year }) => year);
  return [...years].map(([year, members]) => ({ year, presets: members })).sort((a, b) => a.year - b.year);
}
