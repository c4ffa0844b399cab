// What is selected on the canvas, by ids there: it makes its level the one that is worked on.

import { analysisOf, levelAt } from '../state/analysis.ts';
import { currentDocument } from '../state/document-store.ts';
import { select, useSession, workOn } from '../state/session-store.ts';
import { blockOf, recordId } from '../state/unfolding.ts';
import type { Part, Placing } from './placing.ts';

/** Selects records in a block on the canvas, of the ids that they have in the document. */
export function choose(
  placing: Placing,
  block: string,
  nodes: readonly string[],
  edges: readonly string[] = [],
  notes: readonly string[] = [],
): void {
  const part = placing.byBlock.get(block);
  if (part === undefined || isWorkedOn(part)) select(nodes, edges, notes);
  else workOn(part.level.path, rootPath(placing), { nodes, edges, notes });
}

/** Selects one thing alone, by its id on the canvas. */
export function chooseOne(placing: Placing, kind: 'node' | 'edge' | 'note', id: string): void {
  const one = [recordId(id)];
  choose(
    placing,
    blockOf(id),
    kind === 'node' ? one : [],
    kind === 'edge' ? one : [],
    kind === 'note' ? one : [],
  );
}

/** Whether something is selected, by its id on the canvas. */
export function isChosen(placing: Placing, kind: 'nodes' | 'edges' | 'notes', id: string): boolean {
  const part = placing.byBlock.get(blockOf(id));
  return part !== undefined && isWorkedOn(part) && useSession.getState()[kind].includes(recordId(id));
}

/** Makes a level the one that is worked on, with nothing selected if it was another. */
export function enter(placing: Placing, part: Part): void {
  if (!isWorkedOn(part)) workOn(part.level.path, rootPath(placing));
}

function isWorkedOn({ level }: Part): boolean {
  return levelAt(analysisOf(currentDocument()), useSession.getState().level).path === level.path;
}

function rootPath({ parts }: Placing): string {
  return parts[0]!.level.path;
}
