// A host's journals in memory, whose writes fail and linger as a test says.

import { emptyDocument } from '../../../shared/document/empty.ts';
import { readJournal } from '../../../shared/document/journal.ts';
import type { Document } from '../../../shared/document/types.ts';
import type { AbandonedJournal, Journals } from '../../../shared/host/journals.ts';

export const disk = {
  /** Lines, by journal. */
  journals: new Map<number, string[]>(),
  /** Tokens of the files of documents, by journal. */
  files: new Map<number, string | undefined>(),
  weights: [] as string[],
  left: [] as readonly AbandonedJournal[],
  /** What the next write fails with. */
  failure: undefined as Error | undefined,
  /** What every write fails with. */
  full: undefined as Error | undefined,
  /** Writes of weights do not end before this does. */
  slow: undefined as Promise<void> | undefined,
};

export function emptyDisk(): void {
  disk.journals.clear();
  disk.files.clear();
  disk.weights.length = 0;
  disk.left = [];
  disk.failure = undefined;
  disk.full = undefined;
  disk.slow = undefined;
}

function write(work: () => void): Promise<void> {
  const failure = disk.failure ?? disk.full;
  disk.failure = undefined;
  if (failure !== undefined) return Promise.reject(failure);
  work();
  return Promise.resolve();
}

const journals: Journals = {
  begin: (journal, line, file) =>
    write(() => {
      disk.journals.set(journal, [line]);
      disk.files.set(journal, file);
    }),
  append: (journal, line) => write(() => disk.journals.get(journal)!.push(line)),
  async keepWeights(_journal, hash) {
    await disk.slow;
    await write(() => disk.weights.push(hash));
  },
  remove: (journal) => Promise.resolve(void disk.journals.delete(journal)),
  abandoned: () => Promise.resolve(disk.left),
};

export const host = { journals };

/** The name of the document that a journal brings back. */
export function keptName(journal: number): string | undefined {
  const lines = disk.journals.get(journal);
  return lines === undefined ? undefined : readJournal(lines.join('')).document.name;
}

export function withNode(name: string): Document {
  return {
    ...emptyDocument(),
    name,
    nodes: {
      a: {
        id: 'a',
        kind: 'operator',
        parentId: null,
        name: 'a',
        position: { x: 0, y: 0 },
        operator: 'ReLU',
        attributes: {},
      },
    },
  };
}
