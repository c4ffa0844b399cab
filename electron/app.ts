// Puts the desktop host together: one instance, one window, the scheme, the menu, the requests.

import { dirname, join } from 'node:path';
import type { CommandId } from '../shared/host/commands.ts';
import type { MenuKeys, MenuState } from '../shared/host/host.ts';
import type { IpcEvent, IpcEventName } from '../shared/host/ipc.ts';
import { messageOf, NetloomError } from '../shared/lib/errors.ts';
import { readAppManifest } from '../shared/node/app-folder.ts';
import { sweepFolder } from '../shared/node/sweep.ts';
import type { BrowserWindow, ElectronApi, Menu as AppMenu } from './api.ts';
import { documentArguments, isDocument } from './files/handed.ts';
import { createJournalFiles } from './files/journals.ts';
import { createRecentFiles } from './files/recent.ts';
import { createFileTokens } from './files/tokens.ts';
import { createWriters } from './files/writers.ts';
import { createHandlers, referTo, remember } from './handlers.ts';
import { registerIpc } from './ipc.ts';
import { menuTemplate, showMenuState } from './menu.ts';
import { APP_ORIGIN, APP_SCHEME } from './origin.ts';
import { createSchemeHandler, PRIVILEGED_SCHEME } from './scheme.ts';
import { secureContents, secureSession } from './security.ts';
import { guardUnsaved, type UnsavedGuard } from './unsaved.ts';
import { createWindow } from './window.ts';

export interface AppParts {
  readonly electron: ElectronApi;
  /** The built renderer. */
  readonly rendererRoot: string;
  readonly preloadPath: string;
  readonly args: readonly string[];
  readonly workingFolder: string;
}

/** At once: every one becomes a tab. */
const MAX_HANDED = 20;

/** To be called before Electron is ready. Resolves when the window is there, or when a first instance has it. */
export async function startApp(parts: AppParts): Promise<void> {
  const { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session, shell } = parts.electron;
  protocol.registerSchemesAsPrivileged([PRIVILEGED_SCHEME]);
  app.enableSandbox();
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }

  const userData = app.getPath('userData');
  const tokens = createFileTokens();
  const writers = createWriters();
  const journals = createJournalFiles(join(userData, 'journals'));
  const recent = createRecentFiles(join(userData, 'recent.json'), (paths) => showMenu(paths));
  let window: BrowserWindow | undefined;
  let guard: UnsavedGuard | undefined;

  const send = <Name extends IpcEventName>(name: Name, event: IpcEvent<Name>): void => {
    window?.webContents.send(name, event);
  };
  const report = (code: string, message: string): void => send('failure', { code, message });

  /** What the user changed them to, once the window has told. */
  let menuKeys: MenuKeys | undefined;
  let menuState: MenuState = { disabled: [], checked: [] };
  let menu: AppMenu | undefined;

  /** Native menus do not change: there is a new one for every list of recent files, and for every change of keys. */
  function showMenu(recentPaths: readonly string[]): void {
    const actions = {
      command(id: CommandId) {
        // Electron has turned the item's mark already: what holds is what the window tells.
        if (menu !== undefined) showMenuState(menu, menuState);
        send('command', id);
      },
      openFile: (path: string) => void hand(path),
      openLink: (url: string) => void shell.openExternal(url),
    };
    menu = Menu.buildFromTemplate(menuTemplate(actions, recentPaths, process.platform, menuKeys));
    showMenuState(menu, menuState);
    Menu.setApplicationMenu(menu);
  }

  // Files wait until the window has asked for them once; from then on it is told.
  let waiting: string[] = [];
  let listening = false;
  let ready = false;
  const hand = async (path: string): Promise<void> => {
    if (window === undefined || !listening) {
      if (!waiting.includes(path)) waiting.push(path);
      // On macOS an app goes on without a window.
      if (window === undefined && ready) openWindow();
      return;
    }
    try {
      send('openFile', await referTo(path, tokens));
      await remember(path, { app, recent, report });
    } catch (error) {
      if (error instanceof NetloomError && error.code === 'file-missing') await recent.remove(path);
      report(error instanceof NetloomError ? error.code : 'internal', messageOf(error));
    }
  };
  const handAll = async (paths: readonly string[]): Promise<void> => {
    for (const path of paths.slice(0, MAX_HANDED)) await hand(path);
  };

  const openWindow = (): void => {
    listening = false;
    journals.forgetWritten();
    const opened = createWindow({ BrowserWindow, dialog, preloadPath: parts.preloadPath });
    window = opened;
    guard = guardUnsaved({
      window: opened,
      dialog,
      requestSave: () => send('command', 'file.saveAll'),
      async discardWork() {
        // Weights beside a journal are written as files are.
        await Promise.all([journals.removeWritten(), writers.abortAll()]);
      },
    });
    opened.webContents.on('did-start-navigation', (details) => {
      // A reload forgets what it was writing, and listens anew.
      if (!details.isMainFrame || details.isSameDocument) return;
      listening = false;
      journals.forgetWritten();
      void writers.abortAll();
    });
    opened.on('closed', () => {
      window = undefined;
      guard = undefined;
      void writers.abortAll();
    });
  };

  const handlers = createHandlers({
    app,
    dialog,
    tokens,
    writers,
    recent,
    journals,
    window() {
      if (window === undefined) throw new NetloomError('no-window', 'The window is closed.');
      return window;
    },
    guard: () => guard,
    takeHanded() {
      listening = true;
      const taken = waiting;
      waiting = [];
      return taken;
    },
    async setMenuKeys(keys) {
      menuKeys = keys;
      showMenu(await recent.list());
    },
    setMenuState(state) {
      menuState = state;
      if (menu !== undefined) showMenuState(menu, state);
    },
    report,
  });

  app.on('web-contents-created', (_event, contents) => secureContents(contents, shell));
  app.on('second-instance', (_event, argv, workingFolder) => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
    void handAll(documentArguments(argv.slice(1), workingFolder));
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (isDocument(path)) void hand(path);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    if (window === undefined) openWindow();
  });
  void handAll(documentArguments(parts.args, parts.workingFolder));

  // Whoever is told of a file before the app is ready has been heard from here on. The lock says that nobody else writes
  // in the settings.
  await sweepFolder(userData, 0);
  const manifest = await readAppManifest(parts.rendererRoot, [APP_ORIGIN]);
  await app.whenReady();
  secureSession(session.defaultSession);
  const pathOf = (token: string) => tokens.find(token).path;
  protocol.handle(APP_SCHEME, createSchemeHandler({ root: parts.rendererRoot, manifest, pathOf }));
  registerIpc(ipcMain, handlers);
  const recentPaths = await recent.list();
  showMenu(recentPaths);
  ready = true;
  openWindow();
  for (const recentFolder of new Set(recentPaths.map((path) => dirname(path))))
    await sweepFolder(recentFolder);
}
