// The commands of the table with what they do. They feed keys, menus, the native menus' events, the command
// palette and the sheet of shortcuts.

import { MENU_COMMANDS, type CommandId, type MenuCommand, type MenuId } from '../../shared/host/commands.ts';
import type { MenuKeys } from '../../shared/host/host.ts';
import { keyMap, type KeyChanges } from '../../shared/host/key-map.ts';
import { settings, useSettings } from '../state/settings-store.ts';
import { say } from '../state/status-line.ts';
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
  /** As they are now, in Electron's notation; what is shown is the first. */
  readonly keys: readonly string[];
  readonly inFields: boolean;
  readonly native: boolean;
  /** Title of the menu within the menu that holds it. */
  readonly submenu: string | undefined;
  readonly mark: MenuCommand['mark'];
  run(): void;
  /** Why it can do nothing now, for people; undefined where it can. */
  hindrance(): string | undefined;
  /** Whether what it switches is on; never where there is no mark. */
  isOn(): boolean;
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
  const { within, startsGroup, inFields, native, submenu, mark }: MenuCommand = entry;
  const { run, hindrance = nothing, isOn = never } = ACTIONS[entry.id];
  return {
    id: entry.id,
    title: entry.title,
    menu: entry.menu,
    startsGroup: startsGroup === true,
    within,
    get keys() {
      return keysNow().get(entry.id) ?? [];
    },
    inFields: inFields === true,
    native: native === true,
    submenu,
    mark,
    run,
    hindrance,
    isOn,
  };
});

/** The keys of all commands, worked out once for each change. */
function keysNow(): ReadonlyMap<CommandId, readonly string[]> {
  const changes = settings().keys;
  if (known?.changes !== changes) known = { changes, map: keyMap(changes, host.kind) };
  return known.map;
}

let known: { readonly changes: KeyChanges; readonly map: ReturnType<typeof keyMap> } | undefined;

/** For components that show keys: renders them anew when a key is changed. */
export function useKeys(id: CommandId): readonly string[] {
  useSettings((state) => state.settings.keys);
  return keysNow().get(id) ?? [];
}

/** What menus show: the first keys of every command that has any. */
export function menuKeys(): MenuKeys {
  return Object.fromEntries(
    [...keysNow()].flatMap(([id, [keys]]) => (keys === undefined ? [] : [[id, keys]])),
  );
}

/** Calls back with what the keys are now, and at every change; returns the unsubscriber. */
export function followKeys(listener: () => void): () => void {
  listener();
  return useSettings.subscribe((now, before) => {
    if (now.settings.keys !== before.settings.keys) listener();
  });
}

function nothing(): undefined {
  return undefined;
}

function never(): false {
  return false;
}

export function findCommand(id: string): AppCommand | undefined {
  return COMMANDS.find((command) => command.id === id);
}

/** Runs a command by id, as menus do; what cannot be done says why, as its keys do. */
export function runCommand(id: string): void {
  const command = findCommand(id);
  if (command === undefined) return;
  const hindrance = command.hindrance();
  if (hindrance === undefined) command.run();
  else say(hindrance);
}
