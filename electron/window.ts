// The one window: sandboxed, without Node, remembering its place.

import type { BrowserWindow, ElectronApi } from './api.ts';
import { APP_ADDRESS } from './origin.ts';

export interface WindowParts {
  readonly BrowserWindow: ElectronApi['BrowserWindow'];
  readonly dialog: ElectronApi['dialog'];
  readonly preloadPath: string;
}

export function createWindow({ BrowserWindow, dialog, preloadPath }: WindowParts): BrowserWindow {
  const window = new BrowserWindow({
    // The name under which Electron keeps the window's place.
    name: 'main',
    windowStatePersistence: true,
    width: 1440,
    height: 900,
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'Netloom',
    webPreferences: {
      preload: preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  // The title is the document's, which the app sets itself.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') void offerReload(window, dialog, reason);
  });
  void window.loadURL(APP_ADDRESS);
  return window;
}

/** What was drawn is in journals, which the app offers when it starts again. */
async function offerReload(
  window: BrowserWindow,
  dialog: ElectronApi['dialog'],
  reason: string,
): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window stopped working.',
    detail: `The system says: ${reason}. Start it again to go on from what you did last.`,
    buttons: ['Start Again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) window.webContents.reload();
  else window.destroy();
}
