// Which keys a command answers once the user changed some: the table's own, but for what was changed. How keys are
// written for people and for the key map is the app's.

import { MENU_COMMANDS, type CommandId, type MenuCommand } from './commands.ts';

/** Keys that the user gave to commands, in Electron's notation; an empty list takes a command's keys away. */
export type KeyChanges = Readonly<Partial<Record<CommandId, readonly string[]>>>;

const KEYS =
  /^(?:(?:CommandOrControl|Control|Alt|Shift)\+){0,4}(?:[A-Z0-9]|F[1-9]|F1\d|F2[0-4]|Plus|PageUp|PageDown|Home|End|Insert|Delete|Backspace|Enter|Tab|Escape|Up|Down|Left|Right|[!-*,-/:-@[-`{-~])$/u;

/** Whether a text names one combination of keys. */
export function areKeys(text: string): boolean {
  return KEYS.test(text);
}

/** Keys of the table; in a browser, those that it does not keep for itself come first. */
export function ownKeys(command: MenuCommand, host: 'browser' | 'electron'): readonly string[] {
  const { accelerator, alternatives = [], taken } = command;
  const own = accelerator === undefined ? [] : [accelerator];
  return taken && host === 'browser' ? [...alternatives, ...own] : [...own, ...alternatives];
}

/** The keys of every command, with these changes: keys that were given to one command are no other's any more. */
export function keyMap(
  changes: KeyChanges,
  host: 'browser' | 'electron',
): ReadonlyMap<CommandId, readonly string[]> {
  const given = new Set(Object.values(changes).flat());
  return new Map(
    MENU_COMMANDS.map((command) => [
      command.id,
      changes[command.id] ?? ownKeys(command, host).filter((keys) => !given.has(keys)),
    ]),
  );
}

/** The other command that answers these keys already. */
export function holderOf(keys: string, id: CommandId, changes: KeyChanges): MenuCommand | undefined {
  const map = keyMap(changes, 'electron');
  return MENU_COMMANDS.find((command) => command.id !== id && map.get(command.id)?.includes(keys) === true);
}
