// The difference of two networks in words: counted first, then line by line. Its totals are comparison-text.ts's.

import { assertNever } from '../lib/assert-never.ts';
import { grouped } from '../lib/amounts.ts';
import { isBoundary } from './comparable.ts';
import { shapesText } from './comparison-text.ts';
import {
  isResized,
  type ChangedLayer,
  type LayerChange,
  type LayerSummary,
  type StructuralDifference,
} from './compare.ts';

export interface DifferenceSection {
  readonly title: string;
  readonly lines: readonly string[];
}

/** How many layers were added, removed and changed between a and b, and of which types. */
export function differenceSummary(
  { onlyInA, onlyInB, changed, renamed, unchanged }: StructuralDifference,
  a: string,
  b: string,
): DifferenceSection {
  const [added, removed] = [withoutBoundaries(onlyInB), withoutBoundaries(onlyInA)];
  const [edited, resized] = apart(withoutBoundaries(changed));
  const moved = withoutBoundaries(renamed);
  const counts = [
    `${unchanged} the same${moved.length === 0 ? '' : ` (${moved.length} of them renamed)`}`,
    `${added.length} added`,
    `${removed.length} removed`,
    `${edited.length} changed`,
    `${resized.length} resized`,
  ];
  const lines = [`layers: ${counts.join(', ')}`];
  if (added.length > 0) lines.push(`added: ${typesText(added)}`);
  if (removed.length > 0) lines.push(`removed: ${typesText(removed)}`);
  for (const [type, layers] of byType(edited)) {
    const what = new Set(layers.flatMap(({ changes }) => changes.map(changeName)));
    lines.push(`changed: ${layers.length} ${type} (${[...what].join(', ')})`);
  }
  if (resized.length > 0) lines.push(`resized, set as before: ${typesText(resized)}`);
  return { title: `From ${a} to ${b}`, lines };
}

/** Every layer that is not the same in both, Inputs and Outputs among them. Sections without lines are left out. */
export function differenceSections({
  onlyInA,
  onlyInB,
  changed,
  renamed,
}: StructuralDifference): readonly DifferenceSection[] {
  const [edited, resized] = apart(changed);
  const sections: readonly DifferenceSection[] = [
    { title: 'Added', lines: onlyInB.map(layerText) },
    { title: 'Removed', lines: onlyInA.map(layerText) },
    { title: 'Changed', lines: edited.map(changedText) },
    { title: 'Resized', lines: resized.map(changedText) },
    { title: 'Renamed', lines: renamed.map((pair) => `${pair.a} → ${pair.b}`) },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

/** Those that were edited, and those that follow from an edit elsewhere. */
function apart(
  changed: readonly ChangedLayer[],
): readonly [edited: readonly ChangedLayer[], resized: readonly ChangedLayer[]] {
  return [changed.filter((layer) => !isResized(layer)), changed.filter(isResized)];
}

function withoutBoundaries<T extends { readonly type: string }>(layers: readonly T[]): readonly T[] {
  return layers.filter(({ type }) => !isBoundary(type));
}

/** Most frequent first. */
function byType<T extends { readonly type: string }>(
  layers: readonly T[],
): readonly (readonly [type: string, layers: readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const layer of layers) {
    const group = groups.get(layer.type);
    if (group === undefined) groups.set(layer.type, [layer]);
    else group.push(layer);
  }
  return [...groups].toSorted(([, one], [, other]) => other.length - one.length);
}

function typesText(layers: readonly { readonly type: string }[]): string {
  return byType(layers)
    .map(([type, list]) => `${list.length} ${type}`)
    .join(', ');
}

function layerText({ path, type, outputShapes, parameters }: LayerSummary): string {
  const weights = parameters === 0 ? '' : `, ${grouped(parameters)} parameters`;
  return `${path}: ${type}, ${shapesText(outputShapes)}${weights}`;
}

function changedText({ a, b, type, changes }: ChangedLayer): string {
  const name = a === b ? a : `${a} → ${b}`;
  return `${name}: ${type}, ${changes.map(changeText).join('; ')}`;
}

/** What changed, without from what to what. */
function changeName(change: LayerChange): string {
  switch (change.what) {
    case 'attribute':
      return change.name;
    case 'sources':
      return 'what it reads';
    case 'inputShapes':
      return 'input shape';
    case 'outputShapes':
      return 'output shape';
    case 'macs':
      return 'MACs';
    case 'type':
    case 'parameters':
      return change.what;
    default:
      return assertNever(change);
  }
}

/** A change in words, before and after: `kernelSize [3,3] → [5,5]`. */
export function changeText(change: LayerChange): string {
  switch (change.what) {
    case 'type':
      return `type ${change.a} → ${change.b}`;
    case 'attribute':
      return `${change.name} ${JSON.stringify(change.a)} → ${JSON.stringify(change.b)}`;
    case 'sources': {
      const list = (sources: readonly (string | null)[]): string =>
        sources.map((source) => source ?? 'nothing').join(', ');
      return `reads ${list(change.a)} → ${list(change.b)}`;
    }
    case 'inputShapes':
      return `input ${shapesText(change.a)} → ${shapesText(change.b)}`;
    case 'outputShapes':
      return `output ${shapesText(change.a)} → ${shapesText(change.b)}`;
    case 'parameters':
      return `parameters ${grouped(change.a)} → ${grouped(change.b)}`;
    case 'macs':
      return `MACs ${grouped(change.a)} → ${grouped(change.b)}`;
    default:
      return assertNever(change);
  }
}
