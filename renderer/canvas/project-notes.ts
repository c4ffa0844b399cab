// Notes of the open level → what React Flow draws, behind the nodes.

import type { Node } from '@xyflow/react';
import type { NoteRecord } from '../../shared/document/types.ts';
import type { Box } from '../state/boxes.ts';
import { TITLE_HEIGHT } from '../state/note-editing.ts';
import type { NoteFace } from '../nodes/NoteBox.tsx';

export type NoteNode = Node<NoteFace, 'note'>;

/** Under every wire and node, also while it is selected, which raises by 1000. */
const BEHIND = { frame: -3000, note: -2000 };

const drawn = new WeakMap<NoteRecord, NoteNode>();

/** Unchanged notes keep their identity. */
export function projectNotes(notes: readonly NoteRecord[]): readonly NoteNode[] {
  return notes.map((note) => {
    let node = drawn.get(note);
    if (node === undefined) drawn.set(note, (node = noteNode(note)));
    return node;
  });
}

/** Width of a character of a frame's title, at most. */
const CHARACTER = 8;

/** Where the titles of frames are written. */
export function titleBoxes(notes: readonly NoteRecord[]): readonly Box[] {
  return notes
    .filter(({ kind }) => kind === 'frame')
    .map(({ position, size, text }) => ({
      ...position,
      width: Math.min(size.width, text.length * CHARACTER + 20),
      height: TITLE_HEIGHT,
    }));
}

function noteNode({ id, kind, text, colour, position, size }: NoteRecord): NoteNode {
  const title = text.trim() === '' ? 'without a text' : `“${text.trim().slice(0, 120)}”`;
  return {
    id,
    type: 'note',
    position,
    data: { kind, text, colour, ...size, editable: true, editing: false },
    ...size,
    measured: size,
    handles: [],
    zIndex: BEHIND[kind],
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
