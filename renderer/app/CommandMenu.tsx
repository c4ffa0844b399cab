// A menu of commands where the right button was pressed. What cannot be done is left out: the menu is about what can.

import { Menu } from '@base-ui/react/menu';
import { Fragment, useMemo } from 'react';
import type { CommandId } from '../../shared/host/commands.ts';
import controls from '../ui/controls.module.css';
import { showKeys } from '../ui/key-names.ts';
import { findCommand, runCommand, type AppCommand } from './commands.ts';

interface CommandMenuProps {
  readonly label: string;
  /** On the page; undefined while the menu is closed. */
  readonly at: { readonly clientX: number; readonly clientY: number } | undefined;
  /** A line stands between them. */
  readonly groups: readonly (readonly CommandId[])[];
  readonly titleOf?: (command: AppCommand) => string;
  readonly onClose: () => void;
}

export function CommandMenu({ label, at, groups, titleOf, onClose }: CommandMenuProps) {
  const anchor = useMemo(() => {
    const { clientX = 0, clientY = 0 } = at ?? {};
    return { getBoundingClientRect: () => new DOMRect(clientX, clientY, 0, 0) };
  }, [at]);
  const shown = at === undefined ? [] : groups.map(usable).filter((group) => group.length > 0);
  return (
    <Menu.Root
      open={at !== undefined}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Menu.Portal>
        <Menu.Positioner
          className={controls.positioner}
          anchor={anchor}
          side="bottom"
          align="start"
          sideOffset={2}
        >
          <Menu.Popup
            className={`${controls.popup} ${controls.tall}`}
            aria-label={label}
            onContextMenu={(event) => event.preventDefault()}
          >
            {shown.map((group, index) => (
              <Fragment key={group[0]!.id}>
                {index === 0 ? null : <Menu.Separator className={controls.separator} />}
                {group.map((command) => (
                  <Menu.Item
                    key={command.id}
                    className={controls.item}
                    onClick={() => runCommand(command.id)}
                  >
                    {titleOf?.(command) ?? command.title}
                    <span className={controls.keys}>
                      {command.keys[0] === undefined ? '' : showKeys(command.keys[0])}
                    </span>
                  </Menu.Item>
                ))}
              </Fragment>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function usable(ids: readonly CommandId[]): readonly AppCommand[] {
  return ids.flatMap((id) => findCommand(id) ?? []).filter((command) => command.hindrance() === undefined);
}
