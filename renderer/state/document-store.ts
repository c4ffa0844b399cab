// The open document: its history, the commands that change it, and whether it is saved. The bytes of stored
// weights lie beside it. What the user looks at is session-store's.

import { create } from 'zustand';
import { applyCommand, type Command } from '../../shared/document/commands.ts';
import {
  pushHistory,
  redo as redoHistory,
  startHistory,
  undo as undoHistory,
  type History,
} from '../../shared/document/history.ts';
import { emptyDocument } from '../../shared/document/empty.ts';
import type { Document, WeightsReference } from '../../shared/document/types.ts';
import type { Problem } from '../../shared/operators/define.ts';

/** A ZIP container, which may carry weights, or the text alone. */
export type FileForm = 'container' | 'text';

/** Where the document is kept; `token` names it to the host. */
export interface FileReference {
  readonly name: string;
  readonly token: string | undefined;
  /** What was read or written there: names may say otherwise. */
  readonly form: FileForm;
}

interface WeightsFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** True where they came with the document's file and are saved with it; else Netloom ships them. */
  readonly own: boolean;
}

interface DocumentState {
  readonly history: History;
  /** The document as it was last saved or opened. */
  readonly saved: Document;
  readonly file: FileReference | undefined;
  /**
   * Every weights file that a document of this history refers to and that is here, by its SHA-256: undo may come
   * back to one that the present document no longer means.
   */
  readonly weightsFiles: ReadonlyMap<string, WeightsFile>;
  /** Names the run of commands that undo as one: typing in one field, dragging one slider. */
  readonly gesture: string | undefined;
  /** Counts documents opened, so that views can tell a new document from an edit. */
  readonly opened: number;
}

function opening(document: Document): Pick<DocumentState, 'history' | 'saved' | 'gesture'> {
  return { history: startHistory(document), saved: document, gesture: undefined };
}

export const useDocumentStore = create<DocumentState>()(() => ({
  ...opening(emptyDocument()),
  file: undefined,
  weightsFiles: new Map(),
  opened: 0,
}));

const { getState, setState } = useDocumentStore;

export function currentDocument(): Document {
  return getState().history.present;
}

export function useDocument(): Document {
  return useDocumentStore((state) => state.history.present);
}

export function isDirty(state: DocumentState = getState()): boolean {
  return state.history.present !== state.saved;
}

/** True where nothing can be lost: no nodes, none that were removed, and no file that is open. */
export function isBlank({ history, file }: DocumentState = getState()): boolean {
  return (
    file === undefined &&
    history.past.length === 0 &&
    history.future.length === 0 &&
    Object.keys(history.present.nodes).length === 0
  );
}

/** Replaces the open document and its history. `dirty` opens it as unsaved work. */
export function openDocument(
  document: Document,
  options: {
    readonly file?: FileReference | undefined;
    readonly weights?: Uint8Array<ArrayBuffer> | undefined;
    readonly dirty?: boolean;
  } = {},
): void {
  setState((state) => ({
    ...opening(document),
    saved: options.dirty === true ? emptyDocument() : document,
    file: options.file,
    weightsFiles:
      options.weights === undefined || document.weights === undefined
        ? new Map()
        : new Map([[document.weights.sha256, { bytes: options.weights, own: true }]]),
    opened: state.opened + 1,
  }));
}

/** Puts weights that ship with Netloom beside the document, unless its file brought the same. */
export function provideWeights({ sha256 }: WeightsReference, bytes: Uint8Array<ArrayBuffer>): void {
  setState(({ weightsFiles }) =>
    weightsFiles.has(sha256)
      ? {}
      : { weightsFiles: new Map([...weightsFiles, [sha256, { bytes, own: false }]]) },
  );
}

/** The bytes that a document's weights refer to, where they are here. */
export function weightsOf(
  document: Document,
  state: DocumentState = getState(),
): Uint8Array<ArrayBuffer> | undefined {
  return fileOf(document, state)?.bytes;
}

/** What must be saved with the document: its own weights, not those that every Netloom has. */
export function weightsToSave(document: Document): Uint8Array<ArrayBuffer> | undefined {
  const file = fileOf(document, getState());
  return file?.own === true ? file.bytes : undefined;
}

function fileOf(document: Document, { weightsFiles }: DocumentState): WeightsFile | undefined {
  return document.weights === undefined ? undefined : weightsFiles.get(document.weights.sha256);
}

/** Remembers that this document lies in this file now. */
export function markSaved(document: Document, file: FileReference): void {
  setState({ saved: document, file, gesture: undefined });
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
  const { history, gesture } = getState();
  let document = history.present;
  for (const command of Array.isArray(commands) ? commands : [commands as Command]) {
    const result = applyCommand(document, command);
    if (!result.ok) return result.problem;
    document = result.document;
  }
  if (document === history.present) return undefined;
  if (options.gesture !== undefined && gesture === options.gesture) {
    setState({ history: { ...history, present: document } });
    return undefined;
  }
  setState({
    history: pushHistory(history, document),
    gesture: options.gesture,
  });
  return undefined;
}

/** The next command starts a new step, whatever its gesture. */
export function endGesture(): void {
  if (getState().gesture !== undefined) setState({ gesture: undefined });
}

export function undo(): void {
  setState((state) => ({ history: undoHistory(state.history), gesture: undefined }));
}

export function redo(): void {
  setState((state) => ({ history: redoHistory(state.history), gesture: undefined }));
}
