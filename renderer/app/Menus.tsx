// The menus, where the host has none of its own.

import { Menu } from '@base-ui/react/menu';
import { Menubar } from '@base-ui/react/menubar';
import { Fragment } from 'react';
import { MENU_ORDER, MENU_TITLES, type MenuId } from '../../shared/host/commands.ts';
import controls from '../ui/controls.module.css';
import { COMMANDS, runCommand } from './commands.ts';
import { showKeys } from './key-names.ts';
import styles from './App.module.css';

export function Menus() {
  return (
    <Menubar className={styles.menus}>
      {MENU_ORDER.map((menu) => (
        <Menu.Root key={menu}>
          <Menu.Trigger className={styles.menu}>{MENU_TITLES[menu]}</Menu.Trigger>
          <Menu.Portal>
            <Menu.Positioner className={controls.positioner} sideOffset={2} align="start">
              <Menu.Popup className={controls.popup}>
                <Items menu={menu} />
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
      ))}
    </Menubar>
  );
}

/** Made anew whenever the menu opens: what can be done is what can be done then. */
function Items({ menu }: { readonly menu: MenuId }) {
  return COMMANDS.filter((command) => command.menu === menu && !command.quiet).map((command, index) => (
    <Fragment key={command.id}>
      {command.startsGroup && index > 0 ? <Menu.Separator className={controls.separator} /> : null}
      <Menu.Item
        className={controls.item}
        disabled={!command.enabled()}
        onClick={() => runCommand(command.id)}
      >
        {command.title}
        <span className={controls.keys}>
          {command.keys[0] === undefined ? '' : showKeys(command.keys[0])}
        </span>
      </Menu.Item>
    </Fragment>
  ));
}
