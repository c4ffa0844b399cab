// Copy, cut and paste between the canvas and the system's clipboard, as text.

import { canvas } from '../canvas/handle.ts';
import type { Position } from '../../shared/document/commands.ts';
import type { Problem } from '../../shared/operators/define.ts';
import { analysisOf, levelAt } from '../state/analysis.ts';
import { clipboardTrouble, copyText, parseClipboard, type Copied } from '../state/clipboard.ts';
import { currentDocument } from '../state/document-store.ts';
import { notesAt } from '../state/note-editing.ts';
import { cornerOf, pasteGraph, placedFree, type Renamed } from '../state/pasting.ts';
import { levelPositions } from '../state/positions.ts';
import { removeSelection } from '../state/removing.ts';
import { useSession } from '../state/session-store.ts';
import { say } from '../state/status-line.ts';
import { dialogIsOpen } from '../ui/open-popup.ts';
import { notify } from '../ui/Toasts.tsx';
import { filesOfClipboard, openPasted, openPastedNetwork } from './pasted.ts';

/** What was copied last, for where the system's clipboard may not be read. */
let remembered = '';

function openedLevel() {
  return levelAt(analysisOf(currentDocument()), useSession.getState().level);
}

function selectionText(): string | undefined {
  const level = openedLevel();
  const { nodes, notes } = useSession.getState();
  return copyText(currentDocument(), level, nodes, levelPositions(level), notes);
}

function removeSelected(): void {
  const { nodes, notes } = useSession.getState();
  const problem = removeSelection(openedLevel(), nodes, [], notes);
  if (problem !== undefined) notify({ type: 'error', title: 'Not cut', description: problem.message });
}

export async function copySelection(): Promise<void> {
  const text = selectionText();
  if (text === undefined) return;
  remembered = text;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // The system's clipboard may be forbidden; pasting inside the app works all the same.
  }
}

export async function cutSelection(): Promise<void> {
  // What is cut goes at once: by the time the system's clipboard answers, something else may be selected.
  const copied = copySelection();
  removeSelected();
  await copied;
}

/** `wired` brings the wires along that came into what was copied. */
export async function pasteFromClipboard(wired: boolean): Promise<void> {
  let text = remembered;
  try {
    const files = await filesOfClipboard();
    if (files.length > 0) {
      await openPasted(files);
      return;
    }
    text = await navigator.clipboard.readText();
  } catch {
    // The system's clipboard may be forbidden: what was copied in the app is pasted.
  }
  if (text.trim() === '') say('The clipboard is empty.');
  else await pasteText(text, wired);
}

/** A copy of the selection, in the nearest free place beside it. */
export function duplicateSelection(): Problem | undefined {
  const copied = parseClipboard(selectionText() ?? '');
  const corner = copied === undefined ? undefined : cornerOf(copied.graph, openedLevel().flow);
  return copied === undefined || corner === undefined ? undefined : placeCopy(copied, corner, false);
}

function placeCopy({ graph, incoming }: Copied, place: Position, wired: boolean): Problem | undefined {
  const level = openedLevel();
  const placed = placedFree(level, notesAt(currentDocument(), level), graph, place);
  return pasteGraph(level, placed, wired ? incoming : [], tellRenamed);
}

function tellRenamed(renamed: readonly Renamed[]): void {
  const [first] = renamed;
  if (first === undefined) return;
  const others = renamed.length - 1;
  notify({
    type: 'info',
    title: `"${first.from}" came as "${first.to}"`,
    description: `This network has another linked block of that name with other content; both are kept.${
      others > 0 ? ` So it is with ${others} more.` : ''
    }`,
  });
}

/** Texts longer than this take a moment; between the parts of the work the window is alive, and says so. */
const LONG = 400_000;

async function pasteText(text: string, wired: boolean): Promise<void> {
  const pause = async () => {
    if (text.length > LONG) await new Promise((resolve) => setTimeout(resolve, 32));
  };
  if (text.length > LONG) say('Pasting…');
  await pause();
  const copied = parseClipboard(text);
  const corner = copied === undefined ? undefined : cornerOf(copied.graph, openedLevel().flow);
  if (copied === undefined || corner === undefined) {
    if (!openPastedNetwork(text)) {
      notify({ title: 'Nothing to paste', description: clipboardTrouble(text) });
    }
    return;
  }
  remembered = text;
  await pause();
  const problem = placeCopy(copied, canvas()?.pointer() ?? corner, wired);
  if (problem !== undefined) notify({ type: 'error', title: 'Not pasted', description: problem.message });
  else if (copied.weightsLeft) {
    notify({
      type: 'info',
      title: 'Trained weights left behind',
      description: 'They belong to the network that was copied from. The layers start afresh in this one.',
    });
  }
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
    remembered = text;
    if (event.type === 'cut') removeSelected();
  };
  const paste = (event: ClipboardEvent) => {
    if (belongsToText(event.target) || dialogIsOpen()) return;
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (files.length === 0 && text.trim() === '') return;
    event.preventDefault();
    // Programs for pictures put words about them beside; what is copied in Netloom is text alone.
    if (files.length > 0) void openPasted(files);
    else void pasteText(text, shifted);
  };
  // The event of a paste does not tell its keys: Ctrl+Shift+V arrives as Ctrl+V does.
  let shifted = false;
  const keys = (event: KeyboardEvent) => {
    shifted = event.shiftKey;
  };
  window.addEventListener('keydown', keys, true);
  document.addEventListener('copy', copy);
  document.addEventListener('cut', copy);
  document.addEventListener('paste', paste);
  return () => {
    window.removeEventListener('keydown', keys, true);
    document.removeEventListener('copy', copy);
    document.removeEventListener('cut', copy);
    document.removeEventListener('paste', paste);
  };
}
