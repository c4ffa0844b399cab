// History: immutable documents with structural sharing. One gesture is one step.

import type { Document } from './types.ts';

export interface History {
  readonly past: readonly Document[];
  readonly present: Document;
  readonly future: readonly Document[];
}

/** Of a document just opened: no step yet. */
export function startHistory(document: Document): History {
  return { past: [], present: document, future: [] };
}

/** Enough for any session, and bounded: neighbours share almost all of their records. */
const MAX_STEPS = 1000;

/** A new step; the redo branch is dropped. The same document is no step. */
export function pushHistory(history: History, document: Document): History {
  if (document === history.present) return history;
  return { past: [...history.past, history.present].slice(-MAX_STEPS), present: document, future: [] };
}

/** One step back; the same history where there is none. */
export function undo(history: History): History {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: previous,
    future: [history.present, ...history.future],
  };
}

/** One step forward again; the same history where there is none. */
export function redo(history: History): History {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future };
}

/** Whether the one led to the other by a step back or forward, not by an edit. */
export function isUndoOrRedo(was: History, now: History): boolean {
  return was.future[0] === now.present || now.future[0] === was.present;
}

/** Whether the edit made last was taken back, as Escape does in a field: neither an edit nor a step back. */
export function isTakenBack(was: History, now: History): boolean {
  return !isUndoOrRedo(was, now) && was.past.at(-1) === now.present;
}
