import { expect, it, test } from 'vitest';
import { MENU_COMMANDS } from './commands.ts';
import { areKeys, holderOf, keyMap, ownKeys } from './key-map.ts';

it('is the table where nothing was changed', () => {
  const map = keyMap({}, 'electron');
  for (const command of MENU_COMMANDS) expect(map.get(command.id)).toEqual(ownKeys(command, 'electron'));
});

it('knows every combination of the table as keys', () => {
  for (const command of MENU_COMMANDS) {
    for (const keys of ownKeys(command, 'browser')) expect(areKeys(keys), keys).toBe(true);
  }
});

test.each(['', 'a', 'Ctrl+A', 'Shift+', '+', 'Shift+A+B', 'F25', 'CommandOrControl+', ' ', 'A\n', 'ArrowUp'])(
  '%j are no keys',
  (text) => {
    expect(areKeys(text)).toBe(false);
  },
);

it('puts what the browser leaves to pages before what it keeps', () => {
  expect(keyMap({}, 'browser').get('file.new')).toEqual(['Alt+N', 'CommandOrControl+N']);
  expect(keyMap({}, 'electron').get('file.new')).toEqual(['CommandOrControl+N', 'Alt+N']);
});

it('takes given keys from every other command, and none from a command without', () => {
  // A later table may use keys that the user had given away before.
  const map = keyMap({ 'arrange.detach': ['CommandOrControl+D'], 'view.fit': [] }, 'electron');
  expect(map.get('arrange.detach')).toEqual(['CommandOrControl+D']);
  expect(map.get('edit.duplicate')).toEqual([]);
  expect(map.get('view.fit')).toEqual([]);
});

it('names the other command that has the keys', () => {
  expect(holderOf('CommandOrControl+D', 'arrange.detach', {})?.title).toBe('Duplicate');
  expect(holderOf('CommandOrControl+D', 'edit.duplicate', {})).toBeUndefined();
  expect(holderOf('CommandOrControl+Y', 'arrange.detach', {})?.title).toBe('Redo');
  expect(holderOf('CommandOrControl+D', 'arrange.detach', { 'edit.duplicate': ['Alt+D'] })).toBeUndefined();
  expect(holderOf('Alt+D', 'arrange.detach', { 'edit.duplicate': ['Alt+D'] })?.title).toBe('Duplicate');
});
