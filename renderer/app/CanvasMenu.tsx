// The menu of commands for what is selected on the canvas, where the right button was pressed.

import { Menu } from '@base-ui/react/menu';
import { Fragment, useMemo } from 'react';
import type { CommandId } from '../../shared/host/commands.ts';
import type { MenuRequest } from '../canvas/use-context-menu.ts';
import { isSelectionUnfolded } from './actions/view.ts';
import controls from '../ui/controls.module.css';
import { findCommand, runCommand, type AppCommand } from './commands.ts';
import { showKeys } from '../ui/key-names.ts';

/** By what was hit; a line between the groups. */
const GROUPS: Readonly<Record<MenuRequest['target'], readonly (readonly CommandId[])[]>> = {
  node: [
    ['view.enter', 'view.unfold', 'edit.rename', 'edit.replace', 'arrange.bypass'],
    ['edit.cut', 'edit.copy', 'edit.paste', 'edit.duplicate', 'edit.delete'],
    ['arrange.group', 'arrange.ungroup', 'arrange.detach', 'arrange.frame'],
    ['arrange.straighten', 'arrange.tidy', 'view.stream'],
  ],
  note: [['edit.rename'], ['edit.cut', 'edit.copy', 'edit.duplicate', 'edit.delete']],
  wire: [['edit.add', 'edit.delete']],
};

interface CanvasMenuProps {
  readonly request: MenuRequest | undefined;
  readonly onClose: () => void;
}

export function CanvasMenu({ request, onClose }: CanvasMenuProps) {
  const anchor = useMemo(() => {
    const { clientX = 0, clientY = 0 } = request ?? {};
    return { getBoundingClientRect: () => new DOMRect(clientX, clientY, 0, 0) };
  }, [request]);
  const groups = request === undefined ? [] : GROUPS[request.target].map(usable);
  return (
    <Menu.Root
      open={request !== undefined}
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
            aria-label="Selection"
            onContextMenu={(event) => event.preventDefault()}
          >
            {groups
              .filter((group) => group.length > 0)
              .map((group, index) => (
                <Fragment key={group[0]!.id}>
                  {index === 0 ? null : <Menu.Separator className={controls.separator} />}
                  {group.map((command) => (
                    <Menu.Item
                      key={command.id}
                      className={controls.item}
                      onClick={() => runCommand(command.id)}
                    >
                      {titleOf(command, request)}
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

/** What cannot be done with the selection is left out: the menu is about what can. */
function usable(ids: readonly CommandId[]): readonly AppCommand[] {
  return ids.flatMap((id) => findCommand(id) ?? []).filter((command) => command.hindrance() === undefined);
}

function titleOf({ id, title }: AppCommand, request: MenuRequest | undefined): string {
  if (request?.target === 'wire' && id === 'edit.add') return 'Insert into the Wire…';
  if (id === 'view.unfold') return isSelectionUnfolded() ? 'Fold' : 'Unfold in Place';
  return request?.target === 'note' && id === 'edit.rename' ? 'Edit Text' : title;
}
