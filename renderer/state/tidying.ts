// Tidying: a fresh layout of the whole level or of what is selected. Nothing else ever moves what hands placed.

import type { Command, Position } from '../../shared/document/commands.ts';
import type { NodeId, NoteRecord } from '../../shared/document/types.ts';
import type { Level } from '../../shared/network/types.ts';
import type { Problem } from '../../shared/operators/define.ts';
import { boundsOf, boxOf, contains, noteBox, type Box } from './boxes.ts';
import { dispatch } from './document-store.ts';
import { READ_ONLY } from './editing.ts';
import { partPositions, tidyPositions } from './positions.ts';

/**
 * Lays out several selected nodes among themselves, or else the whole level, in one step. The top edge and
 * the middle of a part stay where they were, the top left corner of a level. Frames follow what they hold.
 */
export function tidyLevel(
  level: Level,
  selection: readonly NodeId[] = [],
  notes: readonly NoteRecord[] = [],
): Problem | undefined {
  if (level.parentId === undefined) return READ_ONLY;
  const chosen = selection.filter((id) => level.elements.has(id));
  const part = chosen.length > 1;
  const tidy = part ? partPositions(level, new Set(chosen)) : tidyPositions(level);
  const before = new Map<NodeId, Box>();
  const after = new Map<NodeId, Box>();
  for (const [id, position] of tidy) {
    const box = boxOf(level.elements.get(id)!);
    before.set(id, box);
    after.set(id, { ...box, ...position });
  }
  const [was, is] = [boundsOf([...before.values()]), boundsOf([...after.values()])];
  if (was === undefined || is === undefined) return undefined;
  const shift = {
    x: Math.round(part ? was.x + was.width / 2 - is.x - is.width / 2 : was.x - is.x),
    y: Math.round(was.y - is.y),
  };
  const positions: Record<NodeId, Position> = {};
  for (const [id, box] of after) {
    after.set(id, { ...box, x: box.x + shift.x, y: box.y + shift.y });
    positions[id] = { x: box.x + shift.x, y: box.y + shift.y };
  }
  return dispatch([{ type: 'move', positions }, ...followingFrames(notes, before, after)]);
}

/** Frames keep their distance around the nodes that stood in them. */
function followingFrames(
  notes: readonly NoteRecord[],
  before: ReadonlyMap<NodeId, Box>,
  after: ReadonlyMap<NodeId, Box>,
): readonly Command[] {
  return notes.flatMap((note): readonly Command[] => {
    if (note.kind !== 'frame') return [];
    const frame = noteBox(note);
    const held = [...before].filter(([, box]) => contains(frame, box)).map(([id]) => id);
    const was = boundsOf(held.map((id) => before.get(id)!));
    const is = boundsOf(held.map((id) => after.get(id)!));
    if (was === undefined || is === undefined) return [];
    return [
      {
        type: 'changeNote',
        note: note.id,
        changes: {
          position: { x: frame.x + is.x - was.x, y: frame.y + is.y - was.y },
          size: { width: frame.width + is.width - was.width, height: frame.height + is.height - was.height },
        },
      },
    ];
  });
}
