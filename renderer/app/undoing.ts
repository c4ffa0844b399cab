// Undo and redo that say what they did, and show where: what they change may be off the screen, on another level, or
// inside a folded block.

import { describeStep, type Step } from '../../shared/document/describe-step.ts';
import type { Document } from '../../shared/document/types.ts';
import { isWithin } from '../../shared/network/paths.ts';
import type { Element } from '../../shared/network/types.ts';
import { canvas } from '../canvas/handle.ts';
import { analysisOf, levelAt } from '../state/analysis.ts';
import { currentDocument, redo, undo } from '../state/document-store.ts';
import { useDocuments } from '../state/open-documents.ts';
import { select, showNode, useSession, workOn } from '../state/session-store.ts';
import { hush, say } from '../state/status-line.ts';
import { rootOf } from '../state/unfolding.ts';

export function tellingUndo(): void {
  const from = currentDocument();
  undo();
  settleLevel();
  tell('Undone', describeStep(currentDocument(), from), from);
}

export function tellingRedo(): void {
  const from = currentDocument();
  redo();
  settleLevel();
  tell('Redone', describeStep(from, currentDocument()), from);
}

/**
 * Whoever was inside a block that is gone is on the level around it for good: the next block of that name is another
 * one.
 */
function settleLevel(): void {
  const session = useSession.getState();
  const analysis = analysisOf(currentDocument());
  const { nodes, edges, notes } = session;
  const { path } = levelAt(analysis, session.level);
  if (path !== session.level) workOn(path, rootOf(analysis, session).path, { nodes, edges, notes });
}

/** What was said is about the network as it was: the next edit takes it away. */
export function followEdits(): () => void {
  let present = currentDocument();
  return useDocuments.subscribe(() => {
    const now = currentDocument();
    if (now !== present) hush();
    present = now;
  });
}

function tell(what: string, step: Step | undefined, from: Document): void {
  say(step === undefined ? `${what}.` : `${what}: ${step.text}.`);
  if (step !== undefined) show(step, currentDocument(), from);
}

/**
 * Goes to what was touched, on another level than the one that is worked on or out of view on this. Here the selection
 * stays, for it is the person's; where there is none, it is what has come back.
 */
function show({ nodes }: Step, document: Document, from: Document): void {
  const { network } = analysisOf(document);
  const { level, nodes: chosen, edges, notes } = useSession.getState();
  const first = nodes.find((id) => Object.hasOwn(document.nodes, id));
  // What stands in several places (a definition, a row) is shown where the person is, or at the first.
  const places: readonly Element[] = [...network.elements.values()].filter(
    ({ record }) => record.id === first,
  );
  const [place] = places;
  if (place === undefined || places.some((one) => one.level === level)) {
    const back = nodes.filter((id) => !Object.hasOwn(from.nodes, id));
    if (chosen.length + edges.length + notes.length === 0 && back.length > 0) select(back);
    // Once it is drawn.
    requestAnimationFrame(() => {
      canvas()?.lookAt(nodes);
      if (canvas()?.isAnyInView() === false) canvas()?.fit('all');
      canvas()?.takeLostFocus();
    });
    return;
  }
  // Whoever is inside of what was touched, a block that was detached, say, sees it and stays.
  if (places.some(({ path }) => isWithin(level, path))) return;
  showNode(place.level, place.record.id);
}
