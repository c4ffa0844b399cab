// The commands of the table with what they do. They feed keys, menus, the native menus' events, the command
// palette and the sheet of shortcuts.

import { MENU_COMMANDS, type CommandId, type MenuCommand, type MenuId } from '../../shared/host/commands.ts';
import { host } from './host.ts';
import type { Action } from './actions/action.ts';
import { ARRANGE_ACTIONS } from './actions/arrange.ts';
import { EDIT_ACTIONS } from './actions/edit.ts';
import { FILE_ACTIONS } from './actions/file.ts';
import { HELP_ACTIONS } from './actions/help.ts';
import { RUN_ACTIONS } from './actions/run.ts';
import { TOOLS_ACTIONS } from './actions/tools.ts';
import { VIEW_ACTIONS } from './actions/view.ts';

export interface AppCommand {
  readonly id: CommandId;
  readonly title: string;
  readonly menu: MenuId;
  readonly startsGroup: boolean;
  /** The command in whose list it stands. */
  readonly within: MenuCommand['within'];
  /** In Electron's notation; what is shown is the first. */
  readonly keys: readonly string[];
  readonly inFields: boolean;
  readonly native: boolean;
  /** Not in menus. */
  readonly quiet: boolean;
  run(): void;
  enabled(): boolean;
}

const ACTIONS: Readonly<Record<CommandId, Action>> = {
  ...FILE_ACTIONS,
  ...EDIT_ACTIONS,
  ...VIEW_ACTIONS,
  ...ARRANGE_ACTIONS,
  ...RUN_ACTIONS,
  ...TOOLS_ACTIONS,
  ...HELP_ACTIONS,
};

export const COMMANDS: readonly AppCommand[] = MENU_COMMANDS.map((entry): AppCommand => {
  const {
    accelerator,
    alternatives = [],
    taken,
    within,
    startsGroup,
    inFields,
    native,
    quiet,
  }: MenuCommand = entry;
  const { run, enabled = always } = ACTIONS[entry.id];
  const own = accelerator === undefined ? [] : [accelerator];
  return {
    id: entry.id,
    title: entry.title,
    menu: entry.menu,
    startsGroup: startsGroup === true,
    within,
    keys: taken && host.kind === 'browser' ? [...alternatives, ...own] : [...own, ...alternatives],
    inFields: inFields === true,
    native: native === true,
    quiet: quiet === true,
    run,
    enabled,
  };
});

function always(): boolean {
  return true;
}

export function findCommand(id: string): AppCommand | undefined {
  return COMMANDS.find((command) => command.id === id);
}

/** Runs a command by id, as menus do; what is disabled does nothing. */
export function runCommand(id: string): void {
  const command = findCommand(id);
  if (command?.enabled() === true) command.run();
}
