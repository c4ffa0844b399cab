// Notes → what React Flow draws, behind the nodes.

import type { Node } from '@xyflow/react';
import type { NoteRecord } from '../../shared/document/types.ts';
import { overlaps, samePlace, type Box } from '../state/boxes.ts';
import { canvasId } from '../state/unfolding.ts';
import { TITLE_HEIGHT } from '../state/note-editing.ts';
import type { NoteFace } from '../nodes/NoteBox.tsx';
import type { Part } from './placing.ts';

export type NoteNode = Node<NoteFace, 'note'>;

/** Under every wire and node, also while it is selected, which raises by 1000. */
const BEHIND = { frame: -3000, note: -2000 };

const drawn = new WeakMap<NoteRecord, NoteNode>();

/** Unchanged notes keep their identity. */
export function projectNotes({ notes, noteBoxes, block, depth }: Part): readonly NoteNode[] {
  const over = notes.filter(({ kind }) => kind === 'note').map(({ id }) => noteBoxes.get(id)!);
  return notes.map((note) => {
    const [id, box] = [canvasId(block, note.id), noteBoxes.get(note.id)!];
    const covered = note.kind === 'frame' && over.some((one) => overlaps(one, titleBox(note, box)));
    const known = drawn.get(note);
    const same = known?.id === id && known.data.covered === covered;
    if (same && samePlace({ ...known.position, ...sizeOf(known) }, box)) return known;
    const node = noteNode(id, note, box, depth, covered);
    drawn.set(note, node);
    return node;
  });
}

function sizeOf({ data: { width, height } }: NoteNode) {
  return { width, height };
}

/** Width of a character of a frame's title, at most. */
const CHARACTER = 8;

/** Where the titles of frames are written. */
export function titleBoxes({ notes, noteBoxes }: Part): readonly Box[] {
  return notes.filter(({ kind }) => kind === 'frame').map((note) => titleBox(note, noteBoxes.get(note.id)!));
}

function titleBox({ text }: NoteRecord, { x, y, width }: Box): Box {
  return { x, y, width: Math.min(width, text.length * CHARACTER + 20), height: TITLE_HEIGHT };
}

function noteNode(
  id: string,
  { kind, text, colour }: NoteRecord,
  box: Box,
  depth: number,
  covered: boolean,
): NoteNode {
  const title = text.trim() === '' ? 'without a text' : `"${text.trim().slice(0, 120)}"`;
  const size = { width: box.width, height: box.height };
  return {
    id,
    type: 'note',
    position: { x: box.x, y: box.y },
    data: { kind, text, colour, ...size, covered, editable: true, editing: false },
    ...size,
    measured: size,
    handles: [],
    // Over the block's frame that it lies in.
    zIndex: BEHIND[kind] + 20 * depth,
    draggable: true,
    // A frame is chosen by its title alone: see use-marquee.
    selectable: kind === 'note',
    connectable: false,
    dragHandle: '[data-grip]',
    // Between its edges pointers belong to what stands in it.
    style: { pointerEvents: 'none' },
    ariaLabel: `${kind === 'frame' ? 'Frame' : 'Note'} ${title}`,
  };
}
