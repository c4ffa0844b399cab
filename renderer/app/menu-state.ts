// What menus of the host grey out and mark: told whenever it is other than before. The browser's menu asks by itself.

import type { MenuState } from '../../shared/host/host.ts';
import { EDIT_COMMANDS } from '../../shared/host/ipc.ts';
import { hasTextFocus } from '../platform/text-focus.ts';
import { useDocuments } from '../state/open-documents.ts';
import { usePanels } from '../state/panels-store.ts';
import { useSession } from '../state/session-store.ts';
import { COMMANDS, type AppCommand } from './commands.ts';
import { useRecentFiles } from './recent-files.ts';

/** Milliseconds between two tellings: hands that open a menu are slower, and a drag asks many times a second. */
const PAUSE = 100;

export function menuState(): MenuState {
  return {
    disabled: COMMANDS.filter((command) => !meansText(command) && command.hindrance() !== undefined).map(
      idOf,
    ),
    checked: COMMANDS.filter((command) => command.isOn()).map(idOf),
  };
}

/** Tells at once, then at every change. Returns what ends it. */
export function followMenuState(tell: (state: MenuState) => void): () => void {
  let told = '';
  let pause: ReturnType<typeof setTimeout> | undefined;
  let isStale = false;
  const look = (): void => {
    if (pause !== undefined) {
      isStale = true;
      return;
    }
    const state = menuState();
    const text = JSON.stringify(state);
    if (text !== told) tell(state);
    told = text;
    pause = setTimeout(() => {
      pause = undefined;
      if (!isStale) return;
      isStale = false;
      look();
    }, PAUSE);
  };
  const stops = [useDocuments, useSession, usePanels, useRecentFiles].map((store) => store.subscribe(look));
  for (const type of FOCUS) window.addEventListener(type, look);
  look();
  return () => {
    clearTimeout(pause);
    for (const stop of stops) stop();
    for (const type of FOCUS) window.removeEventListener(type, look);
  };
}

const FOCUS = ['focusin', 'focusout'] as const;

/**
 * In a field the commands of editing mean its text, and text may be copied from anywhere: on macOS the menu owns the
 * keys of what it greys out.
 */
function meansText({ id, native }: AppCommand): boolean {
  return native || (hasTextFocus() && EDIT_COMMANDS.some((edit) => edit === id));
}

function idOf({ id }: AppCommand): AppCommand['id'] {
  return id;
}
