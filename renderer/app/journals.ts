// Keeps the unsaved work of every open document in a journal, within half a second of each change, until it is saved
// or given up. What work of last time is offered is recoveries'.

import { changeLine, checkpointLine, type JournalEnd } from '../../shared/document/journal.ts';
import { messageOf } from '../../shared/lib/errors.ts';
import { weightsToSave } from '../state/document-store.ts';
import {
  findOpen,
  isBlank,
  isDirty,
  useDocuments,
  type DocumentId,
  type OpenDocument,
} from '../state/open-documents.ts';
import { notify } from '../ui/Toasts.tsx';
import { host } from './host.ts';
import { scheduleWrites, type WriteSchedule } from './write-schedule.ts';

/** Leaves the host time to keep a change within half a second. */
const DELAY_MS = 300;
const CHECKPOINT_MS = 60_000;
const CHECKPOINT_CHANGES = 200;
/** Above this, in UTF-16 units, a change is no cheaper to keep than the document. */
const LARGE_CHANGE = 1 << 20;

interface Journal {
  readonly schedule: WriteSchedule;
  /** Where its last line left it; undefined before it begins, and where a line was perhaps not kept. */
  end: JournalEnd | undefined;
  /** When the last checkpoint was made, on the clock of `performance`. */
  begun: number;
  /** SHA-256 of the weights that are kept beside it. */
  readonly weights: Set<string>;
  /** Whether the host has anything of it. */
  kept: boolean;
}

const journals = new Map<DocumentId, Journal>();
let told = false;

/** Once is enough: the next edit would only say it again. */
function tell(error: unknown): void {
  if (!told) notify({ type: 'error', title: 'Drafts cannot be kept', description: messageOf(error) });
  told = true;
}

/** Keeps journals from now on; returns the way to stop. */
export function keepJournals(): () => void {
  told = false;
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
    for (const { schedule } of journals.values()) schedule.stop();
    journals.clear();
    window.removeEventListener('beforeunload', leave);
    window.removeEventListener('pagehide', leave);
    document.removeEventListener('visibilitychange', hide);
  };
}

function note(open: OpenDocument, before: OpenDocument | undefined): void {
  if (before?.history.present === open.history.present && before.saved === open.saved) return;
  if (!isDirty(open) && !journals.has(open.id)) return;
  const { schedule } = journalOf(open.id);
  schedule.changed();
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
  return journal?.kept === true && journal.end !== undefined;
}

function journalOf(id: DocumentId): Journal {
  let journal = journals.get(id);
  if (journal === undefined) {
    const fresh: Journal = {
      schedule: scheduleWrites({ write: () => write(id, fresh), onError: tell, delay: DELAY_MS }),
      end: undefined,
      begun: 0,
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
    journal.weights.clear();
    if (journal.kept) await host.journals.remove(id);
    journal.kept = false;
    return;
  }
  const next = nextLine(open, journal);
  if (next === undefined) return;
  journal.kept = true;
  const { begin, append } = host.journals;
  try {
    await Promise.all([(next.afresh ? begin : append)(id, next.line), keepWeights(open, journal)]);
  } catch (error) {
    // Half of the line may be there: the next one begins the journal afresh.
    journal.end = undefined;
    throw error;
  }
}

/** The line that is due, and where the journal stands after it; decided at once, before anything is waited for. */
function nextLine(
  open: OpenDocument,
  journal: Journal,
): { readonly line: string; readonly afresh: boolean } | undefined {
  const { present } = open.history;
  const [at, now] = [Date.now(), performance.now()];
  const { end } = journal;
  if (end?.document === present) return undefined;
  if (end !== undefined && end.number <= CHECKPOINT_CHANGES && now - journal.begun < CHECKPOINT_MS) {
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
  const begun = checkpointLine(present, at, open.file?.name);
  journal.end = begun.end;
  journal.begun = now;
  return { line: begun.line, afresh: true };
}

/** Weights that are in no file but the one that the document came from, or in none. */
async function keepWeights(open: OpenDocument, journal: Journal): Promise<void> {
  const sha256 = open.history.present.weights?.sha256;
  const bytes = weightsToSave(open);
  if (sha256 === undefined || bytes === undefined || journal.weights.has(sha256)) return;
  journal.weights.add(sha256);
  try {
    await host.journals.keepWeights(open.id, sha256, bytes);
  } catch (error) {
    journal.weights.delete(sha256);
    throw error;
  }
}
