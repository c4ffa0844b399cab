// The native menu, made from the command table. Its items only name a command; the window carries it out.

import type { MenuItemConstructorOptions } from 'electron';
import {
  MENU_COMMANDS,
  MENU_ORDER,
  MENU_TITLES,
  type CommandId,
  type MenuCommand,
  type MenuId,
} from '../shared/host/commands.ts';
import { HELP_LINKS } from './links.ts';

export interface MenuActions {
  command(id: CommandId): void;
  openLink(url: string): void;
}

export function menuTemplate(
  actions: MenuActions,
  platform: NodeJS.Platform = process.platform,
): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const menus = MENU_ORDER.map((menu): MenuItemConstructorOptions => ({
    label: MENU_TITLES[menu],
    submenu: [...commandItems(menu, actions, mac), ...ownItems(menu, actions, mac)],
  }));
  return mac ? [{ role: 'appMenu' }, ...menus, { role: 'windowMenu' }] : menus;
}

function commandItems(menu: MenuId, actions: MenuActions, mac: boolean): MenuItemConstructorOptions[] {
  return MENU_COMMANDS.filter((command) => command.menu === menu).flatMap((command) => {
    const { accelerator, startsGroup, quiet }: MenuCommand = command;
    if (quiet) return [];
    const item: MenuItemConstructorOptions = {
      id: command.id,
      label: command.title,
      click: () => actions.command(command.id),
      ...accelerators(accelerator, mac),
    };
    return startsGroup ? [{ type: 'separator' }, item] : [item];
  });
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
      return [{ type: 'separator' }, { role: mac ? 'close' : 'quit' }];
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
