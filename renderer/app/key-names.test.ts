import { expect, test } from 'vitest';
import { bindingOf, showKeys } from './key-names.ts';

test.each([
  ['CommandOrControl+Shift+S', '$mod+Shift+S', 'Ctrl+Shift+S', '⌘⇧S'],
  ['Shift+Alt+T', 'Shift+Alt+KeyT', 'Shift+Alt+T', '⇧⌥T'],
  ['CommandOrControl+Plus', '$mod+Equal', 'Ctrl++', '⌘+'],
  ['CommandOrControl+-', '$mod+Minus', 'Ctrl+-', '⌘-'],
  ['Shift+?', 'Shift+?', '?', '?'],
  ['Delete', 'Delete', 'Delete', '⌦'],
])('%s', (keys, binding, shown, mac) => {
  expect(bindingOf(keys)).toBe(binding);
  expect(showKeys(keys, false)).toBe(shown);
  expect(showKeys(keys, true)).toBe(mac);
});
