// The menus, where the host has none of its own.

import { Menu } from '@base-ui/react/menu';
import { Menubar } from '@base-ui/react/menubar';
import { ChevronRight } from 'lucide-react';
import { Fragment, useEffect, type ReactNode } from 'react';
import { MENU_ORDER, MENU_TITLES, type MenuId } from '../../shared/host/commands.ts';
import controls from '../ui/controls.module.css';
import { COMMANDS, runCommand, type AppCommand } from './commands.ts';
import { showKeys } from '../ui/key-names.ts';
import { noRecentFiles, openRecentFile, refreshRecentFiles, useRecentFiles } from './recent-files.ts';
import styles from './App.module.css';

export function Menus() {
  return (
    <Menubar className={styles.menus}>
      {MENU_ORDER.map((menu) => (
        <Menu.Root key={menu}>
          <Menu.Trigger className={styles.menu}>{MENU_TITLES[menu]}</Menu.Trigger>
          <Menu.Portal>
            <Menu.Positioner className={controls.positioner} sideOffset={2} align="start">
              <Menu.Popup className={`${controls.popup} ${controls.tall}`}>
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
  const listed = COMMANDS.filter((command) => command.menu === menu && command.within === undefined);
  return listed.map((command, index) => (
    <Fragment key={command.id}>
      {command.startsGroup && index > 0 ? <Menu.Separator className={controls.separator} /> : null}
      {command.submenu === undefined ? (
        command.id === 'file.openRecent' ? (
          <RecentItems />
        ) : (
          <Item command={command} />
        )
      ) : listed[index - 1]?.submenu === command.submenu ? null : (
        <Submenu title={command.submenu}>
          {listed
            .filter(({ submenu }) => submenu === command.submenu)
            .map((inner) => (
              <Item key={inner.id} command={inner} />
            ))}
        </Submenu>
      )}
    </Fragment>
  ));
}

function Submenu({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Menu.SubmenuRoot>
      <Menu.SubmenuTrigger className={controls.item}>
        {title}
        <ChevronRight size={13} className={controls.submenu} aria-hidden />
      </Menu.SubmenuTrigger>
      <Menu.Portal>
        <Menu.Positioner className={controls.positioner} sideOffset={-2} alignOffset={-5}>
          <Menu.Popup className={`${controls.popup} ${controls.tall}`}>{children}</Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.SubmenuRoot>
  );
}

function Item({ command }: { readonly command: AppCommand }) {
  const hindrance = command.hindrance();
  return (
    <Menu.Item
      className={controls.item}
      disabled={hindrance !== undefined}
      title={hindrance}
      onClick={() => runCommand(command.id)}
    >
      {command.title}
      <span className={controls.keys}>{command.keys[0] === undefined ? '' : showKeys(command.keys[0])}</span>
    </Menu.Item>
  );
}

/** The recent files, and what is done with their list. */
function RecentItems() {
  const files = useRecentFiles((state) => state.files);
  const none = useRecentFiles(noRecentFiles);
  useEffect(() => void refreshRecentFiles(), []);
  return (
    <Submenu title="Open Recent">
      {none === undefined ? null : (
        <Menu.Item className={controls.item} disabled>
          {none}
        </Menu.Item>
      )}
      {files.map((file) => (
        <Menu.Item key={file.token} className={controls.item} onClick={() => void openRecentFile(file)}>
          {file.name}
        </Menu.Item>
      ))}
      <Menu.Separator className={controls.separator} />
      {COMMANDS.filter(({ within }) => within === 'file.openRecent').map((command) => (
        <Item key={command.id} command={command} />
      ))}
    </Submenu>
  );
}
