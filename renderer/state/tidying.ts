// Tidying: a fresh layout of the whole level or of what is selected. Nothing else ever moves what hands placed.

import type { Command, Position } from '../../shared/document/commands.ts';
import type { NodeId, NoteRecord } from '../../shared/document/types.ts';
import { turn, turnPoint } from '../../shared/layout/flow.ts';
import type { Level } from '../../shared/network/types.ts';
import { boundsOf, boxOf, contains, noteBox, type Box } from './boxes.ts';

/** What a tidy means: several selected nodes, or else the whole level. */
export interface Tidy {
  readonly level: Level;
  /** Absent for the whole level. */
  readonly part?: ReadonlySet<NodeId>;
  /** The level's. */
  readonly notes: readonly NoteRecord[];
}

export function tidyOf(level: Level, selection: readonly NodeId[], notes: readonly NoteRecord[]): Tidy {
  const chosen = selection.filter((id) => level.elements.has(id));
  return chosen.length > 1 ? { level, notes, part: new Set(chosen) } : { level, notes };
}

/**
 * What puts the nodes where a layout has them. The end where a part begins and its middle across the flow stay
 * where they were, the top left corner of a level. Frames follow what they hold.
 */
export function tidyCommands(
  { level, part, notes }: Tidy,
  tidy: ReadonlyMap<NodeId, Position>,
): readonly Command[] {
  const { flow } = level;
  const before = new Map<NodeId, Box>();
  const after = new Map<NodeId, Box>();
  for (const [id, position] of tidy) {
    const box = boxOf(level.elements.get(id)!, flow);
    before.set(id, box);
    after.set(id, { ...box, ...position });
  }
  const [was, is] = [boundsOf([...before.values()]), boundsOf([...after.values()])];
  if (was === undefined || is === undefined) return [];
  const [start, end] = [turn(was, flow), turn(is, flow)];
  const across = part === undefined ? start.x - end.x : start.x + start.width / 2 - end.x - end.width / 2;
  const shift = turnPoint({ x: Math.round(across), y: Math.round(start.y - end.y) }, flow);
  const positions: Record<NodeId, Position> = {};
  for (const [id, box] of after) {
    after.set(id, { ...box, x: box.x + shift.x, y: box.y + shift.y });
    positions[id] = { x: box.x + shift.x, y: box.y + shift.y };
  }
  return [{ type: 'move', positions }, ...followingFrames(notes, before, after)];
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
