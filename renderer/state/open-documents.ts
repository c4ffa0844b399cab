// The open documents, in the order of their tabs: what each holds, which one is in front, opening, closing, changing
// places. Editing the one in front is document-store's.

import { create } from 'zustand';
import { emptyDocument } from '../../shared/document/empty.ts';
import { startHistory, type History } from '../../shared/document/history.ts';
import { notesOf } from '../../shared/document/notes.ts';
import type { Document } from '../../shared/document/types.ts';
import { currentView, showView, TOP_VIEW, type View } from './session-store.ts';
import { settings } from './settings-store.ts';

/** Names one opening of a document: the same file opened again has another. Never used twice. */
export type DocumentId = number;

/** A ZIP container, which may carry weights, or the text alone. */
export type FileForm = 'container' | 'text';

/** Where the document is kept; `token` names it to the host. */
export interface FileReference {
  readonly name: string;
  readonly token: string | undefined;
  /** What was read or written there: names may say otherwise. */
  readonly form: FileForm;
}

export interface WeightsFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** True where they came with the document's file and are saved with it; else Netloom ships them. */
  readonly own: boolean;
}

export interface Gesture {
  readonly name: string;
  /** The history when it began, should it come to nothing. */
  readonly before: History;
}

export interface OpenDocument {
  readonly id: DocumentId;
  readonly history: History;
  /** The document as it was last saved or opened. */
  readonly saved: Document;
  readonly file: FileReference | undefined;
  /**
   * Every weights file that a document of this history refers to and that is here, by its SHA-256: undo may come
   * back to one that the present document no longer means.
   */
  readonly weightsFiles: ReadonlyMap<string, WeightsFile>;
  /** The run of commands that undo as one: typing in one field, dragging one slider. */
  readonly gesture: Gesture | undefined;
  /** What the user looked at, for its return to the front; while it is there the session holds what is true. */
  readonly view: View;
}

interface DocumentsState {
  /** In the order of their tabs; never empty. */
  readonly documents: readonly OpenDocument[];
  readonly front: DocumentId;
}

interface Opening {
  readonly file?: FileReference | undefined;
  readonly weights?: Uint8Array<ArrayBuffer> | undefined;
  /** Opens it as unsaved work. */
  readonly dirty?: boolean;
  /** The open document whose place it takes; else it gets a tab of its own, or that of an untouched blank one. */
  readonly instead?: DocumentId;
}

/** The document that New gives, with the seed that the user set for new ones. */
export function blankDocument(): Document {
  return { ...emptyDocument(), seed: settings().seed };
}

let latest: DocumentId = 0;

function opening(document: Document, { file, weights, dirty }: Opening = {}): OpenDocument {
  latest += 1;
  return {
    id: latest,
    history: startHistory(document),
    saved: dirty === true ? emptyDocument() : document,
    file,
    weightsFiles:
      weights === undefined || document.weights === undefined
        ? new Map()
        : new Map([[document.weights.sha256, { bytes: weights, own: true }]]),
    gesture: undefined,
    view: TOP_VIEW,
  };
}

export const useDocuments = create<DocumentsState>()(() => {
  const blank = opening(blankDocument());
  return { documents: [blank], front: blank.id };
});

const { getState, setState } = useDocuments;

/** The document in front. */
export function frontOf({ documents, front }: DocumentsState): OpenDocument {
  const found = documents.find(({ id }) => id === front);
  if (found === undefined) throw new Error('No open document is in front.');
  return found;
}

/** The open document of this id, unless it was closed. */
export function findOpen(id: DocumentId): OpenDocument | undefined {
  return getState().documents.find((open) => open.id === id);
}

export function isDirty(open: OpenDocument = frontOf(getState())): boolean {
  return open.history.present !== open.saved;
}

/** True where nothing can be lost: nothing is in it, nothing was removed, and no file is open. */
export function isBlank({ history, file }: OpenDocument = frontOf(getState())): boolean {
  return (
    file === undefined &&
    history.past.length === 0 &&
    history.future.length === 0 &&
    history.present.weights === undefined &&
    Object.keys(history.present.nodes).length === 0 &&
    history.present.notes === undefined &&
    notesOf(history.present).length === 0
  );
}

/** Opens a document with a history of its own, and brings it to the front. */
export function openDocument(document: Document, options: Opening = {}): DocumentId {
  const before = getState();
  const front = frontOf(before);
  const replaced = options.instead ?? (isBlank(front) && !isDirty(front) ? front.id : undefined);
  const opened = opening(document, options);
  if (replaced === undefined) {
    const place = before.documents.indexOf(front) + 1;
    setState({ documents: before.documents.toSpliced(place, 0, opened) });
  } else {
    setState({
      documents: before.documents.map((open) => (open.id === replaced ? opened : open)),
      ...(replaced === before.front ? { front: opened.id } : {}),
    });
    if (replaced === before.front) showView(TOP_VIEW);
  }
  bringToFront(opened.id);
  return opened.id;
}

/** Shows an open document as it was left. */
export function bringToFront(id: DocumentId): void {
  const { front } = getState();
  const open = findOpen(id);
  if (open === undefined || id === front) return;
  const view = currentView();
  changeOpen(front, () => ({ view }));
  setState({ front: id });
  showView(open.view);
}

/** Closes a document without a question. Its neighbour comes to the front; the last one leaves a blank one. */
export function closeDocument(id: DocumentId): void {
  const { documents, front } = getState();
  const place = documents.findIndex((open) => open.id === id);
  if (place === -1) return;
  const others = documents.toSpliced(place, 1);
  if (others.length === 0) others.push(opening(blankDocument()));
  const next = front === id ? (others[place] ?? others.at(-1)!) : undefined;
  setState({ documents: others, ...(next === undefined ? {} : { front: next.id }) });
  if (next !== undefined) showView(next.view);
}

/** Moves a tab to a place, counted from 0 among the others. */
export function moveDocument(id: DocumentId, place: number): void {
  const { documents } = getState();
  const open = findOpen(id);
  if (open === undefined || documents.indexOf(open) === place) return;
  setState({ documents: documents.filter((other) => other !== open).toSpliced(place, 0, open) });
}

/** Changes what an open document holds, in front or not. */
export function changeOpen(
  id: DocumentId,
  change: (open: OpenDocument) => Partial<Omit<OpenDocument, 'id'>>,
): void {
  setState(({ documents }) => ({
    documents: documents.map((open) => (open.id === id ? { ...open, ...change(open) } : open)),
  }));
}
