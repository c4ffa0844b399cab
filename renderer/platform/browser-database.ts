// What the browser keeps from one visit to the next, in one IndexedDB database. What lies in its stores is their
// users'.

const DATABASE = 'netloom';
const VERSION = 3;

export const STORES = {
  recent: 'recent',
  journals: 'journals',
  weights: 'journal-weights',
  files: 'journal-files',
} as const;

type StoreName = (typeof STORES)[keyof typeof STORES];

let opening: Promise<IDBDatabase> | undefined;

export async function openStore(name: StoreName, mode: IDBTransactionMode): Promise<IDBObjectStore> {
  return (await database()).transaction(name, mode).objectStore(name);
}

/** Of several stores, for what must be kept together. */
export async function openTransaction(
  names: readonly StoreName[],
  mode: IDBTransactionMode,
): Promise<IDBTransaction> {
  return (await database()).transaction(names, mode);
}

async function database(): Promise<IDBDatabase> {
  try {
    return await (opening ??= openDatabase());
  } catch (error) {
    // The next one who asks tries again.
    opening = undefined;
    throw error;
  }
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, VERSION);
  request.addEventListener('upgradeneeded', () => {
    const { result } = request;
    const there = result.objectStoreNames;
    if (!there.contains(STORES.recent)) result.createObjectStore(STORES.recent, { keyPath: 'token' });
    if (!there.contains(STORES.journals)) result.createObjectStore(STORES.journals);
    if (!there.contains(STORES.weights)) result.createObjectStore(STORES.weights);
    if (!there.contains(STORES.files)) result.createObjectStore(STORES.files);
  });
  request.addEventListener('success', () => {
    // A newer Netloom in another tab must not wait for this one.
    request.result.addEventListener('versionchange', () => {
      request.result.close();
      opening = undefined;
    });
    // The user had the browser forget this site, or its disk failed.
    request.result.addEventListener('close', () => (opening = undefined));
  });
  return settled(request);
}

/**
 * Commits what was asked of the transaction and resolves when it is kept. Asked for at once, a page that is being left
 * keeps it; by itself the transaction would wait for an answer to come back.
 */
export function committed(transaction: IDBTransaction): Promise<void> {
  transaction.commit();
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('IndexedDB failed')));
  });
}

export function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB failed')));
  });
}
