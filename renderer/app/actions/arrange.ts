// Placing nodes, and nesting them in blocks.

import type { Problem } from '../../../shared/operators/define.ts';
import { analysisOf } from '../../state/analysis.ts';
import { toggleBypass } from '../../state/bypass.ts';
import { currentDocument } from '../../state/document-store.ts';
import { tidyLevel } from '../../state/editing.ts';
import { detachablePath, detachTemplate, groupSelection, ungroupSelection } from '../../state/nesting.ts';
import { useSession } from '../../state/session-store.ts';
import { notify } from '../../ui/Toasts.tsx';
import { hasAny, hasNodes, isEditable, openedLevel, report, selectedBlock, type Actions } from './action.ts';

export const ARRANGE_ACTIONS: Actions<'arrange'> = {
  'arrange.tidy': { run: () => report(tidyLevel(openedLevel())), enabled: () => hasAny() && isEditable() },
  'arrange.group': {
    run: () => nest(() => groupSelection(openedLevel(), useSession.getState().nodes)),
    enabled: () => hasNodes() && isEditable(),
  },
  'arrange.ungroup': {
    run: () => nest(() => ungroupSelection(openedLevel(), useSession.getState().nodes)),
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
};

function detachable(): string | undefined {
  return detachablePath(openedLevel(), useSession.getState().nodes);
}

/** Groups or ungroups, and says so where layers lose the trained weights that they had. */
function nest(edit: () => Problem | undefined): void {
  const before = trainedWeights();
  report(edit());
  const lost = before - trainedWeights();
  if (lost <= 0) return;
  notify({
    type: 'info',
    title: 'Trained weights left behind',
    description: `${lost} of them find their layer no more and start afresh. Undo brings them back.`,
  });
}

/** How many weights have stored values. */
function trainedWeights(): number {
  return analysisOf(currentDocument())
    .network.nodes.flatMap(({ weights }) => weights)
    .filter(({ source }) => source.kind === 'stored').length;
}
