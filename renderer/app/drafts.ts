// Unsaved work is kept as a draft within half a second of each change, and offered again after a crash. There is one
// draft: until the offer is answered nothing takes the place of the old one.

import { create } from 'zustand';
import { readNetloomFile, writeNetloomFile, type NetloomFile } from '../../shared/document/container.ts';
import { messageOf } from '../../shared/lib/errors.ts';
import { weightsToSave } from '../state/document-store.ts';
import { frontOf, isDirty, openDocument, useDocuments, type OpenDocument } from '../state/open-documents.ts';
import { notify, notifyError } from '../ui/Toasts.tsx';
import { createDraftWriter } from './draft-writer.ts';
import { host } from './host.ts';

const DELAY_MS = 500;

interface Offer {
  readonly name: string;
  readonly answer: (choice: 'recover' | 'discard') => void;
}

/** The work of last time, while the user is asked about it. */
export const useDraftOffer = create<{ readonly offer: Offer | undefined }>()(() => ({ offer: undefined }));

/** Offers the draft of last time, then keeps drafts; returns the way to stop. */
export function keepDrafts(): () => void {
  const writer = createDraftWriter({ write: writeDraft, onError: tellOnce(), delay: DELAY_MS });
  writer.hold();
  let stopped = false;
  void offerDraft(() => stopped).then((discarded) => {
    if (stopped) return;
    if (discarded) writer.changed();
    writer.release();
  });
  const stop = useDocuments.subscribe(() => {
    writer.changed();
    // Work that is saved has no draft from now on: the window may be closed at once.
    if (unsaved() === undefined) writer.flush();
  });
  const leave = (): void => writer.flushLast();
  const hide = (): void => {
    if (document.visibilityState === 'hidden') writer.flush();
  };
  window.addEventListener('beforeunload', leave);
  window.addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', hide);
  return () => {
    stopped = true;
    stop();
    writer.stop();
    window.removeEventListener('beforeunload', leave);
    window.removeEventListener('pagehide', leave);
    document.removeEventListener('visibilitychange', hide);
  };
}

async function writeDraft(): Promise<void> {
  const open = unsaved();
  await host.writeDraft(open && writeNetloomFile(open.history.present, weightsToSave(open)));
}

function unsaved(): OpenDocument | undefined {
  const state = useDocuments.getState();
  return [frontOf(state), ...state.documents].find((open) => isDirty(open));
}

/** Once is enough: the next edit would only say it again. */
function tellOnce(): (error: unknown) => void {
  let told = false;
  return (error) => {
    if (!told) notify({ type: 'error', title: 'Drafts cannot be kept', description: messageOf(error) });
    told = true;
  };
}

/**
 * Offers the work that a crash or a closed window left unsaved. Resolves when that is answered.
 * @returns true where the draft is not wanted any more
 */
async function offerDraft(stopped: () => boolean): Promise<boolean> {
  try {
    const bytes = await host.readDraft();
    if (bytes === undefined || stopped()) return false;
    const draft = readNetloomFile(bytes);
    if (Object.keys(draft.document.nodes).length === 0) return false;
    if ((await ask(draft.document.name)) === 'discard') return true;
    recover(draft);
    return false;
  } catch (error) {
    notifyError('The draft of last time cannot be read', error);
    return false;
  }
}

function ask(name: string): Promise<'recover' | 'discard'> {
  return new Promise((resolve) => {
    useDraftOffer.setState({
      offer: {
        name,
        answer(choice) {
          useDraftOffer.setState({ offer: undefined });
          resolve(choice);
        },
      },
    });
  });
}

function recover({ document, weights }: NetloomFile): void {
  openDocument(document, { dirty: true, weights: weights as Uint8Array<ArrayBuffer> | undefined });
}
