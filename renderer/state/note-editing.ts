// Frames and notes as people make them: around a selection, at a place, edited where they stand.

import type { Position } from '../../shared/document/commands.ts';
import { MIN_NOTE_SIZE, notesOf, type NoteChanges } from '../../shared/document/notes.ts';
import { lookUp } from '../../shared/document/records.ts';
import type { Document, NodeId, NoteId, NoteRecord } from '../../shared/document/types.ts';
import type { Level } from '../../shared/network/types.ts';
import type { Problem } from '../../shared/operators/define.ts';
import { selectedElements } from './analysis.ts';
import { boundsOf, boxOf, contains, noteBox, type Box } from './boxes.ts';
import {
  currentDocument,
  dispatch,
  endGesture,
  takeBackGesture,
  useDocumentStore,
} from './document-store.ts';
import { READ_ONLY } from './editing.ts';
import { freePlace } from './free-place.ts';
import { freshId } from './ids.ts';
import { editText, select } from './session-store.ts';

/** Space between a frame and what it holds; its title stands above. */
const PADDING = 24;
export const TITLE_HEIGHT = 30;
const NOTE_SIZE = { width: 224, height: 96 };
const FRAME_SIZE = { width: 320, height: 240 };
/** Between a new note and what stands beside it. */
const NOTE_GAP = 16;
/** Right of a note that is selected stand its colours. */
const COLOURS_WIDTH = 32;

/** The notes that stand on a level; inside a template there are none. */
export function notesAt(document: Document, level: Level): readonly NoteRecord[] {
  return level.parentId === undefined
    ? []
    : notesOf(document).filter(({ parentId }) => parentId === level.parentId);
}

/** A frame around the selected nodes and notes, or at a place where nothing is selected; its title is open. */
export function addFrame(
  level: Level,
  nodes: readonly NodeId[],
  notes: readonly NoteRecord[],
  fallback: Position,
): Problem | undefined {
  const bounds = boundsOf([
    ...selectedElements(level, nodes).map((element) => boxOf(element, level.flow)),
    ...notes.map(noteBox),
  ]);
  const box =
    bounds === undefined
      ? centred(fallback, FRAME_SIZE)
      : {
          x: bounds.x - PADDING,
          y: bounds.y - PADDING - TITLE_HEIGHT,
          width: bounds.width + 2 * PADDING,
          height: bounds.height + 2 * PADDING + TITLE_HEIGHT,
        };
  return add(level, 'frame', 'blue', box);
}

/**
 * A note with its middle at a place, or beside what stands there, ready to be written.
 * @param view what is seen of the level: there it stands, if there is room
 */
export function addText(
  level: Level,
  notes: readonly NoteRecord[],
  middle: Position,
  view: Box | undefined,
): Problem | undefined {
  const wanted = centred(middle, NOTE_SIZE);
  const taken = [
    ...[...level.elements.values()].map((element) => boxOf(element, level.flow)),
    ...notes.map(coveredBy),
  ];
  const whole = { ...wanted, width: wanted.width + COLOURS_WIDTH };
  return add(level, 'note', 'yellow', { ...wanted, ...freePlace(whole, taken, NOTE_GAP, view) });
}

/** Of a frame that is its title: in it there is room. */
function coveredBy(note: NoteRecord): Box {
  const box = noteBox(note);
  return note.kind === 'frame' ? { ...box, height: TITLE_HEIGHT } : box;
}

function centred(middle: Position, size: { readonly width: number; readonly height: number }): Box {
  return {
    x: Math.round(middle.x - size.width / 2),
    y: Math.round(middle.y - size.height / 2),
    ...size,
  };
}

function add(
  level: Level,
  kind: NoteRecord['kind'],
  colour: NoteRecord['colour'],
  { x, y, width, height }: Box,
): Problem | undefined {
  if (level.parentId === undefined) return READ_ONLY;
  const note: NoteRecord = {
    id: freshId(),
    kind,
    parentId: level.parentId,
    text: '',
    colour,
    position: { x, y },
    size: { width: Math.max(width, MIN_NOTE_SIZE.width), height: Math.max(height, MIN_NOTE_SIZE.height) },
  };
  const refused = dispatch({ type: 'addNote', note }, { gesture: makingOf(note.id) });
  if (refused === undefined) {
    select([], [], [note.id]);
    editText(note.id);
  }
  return refused;
}

/** The making of a note is one step with its first text and colour. */
function makingOf(note: NoteId): string {
  return `make ${note}`;
}

/**
 * Keeps what was written in a note or as a frame's title. Of a new note that is left without a word nothing stays, and
 * no step.
 */
export function keepText(id: NoteId, text: string): Problem | undefined {
  const note = lookUp(currentDocument().notes ?? {}, id);
  if (note?.kind === 'note' && note.text === '' && text.trim() === '') {
    takeBackGesture(makingOf(id));
    return undefined;
  }
  const refused = changeNote(id, { text });
  endGesture();
  return refused;
}

/** Changes a note; one that is just being made, in the step that makes it. */
export function changeNote(id: NoteId, changes: NoteChanges): Problem | undefined {
  const gesture = makingOf(id);
  const made = useDocumentStore.getState().gesture?.name === gesture;
  return dispatch({ type: 'changeNote', note: id, changes }, made ? { gesture } : {});
}

/** What a frame takes along when it moves: the nodes and notes that lie wholly in it. */
export function heldBy(
  frame: NoteRecord,
  level: Level,
  notes: readonly NoteRecord[],
): { readonly nodes: readonly NodeId[]; readonly notes: readonly NoteId[] } {
  const box = noteBox(frame);
  return {
    nodes: [...level.elements.values()]
      .filter((element) => contains(box, boxOf(element, level.flow)))
      .map(({ record }) => record.id),
    notes: notes.filter((note) => note.id !== frame.id && contains(box, noteBox(note))).map(({ id }) => id),
  };
}
