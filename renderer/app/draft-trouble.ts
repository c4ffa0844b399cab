// Whether the drafts of unsaved work can be kept just now, and why not: told once, shown as long as it is so.

import { create } from 'zustand';
import { messageOf } from '../../shared/lib/errors.ts';
import { notify } from '../ui/Toasts.tsx';

interface DraftTrouble {
  /** Undefined where everything is kept. */
  readonly reason: string | undefined;
}

export const useDraftTrouble = create<DraftTrouble>()(() => ({ reason: undefined }));

/** What is in trouble, in the order in which it began. */
const troubled = new Map<object, string>();

/** `what` could not be kept, until `keepsAgain` says otherwise. */
export function cannotKeep(what: object, error: unknown): void {
  const first = troubled.size === 0;
  troubled.set(what, messageOf(error));
  show();
  if (first) tellTrouble();
}

/** Says what is the matter, and what to do. */
export function tellTrouble(): void {
  const { reason } = useDraftTrouble.getState();
  if (reason === undefined) return;
  notify({
    type: 'error',
    title: 'Drafts cannot be kept',
    description: `${reason} Unsaved work would be lost in a crash: save it. Netloom tries again by itself.`,
  });
}

export function keepsAgain(what: object): void {
  if (troubled.delete(what)) show();
}

export function forgetTrouble(): void {
  troubled.clear();
  show();
}

function show(): void {
  const [reason] = troubled.values();
  useDraftTrouble.setState({ reason });
}
