// Runs before the app in its window and gives it one object: requests and events of the contract, nothing else.

import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { DesktopBridge, IpcEventName, IpcRequestName } from '../shared/host/ipc.ts';

/** Put here by the build, from the contract: a sandboxed preload is one small file. */
declare const IPC_REQUEST_NAMES: readonly IpcRequestName[];

const EVENT_NAMES: Readonly<Record<IpcEventName, true>> = { command: true, openFile: true, failure: true };

const bridge: DesktopBridge = {
  async request(name, request) {
    if (!IPC_REQUEST_NAMES.includes(name)) throw new TypeError('There is no such request.');
    return ipcRenderer.invoke(name, request);
  },
  on(name, listener) {
    if (!Object.hasOwn(EVENT_NAMES, name)) throw new TypeError('There is no such event.');
    const forward = (_event: IpcRendererEvent, value: Parameters<typeof listener>[0]) => listener(value);
    ipcRenderer.on(name, forward);
    return () => ipcRenderer.off(name, forward);
  },
};

contextBridge.exposeInMainWorld('netloom', bridge);
