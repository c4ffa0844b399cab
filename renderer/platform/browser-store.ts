// The files that the browser host opened and saved last, newest first, as handles in IndexedDB.

import { committed, openStore, settled, STORES } from './browser-database.ts';

const MAX_RECENT = 10;

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
  forgetAll(): Promise<void>;
}

export function createBrowserStore(): BrowserStore {
  async function recent(): Promise<readonly StoredFile[]> {
    const files = await openStore(STORES.recent, 'readonly');
    const all = await settled<StoredFile[]>(files.getAll());
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
      const files = await openStore(STORES.recent, 'readwrite');
      files.clear();
      for (const entry of kept) files.put(entry);
      await committed(files.transaction);
    },
    async forget(token) {
      const files = await openStore(STORES.recent, 'readwrite');
      files.delete(token);
      await committed(files.transaction);
    },
    async forgetAll() {
      const files = await openStore(STORES.recent, 'readwrite');
      files.clear();
      await committed(files.transaction);
    },
  };
}
