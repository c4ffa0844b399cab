// The journals of unsaved work, as files in the user's settings folder: lines are appended and synced, a new beginning
// replaces the file in one step. Weights that no document's file holds lie beside them.

import { constants, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import * as z from 'zod';
import { NetloomError } from '../../shared/lib/errors.ts';
import { fileError, systemCode } from '../../shared/node/file-errors.ts';
import type { FileVersion } from '../../shared/node/file-version.ts';
import { writeAtomic } from '../../shared/node/write-atomic.ts';

export interface JournalFile {
  readonly journal: string;
  readonly path: string;
  readonly weights: readonly { readonly sha256: string; readonly path: string }[];
}

/** A file that a document was kept in, as it was when it was last read or written. */
export interface KeptFile {
  readonly path: string;
  readonly version: FileVersion;
}

/** Names of journals are the window's: they are checked before they come here. */
export interface JournalFiles {
  list(): Promise<readonly JournalFile[]>;
  begin(journal: string, line: string, file?: KeptFile): Promise<void>;
  /** What `begin` was told; undefined also where that cannot be read. */
  fileOf(journal: string): Promise<KeptFile | undefined>;
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
/** What lies beside a journal. */
const BESIDE = /^(?<journal>[0-9a-f]{32}\.\d{1,15})\.(?:[0-9a-f]{64}\.weights|file)$/u;
const WEIGHTS = /^(?<journal>[0-9a-f]{32}\.\d{1,15})\.(?<sha256>[0-9a-f]{64})\.weights$/u;

/** Removes what was left half-done: writes that were killed, what lies beside no journal. */
function sweep(folder: string): void {
  const names = new Set(readdirSync(folder));
  for (const name of names) {
    const owner = BESIDE.exec(name)?.groups?.['journal'];
    const orphan = owner !== undefined && !names.has(`${owner}.journal`);
    if (orphan || name.endsWith('.tmp')) rmSync(join(folder, name), { force: true });
  }
}

/** Makes the folder, and sweeps it. A folder that cannot be made or read is told by whoever wants to keep something. */
export function createJournalFiles(folder: string): JournalFiles {
  try {
    mkdirSync(folder, { recursive: true });
    sweep(folder);
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
  }
  let givenUp = false;
  const written = new Set<string>();
  /** What this wrote of the files of documents, by journal. */
  const files = new Map<string, string | undefined>();
  /** One thing at a time happens to a journal, in the order in which it was asked for. */
  const turns = new Map<string, Promise<void>>();

  function inTurn(journal: string, work: () => Promise<void>): Promise<void> {
    const before = turns.get(journal) ?? Promise.resolve();
    const turn = before.catch(() => undefined).then(work);
    turns.set(journal, turn);
    const forget = (): void => {
      if (turns.get(journal) === turn) turns.delete(journal);
    };
    turn.then(forget, forget);
    return turn;
  }

  /** Work that the user gave up may still be on its way here: kept, it would be offered to them again. */
  function claim(journal: string): void {
    if (givenUp) throw new NetloomError('journal-given-up', 'The drafts of this window were given up.');
    written.add(journal);
  }

  const pathOf = (journal: string): string => join(folder, `${journal}.journal`);
  const filePathOf = (journal: string): string => join(folder, `${journal}.file`);

  /** Kept before the line that goes with it: a version that is too old is noticed when it comes to saving. */
  async function keepFile(journal: string, file: KeptFile | undefined): Promise<void> {
    const text = file === undefined ? undefined : JSON.stringify(file, textOfBigInts);
    if (files.get(journal) === text) return;
    if (text === undefined) await rm(filePathOf(journal), { force: true });
    else await writeAtomic(filePathOf(journal), new TextEncoder().encode(text));
    files.set(journal, text);
  }

  /** None where the folder is gone: somebody else removed all of it. */
  async function namesThere(): Promise<readonly string[]> {
    try {
      return await readdir(folder);
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return [];
      throw error;
    }
  }

  async function remove(journal: string): Promise<void> {
    written.delete(journal);
    files.delete(journal);
    for (const name of await namesThere()) {
      if (name.startsWith(`${journal}.`)) await rm(join(folder, name), { force: true });
    }
  }

  return {
    async list() {
      const names = await namesThere();
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

    async begin(journal, line, file) {
      claim(journal);
      await inTurn(journal, async () => {
        try {
          await mkdir(folder, { recursive: true });
        } catch (error) {
          throw fileError(error, 'keep', folder);
        }
        await keepFile(journal, file);
        await writeAtomic(pathOf(journal), new TextEncoder().encode(line));
      });
    },

    async fileOf(journal) {
      let text: string;
      try {
        text = await readFile(filePathOf(journal), 'utf8');
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return undefined;
        throw fileError(error, 'read', filePathOf(journal));
      }
      return parseKeptFile(text);
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

const bigint = z
  .string()
  .regex(/^-?\d{1,30}$/u)
  .transform(BigInt);

const keptFile = z.strictObject({
  path: z.string().refine(isAbsolute),
  version: z.strictObject({ size: bigint, modified: bigint, inode: bigint }),
});

/** Undefined where it is damaged: saving then asks where, as for a document of no file. */
function parseKeptFile(text: string): KeptFile | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return keptFile.safeParse(value).data;
}

function textOfBigInts(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
