// Where a host keeps the unsaved work of every open document, from one edit to the next: lines of text, whose meaning
// is shared/document/journal.ts's. A window writes its own journals; those of windows that are gone it may take over.

type Bytes = Uint8Array<ArrayBuffer>;

/** The file that a journal's document was kept in. */
export interface RememberedFile {
  /** Names it to the host, which asks before it saves over another version than the journal knew. */
  readonly token: string;
  /** Its bytes as they are now; undefined when the user does not allow it. */
  read(): Promise<Bytes | undefined>;
}

/** A journal whose window is gone. No other window is given it while this one is there. */
export interface AbandonedJournal {
  readonly id: string;
  /** All its lines. */
  read(): Promise<string>;
  /** Kept beside it under this SHA-256; undefined where none are. */
  weights(sha256: string): Promise<Bytes | undefined>;
  /** Undefined where there was none, it cannot be named again, or another version of it was opened here since. */
  file(): Promise<RememberedFile | undefined>;
  /** Removes it for good. */
  discard(): Promise<void>;
}

/** `journal` is the window's own number for one of its documents. */
export interface Journals {
  /**
   * `line` takes the place of all that the journal held, whole or not at all.
   * @param file the token of the file that the document is kept in, whose present version is remembered
   */
  begin(journal: number, line: string, file: string | undefined): Promise<void>;
  append(journal: number, line: string): Promise<void>;
  /** Keeps weights that no file holds yet beside the journal. */
  keepWeights(journal: number, sha256: string, bytes: Bytes): Promise<void>;
  remove(journal: number): Promise<void>;
  abandoned(): Promise<readonly AbandonedJournal[]>;
}
