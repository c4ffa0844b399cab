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
  hasAny,
  hasNodes,
  isEditable,
  openedLevel,
  report,
  selectedBlock,
  selectedNotes,
  type Action,
  type Actions,
} from './action.ts';

export const ARRANGE_ACTIONS: Actions<'arrange'> = {
  'arrange.tidy': { run: tidy, enabled: () => hasAny() && isEditable() },
  'arrange.flow': { run: () => arranged(turnFlow()) },
  'arrange.straighten': {
    run: () => report(straightenSelection(openedLevel(), useSession.getState().nodes)),
    enabled: () => hasNodes() && isEditable(),
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
    run: () => report(addFrame(openedLevel(), useSession.getState().nodes, selectedNotes(), pointed())),
    enabled: isEditable,
  },
  'arrange.note': { run: () => report(addText(openedLevel(), pointed())), enabled: isEditable },
  'arrange.group': {
    run: () => report(groupSelection(openedLevel(), useSession.getState().nodes)),
    enabled: () => hasNodes() && isEditable(),
  },
  'arrange.ungroup': {
    run: () => report(ungroupSelection(openedLevel(), useSession.getState().nodes)),
    enabled: () => selectedBlock() !== undefined && isEditable(),
  },
  'arrange.bypass': {
    run: () => report(toggleBypass(openedLevel(), useSession.getState().nodes)),
    enabled: () => hasNodes() && isEditable(),
  },
  'arrange.detach': {
    run() {
      const path = detachable();
      if (path !== undefined) report(detachTemplate(path));
    },
    enabled: () => detachable() !== undefined,
  },
  'arrange.link': {
    run: () => report(linkSelection(openedLevel(), selectedIds())),
    enabled: () => hasNodes() && isEditable(),
  },
  'arrange.unlink': {
    run() {
      const linked = selectedOf('linked');
      if (linked !== undefined) report(detachTemplate(linked.path));
    },
    enabled: () => selectedOf('linked') !== undefined,
  },
  'arrange.arguments': {
    run() {
      const linked = selectedOf('linked');
      if (linked !== undefined) showBlockDialog({ purpose: 'arguments', node: linked.record.id });
    },
    enabled: () => selectedOf('linked') !== undefined,
  },
  'arrange.saveBlock': {
    run() {
      const block = selectedOf('linked', 'custom');
      if (block !== undefined) showBlockDialog({ purpose: 'save', node: block.record.id });
    },
    enabled: () => selectedOf('linked', 'custom') !== undefined,
  },
  'arrange.foldRow': {
    run: () => report(foldRow(openedLevel(), selectedIds())),
    enabled: () => hasNodes() && isEditable(),
  },
  'arrange.unfoldRow': {
    run: () => report(unfoldRows(openedLevel(), selectedIds())),
    enabled: () => hasRow() && isEditable(),
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

function align(side: Side): Action {
  return {
    run: () => report(alignSelection(openedLevel(), useSession.getState().nodes, side)),
    enabled: () => useSession.getState().nodes.length > 1 && isEditable(),
  };
}

function distribute(axis: Axis): Action {
  return {
    run: () => report(distributeSelection(openedLevel(), useSession.getState().nodes, axis)),
    enabled: () => useSession.getState().nodes.length > 2 && isEditable(),
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
    enabled: () => (hasNodes() || selectedNotes().length > 0) && isEditable(),
  };
}

/** The pointer on the canvas, or the canvas's middle. */
function pointed() {
  return canvas()?.pointer() ?? canvas()?.centre() ?? { x: 0, y: 0 };
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
