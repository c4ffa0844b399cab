// What screen readers hear of the canvas: what an edit did, what is selected, which level is worked on. Eyes see it.

import { useEffect, useState } from 'react';
import { describeStep } from '../../shared/document/describe-step.ts';
import type { Document } from '../../shared/document/types.ts';
import { analysisOf, levelAt } from '../state/analysis.ts';
import { currentDocument, useDocumentStore } from '../state/document-store.ts';
import { useDocuments } from '../state/open-documents.ts';
import { useSession } from '../state/session-store.ts';
import { useStatusLine } from '../state/status-line.ts';

/** Milliseconds of quiet before something is said: a drag or a word typed is one thing. */
const QUIET = 250;

export function Announcer() {
  const [text, setText] = useState('');
  useEffect(() => follow(setText), []);
  return (
    <div className="visually-hidden" role="log" aria-live="polite" aria-label="What happens on the canvas">
      {text}
    </div>
  );
}

interface Heard {
  readonly id: number;
  readonly document: Document;
  readonly level: string;
  readonly nodes: readonly string[];
  /** Of what the status line said, which speaks for itself. */
  readonly said: number;
}

function hear(): Heard {
  const { level, nodes } = useSession.getState();
  const { id } = useDocumentStore.getState();
  return { id, document: currentDocument(), level, nodes, said: useStatusLine.getState().count };
}

function follow(tell: (text: string) => void): () => void {
  let before = hear();
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const speak = () => {
    const now = hear();
    const text = [editOf(before, now), levelOf(before, now), selectionOf(before, now)]
      .filter((one) => one !== undefined)
      .join(' ');
    before = now;
    if (text !== '') tell(text);
  };
  const wait = () => {
    clearTimeout(waiting);
    waiting = setTimeout(speak, QUIET);
  };
  const stops = [useDocuments.subscribe(wait), useSession.subscribe(wait)];
  return () => {
    clearTimeout(waiting);
    for (const stop of stops) stop();
  };
}

function editOf(before: Heard, { id, document, said }: Heard): string | undefined {
  if (id !== before.id || document === before.document || said !== before.said) return undefined;
  const step = describeStep(before.document, document);
  return step === undefined ? undefined : `Done: ${step.text}.`;
}

function levelOf(before: Heard, { id, level, document }: Heard): string | undefined {
  if (id !== before.id) return `${document.name}.`;
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
