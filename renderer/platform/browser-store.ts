// What the browser host keeps from one visit to the next: recent files and the draft, in IndexedDB.

const DATABASE = 'netloom';
const RECENT = 'recent';
const DRAFTS = 'drafts';
const MAX_RECENT = 10;
const DRAFT_KEY = 'current';

export interface StoredFile {
  readonly token: string;
  readonly name: string;
  readonly handle: FileSystemFileHandle;
  /** When it was last opened or saved, in milliseconds. */
  readonly usedAt: number;
}

export interface BrowserStore {
  /** Newest first. */
  recent(): Promise<readonly StoredFile[]>;
  remember(file: StoredFile): Promise<void>;
  forget(token: string): Promise<void>;
  readDraft(): Promise<Uint8Array<ArrayBuffer> | undefined>;
  writeDraft(bytes: Uint8Array<ArrayBuffer> | undefined): Promise<void>;
}

export function createBrowserStore(): BrowserStore {
  let opening: Promise<IDBDatabase> | undefined;
  const database = () => (opening ??= openDatabase());

  async function store(name: string, mode: IDBTransactionMode): Promise<IDBObjectStore> {
    return (await database()).transaction(name, mode).objectStore(name);
  }

  async function recent(): Promise<readonly StoredFile[]> {
    const all = await settled<StoredFile[]>((await store(RECENT, 'readonly')).getAll());
    return all.toSorted((a, b) => b.usedAt - a.usedAt);
  }

  return {
    recent,
    async remember(file) {
      const others: StoredFile[] = [];
      for (const other of await recent()) {
        if (other.token !== file.token && !(await other.handle.isSameEntry(file.handle))) others.push(other);
      }
      const kept = [file, ...others].slice(0, MAX_RECENT);
      const files = await store(RECENT, 'readwrite');
      files.clear();
      await Promise.all(kept.map((entry) => settled(files.put(entry))));
    },
    async forget(token) {
      await settled((await store(RECENT, 'readwrite')).delete(token));
    },
    async readDraft() {
      return settled<Uint8Array<ArrayBuffer> | undefined>((await store(DRAFTS, 'readonly')).get(DRAFT_KEY));
    },
    async writeDraft(bytes) {
      const drafts = await store(DRAFTS, 'readwrite');
      if (bytes === undefined) drafts.delete(DRAFT_KEY);
      else drafts.put(bytes, DRAFT_KEY);
      // Asked for at once, a page that is being left keeps it; by itself it would wait for an answer to come back.
      drafts.transaction.commit();
      await committed(drafts.transaction);
    },
  };
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.addEventListener('upgradeneeded', () => {
    request.result.createObjectStore(RECENT, { keyPath: 'token' });
    request.result.createObjectStore(DRAFTS);
  });
  return settled(request);
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('IndexedDB failed')));
  });
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB failed')));
  });
}
