// What screen readers hear of the canvas: what an edit did, what is selected, which level is worked on. Eyes see it.

import { useEffect, useState } from 'react';
import { describeStep } from '../../shared/document/describe-step.ts';
import { isTakenBack, isUndoOrRedo } from '../../shared/document/history.ts';
import type { Document } from '../../shared/document/types.ts';
import { analysisOf, levelAt } from '../state/analysis.ts';
import { currentDocument, useDocumentStore } from '../state/document-store.ts';
import { frontOf, useDocuments } from '../state/open-documents.ts';
import { useSession } from '../state/session-store.ts';
import { titleOf } from '../state/titles.ts';

/** Milliseconds of quiet before something is said: a drag or a word typed is one thing. */
const QUIET = 250;

export function Announcer() {
  const [text, setText] = useState('');
  useEffect(() => followEdits(setText), []);
  return (
    <div className="visually-hidden" role="log" aria-live="polite" aria-label="What happens on the canvas">
      {text}
    </div>
  );
}

type Documents = ReturnType<typeof useDocuments.getState>;

interface Heard {
  readonly id: number;
  readonly document: Document;
  readonly level: string;
  readonly nodes: readonly string[];
}

function hear(): Heard {
  const { level, nodes } = useSession.getState();
  const { id } = useDocumentStore.getState();
  return { id, document: currentDocument(), level, nodes };
}

/** Watches the document in front; returns what ends it. */
export function followEdits(tell: (text: string) => void): () => void {
  let before = hear();
  /** Where one edit ended and the next began since: what is quick is said, too. */
  let between: Document[] = [];
  /** What was told as done and then taken back. */
  let takenBack: string | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const speak = () => {
    const now = hear();
    const text = [takenBack, editsOf(before, between, now), levelOf(before, now), selectionOf(before, now)]
      .filter((one) => one !== undefined)
      .join(' ');
    before = now;
    between = [];
    takenBack = undefined;
    if (text !== '') tell(text);
  };
  const wait = () => {
    clearTimeout(waiting);
    waiting = setTimeout(speak, QUIET);
  };
  const notice = (now: Documents, was: Documents) => {
    const [is, old] = [frontOf(now), frontOf(was)];
    if (is.id !== old.id) between = [];
    else if (is.history !== old.history && isUndoOrRedo(old.history, is.history)) {
      // The status line says what they did.
      between = [];
      before = { ...before, document: is.history.present };
    } else if (isTakenBack(old.history, is.history)) {
      // Taken back before it was told, it is as though it had not been.
      if (between.at(-1) === is.history.present) between.pop();
      else {
        takenBack = takenBackOf(is.history.present, old.history.present);
        before = { ...before, document: is.history.present };
      }
    } else if (is.history.past !== old.history.past) between.push(old.history.present);
    wait();
  };
  const stops = [useDocuments.subscribe(notice), useSession.subscribe(wait)];
  return () => {
    clearTimeout(waiting);
    for (const stop of stops) stop();
  };
}

function takenBackOf(present: Document, from: Document): string | undefined {
  const text = describeStep(present, from)?.text;
  return text === undefined ? undefined : `Taken back: ${text}.`;
}

/** Every edit, once; what a gesture did in between is one. */
function editsOf(before: Heard, between: readonly Document[], { id, document }: Heard): string | undefined {
  if (id !== before.id || document === before.document) return undefined;
  const steps = [...between, document].map((to, index) => {
    const from = between[index - 1] ?? before.document;
    return from === to ? undefined : describeStep(from, to)?.text;
  });
  // A key that is held down says the same of every step.
  const texts = steps
    .filter((text) => text !== undefined)
    .filter((text, index, all) => text !== all[index - 1]);
  return texts.length === 0 ? undefined : `Done: ${texts.join(', ')}.`;
}

function levelOf(before: Heard, { id, level }: Heard): string | undefined {
  if (id !== before.id) return `${titleOf(id)}.`;
  if (level === before.level) return undefined;
  return level === '' ? 'On the top level.' : `Inside ${level}.`;
}

function selectionOf(before: Heard, { document, level, nodes }: Heard): string | undefined {
  if (nodes === before.nodes) return undefined;
  const { elements } = levelAt(analysisOf(document), level);
  const [first] = nodes.flatMap((id) => elements.get(id)?.record.name ?? []);
  if (first === undefined) return before.nodes.length > 0 ? 'Nothing is selected.' : undefined;
  return nodes.length === 1 ? `${first} selected.` : `${nodes.length} nodes selected.`;
}
