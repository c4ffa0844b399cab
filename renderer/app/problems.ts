// Going from problem to problem, and the menu of fixes by key.

import type { Diagnostic } from '../../shared/network/types.ts';
import { analysisOf } from '../state/analysis.ts';
import { currentDocument } from '../state/document-store.ts';
import { hasFixes, openFixesAt, problemsAt } from '../state/fixing.ts';
import { revealNode, useSession } from '../state/session-store.ts';
import { openedLevel } from './actions/action.ts';

export function hasProblems(): boolean {
  return problems().length > 0;
}

function problems(): readonly Diagnostic[] {
  return analysisOf(currentDocument()).diagnostics.filter(({ severity }) => severity !== 'info');
}

/** Offers the fixes of the selected node's problems, or goes to the first problem that has some. */
export function fixProblem(): void {
  const own = selectedPaths().find((path) => problemsAt(path).length > 0);
  if (own !== undefined) {
    openFixesAt(own, boxOf(own));
    return;
  }
  const all = problems();
  const first = all.find(hasFixes) ?? all[0];
  if (first === undefined) return;
  const { path } = first;
  reveal(path);
  // The canvas shows the node in the next frame.
  requestAnimationFrame(() => requestAnimationFrame(() => openFixesAt(path, boxOf(path))));
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

/** Where a node on the canvas is on the screen. */
function boxOf(path: string): DOMRect | undefined {
  const box = document.querySelector(`.react-flow__node [data-path="${CSS.escape(path)}"]`);
  return box?.closest('.react-flow__node')?.getBoundingClientRect();
}
