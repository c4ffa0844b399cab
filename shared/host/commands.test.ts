import { expect, it } from 'vitest';
import { isCommandId, MENU_COMMANDS, MENU_TITLES, type MenuCommand } from './commands.ts';

const commands: readonly MenuCommand[] = MENU_COMMANDS;

it('gives every command its own id and every key to one command', () => {
  const ids = commands.map((command) => command.id);
  const keys = commands.flatMap((command) => [command.accelerator ?? [], command.alternatives ?? []].flat());
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(keys).size).toBe(keys.length);
});

it('names a command by its menu and keeps each menu together', () => {
  for (const command of commands)
    expect(command.id).toMatch(new RegExp(`^${command.menu}\\.[a-z][A-Za-z]*$`, 'u'));
  const runs = commands.map((command) => command.menu).filter((menu, index, all) => menu !== all[index - 1]);
  expect(new Set(runs).size).toBe(runs.length);
  for (const menu of runs) expect(MENU_TITLES[menu]).toBeTruthy();
});

it('knows its ids and no others', () => {
  expect(isCommandId('file.save')).toBe(true);
  for (const id of ['', 'toString', '__proto__', 'file.save ', 'FILE.SAVE'])
    expect(isCommandId(id)).toBe(false);
});

it('marks as a choice only what stands in a menu within the menu, all of it', () => {
  for (const { mark, submenu, id } of commands) {
    if (mark !== 'radio') continue;
    expect(submenu, id).toBeDefined();
    for (const beside of commands.filter((command) => command.submenu === submenu))
      expect(beside.mark, beside.id).toBe('radio');
  }
});
