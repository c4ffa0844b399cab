// What becomes of what nodes and notes ask for: commands, and the session's word of what is being edited.

import type { NodeActions } from '../nodes/actions.ts';
import { dispatch } from '../state/document-store.ts';
import { renameNode } from '../state/renaming.ts';
import { editText } from '../state/session-store.ts';
import { recordId } from '../state/unfolding.ts';
import { notify } from '../ui/Toasts.tsx';

export const NODE_ACTIONS: NodeActions = {
  edit: (id) => editText(id === undefined ? undefined : recordId(id)),
  rename: (id, name) => renameNode(recordId(id), name)?.message,
  changeNote(id, changes) {
    const problem = dispatch({ type: 'changeNote', note: recordId(id), changes });
    if (problem !== undefined) notify({ type: 'error', title: 'Not changed', description: problem.message });
  },
};
