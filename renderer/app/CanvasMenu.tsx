// The menu of commands for what is selected on the canvas, where the right button was pressed.

import type { CommandId } from '../../shared/host/commands.ts';
import type { MenuRequest } from '../canvas/use-context-menu.ts';
import { isSelectionUnfolded } from './actions/view.ts';
import { CommandMenu } from './CommandMenu.tsx';
import type { AppCommand } from './commands.ts';

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
  return (
    <CommandMenu
      label="Selection"
      at={request}
      groups={request === undefined ? [] : GROUPS[request.target]}
      titleOf={(command) => titleOf(command, request)}
      onClose={onClose}
    />
  );
}

function titleOf({ id, title }: AppCommand, request: MenuRequest | undefined): string {
  if (request?.target === 'wire' && id === 'edit.add') return 'Insert into the Wire…';
  if (id === 'view.unfold') return isSelectionUnfolded() ? 'Fold' : 'Unfold in Place';
  return request?.target === 'note' && id === 'edit.rename' ? 'Edit Text' : title;
}
