// The work of windows that are gone, from their journals: offered by name and time until it is taken up or given up.

import { create } from 'zustand';
import { readJournal, type JournalledWork } from '../../shared/document/journal.ts';
import { notesOf } from '../../shared/document/notes.ts';
import { NetloomError } from '../../shared/lib/errors.ts';
import type { Document } from '../../shared/document/types.ts';
import type { AbandonedJournal } from '../../shared/host/journals.ts';
import { openDocument } from '../state/open-documents.ts';
import { isShipped } from '../presets/weights/index.ts';
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

/** Looks for the work of last time and asks about what there is. */
export async function offerRecoveries(): Promise<void> {
  try {
    const found: Recovery[] = [];
    for (const journal of await host.journals.abandoned()) {
      const recovery = await read(journal);
      if (recovery === undefined) continue;
      journals.set(journal.id, journal);
      found.push(recovery);
    }
    if (found.length === 0) return;
    useRecoveries.setState({ recoveries: found.toSorted((a, b) => b.at - a.at), asking: true });
  } catch (error) {
    notifyError('The drafts of last time cannot be read', error);
  }
}

/** Undefined where a journal brings nothing back. */
async function read(journal: AbandonedJournal): Promise<Recovery | undefined> {
  try {
    const work = readJournal(await journal.read());
    if (!isEmpty(work.document)) return { ...work, id: journal.id };
    await journal.discard();
  } catch (error) {
    notifyError('A draft of last time cannot be read', error);
    // Of what is damaged from the beginning nothing can be had; any other may be for a newer Netloom.
    if (error instanceof NetloomError && error.code === 'journal-damaged') await journal.discard();
  }
  return undefined;
}

function isEmpty(document: Document): boolean {
  return Object.keys(document.nodes).length === 0 && notesOf(document).length === 0;
}

/** Opens the work as an unsaved document; its old journal goes once the document has one of its own. */
export async function recover({ id, document, file }: Recovery): Promise<void> {
  const journal = journals.get(id);
  if (journal === undefined) return;
  take(id);
  try {
    const weights = await weightsOf(document, journal);
    const opened = openDocument(document, {
      dirty: true,
      weights,
      // Where it was kept may have changed since: saving asks.
      ...(file === undefined ? {} : { file: { name: file, token: undefined, form: 'container' } }),
    });
    if (document.weights !== undefined && weights === undefined && !isShipped(document.weights)) {
      notify({
        type: 'error',
        title: `“${document.name}” was recovered without its weights`,
        description:
          file === undefined
            ? 'Netloom was stopped before they were kept. Runs and exports use fresh weights.'
            : `Netloom was stopped before they were kept. They are in ${file} as it was last saved: do not save over it.`,
      });
    }
    if (await journalKept(opened)) await journal.discard();
  } catch (error) {
    notifyError(`“${document.name}” was not recovered`, error);
  }
}

/** Those that its journal has; undefined where there are none that can be read, which must not cost the rest. */
async function weightsOf(
  { weights }: Document,
  journal: AbandonedJournal,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (weights === undefined) return undefined;
  try {
    return await journal.weights(weights.sha256);
  } catch (error) {
    notifyError('The weights of a draft cannot be read', error);
    return undefined;
  }
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
    notifyError(`The draft of “${document.name}” was not deleted`, error);
  }
}

export async function discardAll(): Promise<void> {
  for (const recovery of useRecoveries.getState().recoveries) await discard(recovery);
}

/** Asks about the work that is still there. */
export function askAgain(): void {
  useRecoveries.setState({ asking: true });
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
