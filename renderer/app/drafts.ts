// Unsaved work is kept as a draft half a second after each change, and offered again after a crash.

import { readNetloomFile, writeNetloomFile } from '../../shared/document/container.ts';
import { messageOf } from '../../shared/lib/errors.ts';
import { isDirty, openDocument, useDocumentStore, weightsToSave } from '../state/document-store.ts';
import { openLevel } from '../state/session-store.ts';
import { notify, notifyError } from '../ui/Toasts.tsx';
import { host } from './host.ts';

const DELAY_MS = 500;

/** Starts keeping drafts; returns the way to stop. */
export function keepDrafts(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = false;
  const write = async () => {
    const state = useDocumentStore.getState();
    const { present } = state.history;
    const bytes = isDirty(state) ? writeNetloomFile(present, weightsToSave(present)) : undefined;
    try {
      await host.writeDraft(bytes);
    } catch (error) {
      // Once is enough: the next edit would only say it again.
      if (!told) notify({ type: 'error', title: 'Drafts cannot be kept', description: messageOf(error) });
      told = true;
    }
  };
  const stop = useDocumentStore.subscribe((state, before) => {
    if (state.history.present === before.history.present && state.saved === before.saved) return;
    clearTimeout(timer);
    timer = setTimeout(() => void write(), DELAY_MS);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** Offers the work that a crash or a closed window left unsaved. */
export async function offerDraft(): Promise<void> {
  try {
    const bytes = await host.readDraft();
    if (bytes === undefined) return;
    const { document, weights } = readNetloomFile(bytes);
    if (Object.keys(document.nodes).length === 0) return;
    notify({
      title: `“${document.name}” was not saved last time`,
      description: 'Netloom kept a draft of it.',
      action: {
        label: 'Recover it',
        run() {
          openDocument(document, { dirty: true, weights: weights as Uint8Array<ArrayBuffer> | undefined });
          openLevel('');
        },
      },
    });
  } catch (error) {
    notifyError('The draft of last time cannot be read', error);
  }
}
