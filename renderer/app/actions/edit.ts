// Undo, the clipboard, the selection, adding and renaming.

import { canvas } from '../../canvas/handle.ts';
import { currentDocument, useDocumentStore } from '../../state/document-store.ts';
import { notesAt } from '../../state/note-editing.ts';
import { removeSelection } from '../../state/removing.ts';
import { editText, select, showDialog, showNode, useSession } from '../../state/session-store.ts';
import { stepFrom, type Direction } from '../../state/walking.ts';
import { unwireSelection, wireSelection } from '../../state/wiring.ts';
import { copySelection, cutSelection, duplicateSelection, pasteFromClipboard } from '../clipboard.ts';
import { focusAttributes } from '../attribute-focus.ts';
import { fixProblem, hasProblems, stepProblem } from '../problems.ts';
import { tellingRedo, tellingUndo } from '../undoing.ts';
import {
  anyOf,
  emptyLevel,
  hasNodes,
  hasSelection,
  noNodes,
  nothingToCopy,
  openedLevel,
  readOnly,
  report,
  unless,
  type Action,
  type Actions,
} from './action.ts';

const noProblems = unless(hasProblems, 'There are no problems.');

export const EDIT_ACTIONS: Actions<'edit'> = {
  'edit.undo': {
    run: tellingUndo,
    hindrance: unless(() => useDocumentStore.getState().history.past.length > 0, 'There is nothing to undo.'),
  },
  'edit.redo': {
    run: tellingRedo,
    hindrance: unless(
      () => useDocumentStore.getState().history.future.length > 0,
      'There is nothing to redo.',
    ),
  },
  'edit.cut': { run: () => void cutSelection(), hindrance: anyOf(nothingToCopy, readOnly) },
  'edit.copy': { run: () => void copySelection(), hindrance: nothingToCopy },
  'edit.paste': { run: () => void pasteFromClipboard(false), hindrance: readOnly },
  'edit.pasteWired': { run: () => void pasteFromClipboard(true), hindrance: readOnly },
  'edit.duplicate': {
    run: () => report(duplicateSelection()),
    hindrance: anyOf(nothingToCopy, readOnly),
  },
  'edit.delete': {
    run() {
      const { nodes, edges, notes } = useSession.getState();
      report(removeSelection(openedLevel(), nodes, edges, notes));
    },
    hindrance: anyOf(unless(hasSelection, 'Select a node, a wire or a note first.'), readOnly),
  },
  'edit.selectAll': { run: selectAll, hindrance: emptyLevel },
  'edit.find': { run: () => showDialog('find'), hindrance: emptyLevel },
  'edit.rename': {
    run: rename,
    hindrance: anyOf(
      unless(() => {
        const { nodes, notes } = useSession.getState();
        return nodes.length + notes.length === 1;
      }, 'Select one node or note first.'),
      readOnly,
    ),
  },
  'edit.attributes': {
    run: focusAttributes,
    // With nothing selected they are the arguments of the preset.
    hindrance: () => (hasNodes() ? readOnly() : undefined),
  },
  'edit.replace': {
    run: () => canvas()?.openReplace(useSession.getState().nodes[0]!),
    hindrance: anyOf(
      unless(() => useSession.getState().nodes.length === 1, 'Select one node first.'),
      readOnly,
    ),
  },
  'edit.wire': {
    run: () => report(wireSelection(openedLevel(), useSession.getState().nodes)),
    hindrance: anyOf(
      unless(() => useSession.getState().nodes.length > 1, 'Select at least 2 nodes first.'),
      readOnly,
    ),
  },
  'edit.unwire': {
    run: () => report(unwireSelection(openedLevel(), useSession.getState().nodes)),
    hindrance: anyOf(noNodes, readOnly),
  },
  'edit.selectUpstream': step('up'),
  'edit.selectDownstream': step('down'),
  'edit.selectLeft': step('left'),
  'edit.selectRight': step('right'),
  'edit.fix': { run: fixProblem, hindrance: noProblems },
  'edit.nextProblem': { run: () => stepProblem(1), hindrance: noProblems },
  'edit.previousProblem': { run: () => stepProblem(-1), hindrance: noProblems },
  'edit.settings': { run: () => showDialog('settings') },
  'edit.add': { run: () => canvas()?.openSearch(), hindrance: readOnly },
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
    hindrance: unless(() => next() !== undefined, 'There is no node in that direction.'),
  };
}
