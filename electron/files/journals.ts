// The journals of unsaved work, as files in the user's settings folder: lines are appended and synced, a new beginning
// replaces the file in one step. Weights that no document's file holds lie beside them.

import { constants, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { NetloomError } from '../../shared/lib/errors.ts';
import { fileError } from '../../shared/node/file-errors.ts';
import { writeAtomic } from '../../shared/node/write-atomic.ts';

export interface JournalFile {
  readonly journal: string;
  readonly path: string;
  readonly weights: readonly { readonly sha256: string; readonly path: string }[];
}

/** Names of journals are the window's: they are checked before they come here. */
export interface JournalFiles {
  list(): Promise<readonly JournalFile[]>;
  begin(journal: string, line: string): Promise<void>;
  /** @throws NetloomError where the journal was not begun, or the disk refuses: it must then be begun afresh */
  append(journal: string, line: string): Promise<void>;
  /** Where weights are to be written. @throws NetloomError `journal-given-up` */
  weightsPath(journal: string, sha256: string): string;
  remove(journal: string): Promise<void>;
  /** Removes all that this window began: its user gave them up. What it still asks to be kept is refused. */
  removeWritten(): Promise<void>;
  /** The window begins anew: what it wrote before is to be offered to it. */
  forgetWritten(): void;
}

const JOURNAL = /^(?<journal>[0-9a-f]{32}\.\d{1,15})\.journal$/u;
const WEIGHTS = /^(?<journal>[0-9a-f]{32}\.\d{1,15})\.(?<sha256>[0-9a-f]{64})\.weights$/u;

/** Makes the folder, and removes from it what was left half-done: writes that were killed, weights of no journal. */
export function createJournalFiles(folder: string): JournalFiles {
  mkdirSync(folder, { recursive: true });
  const names = new Set(readdirSync(folder));
  for (const name of names) {
    const owner = WEIGHTS.exec(name)?.groups?.['journal'];
    const orphan = owner !== undefined && !names.has(`${owner}.journal`);
    if (orphan || name.endsWith('.tmp')) rmSync(join(folder, name), { force: true });
  }
  let givenUp = false;
  const written = new Set<string>();
  /** One thing at a time happens to a journal, in the order in which it was asked for. */
  const turns = new Map<string, Promise<void>>();

  function inTurn(journal: string, work: () => Promise<void>): Promise<void> {
    const before = turns.get(journal) ?? Promise.resolve();
    const turn = before.catch(() => undefined).then(work);
    turns.set(journal, turn);
    return turn;
  }

  /** Work that the user gave up may still be on its way here: kept, it would be offered to them again. */
  function claim(journal: string): void {
    if (givenUp) throw new NetloomError('journal-given-up', 'The drafts of this window were given up.');
    written.add(journal);
  }

  const pathOf = (journal: string): string => join(folder, `${journal}.journal`);

  async function remove(journal: string): Promise<void> {
    written.delete(journal);
    for (const name of await readdir(folder)) {
      if (name.startsWith(`${journal}.`)) await rm(join(folder, name), { force: true });
    }
  }

  return {
    async list() {
      const names = await readdir(folder);
      return names.flatMap((name) => {
        const journal = JOURNAL.exec(name)?.groups?.['journal'];
        if (journal === undefined) return [];
        const weights = names.flatMap((other) => {
          const groups = WEIGHTS.exec(other)?.groups;
          if (groups?.['journal'] !== journal) return [];
          return [{ sha256: groups['sha256']!, path: join(folder, other) }];
        });
        return [{ journal, path: join(folder, name), weights }];
      });
    },

    async begin(journal, line) {
      claim(journal);
      await inTurn(journal, async () => {
        await mkdir(folder, { recursive: true });
        await writeAtomic(pathOf(journal), new TextEncoder().encode(line));
      });
    },

    async append(journal, line) {
      claim(journal);
      await inTurn(journal, async () => {
        try {
          // Never makes a file: a journal without its first line could not be read.
          const file = await open(pathOf(journal), constants.O_WRONLY | constants.O_APPEND);
          try {
            await file.writeFile(line);
            await file.datasync();
          } finally {
            await file.close();
          }
        } catch (error) {
          throw fileError(error, 'write', pathOf(journal));
        }
      });
    },

    weightsPath(journal, sha256) {
      claim(journal);
      return join(folder, `${journal}.${sha256}.weights`);
    },

    remove: (journal) => inTurn(journal, () => remove(journal)),

    async removeWritten() {
      givenUp = true;
      await Promise.all([...written].map((journal) => inTurn(journal, () => remove(journal))));
    },

    forgetWritten() {
      written.clear();
      givenUp = false;
    },
  };
}
