// Notes: what people write beside a network. A frame stands around nodes and has a title; a note is a text.
// Neither means anything to the network: nothing is inferred, compiled or run from them.

import { problem, type Problem } from '../operators/define.ts';
import { byId, isLevel, lookUp } from './records.ts';
import type { Document, Graph, NodeId, NoteId, NoteRecord } from './types.ts';

type Position = NoteRecord['position'];

export const MAX_NOTES = 10_000;

/** Of a note's text, in UTF-16 units. */
const MAX_NOTE_LENGTH = 10_000;

/** Least size of a note: less could not be grasped. Canvas pixels. */
export const MIN_NOTE_SIZE = { width: 80, height: 40 };

/** Beyond any canvas; keeps sums of positions exact. */
const MAX_COORDINATE = 1e9;

/** What may be changed of a note that stands. */
export type NoteChanges = Partial<Pick<NoteRecord, 'text' | 'colour' | 'position' | 'size'>>;

/** Why a note cannot be, wherever it stands; undefined where it can. The message names it by its id. */
export function noteProblem(note: NoteRecord): Problem | undefined {
  const name = `Note "${note.id.slice(0, 60)}"`;
  if (note.text.length > MAX_NOTE_LENGTH) {
    return problem(
      'note-too-long',
      `${name} has ${note.text.length} characters; at most ${MAX_NOTE_LENGTH} are allowed.`,
    );
  }
  // Lines and tabs are part of a text; other controls are not.
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(note.text) || !note.text.isWellFormed()) {
    return problem('note-characters', `${name} contains control or broken characters.`);
  }
  const { position, size } = note;
  for (const value of [position.x, position.y, size.width, size.height]) {
    if (!(Math.abs(value) <= MAX_COORDINATE)) {
      return problem(
        'note-place',
        `${name} has the coordinate ${value}; at most ${MAX_COORDINATE} is allowed.`,
      );
    }
  }
  if (size.width < MIN_NOTE_SIZE.width || size.height < MIN_NOTE_SIZE.height) {
    return problem(
      'note-size',
      `${name} is ${size.width} × ${size.height}; at least ${MIN_NOTE_SIZE.width} × ${MIN_NOTE_SIZE.height} is needed.`,
    );
  }
  return undefined;
}

/** The document with these notes; without the field where there are none, so that none is one thing. */
export function withNotes(document: Document, notes: readonly NoteRecord[]): Document {
  const { notes: _before, ...rest } = document;
  return notes.length === 0 ? rest : { ...rest, notes: byId(notes) };
}

export function notesOf(graph: Graph): readonly NoteRecord[] {
  return graph.notes === undefined ? [] : Object.values(graph.notes);
}

/** Adds a note whose id is fresh. */
export function addNote(document: Document, note: NoteRecord): Document | Problem {
  const bad = noteProblem(note) ?? levelProblem(document, note.parentId);
  if (bad !== undefined) return bad;
  const notes = notesOf(document);
  if (notes.some(({ id }) => id === note.id)) {
    return problem('id-taken', `There already is a record with the id "${note.id}".`);
  }
  if (notes.length >= MAX_NOTES) {
    return problem(
      'document-too-large',
      `There are ${notes.length} notes; at most ${MAX_NOTES} are allowed.`,
    );
  }
  return withNotes(document, [...notes, note]);
}

function levelProblem(document: Document, parentId: NodeId | null): Problem | undefined {
  if (isLevel(document, parentId)) return undefined;
  return problem(
    'parent-missing',
    'The block that this note should go into does not exist or cannot be edited.',
  );
}

/** Changes a note's text, colour, place or size; the same document where nothing differs. */
export function changeNote(document: Document, id: NoteId, changes: NoteChanges): Document | Problem {
  const note = lookUp(document.notes ?? {}, id);
  if (note === undefined) return problem('note-missing', 'The note to change no longer exists.');
  const next: NoteRecord = { ...note, ...changes };
  if (JSON.stringify(next) === JSON.stringify(note)) return document;
  return noteProblem(next) ?? { ...document, notes: { ...document.notes, [id]: next } };
}

/** Moves notes; those that do not exist, or whose new place is no number, stay. */
export function moveNotes(document: Document, positions: Readonly<Record<NoteId, Position>>): Document {
  const moved: Record<NoteId, NoteRecord> = {};
  for (const [id, { x, y }] of Object.entries(positions)) {
    const note = lookUp(document.notes ?? {}, id);
    if (note === undefined || (note.position.x === x && note.position.y === y)) continue;
    const next = { ...note, position: { x, y } };
    if (noteProblem(next) === undefined) moved[id] = next;
  }
  return Object.keys(moved).length === 0 ? document : { ...document, notes: { ...document.notes, ...moved } };
}

/** Removes notes, and those that stand inside removed blocks. */
export function removeNotes(
  document: Document,
  ids: readonly NoteId[],
  blocks: ReadonlySet<NodeId> = new Set(),
): Document {
  const notes = notesOf(document);
  const doomed = new Set(ids);
  const left = notes.filter(
    ({ id, parentId }) => !doomed.has(id) && (parentId === null || !blocks.has(parentId)),
  );
  return left.length === notes.length ? document : withNotes(document, left);
}
