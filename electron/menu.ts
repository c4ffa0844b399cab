// The native menu, made from the command table. Its items only name a command; the window carries it out.

import type { Menu, MenuItemConstructorOptions } from 'electron';
import {
  MENU_COMMANDS,
  MENU_ORDER,
  MENU_TITLES,
  type CommandId,
  type MenuCommand,
  type MenuId,
} from '../shared/host/commands.ts';
import type { MenuKeys, MenuState } from '../shared/host/host.ts';
import { HELP_LINKS } from './links.ts';

const TABLE_KEYS: MenuKeys = Object.fromEntries(
  MENU_COMMANDS.flatMap(({ id, accelerator }: MenuCommand) =>
    accelerator === undefined ? [] : [[id, accelerator]],
  ),
);

const RECENT = 'file.openRecent' satisfies CommandId;

export interface MenuActions {
  command(id: CommandId): void;
  openFile(path: string): void;
  openLink(url: string): void;
}

/**
 * @param recentPaths the files opened and saved last, the latest first
 * @param keys what the user changed them to; the table's own where there is none
 */
export function menuTemplate(
  actions: MenuActions,
  recentPaths: readonly string[],
  platform: NodeJS.Platform = process.platform,
  keys: MenuKeys = TABLE_KEYS,
): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const menus = MENU_ORDER.map((menu): MenuItemConstructorOptions => ({
    label: MENU_TITLES[menu],
    submenu: [...commandItems(menu, actions, recentPaths, mac, keys), ...ownItems(menu, actions, mac)],
  }));
  return mac ? [{ role: 'appMenu' }, ...menus, { role: 'windowMenu' }] : menus;
}

/**
 * Greys out and marks the items of a menu, in place: a menu that was open would close if another took its place. The
 * list of recent files goes by what is in it.
 */
export function showMenuState(menu: Pick<Menu, 'getMenuItemById'>, { disabled, checked }: MenuState): void {
  const [greyed, on] = [new Set<CommandId>(disabled), new Set<CommandId>(checked)];
  for (const command of MENU_COMMANDS) {
    const { id } = command;
    const { mark }: MenuCommand = command;
    const item = menu.getMenuItemById(id);
    if (item === null || id === RECENT) continue;
    item.enabled = !greyed.has(id);
    // A choice that is made takes the mark of the others away; none is ever taken away by itself.
    if (mark === 'checkbox' || (mark === 'radio' && on.has(id))) item.checked = on.has(id);
  }
}

function commandItems(
  menu: MenuId,
  actions: MenuActions,
  recentPaths: readonly string[],
  mac: boolean,
  keys: MenuKeys,
): MenuItemConstructorOptions[] {
  const commands = MENU_COMMANDS.filter(
    (command: MenuCommand) => command.menu === menu && command.within === undefined,
  );
  const submenuOf = (command: MenuCommand | undefined) => command?.submenu;
  return commands.flatMap((command, index) => {
    const { startsGroup, submenu }: MenuCommand = command;
    if (submenu !== undefined && submenuOf(commands[index - 1]) === submenu) return [];
    const inner = commands.filter((other) => submenu !== undefined && submenuOf(other) === submenu);
    const item: MenuItemConstructorOptions =
      submenu !== undefined
        ? { label: submenu, submenu: inner.map((one) => commandItem(one, actions, mac, keys)) }
        : command.id === RECENT
          ? recentItem(command.id, actions, recentPaths, mac, keys)
          : commandItem(command, actions, mac, keys);
    return startsGroup ? [{ type: 'separator' }, item] : [item];
  });
}

function commandItem(
  command: (typeof MENU_COMMANDS)[number],
  actions: MenuActions,
  mac: boolean,
  keys: MenuKeys,
): MenuItemConstructorOptions {
  const { mark }: MenuCommand = command;
  return {
    id: command.id,
    label: command.title,
    ...(mark === undefined ? {} : { type: mark }),
    click: () => actions.command(command.id),
    ...accelerators(keys[command.id], mac),
  };
}

/** A list of the files, and of the commands that are about it. */
function recentItem(
  id: CommandId,
  actions: MenuActions,
  paths: readonly string[],
  mac: boolean,
  keys: MenuKeys,
): MenuItemConstructorOptions {
  const about = MENU_COMMANDS.filter(({ within }: MenuCommand) => within === id);
  return {
    id,
    label: 'Open Recent',
    enabled: paths.length > 0,
    submenu: [
      ...paths.map((path) => ({ label: path.replaceAll('&', '&&'), click: () => actions.openFile(path) })),
      { type: 'separator' },
      ...about.map((command) => commandItem(command, actions, mac, keys)),
    ],
  };
}

/**
 * Outside macOS the menu only shows the keys and the window listens for them, so that a text field keeps its own.
 * On macOS the menu must own them, which leaves out bare keys: those belong to whatever is being typed in.
 */
function accelerators(accelerator: string | undefined, mac: boolean): MenuItemConstructorOptions {
  if (accelerator === undefined) return {};
  if (!mac) return { accelerator, registerAccelerator: false };
  return accelerator.includes('CommandOrControl') ? { accelerator } : {};
}

function ownItems(menu: MenuId, actions: MenuActions, mac: boolean): MenuItemConstructorOptions[] {
  switch (menu) {
    case 'file':
      // Closing a tab is a command; closing the window has Shift beside it.
      return mac
        ? [{ type: 'separator' }, { role: 'close', accelerator: 'Shift+CommandOrControl+W' }]
        : [{ type: 'separator' }, { role: 'quit' }];
    case 'view':
      return [{ type: 'separator' }, { role: 'togglefullscreen' }, { role: 'toggleDevTools' }];
    case 'help':
      return HELP_LINKS.map(({ title, url }) => ({ label: title, click: () => actions.openLink(url) }));
    case 'edit':
    case 'arrange':
    case 'run':
    case 'tools':
      return [];
  }
}
