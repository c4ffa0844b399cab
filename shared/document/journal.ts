// The journal of a document's unsaved work: one record a line, each with its number and a checksum. It begins with a
// checkpoint, the whole document, and goes on with what every edit changed. Where the lines are kept is the host's.
//
// A record holds what came of an edit, not the command: undo and redo are no commands, and a journal that one version
// of Netloom wrote must mean the same to the next, whatever becomes of its commands.

import { crc32 } from '../lib/crc32.ts';
import { NetloomError } from '../lib/errors.ts';
import { applyJsonDiff, diffJson, type JsonDiff } from '../lib/json-diff.ts';
import { parseDocument } from './parse.ts';
import { DOCUMENT_FORMAT } from './serialise.ts';
import type { Document, Graph } from './types.ts';

interface RecordHead {
  /** From 1 on, without a gap. */
  readonly number: number;
  /** When it was written, in milliseconds since 1970. */
  readonly at: number;
}

interface Checkpoint extends RecordHead {
  /** Of the file that the document is kept in; null where it is in none. */
  readonly file: string | null;
  readonly form?: JournalledFile['form'];
  readonly document: Members;
}

interface Change extends RecordHead {
  readonly change: JsonDiff;
}

type Members = Readonly<Record<string, unknown>>;

/** The file that a document is kept in. */
export interface JournalledFile {
  readonly name: string;
  readonly form: 'container' | 'text';
}

/** Where a journal stands, for the next record. */
export interface JournalEnd {
  readonly number: number;
  readonly document: Document;
}

/** The work that a journal brings back. */
export interface JournalledWork {
  readonly document: Document;
  /** When it was last changed, in milliseconds since 1970. */
  readonly at: number;
  readonly file: JournalledFile | undefined;
}

/** The first line of a journal, in place of all that it held. */
export function checkpointLine(
  document: Document,
  at: number,
  file: JournalledFile | undefined,
): { readonly line: string; readonly end: JournalEnd } {
  const where = file === undefined ? { file: null } : { file: file.name, form: file.form };
  const record: Checkpoint = { number: 1, at, ...where, document: { ...document } };
  return { line: lineOf(record), end: { number: 1, document } };
}

/** The line of what changed since; undefined where nothing did. */
export function changeLine(
  end: JournalEnd,
  document: Document,
  at: number,
): { readonly line: string; readonly end: JournalEnd } | undefined {
  const change = diffJson({ ...end.document }, { ...document });
  if (change === undefined) return undefined;
  const record: Change = { number: end.number + 1, at, change };
  return { line: lineOf(record), end: { number: record.number, document } };
}

function lineOf(record: Checkpoint | Change): string {
  const text = JSON.stringify(record);
  return `${checksumOf(text)} ${text}\n`;
}

function checksumOf(text: string): string {
  return crc32(new TextEncoder().encode(text)).toString(16).padStart(8, '0');
}

/**
 * The document as the last good record left it. Reading ends at the first record that is damaged, cut off or out of
 * turn; nothing after it is believed.
 * @throws NetloomError `journal-damaged` where not even the first record can be read, or what `parseDocument` says of
 *   the document in it
 */
export function readJournal(text: string): JournalledWork {
  const [first, ...changes] = goodRecords(text);
  if (first === undefined || !('document' in first)) {
    throw new NetloomError('journal-damaged', 'The draft is damaged from its beginning on.');
  }
  const states = [{ at: first.at, document: first.document }];
  for (const record of changes) {
    if (!('change' in record)) break;
    states.push({ at: record.at, document: applyJsonDiff(states.at(-1)!.document, record.change) });
  }
  const file = first.file === null ? undefined : { name: first.file, form: first.form ?? 'container' };
  for (;;) {
    const { at, document } = states.pop()!;
    try {
      return { document: parseDocument(fileText(document)), at, file };
    } catch (error) {
      // A state that is no document was written by something else; the one before it may be.
      if (states.length === 0 || !(error instanceof NetloomError)) throw error;
    }
  }
}

function goodRecords(text: string): readonly (Checkpoint | Change)[] {
  const records: (Checkpoint | Change)[] = [];
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from);
    const record = readLine(text.slice(from, end === -1 ? text.length : end));
    if (record?.number !== records.length + 1) break;
    records.push(record);
    from = end === -1 ? text.length : end + 1;
  }
  return records;
}

function readLine(line: string): Checkpoint | Change | undefined {
  const text = line.slice(9);
  if (line[8] !== ' ' || line.slice(0, 8) !== checksumOf(text)) return undefined;
  try {
    // The checksum says that this is what was written, so its shape needs no second look.
    return JSON.parse(text) as Checkpoint | Change;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The members of a document that are maps of records, which a file has as lists. */
const RECORDS: Readonly<Record<keyof Graph, true>> = {
  nodes: true,
  edges: true,
  notes: true,
  definitions: true,
};

/** As a file's text, whatever its version: from there on it is read, and brought up to date, as files are. */
function fileText(document: Members): string {
  const members = Object.entries(document).map(([name, value]) => [
    name,
    Object.hasOwn(RECORDS, name) && typeof value === 'object' && value !== null
      ? Object.values(value)
      : value,
  ]);
  return JSON.stringify({ format: DOCUMENT_FORMAT, ...Object.fromEntries(members) });
}
