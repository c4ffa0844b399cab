// The desktop app begins here; everything it does is in app.ts, which is given Electron.

import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session, shell } from 'electron';
import { startApp } from './app.ts';

startApp({
  electron: { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session, shell },
  rendererRoot: join(import.meta.dirname, '../renderer'),
  preloadPath: join(import.meta.dirname, 'preload.cjs'),
  // Unpackaged, Electron's first argument is the app itself.
  args: process.argv.slice(app.isPackaged ? 1 : 2),
  workingFolder: process.cwd(),
}).catch((error: unknown) => {
  dialog.showErrorBox('Netloom could not start', error instanceof Error ? error.message : String(error));
  app.exit(1);
});
