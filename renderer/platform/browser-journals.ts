// Journals in IndexedDB: a row for every line. Each page has a name of its own and holds a lock of that name as long
// as it lives; whoever gets the lock of a name may have its journals, so that no two pages offer the same work.
// https://www.w3.org/TR/web-locks/: a lock ends with its page, however that ends.

import type { AbandonedJournal, Journals } from '../../shared/host/journals.ts';
import { browserFileError } from './browser-errors.ts';
import { committed, openStore, openTransaction, settled, STORES } from './browser-database.ts';

/** `[page, journal, place]`; weights have their SHA-256 as the place, and the number of their piece behind it. */
type Key = readonly [page: string, journal: number, place: number | string, piece?: number];

/**
 * Weights are kept in pieces: the browser copies each while the page waits, and refuses too large a one. How many they
 * are is kept last, in the place of the weights themselves, so that there are all or none.
 */
const PIECE_BYTES = 4 << 20;

/** A page that is being reloaded still has its lock for a moment. */
const PATIENCE_MS = 2000;

/** A file as it was when it was last read or written. */
export interface KnownHandle {
  readonly handle: FileSystemFileHandle;
  readonly lastModified: number;
}

/** The files of the page, which the host knows by tokens. */
export interface PageFiles {
  find(token: string): KnownHandle | undefined;
  /** Names a file that another page knew; undefined where this page knows another version of it. */
  adopt(file: KnownHandle): Promise<string | undefined>;
  /** Undefined when the user does not allow it. */
  read(handle: FileSystemFileHandle): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

export function createBrowserJournals(files: PageFiles): Journals {
  const page = crypto.randomUUID();
  const alive = holdLock(page);
  /** Where the next line of a journal goes. */
  const places = new Map<number, number>();

  /** @param file what the line replaces all with: undefined appends it, null is of no file */
  async function put(journal: number, line: string, file?: KnownHandle | null): Promise<void> {
    const place = (places.get(journal) ?? 0) + 1;
    places.set(journal, place);
    await alive;
    try {
      const transaction = await openTransaction([STORES.journals, STORES.files], 'readwrite');
      const rows = transaction.objectStore(STORES.journals);
      if (file !== undefined) {
        rows.delete(rangeOf(page, journal));
        const kept = transaction.objectStore(STORES.files);
        if (file === null) kept.delete([page, journal]);
        else kept.put(file, [page, journal]);
      }
      rows.put(line, [page, journal, place]);
      await committed(transaction);
    } catch (error) {
      throw await browserFileError(error, 'keep', 'draft');
    }
  }

  return {
    begin: (journal, line, token) =>
      put(journal, line, (token === undefined ? undefined : files.find(token)) ?? null),
    append: (journal, line) => put(journal, line),
    async keepWeights(journal, sha256, bytes) {
      await alive;
      try {
        const pieces = Math.ceil(bytes.byteLength / PIECE_BYTES);
        for (let piece = 0; piece < pieces; piece += 1) {
          if (!places.has(journal)) return;
          // A view would be cloned with all of the buffer behind it.
          const copy = bytes.slice(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES);
          await putWeights(copy, [page, journal, sha256, piece]);
        }
        await putWeights(pieces, [page, journal, sha256]);
      } catch (error) {
        throw await browserFileError(error, 'keep', 'draft', bytes.byteLength);
      }
    },
    remove(journal) {
      places.delete(journal);
      return removeJournal(page, journal);
    },
    async abandoned() {
      await alive;
      const rows = await keysOf(STORES.journals);
      const all = [...rows, ...(await keysOf(STORES.weights))];
      const pages = new Set(all.map(([owner]) => owner).filter((owner) => owner !== page));
      const claims = await Promise.all(
        [...pages].map(async (owner) => ({ owner, free: await claim(owner) })),
      );
      const gone = claims.filter(({ free }) => free).map(({ owner }) => owner);
      const journals = gone.flatMap((owner) => {
        const numbers = new Set(rows.filter((key) => key[0] === owner).map((key) => key[1]));
        return [...numbers].map((journal) => abandonedBy(owner, journal, files));
      });
      // Weights whose page was gone before their journal was: nothing would ever ask for them.
      const known = new Set(rows.map(([owner, journal]) => nameOf(owner, journal)));
      const orphans = new Map(
        all
          .filter(([owner, journal]) => gone.includes(owner) && !known.has(nameOf(owner, journal)))
          .map(([owner, journal]) => [nameOf(owner, journal), [owner, journal]] as const),
      );
      for (const [owner, journal] of orphans.values()) await removeJournal(owner, journal);
      return journals;
    },
  };
}

function abandonedBy(page: string, journal: number, files: PageFiles): AbandonedJournal {
  return {
    id: nameOf(page, journal),
    async read() {
      const rows = await openStore(STORES.journals, 'readonly');
      return (await settled<string[]>(rows.getAll(rangeOf(page, journal)))).join('');
    },
    weights: (sha256) => readWeights([page, journal, sha256]),
    async file() {
      const kept = await openStore(STORES.files, 'readonly');
      const file = await settled<KnownHandle | undefined>(kept.get([page, journal]));
      const token = file === undefined ? undefined : await files.adopt(file);
      if (file === undefined || token === undefined) return undefined;
      return { token, read: () => files.read(file.handle) };
    },
    discard: () => removeJournal(page, journal),
  };
}

async function putWeights(value: Uint8Array<ArrayBuffer> | number, key: IDBValidKey): Promise<void> {
  const weights = await openStore(STORES.weights, 'readwrite');
  weights.put(value, key);
  await committed(weights.transaction);
}

async function readWeights(
  key: readonly [page: string, journal: number, sha256: string],
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const read = async <T>(...more: readonly number[]): Promise<T | undefined> => {
    const kept = await openStore(STORES.weights, 'readonly');
    return settled<T | undefined>(kept.get([...key, ...more]));
  };
  const count = await read<number>();
  if (count === undefined) return undefined;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let piece = 0; piece < count; piece += 1) {
    const part = await read<Uint8Array<ArrayBuffer>>(piece);
    if (part !== undefined) parts.push(part);
  }
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

async function removeJournal(page: string, journal: number): Promise<void> {
  for (const name of [STORES.journals, STORES.files, STORES.weights]) {
    const store = await openStore(name, 'readwrite');
    store.delete(rangeOf(page, journal));
    await committed(store.transaction);
  }
}

async function keysOf(name: typeof STORES.journals | typeof STORES.weights): Promise<readonly Key[]> {
  const store = await openStore(name, 'readonly');
  return (await settled(store.getAllKeys())) as unknown as readonly Key[];
}

function nameOf(page: string, journal: number): string {
  return `${page} ${journal}`;
}

/** Every key of a journal: arrays come after all numbers and texts. */
function rangeOf(page: string, journal: number): IDBKeyRange {
  return IDBKeyRange.bound([page, journal], [page, journal, []]);
}

function lockName(page: string): string {
  return `netloom journals ${page}`;
}

/** Resolves once the lock is held; it is given back by no one but the end of the page. */
function holdLock(page: string, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(lockName(page), signal === undefined ? {} : { signal }, () => {
        resolve();
        return new Promise(() => undefined);
      })
      .catch(reject);
  });
}

/** Takes the lock of a page that is gone, to keep it; false where that page lives, or another was faster. */
async function claim(page: string): Promise<boolean> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    await holdLock(page, signal);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
