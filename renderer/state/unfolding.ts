// Blocks unfolded where they stand: which they are, what the canvas shows for them, and folding them again. It is
// part of the view, like the zoom: a file opens folded, undo does not fold, and no file is dirty for it.
//
// A block is known by the ids of the nodes that lead to it, so that it stays unfolded when one of them is renamed.

import type { Analysis } from '../../shared/analysis/types.ts';
import type { NodeId } from '../../shared/document/types.ts';
import { isWithin, parentPath } from '../../shared/network/paths.ts';
import type { Element, Level, Network } from '../../shared/network/types.ts';
import { analysisOf, levelAt } from './analysis.ts';
import { currentDocument } from './document-store.ts';
import { setUnfolded, useSession, workOn, type View } from './session-store.ts';

/** Stands between ids; people have no key for it. */
const JOINT = '\u001f';

/** The block's name among the unfolded ones. */
export function unfoldingKey({ elements }: Network, path: string): string {
  const ids: NodeId[] = [];
  for (let at = path; at !== ''; at = parentPath(at)) ids.unshift(elements.get(at)?.record.id ?? at);
  return ids.join(JOINT);
}

/** The id on the canvas of something inside the unfolded block that has the id `block` there; '' for what is open. */
export function canvasId(block: string, id: string): string {
  return block === '' ? id : `${block}${JOINT}${id}`;
}

/** The record's id, of an id on the canvas. */
export function recordId(id: string): string {
  return id.slice(id.lastIndexOf(JOINT) + 1);
}

/** The block on the canvas that holds what has this id there; '' for the level that is open. */
export function blockOf(id: string): string {
  return id.slice(0, Math.max(0, id.lastIndexOf(JOINT)));
}

/** As `id`'s holder in a block on the canvas: the record that is it, or that it is somewhere inside of. */
export function holderIn(block: string, id: string): NodeId | undefined {
  const start = block === '' ? '' : `${block}${JOINT}`;
  return id.startsWith(start) ? id.slice(start.length).split(JOINT)[0] : undefined;
}

/** Finds the level inside a block that is unfolded; undefined for what is folded, or has no inside. */
export function insideOf(
  { network }: Analysis,
  unfolded: ReadonlySet<string>,
): (element: Element) => Level | undefined {
  return ({ record, path }) =>
    unfolded.size > 0 && record.kind !== 'operator' && unfolded.has(unfoldingKey(network, path))
      ? network.levels.get(path)
      : undefined;
}

/** The level that is open: where the one to work on does not stand unfolded in it, that one itself. */
export function rootOf(analysis: Analysis, view: Pick<View, 'level' | 'root' | 'unfolded'>): Level {
  const level = levelAt(analysis, view.level);
  const root = levelAt(analysis, view.root);
  for (let at = level.path; at !== root.path; at = parentPath(at)) {
    if (at === '' || !view.unfolded.has(unfoldingKey(analysis.network, at))) return level;
  }
  return root;
}

/** The blocks among these elements that have an inside to show. */
export function foldable({ network }: Analysis, elements: Iterable<Element>): readonly Element[] {
  return [...elements].filter(({ record, path }) => record.kind !== 'operator' && network.levels.has(path));
}

/** Unfolds these blocks of a level where they stand, or folds them; what is unfolded within a folded one stays so. */
export function unfold(blocks: readonly Element[], unfolded: boolean): void {
  const session = useSession.getState();
  const analysis = analysisOf(currentDocument());
  const next = new Set(session.unfolded);
  for (const { path } of blocks) {
    const key = unfoldingKey(analysis.network, path);
    if (unfolded) next.add(key);
    else next.delete(key);
  }
  setUnfolded(next);
  // Nobody works inside of what is folded.
  const left = blocks.find(({ path }) => isWithin(session.level, path));
  if (!unfolded && left !== undefined)
    workOn(left.level, rootOf(analysis, session).path, { nodes: [left.record.id] });
}

export function isUnfolded({ path }: Element): boolean {
  const { network } = analysisOf(currentDocument());
  return useSession.getState().unfolded.has(unfoldingKey(network, path));
}
