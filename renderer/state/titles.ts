// What open documents are called where they must be told apart: in tabs and window titles, and as files that are yet to
// be named. The networks keep their names.

import { useDocuments, type DocumentId, type OpenDocument } from './open-documents.ts';

/**
 * The network's name; with a number behind it from the second open document of that name on, in the order in which they
 * were opened. A number that is part of another network's name is left to that.
 */
export function titlesOf(documents: readonly OpenDocument[]): ReadonlyMap<DocumentId, string> {
  const names = new Set(documents.map(({ history }) => history.present.name));
  const titles = new Map<DocumentId, string>();
  const taken = new Set<string>();
  for (const { id, history } of documents.toSorted((a, b) => a.id - b.id)) {
    const { name } = history.present;
    let title = name;
    for (let count = 2; taken.has(title) || (title !== name && names.has(title)); count += 1) {
      title = `${name} ${count}`;
    }
    taken.add(title);
    titles.set(id, title);
  }
  return titles;
}

/** Of an open document; '' of one that was closed. */
export function titleOf(id: DocumentId): string {
  return titlesOf(useDocuments.getState().documents).get(id) ?? '';
}

/** Of the document in front. */
export function frontTitle(): string {
  return titleOf(useDocuments.getState().front);
}

/** As `titleOf`; without an id, of the document in front. */
export function useTitle(id?: DocumentId): string {
  return useDocuments(({ documents, front }) => titlesOf(documents).get(id ?? front) ?? '');
}
