// Keeps the unsaved work of every open document in a journal, within half a second of each change, until it is saved
// or given up. What work of last time is offered is recoveries'.

import { changeLine, checkpointLine, type JournalEnd } from '../../shared/document/journal.ts';
import type { Document } from '../../shared/document/types.ts';
import { weightsToSave } from '../state/document-store.ts';
import {
  findOpen,
  isBlank,
  isDirty,
  useDocuments,
  type DocumentId,
  type OpenDocument,
} from '../state/open-documents.ts';
import { cannotKeep, forgetTrouble, keepsAgain } from './draft-trouble.ts';
import { host } from './host.ts';
import { scheduleWrites, type WriteSchedule } from './write-schedule.ts';

/** Leaves the host time to keep a change within half a second. */
const DELAY_MS = 300;
const CHECKPOINT_MS = 60_000;
const CHECKPOINT_CHANGES = 200;
/** Above this, in UTF-16 units, a change is no cheaper to keep than the document. */
const LARGE_CHANGE = 1 << 20;

interface Journal {
  /** Of its lines. */
  readonly schedule: WriteSchedule;
  /** Of the weights beside it, which may take long: lines do not wait for them. */
  readonly weightsSchedule: WriteSchedule;
  /** Where its last line left it; undefined before it begins, and where a line was perhaps not kept. */
  end: JournalEnd | undefined;
  /** When the last checkpoint was made, on the clock of `performance`. */
  begun: number;
  /** What was saved when it was begun: another save, and it begins afresh, with the file as that left it. */
  saved: Document | undefined;
  /** SHA-256 of the weights that are kept beside it; another set once it is removed. */
  weights: Set<string>;
  /** Whether the host has anything of it. */
  kept: boolean;
}

const journals = new Map<DocumentId, Journal>();

/** Keeps journals from now on; returns the way to stop. */
export function keepJournals(): () => void {
  for (const open of useDocuments.getState().documents)
    if (isDirty(open)) journalOf(open.id).schedule.changed();
  const stop = useDocuments.subscribe(({ documents }, before) => {
    if (documents === before.documents) return;
    for (const open of documents) {
      const old = before.documents.find(({ id }) => id === open.id);
      if (old !== open) note(open, old);
    }
    for (const { id } of before.documents) if (!documents.some((open) => open.id === id)) dropJournal(id);
  });
  const leave = (): void => {
    for (const { schedule } of journals.values()) schedule.flushLast();
  };
  const hide = (): void => {
    if (document.visibilityState !== 'hidden') return;
    for (const { schedule } of journals.values()) void schedule.flush();
  };
  window.addEventListener('beforeunload', leave);
  window.addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', hide);
  return () => {
    stop();
    for (const { schedule, weightsSchedule } of journals.values()) {
      schedule.stop();
      weightsSchedule.stop();
    }
    journals.clear();
    forgetTrouble();
    window.removeEventListener('beforeunload', leave);
    window.removeEventListener('pagehide', leave);
    document.removeEventListener('visibilitychange', hide);
  };
}

function note(open: OpenDocument, before: OpenDocument | undefined): void {
  if (before?.history.present === open.history.present && before.saved === open.saved) return;
  if (!isDirty(open) && !journals.has(open.id)) return;
  const { schedule, end } = journalOf(open.id);
  // The beginning is kept in the next task: a delay gathers what follows.
  schedule.changed(end === undefined ? 0 : DELAY_MS);
  // Work that is saved has no journal from now on: the window may be closed at once.
  if (!isDirty(open)) void schedule.flush();
}

function dropJournal(id: DocumentId): void {
  const journal = journals.get(id);
  if (journal === undefined) return;
  journal.schedule.changed();
  void journal.schedule.flush().then(() => journals.delete(id));
}

/** Resolves when what was last done to a document is kept, or could not be. */
export async function journalKept(id: DocumentId): Promise<boolean> {
  const journal = journals.get(id);
  await journal?.schedule.flush();
  await journal?.weightsSchedule.flush();
  const open = findOpen(id);
  return (
    journal?.kept === true &&
    journal.end !== undefined &&
    (open === undefined || unkeptWeights(open, journal) === undefined)
  );
}

function journalOf(id: DocumentId): Journal {
  let journal = journals.get(id);
  if (journal === undefined) {
    const schedule = scheduleWrites({
      write: () => write(id, fresh),
      onError: (error) => cannotKeep(schedule, error),
      onWritten: () => keepsAgain(schedule),
      delay: DELAY_MS,
    });
    const weightsSchedule = scheduleWrites({
      write: () => keepWeights(id, fresh),
      onError: (error) => cannotKeep(weightsSchedule, error),
      onWritten: () => keepsAgain(weightsSchedule),
      delay: 0,
    });
    const fresh: Journal = {
      schedule,
      weightsSchedule,
      end: undefined,
      begun: 0,
      saved: undefined,
      weights: new Set(),
      kept: false,
    };
    journals.set(id, (journal = fresh));
  }
  return journal;
}

async function write(id: DocumentId, journal: Journal): Promise<void> {
  const open = findOpen(id);
  if (open === undefined || !isDirty(open) || isBlank(open)) {
    journal.end = undefined;
    journal.weights = new Set();
    if (journal.kept) await host.journals.remove(id);
    journal.kept = false;
    keepsAgain(journal.weightsSchedule);
    return;
  }
  const next = nextLine(open, journal);
  if (next !== undefined) {
    journal.kept = true;
    const { begin, append } = host.journals;
    try {
      await (next.afresh ? begin(id, next.line, open.file?.token) : append(id, next.line));
    } catch (error) {
      // Half of the line may be there: the next one begins the journal afresh.
      journal.end = undefined;
      throw error;
    }
  }
  // Weights without a journal would bring nothing back, so they come after its first line. A page that is gone before
  // they are kept leaves the work, and most often the file that the weights came from.
  if (unkeptWeights(open, journal) !== undefined) journal.weightsSchedule.changed();
}

/** The line that is due, and where the journal stands after it; decided at once, before anything is waited for. */
function nextLine(
  open: OpenDocument,
  journal: Journal,
): { readonly line: string; readonly afresh: boolean } | undefined {
  const { present } = open.history;
  const [at, now] = [Date.now(), performance.now()];
  const { end } = journal;
  if (open.saved === journal.saved && end !== undefined) {
    if (end.document === present) return undefined;
    if (end.number <= CHECKPOINT_CHANGES && now - journal.begun < CHECKPOINT_MS) {
      const next = changeLine(end, present, at);
      if (next === undefined) {
        journal.end = { ...end, document: present };
        return undefined;
      }
      if (next.line.length < LARGE_CHANGE) {
        journal.end = next.end;
        return { line: next.line, afresh: false };
      }
    }
  }
  const begun = checkpointLine(present, at, open.file);
  journal.saved = open.saved;
  journal.end = begun.end;
  journal.begun = now;
  return { line: begun.line, afresh: true };
}

interface Weights {
  readonly sha256: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Weights that are in no file but the one that the document came from, or in none. */
function unkeptWeights(open: OpenDocument, { weights }: Journal): Weights | undefined {
  const sha256 = open.history.present.weights?.sha256;
  const bytes = weightsToSave(open);
  return sha256 === undefined || bytes === undefined || weights.has(sha256) ? undefined : { sha256, bytes };
}

async function keepWeights(id: DocumentId, journal: Journal): Promise<void> {
  const open = findOpen(id);
  const due = open === undefined || journal.end === undefined ? undefined : unkeptWeights(open, journal);
  if (due === undefined) return;
  const { weights } = journal;
  try {
    await host.journals.keepWeights(id, due.sha256, due.bytes);
  } catch (error) {
    // The journal was removed meanwhile, and what was there of them with it: one begun since asks for its own.
    if (journal.weights !== weights) return;
    throw error;
  }
  weights.add(due.sha256);
}
