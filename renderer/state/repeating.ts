// How often a block stands in a row. Repetitions that were there keep their stored weights; those that a single block
// is copied into begin with its.

import type { NodeId } from '../../shared/document/types.ts';
import type { Network } from '../../shared/network/types.ts';
import type { Problem } from '../../shared/operators/define.ts';
import { analysisOf } from './analysis.ts';
import { takeBackGesture } from './document-store.ts';
import { addToDraft, dispatchDraft, startDraft } from './draft.ts';
import { keepWeights } from './keeping-weights.ts';

const gestureOf = (node: NodeId): string => `repeat ${node}`;

/**
 * Numbers that are typed one digit after another are one undo step, and each is set as if it were the first: a row of
 * 5 on its way to 12 is not made a row of 1 in between.
 */
export function repeatBlock(node: NodeId, count: number): Problem | undefined {
  takeBackRepeat(node);
  const draft = startDraft();
  const refused = addToDraft(draft, { type: 'repeat', node, count });
  if (refused !== undefined) return refused;
  const before = rowPaths(analysisOf(draft.before).network, node);
  const after = rowPaths(analysisOf(draft.document).network, node);
  return (
    keepWeights(draft, draft.before, { mayGain: true, was: (path) => placeBefore(before, after, path) }) ??
    dispatchDraft(draft, gestureOf(node))
  );
}

/** Undoes the numbers that were tried since the last gesture ended. */
export function takeBackRepeat(node: NodeId): void {
  takeBackGesture(gestureOf(node));
}

/** Where the block stands, and whether in a row. */
function rowPaths({ elements, levels }: Network, node: NodeId): ReadonlyMap<string, boolean> {
  return new Map(
    [...elements.values()]
      .filter(({ record }) => record.id === node)
      .map(({ path }) => [path, levels.get(path)?.repeats !== undefined] as const),
  );
}

function placeBefore(
  before: ReadonlyMap<string, boolean>,
  after: ReadonlyMap<string, boolean>,
  path: string,
): string {
  for (const [block, isRow] of after) {
    if (!path.startsWith(`${block}.`)) continue;
    const wasRow = before.get(block) ?? isRow;
    if (isRow === wasRow) return path;
    const inner = path.slice(block.length + 1);
    return isRow ? `${block}.${inner.slice(inner.indexOf('.') + 1)}` : `${block}.0.${inner}`;
  }
  return path;
}
