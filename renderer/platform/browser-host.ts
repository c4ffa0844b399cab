// The app in a browser: files by the File System Access API where there is one, else by file inputs and downloads.

import type { ExportRequest, Host, OpenedFile, SavedFile, SaveRequest } from '../../shared/host/host.ts';
import { NetloomError } from '../../shared/lib/errors.ts';
import { browserFileError } from './browser-errors.ts';
import { createBrowserJournals, type KnownHandle } from './browser-journals.ts';
import { createBrowserStore } from './browser-store.ts';
import { downloadDocument, downloadStreamed, removeLeftovers, streamTo } from './download.ts';
import { askForFile } from './file-input.ts';
import { allowed, isNamed, NETWORK_PICKER, picked, savePicker } from './file-system-access.ts';
import { readWhole } from './read-whole.ts';

type SavePicker = NonNullable<typeof window.showSaveFilePicker>;

export function createBrowserHost(): Host {
  const store = createBrowserStore();
  const handles = new Map<string, KnownHandle>();
  let unsaved = false;

  window.addEventListener('beforeunload', (event) => {
    if (unsaved) event.preventDefault();
  });
  // Housekeeping of a convenience: a browser that refuses it still runs the app.
  removeLeftovers().catch((error: unknown) => console.warn('Old exports could not be removed.', error));

  async function read(handle: FileSystemFileHandle, token: string): Promise<OpenedFile> {
    try {
      const file = await handle.getFile();
      const bytes = await readWhole(file);
      await keep(handle, token, file);
      return { name: file.name, bytes, token };
    } catch (error) {
      throw await browserFileError(error, 'open', handle.name);
    }
  }

  async function keep(handle: FileSystemFileHandle, token: string, file: File): Promise<void> {
    handles.set(token, { handle, lastModified: file.lastModified });
    try {
      await store.remember({ token, name: handle.name, handle, usedAt: Date.now() });
    } catch (error) {
      // The list is a convenience: the file is open, or saved, without it.
      console.warn('The list of recent files could not be kept.', error);
    }
  }

  async function listed(): ReturnType<typeof store.recent> {
    try {
      return await store.recent();
    } catch (error) {
      console.warn('The list of recent files could not be read.', error);
      return [];
    }
  }

  /** The same file always has the same token, as far as the browser can tell. */
  async function tokenOf(handle: FileSystemFileHandle): Promise<string> {
    for (const [token, known] of handles) if (await known.handle.isSameEntry(handle)) return token;
    for (const known of await listed()) {
      if (await known.handle.isSameEntry(handle)) return known.token;
    }
    return crypto.randomUUID();
  }

  async function openFile(): Promise<OpenedFile | undefined> {
    if (window.showOpenFilePicker === undefined) return askForFile();
    const handle = (await picked(window.showOpenFilePicker(NETWORK_PICKER)))?.[0];
    return handle === undefined ? undefined : read(handle, await tokenOf(handle));
  }

  async function openRecent(token: string): Promise<OpenedFile | undefined> {
    const stored = (await store.recent()).find((file) => file.token === token);
    if (stored === undefined) {
      throw new NetloomError('unknown-token', 'This file is not known here (any more). Open it again.');
    }
    if (!(await allowed(stored.handle, 'read'))) return undefined;
    try {
      return await read(stored.handle, token);
    } catch (error) {
      if (error instanceof NetloomError && error.code === 'file-missing') await store.forget(token);
      throw error;
    }
  }

  async function saveFile(request: SaveRequest): Promise<SavedFile | undefined> {
    const known = request.token === undefined ? undefined : handles.get(request.token);
    if (known !== undefined && request.token !== undefined) {
      if (!(await allowed(known.handle, 'readwrite'))) return undefined;
      if (!(await mayReplace(known))) return undefined;
      await write('save', known.handle, request);
      return remembered(known.handle, request.token);
    }
    const { showSaveFilePicker } = window;
    if (showSaveFilePicker === undefined) {
      await downloadDocument(request);
      return { name: request.suggestedName, token: undefined };
    }
    const handle = await pickAndWrite('save', showSaveFilePicker, request);
    return handle === undefined ? undefined : remembered(handle, await tokenOf(handle));
  }

  async function remembered(handle: FileSystemFileHandle, token: string): Promise<SavedFile> {
    await keep(handle, token, await handle.getFile());
    return { name: handle.name, token };
  }

  async function exportFile(request: ExportRequest): Promise<SavedFile | undefined> {
    const { showSaveFilePicker } = window;
    if (showSaveFilePicker === undefined) {
      await downloadStreamed('export', request);
      return { name: request.suggestedName, token: undefined };
    }
    const handle = await pickAndWrite('export', showSaveFilePicker, request);
    return handle === undefined ? undefined : { name: handle.name, token: undefined };
  }

  return {
    kind: 'browser',
    reopens: window.showOpenFilePicker !== undefined,
    openFile,
    openRecent,
    async recentFiles() {
      return (await store.recent()).map(({ name, token }) => ({ name, token }));
    },
    clearRecent: () => store.forgetAll(),
    saveFile,
    exportFile,
    journals: createBrowserJournals({
      find: (token) => handles.get(token),
      async adopt(file) {
        const token = await tokenOf(file.handle);
        const known = handles.get(token);
        if (known === undefined) handles.set(token, file);
        return known === undefined || known.lastModified === file.lastModified ? token : undefined;
      },
      async read(handle) {
        if (!(await allowed(handle, 'read'))) return undefined;
        return readWhole(await handle.getFile());
      },
    }),
    setDocumentState(state) {
      unsaved = state.unsaved.length > 0;
      document.title = state.name === '' ? 'Netloom' : `${state.dirty ? '• ' : ''}${state.name} – Netloom`;
    },
    // A browser has no menus of ours, and hands over no files.
    setMenuKeys: () => undefined,
    setMenuState: () => undefined,
    onCommand: () => () => undefined,
    onOpenFile: () => () => undefined,
    onFailure: () => () => undefined,
  };
}

async function pickAndWrite(
  action: 'save' | 'export',
  showSaveFilePicker: SavePicker,
  request: ExportRequest,
): Promise<FileSystemFileHandle | undefined> {
  const handle = await picked(showSaveFilePicker(savePicker(request.suggestedName)));
  if (handle === undefined) return undefined;
  // The picker makes an empty file of a new name; one that was there keeps its bytes until the end.
  const fresh = (await handle.getFile()).size === 0;
  try {
    await write(action, handle, request);
    return handle;
  } catch (error) {
    if (fresh) await handle.remove?.();
    throw error;
  }
}

/** Takes the place of what is in the file, at the end. */
async function write(
  action: 'save' | 'export',
  handle: FileSystemFileHandle,
  request: ExportRequest,
): Promise<void> {
  try {
    await streamTo(handle, request);
  } catch (error) {
    throw await browserFileError(error, action, handle.name, request.byteLength);
  }
}

/** Whether the file is as it was, or the user says to overwrite it all the same. */
async function mayReplace(known: KnownHandle): Promise<boolean> {
  try {
    const now = await known.handle.getFile();
    if (now.lastModified === known.lastModified) return true;
  } catch (error) {
    // Removed or renamed: writing makes it anew.
    if (isNamed(error, 'NotFoundError')) return true;
    throw await browserFileError(error, 'save', known.handle.name);
  }
  return window.confirm(
    `"${known.handle.name}" was changed by another program since it was opened here. Overwrite it?`,
  );
}
