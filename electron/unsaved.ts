// Guards unsaved work: a window that is closed with any asks first, and closes after saves that succeeded.

import type { DocumentState, UnsavedChoice } from '../shared/host/host.ts';
import type { BrowserWindow, ElectronApi } from './api.ts';

export interface UnsavedGuard {
  setState(state: Pick<DocumentState, 'unsaved'>): void;
  /** A save ended without a file: the user cancelled it, or it failed. The window stays. */
  saveFailed(): void;
}

export interface GuardParts {
  readonly window: BrowserWindow;
  readonly dialog: ElectronApi['dialog'];
  /** Asks the window to save everything. */
  requestSave(): void;
  /** The user chose to lose the changes. */
  discardWork(): Promise<void>;
}

/** A dialog is as wide as its longest word. */
function shortened(name: string): string {
  return name.length <= 60 ? name : `${name.slice(0, 59)}…`;
}

function namesOf(names: readonly string[]): string {
  const quoted = names
    .slice(0, 3)
    .map((name) => (name === '' ? 'a network without a name' : `"${shortened(name)}"`));
  const more = names.length - quoted.length;
  const last = more > 0 ? `${more} more` : names.length > 1 ? quoted.pop() : undefined;
  return last === undefined ? quoted.join(', ') : `${quoted.join(', ')} and ${last}`;
}

const CHOICES: readonly UnsavedChoice[] = ['save', 'discard', 'cancel'];

export function guardUnsaved({ window, dialog, requestSave, discardWork }: GuardParts): UnsavedGuard {
  let unsaved: readonly string[] = [];
  let asking = false;
  let closesWhenSaved = false;

  async function ask(): Promise<void> {
    asking = true;
    const { response } = await dialog
      .showMessageBox(window, {
        type: 'warning',
        message: `Save the changes to ${namesOf(unsaved)}?`,
        detail: 'They are lost if you do not save them.',
        buttons: [unsaved.length > 1 ? 'Save All' : 'Save', "Don't Save", 'Cancel'],
        defaultId: 0,
        cancelId: 2,
        noLink: true,
      })
      .finally(() => (asking = false));
    const choice = CHOICES[response] ?? 'cancel';
    if (choice === 'save') {
      closesWhenSaved = true;
      requestSave();
    } else if (choice === 'discard') {
      // A draft that cannot be removed is offered next time: better than a window that cannot be closed.
      await discardWork().catch((error: unknown) => console.warn('Drafts could not be removed.', error));
      window.destroy();
    }
  }

  window.on('close', (event) => {
    if (unsaved.length === 0) return;
    event.preventDefault();
    if (!asking) void ask();
  });

  return {
    setState(state) {
      // One after the other is saved; anything else that happens meanwhile is a reason to stay.
      const fewer = state.unsaved.length < unsaved.length;
      ({ unsaved } = state);
      if (closesWhenSaved && unsaved.length === 0) window.destroy();
      closesWhenSaved &&= fewer;
    },
    saveFailed() {
      closesWhenSaved = false;
    },
  };
}
