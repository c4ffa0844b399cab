// The part of Electron that the host uses. main.ts passes the real one; tests pass their own.

import type { BrowserWindow, IpcMainInvokeEvent, Menu, WebContents } from 'electron';

type Electron = typeof import('electron');

export type ElectronApi = Pick<
  Electron,
  'app' | 'BrowserWindow' | 'dialog' | 'ipcMain' | 'Menu' | 'protocol' | 'session' | 'shell'
>;

export type { BrowserWindow, IpcMainInvokeEvent, Menu, WebContents };
