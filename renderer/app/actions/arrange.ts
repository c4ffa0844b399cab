// Placing nodes, and nesting them in blocks.

import type { NodeRecord } from '../../../shared/document/types.ts';
import type { Element } from '../../../shared/network/types.ts';
import type { Problem } from '../../../shared/operators/define.ts';
import { canvas } from '../../canvas/handle.ts';
import { toggleBypass } from '../../state/bypass.ts';
import { showBlockDialog } from '../../state/block-dialog.ts';
import { isRow } from '../../state/detaching.ts';
import { currentDocument } from '../../state/document-store.ts';
import {
  alignSelection,
  distributeSelection,
  nudgeSelection,
  straightenSelection,
  type Axis,
  type Side,
} from '../../state/arranging.ts';
import {
  detachablePath,
  detachTemplate,
  groupSelection,
  linkSelection,
  unfoldRows,
  ungroupSelection,
} from '../../state/nesting.ts';
import { addFrame, addText, notesAt } from '../../state/note-editing.ts';
import { foldRow } from '../../state/rows.ts';
import { useSession } from '../../state/session-store.ts';
import { arrange } from '../../state/layout/arrange-aside.ts';
import { turnFlow } from '../../state/layout/turn-flow.ts';
import { tidyOf } from '../../state/tidying.ts';
import { notifyError } from '../../ui/Toasts.tsx';
import {
  anyOf,
  emptyLevel,
  isEditable,
  noNodes,
  nothingToCopy,
  openedLevel,
  readOnly,
  report,
  selectedBlock,
  selectedNotes,
  unless,
  type Action,
  type Actions,
  type Hindrance,
} from './action.ts';

export const ARRANGE_ACTIONS: Actions<'arrange'> = {
  'arrange.tidy': { run: tidy, hindrance: anyOf(emptyLevel, readOnly) },
  'arrange.flow': { run: () => arranged(turnFlow()) },
  'arrange.straighten': {
    run: () => report(straightenSelection(openedLevel(), useSession.getState().nodes)),
    hindrance: anyOf(noNodes, readOnly),
  },
  'arrange.alignTop': align('top'),
  'arrange.alignLeft': align('left'),
  'arrange.alignBottom': align('bottom'),
  'arrange.alignRight': align('right'),
  'arrange.distributeAcross': distribute('horizontal'),
  'arrange.distributeDown': distribute('vertical'),
  'arrange.nudgeUp': nudge(0, -1),
  'arrange.nudgeDown': nudge(0, 1),
  'arrange.nudgeLeft': nudge(-1, 0),
  'arrange.nudgeRight': nudge(1, 0),
  'arrange.frame': {
    run() {
      report(addFrame(openedLevel(), useSession.getState().nodes, selectedNotes(), pointed()));
      showAddedNote();
    },
    hindrance: readOnly,
  },
  'arrange.note': { run: addNote, hindrance: readOnly },
  'arrange.group': {
    run: () => report(groupSelection(openedLevel(), useSession.getState().nodes)),
    hindrance: anyOf(noNodes, readOnly),
  },
  'arrange.ungroup': {
    run: () => report(ungroupSelection(openedLevel(), useSession.getState().nodes)),
    hindrance: anyOf(
      unless(() => selectedBlock() !== undefined, 'Select one block first.'),
      readOnly,
    ),
  },
  'arrange.bypass': {
    run: () => report(toggleBypass(openedLevel(), useSession.getState().nodes)),
    hindrance: anyOf(noNodes, readOnly),
  },
  'arrange.detach': {
    run() {
      const path = detachable();
      if (path !== undefined) report(detachTemplate(path));
    },
    hindrance: unless(() => detachable() !== undefined, 'Select one block of a template first.'),
  },
  'arrange.link': {
    run: () => report(linkSelection(openedLevel(), selectedIds())),
    hindrance: anyOf(noNodes, readOnly),
  },
  'arrange.unlink': {
    run() {
      const linked = selectedOf('linked');
      if (linked !== undefined) report(detachTemplate(linked.path));
    },
    hindrance: anyOf(
      readOnly,
      unless(() => selectedOf('linked') !== undefined, 'Select one linked block first.'),
    ),
  },
  'arrange.arguments': {
    run() {
      const linked = selectedOf('linked');
      if (linked !== undefined) showBlockDialog({ purpose: 'arguments', node: linked.record.id });
    },
    hindrance: anyOf(
      readOnly,
      unless(() => selectedOf('linked') !== undefined, 'Select one linked block first.'),
    ),
  },
  'arrange.saveBlock': {
    run() {
      const block = selectedOf('linked', 'custom');
      if (block !== undefined) showBlockDialog({ purpose: 'save', node: block.record.id });
    },
    hindrance: anyOf(
      readOnly,
      unless(() => selectedOf('linked', 'custom') !== undefined, 'Select one block of your own first.'),
    ),
  },
  'arrange.foldRow': {
    run: () => report(foldRow(openedLevel(), selectedIds())),
    hindrance: anyOf(noNodes, readOnly),
  },
  'arrange.unfoldRow': {
    run: () => report(unfoldRows(openedLevel(), selectedIds())),
    hindrance: anyOf(unless(hasRow, 'Select a block that is repeated first.'), readOnly),
  },
};

function hasRow(): boolean {
  const level = openedLevel();
  return selectedIds().some((id) => {
    const record = level.elements.get(id)?.record;
    return record !== undefined && isRow(record);
  });
}

function selectedIds() {
  return useSession.getState().nodes;
}

/** The one selected node, where it is of this kind and can be edited. */
function selectedOf(...kinds: readonly NodeRecord['kind'][]): Element | undefined {
  const ids = selectedIds();
  const element = ids.length === 1 && isEditable() ? openedLevel().elements.get(ids[0]!) : undefined;
  return element !== undefined && kinds.includes(element.record.kind) ? element : undefined;
}

function atLeast(count: number): Hindrance {
  return unless(() => selectedIds().length >= count, `Select at least ${count} nodes first.`);
}

function align(side: Side): Action {
  return {
    run: () => report(alignSelection(openedLevel(), useSession.getState().nodes, side)),
    hindrance: anyOf(atLeast(2), readOnly),
  };
}

function distribute(axis: Axis): Action {
  return {
    run: () => report(distributeSelection(openedLevel(), useSession.getState().nodes, axis)),
    hindrance: anyOf(atLeast(3), readOnly),
  };
}

/** Canvas pixels of one press of an arrow. */
const NUDGE = 8;

function nudge(x: number, y: number): Action {
  return {
    run() {
      const by = { x: x * NUDGE, y: y * NUDGE };
      report(nudgeSelection(openedLevel(), useSession.getState().nodes, selectedNotes(), by));
    },
    hindrance: anyOf(nothingToCopy, readOnly),
  };
}

/** The pointer on the canvas, or the canvas's middle. */
function pointed() {
  return canvas()?.pointer() ?? canvas()?.centre() ?? { x: 0, y: 0 };
}

function addNote(): void {
  const level = openedLevel();
  report(addText(level, notesAt(currentDocument(), level), pointed(), canvas()?.area()));
  showAddedNote();
}

/** Its text is being written: from afar nobody could read it. */
function showAddedNote(): void {
  const [added] = useSession.getState().notes;
  if (added !== undefined) requestAnimationFrame(() => canvas()?.showReadable(added));
}

/** What was all in view stays so; what was not is left where the eye is. */
function tidy(): void {
  const wasInView = canvas()?.isAllInView() === true;
  const level = openedLevel();
  const notes = notesAt(currentDocument(), level);
  arranged(arrange([tidyOf(level, useSession.getState().nodes, notes)]), () =>
    requestAnimationFrame(() => {
      const inView = canvas()?.isAllInView() === true;
      if (!inView && (wasInView || canvas()?.isAnyInView() === false)) canvas()?.fit('all');
    }),
  );
}

/** Says why a layout came to nothing. */
function arranged(layout: Promise<Problem | undefined>, done?: () => void): void {
  layout.then(
    (problem) => {
      report(problem);
      done?.();
    },
    (error: unknown) => notifyError('Nothing was moved', error),
  );
}

function detachable(): string | undefined {
  return detachablePath(openedLevel(), useSession.getState().nodes);
}
