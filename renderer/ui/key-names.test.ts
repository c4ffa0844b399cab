import { expect, test } from 'vitest';
import { bindingOf, pressedKeys, showKeys } from './key-names.ts';

test.each([
  ['CommandOrControl+Shift+S', '$mod+Shift+S', 'Ctrl+Shift+S', '⌘⇧S'],
  ['Shift+Alt+T', 'Shift+Alt+KeyT', 'Shift+Alt+T', '⇧⌥T'],
  ['CommandOrControl+Plus', '$mod+Equal', 'Ctrl +', '⌘+'],
  ['CommandOrControl+-', '$mod+Minus', 'Ctrl −', '⌘−'],
  ['Shift+?', 'Shift+?', '?', '?'],
  ['Shift+1', 'Shift+Digit1', 'Shift+1', '⇧1'],
  ['Alt+Up', 'Alt+ArrowUp', 'Alt+↑', '⌥↑'],
  ['Delete', 'Delete', 'Delete', '⌦'],
])('%s', (keys, binding, shown, mac) => {
  expect(bindingOf(keys)).toBe(binding);
  expect(showKeys(keys, false)).toBe(shown);
  expect(showKeys(keys, true)).toBe(mac);
});

const NONE = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test.each([
  [{ key: 'd', code: 'KeyD', ctrlKey: true }, 'CommandOrControl+D'],
  [{ key: 'D', code: 'KeyD', ctrlKey: true, shiftKey: true }, 'CommandOrControl+Shift+D'],
  [{ key: '!', code: 'Digit1', shiftKey: true }, 'Shift+1'],
  [{ key: '∂', code: 'KeyD', altKey: true }, 'Alt+D'],
  [{ key: 'в', code: 'KeyD' }, 'D'],
  [{ key: 'a', code: 'KeyQ' }, 'A'],
  [{ key: '+', code: 'Equal', ctrlKey: true, shiftKey: true }, 'CommandOrControl+Shift+Plus'],
  [{ key: '?', code: 'Slash', shiftKey: true }, 'Shift+?'],
  [{ key: 'F8', code: 'F8' }, 'F8'],
  [{ key: 'ArrowUp', code: 'ArrowUp', altKey: true }, 'Alt+Up'],
  [{ key: 'Shift', code: 'ShiftLeft', shiftKey: true }, undefined],
  [{ key: 'Dead', code: 'BracketLeft' }, undefined],
  [{ key: ' ', code: 'Space' }, undefined],
])('%j is pressed', (event, keys) => {
  expect(pressedKeys({ ...NONE, ...event }, false)).toBe(keys);
});

test('on a Mac the command key is the one that counts', () => {
  expect(pressedKeys({ ...NONE, key: 'd', code: 'KeyD', metaKey: true }, true)).toBe('CommandOrControl+D');
  expect(pressedKeys({ ...NONE, key: 'd', code: 'KeyD', ctrlKey: true }, true)).toBe('Control+D');
});
