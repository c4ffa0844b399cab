// Moving between the open documents and closing them, with the question that unsaved work is owed.

import {
  bringToFront,
  closeDocument,
  findOpen,
  isBlank,
  isDirty,
  useDocuments,
  type DocumentId,
} from '../state/open-documents.ts';
import { titleOf } from '../state/titles.ts';
import { saveFile } from './files.ts';
import { leaveField } from './leave-field.ts';
import { askAboutChanges } from './unsaved.ts';

/** Shows an open document. */
export function showTab(id: DocumentId): void {
  leaveField();
  bringToFront(id);
}

/** Shows the tab so many places further on, round the ends. */
export function stepTab(step: 1 | -1): void {
  const { documents, front } = useDocuments.getState();
  const place = documents.findIndex(({ id }) => id === front) + step;
  const next = documents.at(place % documents.length);
  if (next !== undefined) showTab(next.id);
}

/** Closes all documents but the one in front; the first that the user keeps open ends it. */
export async function closeOtherTabs(): Promise<void> {
  const { documents, front } = useDocuments.getState();
  for (const { id } of documents) if (id !== front && !(await closeTab(id))) return;
  showTab(front);
}

/**
 * Closes a document that is saved, is saved now, or is given up.
 * @returns false where the user keeps it open, or saving it failed
 */
export async function closeTab(id = useDocuments.getState().front): Promise<boolean> {
  leaveField();
  const open = findOpen(id);
  if (open === undefined) return true;
  if (!isDirty(open) || isBlank(open)) {
    closeDocument(id);
    return true;
  }
  bringToFront(id);
  const choice = await askAboutChanges(titleOf(id));
  if (choice === 'cancel') return false;
  // What was changed while it was being saved is asked about in its turn.
  if (choice === 'save') return (await saveFile(id)) && closeTab(id);
  closeDocument(id);
  return true;
}
