// The work of windows that are gone, from their journals: offered by name and time until it is taken up or given up.

import { create } from 'zustand';
import { readJournal, type JournalledWork } from '../../shared/document/journal.ts';
import { notesOf } from '../../shared/document/notes.ts';
import { NetloomError } from '../../shared/lib/errors.ts';
import type { Document } from '../../shared/document/types.ts';
import type { AbandonedJournal, RememberedFile } from '../../shared/host/journals.ts';
import { openDocument, useDocuments } from '../state/open-documents.ts';
import { isShipped } from '../presets/weights/index.ts';
import { readDocumentFile } from '../state/reading/read-large.ts';
import { tensorsOf } from '../state/stored-weights.ts';
import { notify, notifyError } from '../ui/Toasts.tsx';
import { host } from './host.ts';
import { journalKept } from './journals.ts';

export interface Recovery extends JournalledWork {
  readonly id: string;
}

interface RecoveriesState {
  /** The latest first. */
  readonly recoveries: readonly Recovery[];
  /** Whether the user is being asked about them. */
  readonly asking: boolean;
}

export const useRecoveries = create<RecoveriesState>()(() => ({ recoveries: [], asking: false }));

const journals = new Map<string, AbandonedJournal>();

/**
 * Looks for the work of windows that are gone, and asks about it and what was found before: that is this window's.
 * @param onNone hears where there is none
 */
export async function offerRecoveries(onNone = (): void => undefined): Promise<void> {
  try {
    const found: Recovery[] = [];
    for (const journal of await host.journals.abandoned()) {
      if (useRecoveries.getState().recoveries.some(({ id }) => id === journal.id)) continue;
      const recovery = await read(journal);
      if (recovery === undefined) continue;
      journals.set(journal.id, journal);
      found.push(recovery);
    }
    const recoveries = [...useRecoveries.getState().recoveries, ...found].toSorted((a, b) => b.at - a.at);
    useRecoveries.setState({ recoveries, asking: recoveries.length > 0 });
    if (recoveries.length === 0) onNone();
  } catch (error) {
    notifyError('The drafts of last time cannot be read', error);
  }
}

/** Undefined where a journal brings nothing back. */
async function read(journal: AbandonedJournal): Promise<Recovery | undefined> {
  try {
    const work = readJournal(await journal.read());
    if (!isEmpty(work.document)) return { ...work, id: journal.id };
    await removeUseless(journal);
  } catch (error) {
    notifyError('A draft of last time cannot be read', error);
    // Of what is damaged from the beginning nothing can be had; any other may be for a newer Netloom.
    if (error instanceof NetloomError && error.code === 'journal-damaged') await removeUseless(journal);
  }
  return undefined;
}

/** Nothing is lost with it, and nothing depends on it: where it cannot be removed, the next start tries again. */
async function removeUseless(journal: AbandonedJournal): Promise<void> {
  await journal.discard().catch((error: unknown) => console.warn('A draft could not be removed.', error));
}

function isEmpty(document: Document): boolean {
  return Object.keys(document.nodes).length === 0 && notesOf(document).length === 0;
}

/**
 * Opens the work as an unsaved document of the file that it was kept in; its old journal goes once the document has
 * one of its own.
 */
export async function recover({ id, document, file }: Recovery): Promise<void> {
  const journal = journals.get(id);
  if (journal === undefined) return;
  take(id);
  try {
    const { name } = document;
    const kept = await orTold(`The file of "${name}" is not known any more`, () => journal.file());
    const weights = await orTold(`The weights of "${name}" cannot be read`, () =>
      weightsOf(document, journal, kept),
    );
    const lost = document.weights !== undefined && weights === undefined && !isShipped(document.weights);
    // Saving asks where, else: weights that only that file has must not be written over.
    const token = lost || isOpen(kept?.token) ? undefined : kept?.token;
    const opened = openDocument(document, {
      dirty: true,
      weights,
      ...(file === undefined ? {} : { file: { ...file, token } }),
    });
    if (lost) tellOfLostWeights(name, file?.name);
    if (await journalKept(opened)) await journal.discard();
  } catch (error) {
    notifyError(`"${document.name}" was not recovered`, error);
  }
}

/** Undefined, and the user told, where it fails: what is missing must not cost the rest. */
async function orTold<T>(title: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    notifyError(title, error);
    return undefined;
  }
}

/** Those that its journal has, else those that its file still has. */
async function weightsOf(
  { name, weights }: Document,
  journal: AbandonedJournal,
  file: RememberedFile | undefined,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (weights === undefined) return undefined;
  const beside = await journal.weights(weights.sha256);
  // What cannot be read is told here, and not wherever the network is looked at.
  if (beside !== undefined) tensorsOf(beside);
  if (beside !== undefined || file === undefined || isShipped(weights)) return beside;
  const bytes = await file.read();
  if (bytes === undefined) return undefined;
  const there = await readDocumentFile(name, bytes);
  return there?.document.weights?.sha256 === weights.sha256 ? there.weights : undefined;
}

function isOpen(token: string | undefined): boolean {
  if (token === undefined) return false;
  return useDocuments.getState().documents.some(({ file }) => file?.token === token);
}

function tellOfLostWeights(name: string, file: string | undefined): void {
  const kept =
    file === undefined
      ? 'Runs and exports use fresh ones.'
      : `They were in ${file}: do not save over it. Runs and exports use fresh ones.`;
  notify({
    type: 'error',
    title: `"${name}" was recovered without its weights`,
    description: `Netloom was stopped before they were kept beside the draft. ${kept}`,
  });
}

export async function recoverAll(): Promise<void> {
  // The latest is to be in front.
  for (const recovery of useRecoveries.getState().recoveries.toReversed()) await recover(recovery);
}

/** Gives the work up for good. */
export async function discard({ id, document }: Recovery): Promise<void> {
  const journal = journals.get(id);
  take(id);
  try {
    await journal?.discard();
  } catch (error) {
    notifyError(`The draft of "${document.name}" was not deleted`, error);
  }
}

export async function discardAll(): Promise<void> {
  for (const recovery of useRecoveries.getState().recoveries) await discard(recovery);
}

/** Asks no more; the work is offered again next time. */
export function postpone(): void {
  useRecoveries.setState({ asking: false });
}

function take(id: string): void {
  journals.delete(id);
  useRecoveries.setState(({ recoveries, asking }) => {
    const others = recoveries.filter((recovery) => recovery.id !== id);
    return { recoveries: others, asking: asking && others.length > 0 };
  });
}
