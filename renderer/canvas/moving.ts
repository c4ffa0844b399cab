// What was dragged on the canvas → where the document has it, or a copy of it, from now on.

import type { Command, Position } from '../../shared/document/commands.ts';
import type { NodeId, NoteId } from '../../shared/document/types.ts';
import type { Problem } from '../../shared/operators/define.ts';
import { noteBox, type Box } from '../state/boxes.ts';
import { duplicateBy } from '../state/duplicating.ts';
import { heldBy } from '../state/note-editing.ts';
import { blockOf, canvasId, holderIn, recordId } from '../state/unfolding.ts';
import type { Part, Placing } from './placing.ts';
import type { Projection } from './project.ts';

interface Moved {
  readonly part: Part;
  readonly id: string;
  /** Where it was in the document, and where it would be by itself. */
  readonly from: Position;
  readonly to: Position;
  readonly kind: 'node' | 'note';
  /** It has others in it, or others give way to it. */
  readonly frame: boolean;
}

/** Puts things where they were dropped. `positions` are top left corners on the canvas, by ids there. */
export function moveCommand(placing: Placing, positions: ReadonlyMap<string, Position>): Command {
  const moved = [...positions].flatMap(([id, at]) => movedTo(placing, id, at) ?? []);
  // What is dragged with a frame keeps its place in it: all of it goes the way of the one that most depends on room.
  const lead = moved.find(({ kind, frame }) => kind === 'node' && frame) ?? moved.find(({ frame }) => frame);
  const nodes: Record<NodeId, Position> = {};
  const notes: Record<NoteId, Position> = {};
  for (const { id, from, to, kind } of moved) {
    const at =
      lead === undefined ? to : { x: from.x + lead.to.x - lead.from.x, y: from.y + lead.to.y - lead.from.y };
    if (kind === 'node') nodes[id] = at;
    else notes[id] = at;
  }
  return { type: 'move', positions: nodes, notes };
}

/** Puts copies of things where they were dropped, which stay where they are; as moveCommand takes them. */
export function dropCopies(placing: Placing, positions: ReadonlyMap<string, Position>): Problem | undefined {
  const moved = [...positions].flatMap(([id, at]) => movedTo(placing, id, at) ?? []);
  const [first] = moved;
  if (first === undefined) return undefined;
  const own = moved.filter(({ part }) => part === first.part);
  const ids = (kind: Moved['kind']) => own.filter((one) => one.kind === kind).map(({ id }) => id);
  const by = { x: first.to.x - first.from.x, y: first.to.y - first.from.y };
  return duplicateBy(first.part.level, ids('node'), ids('note'), by);
}

function movedTo({ byBlock }: Placing, id: string, at: Position): Moved | undefined {
  const part = byBlock.get(blockOf(id));
  if (part === undefined || part.level.parentId === undefined) return undefined;
  const own = recordId(id);
  const element = part.level.elements.get(own);
  if (element !== undefined) {
    const to = part.placeOf(own, at);
    const frame = part.frames.has(own);
    return { part, id: own, from: element.record.position, to, kind: 'node', frame };
  }
  const note = part.notes.find((one) => one.id === own);
  if (note === undefined) return undefined;
  const { x, y } = part.boxOfNote(note, { ...(part.noteBoxes.get(own) ?? noteBox(note)), ...at });
  return { part, id: own, from: note.position, to: { x, y }, kind: 'note', frame: note.kind === 'frame' };
}

/** With all that stands in unfolded blocks among them. */
export function withInsides(
  positions: ReadonlyMap<string, Position>,
  { nodes, notes }: Pick<Projection, 'nodes' | 'notes'>,
): ReadonlyMap<string, Position> {
  const frames = nodes.filter(({ id, data }) => data.frame !== undefined && positions.has(id));
  if (frames.length === 0) return positions;
  const all = new Map(positions);
  for (const frame of frames) {
    const to = positions.get(frame.id)!;
    for (const { id, position } of [...nodes, ...notes]) {
      if (id === frame.id || holderIn(frame.id, id) === undefined) continue;
      const by = { x: to.x - frame.position.x, y: to.y - frame.position.y };
      all.set(id, { x: position.x + by.x, y: position.y + by.y });
    }
  }
  return all;
}

/** What is selected beside a selected thing that is dragged goes along, also where it is no element. */
export function carrySelected(
  positions: Map<string, Position>,
  selected: ReadonlySet<string>,
  { nodes, notes }: Pick<Projection, 'nodes' | 'notes'>,
): void {
  const [lead] = positions;
  if (lead === undefined || selected.size <= positions.size || !selected.has(lead[0])) return;
  const items = [...nodes, ...notes];
  const from = items.find(({ id }) => id === lead[0])?.position;
  if (from === undefined) return;
  const by = { x: lead[1].x - from.x, y: lead[1].y - from.y };
  for (const { id, position } of items) {
    if (!selected.has(id) || positions.has(id)) continue;
    positions.set(id, { x: Math.round(position.x + by.x), y: Math.round(position.y + by.y) });
  }
}

/** A frame takes along what lies in it. */
export function carryHeld(
  positions: Map<string, Position>,
  placing: Placing,
  { nodes, notes: texts }: Pick<Projection, 'nodes' | 'notes'>,
): void {
  // Asked at every step of a drag, which seldom takes a frame along.
  if (texts.every(({ id, data }) => data.kind !== 'frame' || !positions.has(id))) return;
  const at = new Map<string, Position>([...nodes, ...texts].map(({ id, position }) => [id, position]));
  for (const { level, block, notes, noteBoxes } of placing.parts) {
    for (const note of notes) {
      const to = positions.get(canvasId(block, note.id));
      const start = noteBoxes.get(note.id);
      if (note.kind !== 'frame' || to === undefined || start === undefined) continue;
      const held = heldBy(note, level, notes);
      for (const id of [...held.nodes, ...held.notes].map((one) => canvasId(block, one))) {
        const from = at.get(id);
        if (from === undefined || positions.has(id)) continue;
        positions.set(id, { x: from.x + to.x - start.x, y: from.y + to.y - start.y });
      }
    }
  }
}

/** The boxes of what stands, or would stand, at these places. */
export function boxesAt(
  positions: ReadonlyMap<string, Position>,
  { nodes, notes }: Pick<Projection, 'nodes' | 'notes'>,
): readonly Box[] {
  return [...nodes, ...notes].flatMap(({ id, data }) => {
    const at = positions.get(id);
    return at === undefined ? [] : [{ ...at, width: data.width, height: data.height }];
  });
}
