// How keys are written: for the key map, and for people.

function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');
}

/** Electron's notation → tinykeys'. With Alt, macOS types other letters: those go by the key's place. */
export function bindingOf(keys: string): string {
  const parts = keys.split('+').filter((part) => part !== '');
  const key = keys.endsWith('+') ? '+' : (parts.pop() ?? '');
  const modifiers = parts.map((part) => (part === 'CommandOrControl' ? '$mod' : part));
  return [...modifiers, keyOf(key, modifiers.includes('Alt'))].join('+');
}

const ARROWS = new Set(['Up', 'Down', 'Left', 'Right']);

function keyOf(key: string, byPlace: boolean): string {
  if (key === 'Plus') return 'Equal';
  if (key === '-') return 'Minus';
  if (ARROWS.has(key)) return `Arrow${key}`;
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
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
};

const SIGNS: Readonly<Record<string, string>> = {
  CommandOrControl: 'Ctrl',
  Escape: 'Esc',
  Plus: '+',
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
};

/** `Ctrl+Shift+Z`, or `⇧⌘Z` on a Mac. */
export function showKeys(keys: string, mac = isMac()): string {
  // Shift+? is typed with Shift anyway.
  const parts = (keys === 'Shift+?' ? '?' : keys).split('+');
  if (mac) return parts.map((part) => MAC_SIGNS[part] ?? part).join('');
  return parts.map((part) => SIGNS[part] ?? part).join('+');
}
