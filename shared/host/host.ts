// The contract between the app and whatever it runs in: the browser, or Electron.

import type { CancelSignal } from '../lib/cancel.ts';
import type { Journals } from './journals.ts';
import type { CommandId } from './commands.ts';

/** A file that the user opened. `token` names it to the host again, where the host can write it back. */
export interface OpenedFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly token: string | undefined;
}

export interface SavedFile {
  readonly name: string;
  readonly token: string | undefined;
}

export interface ExportRequest {
  readonly suggestedName: string;
  readonly byteLength: number;
  /** Pulled as fast as the host can write, which is done with a chunk when it asks for the next; abandoned when cancelled. */
  chunks(): AsyncIterable<Uint8Array<ArrayBuffer>>;
  readonly signal: CancelSignal;
}

export interface SaveRequest extends ExportRequest {
  /** Where to write; undefined asks the user. */
  readonly token: string | undefined;
}

export interface RecentFile {
  readonly name: string;
  readonly token: string;
}

export interface DocumentState {
  /** Of the document in front. */
  readonly name: string;
  readonly dirty: boolean;
  /** Names of all open documents with unsaved changes. */
  readonly unsaved: readonly string[];
}

export type UnsavedChoice = 'save' | 'discard' | 'cancel';

/** A command without an entry shows no keys. */
export type MenuKeys = Readonly<Partial<Record<CommandId, string>>>;

/** What menus show of commands as they are now. */
export interface MenuState {
  /** Those that can do nothing. */
  readonly disabled: readonly CommandId[];
  /** Those with a mark of which what they switch is on. */
  readonly checked: readonly CommandId[];
}

export interface Host {
  readonly kind: 'browser' | 'electron';
  /** Asks for a document; undefined when the user cancels. */
  openFile(): Promise<OpenedFile | undefined>;
  /** Whether files can be opened again from the list of recent ones; elsewhere that is always empty. */
  readonly reopens: boolean;
  /** Undefined when the user does not allow it. */
  openRecent(token: string): Promise<OpenedFile | undefined>;
  /** Files opened and saved, the latest first. */
  recentFiles(): Promise<readonly RecentFile[]>;
  clearRecent(): Promise<void>;
  /** Writes the whole file or leaves the old one, also where it is aborted; undefined when the user closes the dialog. */
  saveFile(request: SaveRequest): Promise<SavedFile | undefined>;
  /** Asks where, then streams; undefined when the user cancels the dialog. Aborting leaves no partial file. */
  exportFile(request: ExportRequest): Promise<SavedFile | undefined>;
  /** Unsaved work, for after a crash or a closed window. */
  readonly journals: Journals;
  /** What the window's title and dirty mark say; while anything is unsaved, closing the window asks first. */
  setDocumentState(state: DocumentState): void;
  /** What keys the host's menus show, where it has any: one combination a command, in Electron's notation. */
  setMenuKeys(keys: MenuKeys): void;
  /** What the host's menus grey out and mark, where it has any. */
  setMenuState(state: MenuState): void;
  /** Menu commands by id, where the host has menus; returns the unsubscriber. */
  onCommand(listener: (commandId: string) => void): () => void;
  /** A file handed over by the system (double-click, second instance). */
  onOpenFile(listener: (file: OpenedFile) => void): () => void;
  /** What went wrong that no call waits for: such a file that cannot be read, a list that cannot be kept. */
  onFailure(listener: (error: unknown) => void): () => void;
}
