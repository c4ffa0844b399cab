// Guards unsaved work: a window that is closed while dirty asks first, and closes after a save that succeeded.

import { basename } from 'node:path';
import type { UnsavedChoice } from '../shared/host/host.ts';
import type { BrowserWindow, ElectronApi } from './api.ts';

export interface UnsavedGuard {
  setState(state: { readonly name: string; readonly dirty: boolean }): void;
  /** A save ended without a file: the user cancelled it, or it failed. The window stays. */
  saveFailed(): void;
}

export interface GuardParts {
  readonly window: BrowserWindow;
  readonly dialog: ElectronApi['dialog'];
  /** Asks the window to save. */
  requestSave(): void;
  /** The user chose to lose the changes. */
  discardDraft(): Promise<void>;
}

const CHOICES: readonly UnsavedChoice[] = ['save', 'discard', 'cancel'];

export function guardUnsaved({ window, dialog, requestSave, discardDraft }: GuardParts): UnsavedGuard {
  let name = '';
  let dirty = false;
  let asking = false;
  let closesWhenSaved = false;

  async function ask(): Promise<void> {
    asking = true;
    const { response } = await dialog
      .showMessageBox(window, {
        type: 'warning',
        message: `Save the changes to ${name === '' ? 'this network' : `"${basename(name)}"`}?`,
        detail: 'They are lost if you do not save them.',
        buttons: ['Save', "Don't Save", 'Cancel'],
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
      await discardDraft();
      window.destroy();
    }
  }

  window.on('close', (event) => {
    if (!dirty) return;
    event.preventDefault();
    if (!asking) void ask();
  });

  return {
    setState(state) {
      ({ name, dirty } = state);
      if (closesWhenSaved && !dirty) window.destroy();
      closesWhenSaved = false;
    },
    saveFailed() {
      closesWhenSaved = false;
    },
  };
}
