// Copies beside, or at a distance from, what is copied: without the clipboard, which keeps what it holds.

import type { Position } from '../../shared/document/commands.ts';
import type { NodeId, NoteId } from '../../shared/document/types.ts';
import type { Level } from '../../shared/network/types.ts';
import type { Problem } from '../../shared/operators/define.ts';
import { copyText, parseClipboard, shifted } from './clipboard.ts';
import { currentDocument } from './document-store.ts';
import { pasteGraph } from './pasting.ts';
import { levelPositions } from './positions.ts';

/** Copies of nodes and notes of a level, `by` canvas pixels away, with the wires among them; they are selected. */
export function duplicateBy(
  level: Level,
  nodes: readonly NodeId[],
  notes: readonly NoteId[],
  by: Position,
): Problem | undefined {
  const text = copyText(currentDocument(), level, nodes, levelPositions(level), notes);
  const copied = text === undefined ? undefined : parseClipboard(text);
  return copied === undefined ? undefined : pasteGraph(level, shifted(copied.graph, by));
}
