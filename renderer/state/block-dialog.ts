// Which block the dialog about a block's arguments shows, and what for.

import { create } from 'zustand';
import type { NodeId } from '../../shared/document/types.ts';

export interface BlockDialogSubject {
  /** Arguments of a linked block's definition; or those that a block is saved to the palette with. */
  readonly purpose: 'arguments' | 'save';
  /** Of a linked block, or one of the user's own. */
  readonly node: NodeId;
}

interface BlockDialogState {
  readonly subject: BlockDialogSubject | undefined;
}

export const useBlockDialog = create<BlockDialogState>()(() => ({ subject: undefined }));

export function showBlockDialog(subject: BlockDialogSubject | undefined): void {
  useBlockDialog.setState({ subject });
}
