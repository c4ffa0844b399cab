// Undo and redo that say what they did, and show where: what they change may be off the screen, on another level, or
// inside a folded block.

import { describeStep, type Step } from '../../shared/document/describe-step.ts';
import type { Document } from '../../shared/document/types.ts';
import { isWithin } from '../../shared/network/paths.ts';
import type { Element } from '../../shared/network/types.ts';
import { analysisOf } from '../state/analysis.ts';
import { currentDocument, redo, undo } from '../state/document-store.ts';
import { select, showNode, useSession } from '../state/session-store.ts';
import { say } from '../state/status-line.ts';

export function tellingUndo(): void {
  const from = currentDocument();
  undo();
  tell('Undone', describeStep(currentDocument(), from));
}

export function tellingRedo(): void {
  const from = currentDocument();
  redo();
  tell('Redone', describeStep(from, currentDocument()));
}

function tell(what: string, step: Step | undefined): void {
  say(step === undefined ? `${what}.` : `${what}: ${step.text}.`);
  if (step !== undefined) show(step, currentDocument());
}

/** Selects what is there of what was touched, on the level it stands on, and brings the first of it into view. */
function show({ parentId, nodes, notes }: Step, document: Document): void {
  const { network } = analysisOf(document);
  const session = useSession.getState();
  const here = network.levels.get(session.level);
  const there = nodes.filter((id) => Object.hasOwn(document.nodes, id));
  const [first] = there;
  if (first === undefined) {
    const texts = notes.filter((id) => Object.hasOwn(document.notes ?? {}, id));
    if (here?.parentId === parentId) select([], [], texts);
    return;
  }
  // What stands in several places (a definition, a row) is shown where the person is, or at the first.
  const places: readonly Element[] = [...network.elements.values()].filter(
    ({ record }) => record.id === first,
  );
  const place = places.find(({ level }) => level === session.level) ?? places[0];
  // Whoever is inside of what was touched, a block that was detached, say, sees it and stays.
  if (place === undefined || isWithin(session.level, place.path)) return;
  showNode(place.level, first);
  const level = network.levels.get(place.level);
  select(there.filter((id) => level?.elements.has(id) === true));
}
