// Going from problem to problem, and the menu of fixes by key.

import type { Diagnostic } from '../../shared/network/types.ts';
import { analysisOf } from '../state/analysis.ts';
import { currentDocument } from '../state/document-store.ts';
import { hasFixes, openFixes, problemsAt } from '../state/fixing.ts';
import { revealNode, useSession } from '../state/session-store.ts';
import { openedLevel } from './actions/action.ts';

/** What a menu shows of one node at once. */
const MOST_SHOWN = 3;

export function hasProblems(): boolean {
  return problems().length > 0;
}

function problems(): readonly Diagnostic[] {
  return analysisOf(currentDocument()).diagnostics.filter(({ severity }) => severity !== 'info');
}

/** Offers the fixes of the selected node's problems, or goes to the first problem that has some. */
export function fixProblem(): void {
  const own = selectedPaths()
    .map(problemsAt)
    .find((list) => list.length > 0);
  if (own !== undefined) {
    offerAt(own);
    return;
  }
  const all = problems();
  const first = all.find(hasFixes) ?? all[0];
  if (first === undefined) return;
  reveal(first.path);
  // The canvas shows the node in the next frame.
  const list = all.filter(({ path }) => path === first.path);
  requestAnimationFrame(() => requestAnimationFrame(() => offerAt(list)));
}

/** Selects the node with the next or the previous problem, and shows it. */
export function stepProblem(by: 1 | -1): void {
  const { elements } = analysisOf(currentDocument()).network;
  const paths = [...new Set(problems().map(({ path }) => path))].filter((path) => elements.has(path));
  const selected = new Set(selectedPaths());
  const at = paths.findIndex((path) => selected.has(path));
  const next = at === -1 ? (by === 1 ? 0 : paths.length - 1) : (at + by + paths.length) % paths.length;
  const path = paths[next];
  if (path !== undefined) reveal(path);
}

function selectedPaths(): readonly string[] {
  const level = openedLevel();
  return useSession.getState().nodes.flatMap((node) => level.elements.get(node)?.path ?? []);
}

function reveal(path: string): void {
  const element = analysisOf(currentDocument()).network.elements.get(path);
  if (element !== undefined) revealNode(element.level, element.record.id);
}

/** Opens the menu at the node, or at the block around it, where that is on the canvas. */
function offerAt(list: readonly Diagnostic[]): void {
  const able = list.filter(hasFixes);
  const shown = (able.length > 0 ? able : list).slice(0, MOST_SHOWN);
  const level = openedLevel();
  const element = [...level.elements.values()].find(
    ({ path }) => shown[0]?.path === path || shown[0]?.path.startsWith(`${path}.`) === true,
  );
  const box =
    element === undefined
      ? undefined
      : document
          .querySelector(`.react-flow__node[data-id="${CSS.escape(element.record.id)}"]`)
          ?.getBoundingClientRect();
  openFixes(shown, box);
}
