// How keys are written: for the key map, for people, and as they are pressed.

import { areKeys } from '../../shared/host/key-map.ts';

function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');
}

/**
 * Electron's notation → tinykeys'. With Alt, macOS types other letters, and with Shift digits type other signs: those
 * go by the key's place.
 */
export function bindingOf(keys: string): string {
  const parts = keys.split('+').filter((part) => part !== '');
  const key = keys.endsWith('+') ? '+' : (parts.pop() ?? '');
  const modifiers = parts.map((part) => (part === 'CommandOrControl' ? '$mod' : part));
  return [...modifiers, keyOf(key, modifiers)].join('+');
}

function keyOf(key: string, modifiers: readonly string[]): string {
  const alt = modifiers.includes('Alt');
  if (key === 'Plus') return 'Equal';
  if (key === '-') return 'Minus';
  if (/^(?:Up|Down|Left|Right)$/.test(key)) return `Arrow${key}`;
  if (alt && /^[A-Z]$/.test(key)) return `Key${key}`;
  return (alt || modifiers.includes('Shift')) && /^\d$/.test(key) ? `Digit${key}` : key;
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
  '-': '−',
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
};

/** `Ctrl+Shift+Z`, or `⇧⌘Z` on a Mac; a key that looks like what joins them stands apart: `Ctrl +`. */
export function showKeys(keys: string, mac = isMac()): string {
  // Shift+? is typed with Shift anyway.
  const parts = (keys === 'Shift+?' ? '?' : keys).split('+');
  if (mac) return parts.map((part) => MAC_SIGNS[part] ?? part).join('');
  const names = parts.map((part) => NAMES[part] ?? part);
  const key = names.at(-1) ?? '';
  return key === NAMES['Plus'] || key === NAMES['-']
    ? `${names.slice(0, -1).join('+')} ${key}`.trimStart()
    : names.join('+');
}

const NAMES: Readonly<Record<string, string>> = {
  CommandOrControl: 'Ctrl',
  Control: 'Ctrl',
  Escape: 'Esc',
  Plus: '+',
  '-': '−',
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
};

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** What was pressed, in Electron's notation; undefined while it is modifiers only, or a key that has no name there. */
export function pressedKeys(event: Pressed, mac = isMac()): string | undefined {
  const key = pressedKey(event);
  if (key === undefined || !areKeys(key)) return undefined;
  const modifiers = [
    (mac ? event.metaKey : event.ctrlKey) ? 'CommandOrControl' : undefined,
    mac && event.ctrlKey ? 'Control' : undefined,
    event.shiftKey ? 'Shift' : undefined,
    event.altKey ? 'Alt' : undefined,
  ];
  return [...modifiers.filter((one) => one !== undefined), key].join('+');
}

/** Letters and digits go by their place where the keyboard or a modifier makes something else of them. */
function pressedKey({ key, code }: Pressed): string | undefined {
  if (/^Digit\d$/.test(code)) return code.slice('Digit'.length);
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  if (/^Key[A-Z]$/.test(code)) return code.slice('Key'.length);
  if (code === 'Equal') return 'Plus';
  if (code === 'Minus') return '-';
  return key === ' ' ? undefined : key.replace(/^Arrow/, '');
}
