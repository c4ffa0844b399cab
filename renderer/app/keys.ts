// Keys → commands, and how keys are written for people.

import { tinykeys } from 'tinykeys';
import { COMMANDS, type AppCommand } from './commands.ts';

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);

/** Electron's notation → tinykeys'. With Alt, macOS types other letters: those go by the key's place. */
export function bindingOf(keys: string): string {
  const parts = keys.split('+').filter((part) => part !== '');
  const key = keys.endsWith('+') ? '+' : (parts.pop() ?? '');
  const modifiers = parts.map((part) => (part === 'CommandOrControl' ? '$mod' : part));
  return [...modifiers, keyOf(key, modifiers.includes('Alt'))].join('+');
}

function keyOf(key: string, byPlace: boolean): string {
  if (key === 'Plus') return 'Equal';
  if (key === '-') return 'Minus';
  return byPlace && /^[A-Z]$/.test(key) ? `Key${key}` : key;
}

const MAC_SIGNS: Readonly<Record<string, string>> = {
  CommandOrControl: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Delete: '⌦',
  Backspace: '⌫',
  Enter: '↩',
  Escape: 'Esc',
  Plus: '+',
};

/** `Ctrl+Shift+Z`, or `⇧⌘Z` on a Mac. */
export function showKeys(keys: string, mac = IS_MAC): string {
  // Shift+? is typed with Shift anyway.
  const parts = (keys === 'Shift+?' ? '?' : keys).split('+');
  if (mac) return parts.map((part) => MAC_SIGNS[part] ?? part).join('');
  return parts
    .map((part) =>
      part === 'CommandOrControl' ? 'Ctrl' : part === 'Escape' ? 'Esc' : part === 'Plus' ? '+' : part,
    )
    .join('+');
}

/** Text fields keep their keys, but for those with Ctrl or Cmd that they have no use for. */
const IN_FIELDS = new Set([
  'file.new',
  'file.open',
  'file.save',
  'file.saveAs',
  'file.exportOnnx',
  'run.run',
]);

/** Binds every command's keys to the window. */
export function bindKeys(): () => void {
  const bindings: Record<string, (event: KeyboardEvent) => void> = {};
  for (const command of COMMANDS) {
    if (command.native === true) continue;
    for (const keys of command.keys) bindings[bindingOf(keys)] = (event) => answer(command, event);
  }
  return tinykeys(window, bindings, { ignore: () => false });
}

function answer(command: AppCommand, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const target = event.target instanceof HTMLElement ? event.target : undefined;
  const inField =
    target?.closest('input, textarea, select, [contenteditable="true"]') !== null && target !== undefined;
  if (inField && !IN_FIELDS.has(command.id)) return;
  const inPopup = document.querySelector('[data-dialog], [role="menu"], [role="listbox"]');
  if (inPopup !== null) return;
  if (!isCanvasKey(event, target)) return;
  // Even while there is nothing to do, the browser must not save the page or go back.
  if (
    !(command.id === 'view.leave' || command.id === 'view.enter' || event.key === 'Tab') ||
    command.enabled()
  ) {
    event.preventDefault();
  }
  if (command.enabled()) command.run();
}

/** Tab and Enter belong to whatever button or list has the focus; on the canvas they are ours. */
function isCanvasKey(event: KeyboardEvent, target: HTMLElement | undefined): boolean {
  if (event.key !== 'Tab' && event.key !== 'Enter' && event.key !== ' ') return true;
  if (event.ctrlKey || event.metaKey) return true;
  if (target === undefined || target === document.body) return true;
  if (event.key === 'Tab') return target.classList.contains('react-flow__pane');
  return target.closest('.react-flow') !== null;
}
