// The app in Electron: everything is asked of the main process, over the one bridge that the preload put here.

import type { ExportRequest, Host, OpenedFile, SavedFile } from '../../shared/host/host.ts';
import {
  EDIT_COMMANDS,
  MAX_CHUNK_BYTES,
  type DesktopBridge,
  type FileReference,
  type IpcRequest,
  type IpcRequestName,
  type IpcResponse,
} from '../../shared/host/ipc.ts';
import { NetloomError } from '../../shared/lib/errors.ts';
import { createElectronJournals } from './electron-journals.ts';
import { writeCancelled } from './browser-errors.ts';
import { hasTextFocus } from './text-focus.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const CLIPBOARD_COMMANDS: readonly string[] = ['edit.cut', 'edit.copy', 'edit.paste'];

/** @param fetchFile the browser's fetch; tests have their own */
export function createElectronHost(bridge: DesktopBridge, fetchFile: typeof fetch = fetch): Host {
  async function ask<Name extends IpcRequestName>(
    name: Name,
    request: IpcRequest<Name>,
  ): Promise<IpcResponse<Name>> {
    const result = await bridge.request(name, request);
    if (!result.ok) throw new NetloomError(result.code, result.message);
    return result.value;
  }

  async function download(address: string, name: string): Promise<Bytes> {
    const response = await fetchFile(address);
    if (!response.ok) {
      throw new NetloomError('file-missing', `Could not open "${name}": it was removed, or cannot be read.`);
    }
    return new Uint8Array(await response.arrayBuffer());
  }

  async function load(file: FileReference): Promise<OpenedFile> {
    return { name: file.name, bytes: await download(file.address, file.name), token: file.token };
  }

  async function write(
    purpose: IpcRequest<'write.begin'>['purpose'],
    { suggestedName, byteLength, chunks, signal }: ExportRequest,
    token?: string,
  ): Promise<SavedFile | undefined> {
    const begun = await ask('write.begin', { purpose, token, suggestedName, byteLength });
    if (begun === null) return undefined;
    return send(begun, chunks(), () => {
      if (signal.aborted) throw writeCancelled();
    });
  }

  async function send(
    begun: { readonly writer: string },
    chunks: AsyncIterable<Bytes> | Iterable<Bytes>,
    refuse?: () => void,
  ): Promise<SavedFile> {
    try {
      for await (const chunk of chunks) {
        for (let at = 0; at < chunk.byteLength; at += MAX_CHUNK_BYTES) {
          refuse?.();
          // A view would be cloned with all of the buffer behind it.
          await ask('write.chunk', { ...begun, bytes: chunk.slice(at, at + MAX_CHUNK_BYTES) });
        }
      }
      refuse?.();
    } catch (error) {
      // Where the host gave the write up itself it no longer knows the writer: the first error is the one to tell.
      await bridge.request('write.abort', begun);
      throw error;
    }
    const saved = await ask('write.commit', begun);
    return { name: saved.name, token: saved.token ?? undefined };
  }

  const listeners = new Set<(error: unknown) => void>();
  const fail = (error: unknown): void => {
    if (listeners.size === 0) console.warn(error);
    for (const listener of listeners) listener(error);
  };
  bridge.on('failure', ({ code, message }) => fail(new NetloomError(code, message)));

  return {
    kind: 'electron',
    reopens: true,
    async clearRecent() {
      await ask('file.clearRecent', undefined);
    },
    async openFile() {
      const file = await ask('file.open', undefined);
      return file === null ? undefined : load(file);
    },
    async openRecent(token) {
      return load(await ask('file.openToken', { token }));
    },
    recentFiles: () => ask('file.recent', undefined),
    saveFile: (request) => write('document', request, request.token),
    exportFile: (request) => write('export', request),
    journals: createElectronJournals({ ask, download, send }),
    setDocumentState(state) {
      ask('document.state', { ...state, unsaved: [...state.unsaved] }).catch(fail);
    },
    setMenuKeys(keys) {
      ask('menu.keys', { keys: { ...keys } }).catch(fail);
    },
    setMenuState({ disabled, checked }) {
      ask('menu.state', { disabled: [...disabled], checked: [...checked] }).catch(fail);
    },
    onCommand(listener) {
      return bridge.on('command', (id) => {
        const command = EDIT_COMMANDS.find((edit) => edit === id);
        // The browser's own copy and paste reach the page as events that carry the clipboard, which the page may
        // not ask for. The other commands mean the text while a field has the focus, else the nodes.
        const native = CLIPBOARD_COMMANDS.includes(id) || hasTextFocus();
        if (command !== undefined && native) ask('edit.native', { command }).catch(fail);
        else listener(id);
      });
    },
    onOpenFile(listener) {
      const hand = (file: FileReference) => {
        load(file).then(listener, fail);
      };
      const off = bridge.on('openFile', hand);
      ask('file.takeHanded', undefined).then((files) => files.forEach(hand), fail);
      return off;
    },
    onFailure(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
