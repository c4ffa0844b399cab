// The menus, where the host has none of its own.

import { Menu } from '@base-ui/react/menu';
import { Menubar } from '@base-ui/react/menubar';
import { Check, ChevronRight } from 'lucide-react';
import { Fragment, useEffect, type ReactNode } from 'react';
import { MENU_ORDER, MENU_TITLES, type MenuId } from '../../shared/host/commands.ts';
import { assertNever } from '../../shared/lib/assert-never.ts';
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
  const marked = listed.some(({ mark, submenu }) => mark !== undefined && submenu === undefined);
  return listed.map((command, index) => (
    <Fragment key={command.id}>
      {command.startsGroup && index > 0 ? <Menu.Separator className={controls.separator} /> : null}
      {command.submenu === undefined ? (
        command.id === 'file.openRecent' ? (
          <RecentItems />
        ) : (
          <Item command={command} marked={marked} />
        )
      ) : listed[index - 1]?.submenu === command.submenu ? null : (
        <Submenu title={command.submenu} marked={marked}>
          <Choices commands={listed.filter(({ submenu }) => submenu === command.submenu)} />
        </Submenu>
      )}
    </Fragment>
  ));
}

/** What one submenu holds: commands, or as many settings of which one holds. */
function Choices({ commands }: { readonly commands: readonly AppCommand[] }) {
  const marked = commands.some(({ mark }) => mark !== undefined);
  const items = commands.map((command) => <Item key={command.id} command={command} marked={marked} />);
  const isChoice = commands.every(({ mark }) => mark === 'radio');
  return isChoice ? (
    <Menu.RadioGroup value={commands.find((command) => command.isOn())?.id}>{items}</Menu.RadioGroup>
  ) : (
    items
  );
}

function Submenu(props: { readonly title: string; readonly marked?: boolean; readonly children: ReactNode }) {
  const { title, marked = false, children } = props;
  return (
    <Menu.SubmenuRoot>
      <Menu.SubmenuTrigger className={controls.item}>
        {marked ? <span className={controls.check} /> : null}
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

/** @param marked whether its menu keeps room for marks */
function Item({ command, marked = false }: { readonly command: AppCommand; readonly marked?: boolean }) {
  const { id, title, keys, mark } = command;
  const hindrance = command.hindrance();
  const on = command.isOn();
  const common = {
    className: controls.item,
    disabled: hindrance !== undefined,
    title: hindrance,
    onClick: () => runCommand(id),
    closeOnClick: true,
  };
  const content = (
    <>
      {marked ? <span className={controls.check}>{on ? <Check size={13} aria-hidden /> : null}</span> : null}
      {title}
      <span className={controls.keys}>{keys[0] === undefined ? '' : showKeys(keys[0])}</span>
    </>
  );
  switch (mark) {
    case undefined:
      return <Menu.Item {...common}>{content}</Menu.Item>;
    case 'checkbox':
      return (
        <Menu.CheckboxItem {...common} checked={on}>
          {content}
        </Menu.CheckboxItem>
      );
    case 'radio':
      return (
        <Menu.RadioItem {...common} value={id}>
          {content}
        </Menu.RadioItem>
      );
    default:
      return assertNever(mark);
  }
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
