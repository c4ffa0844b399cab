// Journals in IndexedDB: a row for every line. Each page has a name of its own and holds a lock of that name as long
// as it lives; whoever gets the lock of a name may have its journals, so that no two pages offer the same work.
// https://www.w3.org/TR/web-locks/: a lock ends with its page, however that ends.

import type { AbandonedJournal, Journals } from '../../shared/host/journals.ts';
import { browserFileError } from './browser-errors.ts';
import { committed, openStore, settled, STORES } from './browser-database.ts';

/** `[page, journal, place]`; weights have their SHA-256 as the place. */
type Key = readonly [page: string, journal: number, place: number | string];

/** A page that is being reloaded still has its lock for a moment. */
const PATIENCE_MS = 2000;

export function createBrowserJournals(): Journals {
  const page = crypto.randomUUID();
  const alive = holdLock(page);
  /** Where the next line of a journal goes. */
  const places = new Map<number, number>();

  async function put(journal: number, line: string, afresh: boolean): Promise<void> {
    const place = (places.get(journal) ?? 0) + 1;
    places.set(journal, place);
    await alive;
    try {
      const rows = await openStore(STORES.journals, 'readwrite');
      if (afresh) rows.delete(rangeOf(page, journal));
      rows.put(line, [page, journal, place]);
      await committed(rows.transaction);
    } catch (error) {
      throw await browserFileError(error, 'keep', 'draft');
    }
  }

  return {
    begin: (journal, line) => put(journal, line, true),
    append: (journal, line) => put(journal, line, false),
    async keepWeights(journal, sha256, bytes) {
      await alive;
      try {
        const files = await openStore(STORES.weights, 'readwrite');
        files.put(bytes, [page, journal, sha256]);
        await committed(files.transaction);
      } catch (error) {
        throw await browserFileError(error, 'keep', 'draft', bytes.byteLength);
      }
    },
    remove: (journal) => removeJournal(page, journal),
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
        return [...numbers].map((journal) => abandonedBy(owner, journal));
      });
      // Weights whose page was gone before their journal was: nothing would ever ask for them.
      const known = new Set(rows.map(([owner, journal]) => nameOf(owner, journal)));
      const orphans = all.filter(
        ([owner, journal]) => gone.includes(owner) && !known.has(nameOf(owner, journal)),
      );
      for (const [owner, journal] of orphans) await removeJournal(owner, journal);
      return journals;
    },
  };
}

function abandonedBy(page: string, journal: number): AbandonedJournal {
  return {
    id: nameOf(page, journal),
    async read() {
      const rows = await openStore(STORES.journals, 'readonly');
      return (await settled<string[]>(rows.getAll(rangeOf(page, journal)))).join('');
    },
    async weights(sha256) {
      const files = await openStore(STORES.weights, 'readonly');
      return settled<Uint8Array<ArrayBuffer> | undefined>(files.get([page, journal, sha256]));
    },
    discard: () => removeJournal(page, journal),
  };
}

async function removeJournal(page: string, journal: number): Promise<void> {
  for (const name of [STORES.journals, STORES.weights]) {
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
