// Keys → commands.

import { tinykeys } from 'tinykeys';
import { canvas } from '../canvas/handle.ts';
import { COMMANDS, followKeys, type AppCommand } from './commands.ts';
import { followPressedFocus, wasPressed } from './pressed-focus.ts';
import { say } from '../state/status-line.ts';
import { bindingOf } from '../ui/key-names.ts';
import { popupIsOpen } from '../ui/open-popup.ts';
import { closeErrors } from '../ui/Toasts.tsx';

/** Binds every command's keys to the window, anew when the user changes one. */
export function bindKeys(): () => void {
  let unbind = (): void => undefined;
  window.addEventListener('keydown', closeNotices);
  const unfollowFocus = followPressedFocus();
  const unfollow = followKeys(() => {
    unbind();
    unbind = bindNow();
  });
  return () => {
    unfollow();
    unfollowFocus();
    unbind();
    window.removeEventListener('keydown', closeNotices);
  };
}

/** Escape takes what says that something failed away first, as in other editors; the next one is the canvas's. */
function closeNotices(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
  if (isField(event.target) || popupIsOpen()) return;
  if (closeErrors()) event.preventDefault();
}

function bindNow(): () => void {
  const bindings: Record<string, (event: KeyboardEvent) => void> = {};
  for (const command of COMMANDS) {
    if (command.native) continue;
    for (const keys of command.keys) bindings[bindingOf(keys)] = (event) => answer(command, event);
  }
  return tinykeys(window, bindings, { ignore: () => false });
}

function answer(command: AppCommand, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const target = event.target instanceof HTMLElement ? event.target : undefined;
  if (isField(event.target) && !command.inFields) return;
  if (popupIsOpen()) return;
  if (!isCanvasKey(event, target)) return;
  const hindrance = command.hindrance();
  // Keys that move about are pressed without a thought, and are the page's where there is nothing for them to do.
  const moves = MOVES.test(event.key) && !event.shiftKey;
  // Even while there is nothing to do, the browser must not save the page or go back.
  if (hindrance === undefined || !moves || event.key.startsWith('Arrow')) event.preventDefault();
  if (hindrance === undefined) command.run();
  else if (!moves || event.key === 'Tab') say(hindrance);
}

function isField(target: EventTarget | null): boolean {
  const field = 'input, textarea, select, [contenteditable="true"]';
  return target instanceof HTMLElement && target.closest(field) !== null;
}

const MOVES = /^(Tab|Enter|Escape|Arrow(Up|Down|Left|Right))$/;

/**
 * Tab, Enter and arrows belong to whatever button or list has the focus; on the canvas they are ours. Tab is so only
 * while the pointer is there, or keyboards could never leave the page's beginning; then also after the hand pressed a
 * button elsewhere and came back, for it has no use for the way on from there.
 */
function isCanvasKey(event: KeyboardEvent, target: HTMLElement | undefined): boolean {
  if (!/^(Tab|Enter| |Arrow(Up|Down|Left|Right))$/.test(event.key)) return true;
  if (event.ctrlKey || event.metaKey) return true;
  if (event.key === 'Tab' && canvas()?.pointer() === undefined) return false;
  if (target === undefined || target === document.body) return true;
  if (event.key === 'Tab' && wasPressed(target)) return true;
  return target.closest('.react-flow') !== null;
}
