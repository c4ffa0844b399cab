// Copy, cut and paste between the canvas and the system's clipboard, as text.

import { canvas } from '../canvas/handle.ts';
import { analysisOf, levelAt } from '../state/analysis.ts';
import { copyText, parseClipboard, placedAt, shifted } from '../state/clipboard.ts';
import { currentDocument } from '../state/document-store.ts';
import { pasteGraph, removeSelection } from '../state/editing.ts';
import { levelPositions } from '../state/positions.ts';
import { useSession } from '../state/session-store.ts';
import { notify } from '../ui/Toasts.tsx';

/** What was copied last, for where the system's clipboard may not be read. */
let remembered = '';
/** How often the same text was pasted: each copy stands beside the one before. */
let pastes = 0;

function openedLevel() {
  return levelAt(analysisOf(currentDocument()), useSession.getState().level);
}

export function selectionText(): string | undefined {
  const level = openedLevel();
  return copyText(currentDocument(), level, useSession.getState().nodes, levelPositions(level));
}

function remember(text: string): void {
  remembered = text;
  pastes = 0;
}

function removeSelected(): void {
  const problem = removeSelection(openedLevel(), useSession.getState().nodes, []);
  if (problem !== undefined) notify({ type: 'error', title: 'Not cut', description: problem.message });
}

export async function copySelection(): Promise<void> {
  const text = selectionText();
  if (text === undefined) return;
  remember(text);
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // The system's clipboard may be forbidden; pasting inside the app works all the same.
  }
}

export async function cutSelection(): Promise<void> {
  await copySelection();
  removeSelected();
}

export async function pasteFromClipboard(): Promise<void> {
  let text = remembered;
  try {
    text = await navigator.clipboard.readText();
  } catch {
    // As above: what was copied in the app is pasted.
  }
  pasteText(text);
}

/** @returns false where the text holds no nodes */
function pasteText(text: string): boolean {
  const graph = parseClipboard(text);
  if (graph === undefined) {
    if (text.trim() !== '') {
      notify({ title: 'Nothing to paste', description: 'The clipboard holds no nodes copied from Netloom.' });
    }
    return false;
  }
  if (text !== remembered) remember(text);
  pastes += 1;
  const pointer = canvas()?.pointer();
  const placed =
    pointer === undefined
      ? shifted(graph, { x: 32 * pastes, y: 32 * pastes })
      : placedAt(graph, { x: Math.round(pointer.x), y: Math.round(pointer.y) });
  const problem = pasteGraph(openedLevel(), placed);
  if (problem !== undefined) notify({ type: 'error', title: 'Not pasted', description: problem.message });
  return true;
}

/** True where keys and clipboard belong to a text field, or text is selected to be copied. */
function belongsToText(target: EventTarget | null): boolean {
  if (target instanceof HTMLElement && target.closest('input, textarea, [contenteditable="true"]') !== null) {
    return true;
  }
  return (getSelection()?.toString() ?? '') !== '';
}

/** Answers the browser's own copy, cut and paste events, which need no permission. */
export function listenToClipboard(): () => void {
  const copy = (event: ClipboardEvent) => {
    if (belongsToText(event.target)) return;
    const text = selectionText();
    if (text === undefined) return;
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    remember(text);
    if (event.type === 'cut') removeSelected();
  };
  const paste = (event: ClipboardEvent) => {
    if (belongsToText(event.target) || document.querySelector('[data-dialog]') !== null) return;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text !== '' && pasteText(text)) event.preventDefault();
  };
  document.addEventListener('copy', copy);
  document.addEventListener('cut', copy);
  document.addEventListener('paste', paste);
  return () => {
    document.removeEventListener('copy', copy);
    document.removeEventListener('cut', copy);
    document.removeEventListener('paste', paste);
  };
}
