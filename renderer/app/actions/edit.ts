// Undo, the clipboard, the selection, adding and renaming.

import { canvas } from '../../canvas/handle.ts';
import { currentDocument, redo, undo, useDocumentStore } from '../../state/document-store.ts';
import { notesAt } from '../../state/note-editing.ts';
import { removeSelection } from '../../state/removing.ts';
import { editText, select, showDialog, showNode, useSession } from '../../state/session-store.ts';
import { stepFrom, type Direction } from '../../state/walking.ts';
import { copySelection, cutSelection, duplicateSelection, pasteFromClipboard } from '../clipboard.ts';
import { fixProblem, hasProblems, stepProblem } from '../problems.ts';
import {
  hasAny,
  hasCopyable,
  hasSelection,
  isEditable,
  openedLevel,
  report,
  type Action,
  type Actions,
} from './action.ts';

export const EDIT_ACTIONS: Actions<'edit'> = {
  'edit.undo': { run: undo, enabled: () => useDocumentStore.getState().history.past.length > 0 },
  'edit.redo': { run: redo, enabled: () => useDocumentStore.getState().history.future.length > 0 },
  'edit.cut': { run: () => void cutSelection(), enabled: () => hasCopyable() && isEditable() },
  'edit.copy': { run: () => void copySelection(), enabled: hasCopyable },
  'edit.paste': { run: () => void pasteFromClipboard(false), enabled: isEditable },
  'edit.pasteWired': { run: () => void pasteFromClipboard(true), enabled: isEditable },
  'edit.duplicate': {
    run: () => report(duplicateSelection()),
    enabled: () => hasCopyable() && isEditable(),
  },
  'edit.delete': {
    run() {
      const { nodes, edges, notes } = useSession.getState();
      report(removeSelection(openedLevel(), nodes, edges, notes));
    },
    enabled: () => hasSelection() && isEditable(),
  },
  'edit.selectAll': { run: selectAll, enabled: hasAny },
  'edit.find': { run: () => showDialog('find'), enabled: hasAny },
  'edit.rename': {
    run: rename,
    enabled() {
      const { nodes, notes } = useSession.getState();
      return nodes.length + notes.length === 1 && isEditable();
    },
  },
  'edit.replace': {
    run: () => canvas()?.openReplace(useSession.getState().nodes[0]!),
    enabled: () => useSession.getState().nodes.length === 1 && isEditable(),
  },
  'edit.selectUpstream': step('up'),
  'edit.selectDownstream': step('down'),
  'edit.selectLeft': step('left'),
  'edit.selectRight': step('right'),
  'edit.fix': { run: fixProblem, enabled: hasProblems },
  'edit.nextProblem': { run: () => stepProblem(1), enabled: hasProblems },
  'edit.previousProblem': { run: () => stepProblem(-1), enabled: hasProblems },
  'edit.settings': { run: () => showDialog('settings') },
  'edit.add': { run: () => canvas()?.openSearch(), enabled: isEditable },
};

function selectAll(): void {
  const level = openedLevel();
  const notes = notesAt(currentDocument(), level);
  select(
    [...level.elements.keys()],
    [],
    notes.map(({ id }) => id),
  );
}

/** A node's name or a note's text, where it stands. */
function rename(): void {
  const { nodes, notes } = useSession.getState();
  const [id] = nodes.length === 1 ? nodes : notes;
  if (id === undefined) return;
  canvas()?.showReadable(id);
  editText(id);
}

function step(direction: Direction): Action {
  const next = () => stepFrom(openedLevel(), useSession.getState().nodes.at(-1), direction);
  return {
    run() {
      const node = next();
      if (node !== undefined) showNode(openedLevel().path, node);
    },
    enabled: () => next() !== undefined,
  };
}
