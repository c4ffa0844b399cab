// What becomes of what nodes and notes ask for: commands, and the session's word of what is being edited.

import type { Problem } from '../../shared/operators/define.ts';
import type { NodeActions } from '../nodes/actions.ts';
import { changeNote, keepText } from '../state/note-editing.ts';
import { renameNode } from '../state/renaming.ts';
import { editText } from '../state/session-store.ts';
import { recordId } from '../state/unfolding.ts';
import { notify } from '../ui/Toasts.tsx';

export const NODE_ACTIONS: NodeActions = {
  edit: (id) => editText(id === undefined ? undefined : recordId(id)),
  rename: (id, name) => renameNode(recordId(id), name)?.message,
  changeNote(id, changes) {
    tell(changeNote(recordId(id), changes));
  },
  keepText(id, text) {
    tell(keepText(recordId(id), text));
  },
};

function tell(problem: Problem | undefined): void {
  if (problem !== undefined) notify({ type: 'error', title: 'Not changed', description: problem.message });
}
