// The document in front: the commands that change it, undo, whether it is saved, the bytes of its stored weights.
// Which documents are open is open-documents'; what the user looks at is session-store's.

import { applyCommand, type Command } from '../../shared/document/commands.ts';
import { emptyDocument } from '../../shared/document/empty.ts';
import { pushHistory, redo as redoHistory, undo as undoHistory } from '../../shared/document/history.ts';
import type { Document, WeightsReference } from '../../shared/document/types.ts';
import type { Problem } from '../../shared/operators/define.ts';
import {
  changeOpen,
  frontOf,
  useDocuments,
  type DocumentId,
  type FileReference,
  type OpenDocument,
  type WeightsFile,
} from './open-documents.ts';

function front(): OpenDocument {
  return frontOf(useDocuments.getState());
}

/** Reads the document in front, as a store. */
export const useDocumentStore = Object.assign(
  <T>(select: (open: OpenDocument) => T): T => useDocuments((state) => select(frontOf(state))),
  { getState: front },
);

export function currentDocument(): Document {
  return front().history.present;
}

export function useDocument(): Document {
  return useDocumentStore((open) => open.history.present);
}

/** Puts weights that ship with Netloom beside every open document that means them, unless its file brought them. */
export function provideWeights({ sha256 }: WeightsReference, bytes: Uint8Array<ArrayBuffer>): void {
  for (const { id, history, weightsFiles } of useDocuments.getState().documents) {
    if (history.present.weights?.sha256 !== sha256 || weightsFiles.has(sha256)) continue;
    changeOpen(id, () => ({ weightsFiles: new Map([...weightsFiles, [sha256, { bytes, own: false }]]) }));
  }
}

/** The bytes that a document's weights refer to, where an open document has them: their hash says which they are. */
export function weightsOf(document: Document, open?: OpenDocument): Uint8Array<ArrayBuffer> | undefined {
  const places = open === undefined ? useDocuments.getState().documents : [open];
  return places.map((place) => fileOf(document, place)).find((file) => file !== undefined)?.bytes;
}

/** The bytes of the weights that the document in front refers to. */
export function useWeights(): Uint8Array<ArrayBuffer> | undefined {
  return useDocuments((state) => weightsOf(frontOf(state).history.present));
}

/** What must be saved with an open document: its own weights, not those that every Netloom has. */
export function weightsToSave(open: OpenDocument): Uint8Array<ArrayBuffer> | undefined {
  const file = fileOf(open.history.present, open);
  return file?.own === true ? file.bytes : undefined;
}

function fileOf(document: Document, { weightsFiles }: OpenDocument): WeightsFile | undefined {
  return document.weights === undefined ? undefined : weightsFiles.get(document.weights.sha256);
}

/**
 * Remembers that this state of an open document lies in this file now. Another one that was kept there has no file
 * any more.
 */
export function markSaved(id: DocumentId, document: Document, file: FileReference): void {
  for (const other of useDocuments.getState().documents) {
    if (other.id === id || other.file?.token === undefined || other.file.token !== file.token) continue;
    changeOpen(other.id, () => ({ saved: emptyDocument(), file: { ...file, token: undefined } }));
  }
  changeOpen(id, () => ({ saved: document, file, gesture: undefined }));
}

/**
 * Applies commands as one undo step, all or none. Commands that share a `gesture` with the step before them
 * join that step.
 * @returns why nothing was changed, or undefined
 */
export function dispatch(
  commands: Command | readonly Command[],
  options: { readonly gesture?: string } = {},
): Problem | undefined {
  const { id, history, gesture } = front();
  let document = history.present;
  for (const command of Array.isArray(commands) ? commands : [commands as Command]) {
    const result = applyCommand(document, command);
    if (!result.ok) return result.problem;
    document = result.document;
  }
  if (document === history.present) return undefined;
  const { gesture: name } = options;
  const joined = name !== undefined && gesture?.name === name ? gesture : undefined;
  changeOpen(id, () => ({
    history: joined === undefined ? pushHistory(history, document) : { ...history, present: document },
    gesture: joined ?? (name === undefined ? undefined : { name, before: history }),
  }));
  return undefined;
}

/** Everything is as it was before this gesture, where it still goes on: no step is left, and what was undone is there. */
export function takeBackGesture(name: string): void {
  const { id, gesture } = front();
  if (gesture?.name === name) changeOpen(id, () => ({ history: gesture.before, gesture: undefined }));
}

/** The next command starts a new step, whatever its gesture. */
export function endGesture(): void {
  const { id, gesture } = front();
  if (gesture !== undefined) changeOpen(id, () => ({ gesture: undefined }));
}

export function undo(): void {
  changeOpen(front().id, ({ history }) => ({ history: undoHistory(history), gesture: undefined }));
}

export function redo(): void {
  changeOpen(front().id, ({ history }) => ({ history: redoHistory(history), gesture: undefined }));
}
