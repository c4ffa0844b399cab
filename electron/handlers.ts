// What the host does for each request of the contract.

import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { MenuKeys, MenuState } from '../shared/host/host.ts';
import type { FileReference, IpcRequest } from '../shared/host/ipc.ts';
import { messageOf, NetloomError } from '../shared/lib/errors.ts';
import { fileError } from '../shared/node/file-errors.ts';
import { fileVersion } from '../shared/node/file-version.ts';
import type { WriteOptions } from '../shared/node/write-atomic.ts';
import type { BrowserWindow, ElectronApi } from './api.ts';
import { askAboutChange, askOpenPath, askSavePath } from './files/dialogs.ts';
import type { RecentFiles } from './files/recent.ts';
import type { JournalFiles } from './files/journals.ts';
import type { FileTokens } from './files/tokens.ts';
import type { Writers } from './files/writers.ts';
import type { IpcHandlers } from './ipc.ts';
import { fileAddress } from './scheme.ts';
import type { UnsavedGuard } from './unsaved.ts';

/** The window holds a file in one piece, and Chromium's largest buffer is a little above this. */
const MAX_OPEN_BYTES = 2 ** 31;

export interface HandlerParts {
  readonly app: ElectronApi['app'];
  readonly dialog: ElectronApi['dialog'];
  readonly tokens: FileTokens;
  readonly writers: Writers;
  readonly recent: RecentFiles;
  readonly journals: JournalFiles;
  /** The one window. @throws NetloomError when it is gone */
  window(): BrowserWindow;
  guard(): UnsavedGuard | undefined;
  /** Files handed over and not yet taken; the window takes them once it listens. */
  takeHanded(): readonly string[];
  /** Builds the menu anew, with these keys. */
  setMenuKeys(keys: MenuKeys): Promise<void>;
  /** Greys out and marks items of the menu that is there, and of those that come. */
  setMenuState(state: MenuState): void;
  /** A failure that no request waits for. */
  report(code: string, message: string): void;
}

type WriteBegin = IpcRequest<'write.begin'>;
type Purpose = WriteBegin['purpose'] | 'weights';

export function createHandlers(parts: HandlerParts): IpcHandlers {
  const { dialog, tokens, writers, recent, journals } = parts;
  /** What a writer is for, until it ends. */
  const purposes = new Map<string, Purpose>();
  /** Writers of weights, with the journals beside which those will lie. */
  const weightsWriters = new Map<string, string>();

  let asking = false;

  /** A window in a loop does not bury its user in dialogs. */
  async function alone<T>(ask: () => Promise<T>): Promise<T> {
    if (asking)
      throw new NetloomError('dialog-open', 'A dialog about a file is open already. Answer it first.');
    asking = true;
    try {
      return await ask();
    } finally {
      asking = false;
    }
  }

  async function opened(path: string): Promise<FileReference> {
    const reference = await referTo(path, tokens);
    await remember(path, parts);
    return reference;
  }

  async function begin(request: WriteBegin): Promise<{ writer: string } | null> {
    const place = await placeOf(request, parts, alone);
    if (place === undefined) return null;
    const writer = await writers.begin(place.path, { ...place.options, byteLength: request.byteLength });
    purposes.set(writer, request.purpose);
    return { writer };
  }

  /** A document that was not saved keeps its window open. */
  async function guarded<T>(purpose: Purpose | undefined, work: () => Promise<T>): Promise<T> {
    let saved = false;
    try {
      const result = await work();
      saved = result !== null;
      return result;
    } finally {
      if (!saved && purpose === 'document') parts.guard()?.saveFailed();
    }
  }

  return {
    async 'file.open'() {
      const path = await alone(() => askOpenPath(dialog, parts.window()));
      return path === undefined ? null : opened(path);
    },

    async 'file.openToken'({ token }) {
      const { path } = tokens.find(token);
      try {
        return await opened(path);
      } catch (error) {
        if (error instanceof NetloomError && error.code === 'file-missing') await recent.remove(path);
        throw error;
      }
    },

    async 'file.recent'() {
      return (await recent.list()).map((path) => ({ name: basename(path), token: tokens.tokenOf(path) }));
    },

    async 'file.clearRecent'() {
      parts.app.clearRecentDocuments();
      await recent.clear();
      return null;
    },

    async 'file.takeHanded'() {
      const references: FileReference[] = [];
      for (const path of parts.takeHanded()) {
        try {
          references.push(await opened(path));
        } catch (error) {
          if (!(error instanceof NetloomError)) throw error;
          parts.report(error.code, error.message);
        }
      }
      return references;
    },

    'write.begin': (request) => guarded(request.purpose, () => begin(request)),

    async 'write.chunk'({ writer, bytes }) {
      await guarded(purposes.get(writer), async () => {
        await writers.write(writer, bytes);
        return true;
      });
      return null;
    },

    'write.commit'({ writer }) {
      const purpose = purposes.get(writer);
      purposes.delete(writer);
      weightsWriters.delete(writer);
      return guarded(purpose, async () => {
        const written = await writers.commit(writer);
        if (purpose === 'weights') return { name: basename(written.path), token: null };
        const token = tokens.tokenOf(written.path);
        tokens.find(token).version = written.version;
        if (purpose === 'document') await remember(written.path, parts);
        return { name: basename(written.path), token };
      });
    },

    async 'write.abort'({ writer }) {
      const purpose = purposes.get(writer);
      purposes.delete(writer);
      weightsWriters.delete(writer);
      if (purpose === 'document') parts.guard()?.saveFailed();
      await writers.abort(writer);
      return null;
    },

    async 'journal.weights'({ journal, sha256, byteLength }) {
      const writer = await writers.begin(journals.weightsPath(journal, sha256), { byteLength });
      purposes.set(writer, 'weights');
      weightsWriters.set(writer, journal);
      return { writer };
    },

    async 'journal.begin'({ journal, line, file }) {
      const { path, version } = file === undefined ? {} : tokens.find(file);
      const known = path !== undefined && version !== undefined;
      await journals.begin(journal, line, known ? { path, version } : undefined);
      return null;
    },

    async 'journal.file'({ journal }) {
      const remembered = await journals.fileOf(journal);
      if (remembered === undefined) return null;
      const token = tokens.tokenOf(remembered.path);
      const known = tokens.find(token);
      // What was read or written here since is the version that a save there must find.
      known.version ??= remembered.version;
      return same(known.version, remembered.version) ? { token, address: fileAddress(token) } : null;
    },

    async 'journal.append'({ journal, line }) {
      await journals.append(journal, line);
      return null;
    },

    async 'journal.remove'({ journal }) {
      for (const [writer, beside] of weightsWriters) {
        if (beside !== journal) continue;
        weightsWriters.delete(writer);
        purposes.delete(writer);
        await writers.abort(writer);
      }
      await journals.remove(journal);
      return null;
    },

    async 'journal.list'() {
      const addressOf = (path: string): string => fileAddress(tokens.tokenOf(path));
      return (await journals.list()).map(({ journal, path, weights }) => ({
        journal,
        address: addressOf(path),
        weights: weights.map((file) => ({ sha256: file.sha256, address: addressOf(file.path) })),
      }));
    },

    async 'document.state'(state) {
      const window = parts.window();
      window.setTitle(state.name === '' ? 'Netloom' : `${state.dirty ? '• ' : ''}${state.name} – Netloom`);
      window.setDocumentEdited(state.dirty);
      parts.guard()?.setState(state);
      return null;
    },

    async 'menu.keys'({ keys }) {
      await parts.setMenuKeys(keys);
      return null;
    },

    async 'menu.state'(state) {
      parts.setMenuState(state);
      return null;
    },

    async 'edit.native'({ command }) {
      const { webContents } = parts.window();
      switch (command) {
        case 'edit.undo':
          webContents.undo();
          return null;
        case 'edit.redo':
          webContents.redo();
          return null;
        case 'edit.cut':
          webContents.cut();
          return null;
        case 'edit.copy':
          webContents.copy();
          return null;
        case 'edit.paste':
          webContents.paste();
          return null;
        case 'edit.delete':
          webContents.delete();
          return null;
        case 'edit.selectAll':
          webContents.selectAll();
          return null;
      }
    },
  };
}

/** Names a file for the window, and notes which version of it the window is about to read. */
export async function referTo(path: string, tokens: FileTokens): Promise<FileReference> {
  const name = basename(path);
  let size: number;
  try {
    const status = await stat(path);
    if (!status.isFile()) {
      throw new NetloomError('file-not-regular', `"${name}" is not a file. Choose a Netloom network.`);
    }
    size = status.size;
  } catch (error) {
    throw fileError(error, 'open', path);
  }
  if (size > MAX_OPEN_BYTES) {
    throw new NetloomError(
      'file-too-large',
      `"${name}" has ${size.toLocaleString('en')} bytes. Files up to 2 GB can be opened.`,
    );
  }
  const token = tokens.tokenOf(path);
  tokens.find(token).version = await fileVersion(path);
  return { name, token, byteLength: size, address: fileAddress(token) };
}

/** The list of recent files is a convenience: that it cannot be kept does not undo what was opened or saved. */
export async function remember(
  path: string,
  { app, recent, report }: Pick<HandlerParts, 'app' | 'recent' | 'report'>,
): Promise<void> {
  app.addRecentDocument(path);
  try {
    await recent.add(path);
  } catch (error) {
    report('recent', `The list of recent files could not be kept. ${messageOf(error)}`);
  }
}

interface Place {
  readonly path: string;
  readonly options: WriteOptions;
}

/** Where a write goes; undefined when the user thinks better of it. */
async function placeOf(
  request: WriteBegin,
  parts: HandlerParts,
  alone: <T>(ask: () => Promise<T>) => Promise<T>,
): Promise<Place | undefined> {
  const { dialog, tokens } = parts;
  if (request.token !== undefined) {
    const file = tokens.find(request.token);
    const now = await fileVersion(file.path);
    const changed = file.version !== undefined && !same(now, file.version);
    if (!changed) return { path: file.path, options: { expectedVersion: now ?? null } };
    const what = now === undefined ? 'was removed or renamed' : 'was changed by another program';
    const message = `"${basename(file.path)}" ${what} since it was opened here.`;
    const choice = await alone(() => askAboutChange(dialog, parts.window(), message));
    if (choice === 'cancel') return undefined;
    if (choice === 'overwrite') return { path: file.path, options: { expectedVersion: now ?? null } };
  }
  const path = await alone(() => askSavePath(dialog, parts.window(), request.suggestedName));
  return path === undefined ? undefined : { path, options: {} };
}

type Version = Awaited<ReturnType<typeof fileVersion>>;

function same(a: Version, b: Version): boolean {
  return a?.size === b?.size && a?.modified === b?.modified && a?.inode === b?.inode;
}
