// Undo, the clipboard, the selection, adding and renaming.

import { flushSync } from 'react-dom';
import { canvas } from '../../canvas/handle.ts';
import { parseClipboard, shifted } from '../../state/clipboard.ts';
import { redo, undo, useDocumentStore } from '../../state/document-store.ts';
import { pasteGraph, removeSelection } from '../../state/editing.ts';
import { select, showDialog, showTab, useSession } from '../../state/session-store.ts';
import { copySelection, cutSelection, pasteFromClipboard, selectionText } from '../clipboard.ts';
import { fixProblem, hasProblems, stepProblem } from '../problems.ts';
import { hasAny, hasNodes, hasSelection, isEditable, openedLevel, report, type Actions } from './action.ts';

export const EDIT_ACTIONS: Actions<'edit'> = {
  'edit.undo': { run: undo, enabled: () => useDocumentStore.getState().history.past.length > 0 },
  'edit.redo': { run: redo, enabled: () => useDocumentStore.getState().history.future.length > 0 },
  'edit.cut': { run: () => void cutSelection(), enabled: () => hasNodes() && isEditable() },
  'edit.copy': { run: () => void copySelection(), enabled: hasNodes },
  'edit.paste': { run: () => void pasteFromClipboard(), enabled: isEditable },
  'edit.duplicate': { run: duplicateSelection, enabled: () => hasNodes() && isEditable() },
  'edit.delete': {
    run() {
      const { nodes, edges } = useSession.getState();
      report(removeSelection(openedLevel(), nodes, edges));
    },
    enabled: () => hasSelection() && isEditable(),
  },
  'edit.selectAll': { run: () => select([...openedLevel().elements.keys()]), enabled: hasAny },
  'edit.find': { run: () => showDialog('find'), enabled: hasAny },
  'edit.rename': { run: focusName, enabled: () => useSession.getState().nodes.length === 1 },
  'edit.fix': { run: fixProblem, enabled: hasProblems },
  'edit.nextProblem': { run: () => stepProblem(1), enabled: hasProblems },
  'edit.previousProblem': { run: () => stepProblem(-1), enabled: hasProblems },
  'edit.add': { run: () => canvas()?.openSearch(), enabled: isEditable },
};

function duplicateSelection(): void {
  const graph = parseClipboard(selectionText() ?? '');
  if (graph !== undefined) report(pasteGraph(openedLevel(), shifted(graph, { x: 32, y: 32 })));
}

/** At once where the inspector is open, so that no key typed after F2 is lost. */
function focusName(): void {
  if (focusField()) return;
  flushSync(() => showTab('inspector'));
  if (!focusField()) requestAnimationFrame(focusField);
}

function focusField(): boolean {
  const field = document.getElementById('inspector-name');
  if (!(field instanceof HTMLInputElement)) return false;
  field.focus();
  field.select();
  return document.activeElement === field;
}
