// An Electron without windows: it records what the host asks of it, and plays the user and the app's page.

import { EventEmitter } from 'node:events';
import type { MenuItemConstructorOptions } from 'electron';
import type { IpcRequestName, IpcResult } from '../../shared/host/ipc.ts';
import type { ElectronApi } from '../api.ts';

type Handler = (event: unknown, ...args: readonly unknown[]) => unknown;

export interface Sent {
  readonly channel: string;
  readonly value: unknown;
}

export class FakeContents extends EventEmitter {
  readonly sent: Sent[] = [];
  readonly edits: string[] = [];
  reloads = 0;
  openHandler: ((details: { url: string }) => { action: string }) | undefined;
  send(channel: string, value: unknown) {
    this.sent.push({ channel, value: structuredClone(value) });
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }) {
    this.openHandler = handler;
  }
  reload() {
    this.reloads++;
  }
  undo = () => this.edits.push('undo');
  redo = () => this.edits.push('redo');
  cut = () => this.edits.push('cut');
  copy = () => this.edits.push('copy');
  paste = () => this.edits.push('paste');
  delete = () => this.edits.push('delete');
  selectAll = () => this.edits.push('selectAll');
}

export class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents();
  readonly options: Record<string, unknown>;
  title = '';
  edited = false;
  destroyed = false;
  focused = 0;
  loaded: string | undefined;
  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    FakeWindow.created(this);
  }
  static created: (window: FakeWindow) => void = () => undefined;
  setTitle(title: string) {
    this.title = title;
  }
  setDocumentEdited(edited: boolean) {
    this.edited = edited;
  }
  isMinimized() {
    return false;
  }
  focus() {
    this.focused++;
  }
  show() {}
  loadURL(url: string) {
    this.loaded = url;
    return Promise.resolve();
  }
  destroy() {
    this.destroyed = true;
    this.emit('closed');
  }
  /** The user closes the window; whether it went. */
  close(): boolean {
    let prevented = false;
    this.emit('close', { preventDefault: () => (prevented = true) });
    if (!prevented) this.destroy();
    return !prevented;
  }
}

/** The items of all menus, and of the menus in them. */
function itemsOf(menu: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return menu.flatMap((item) => {
    const items = Array.isArray(item.submenu) ? item.submenu : [];
    return items.flatMap((inner) => [inner, ...itemsOf([inner])]);
  });
}

export interface FakeOptions {
  readonly userData: string;
  readonly firstInstance?: boolean;
}

/** What the user answers; a dialog that nobody expected fails the test. */
export interface Answers {
  readonly openPaths: (string | undefined)[];
  readonly savePaths: (string | undefined)[];
  readonly messages: number[];
}

export function createFakeElectron({ userData, firstInstance = true }: FakeOptions) {
  const app = Object.assign(new EventEmitter(), {
    quits: 0,
    recentDocuments: [] as string[],
    sandboxed: false,
    getPath: () => userData,
    enableSandbox: () => (app.sandboxed = true),
    requestSingleInstanceLock: () => firstInstance,
    quit: () => app.quits++,
    whenReady: () => Promise.resolve(),
    addRecentDocument: (path: string) => app.recentDocuments.push(path),
    clearRecentDocuments: () => void app.recentDocuments.splice(0),
  });
  const windows: FakeWindow[] = [];
  const answers: Answers = { openPaths: [], savePaths: [], messages: [] };
  const asked: { kind: string; options: Record<string, unknown> }[] = [];
  const take = <T>(queue: T[], kind: string, options: Record<string, unknown>): T => {
    asked.push({ kind, options });
    if (queue.length === 0)
      throw new Error(`Nobody expected this dialog: ${kind} ${JSON.stringify(options)}`);
    return queue.shift() as T;
  };
  const handlers = new Map<string, Handler>();
  const session = Object.assign(new EventEmitter(), {
    permissionRequest: undefined as ((...args: unknown[]) => void) | undefined,
    permissionCheck: undefined as ((...args: unknown[]) => boolean) | undefined,
    devicePermission: undefined as ((...args: unknown[]) => boolean) | undefined,
    beforeRequest: undefined as
      ((details: { url: string }, answer: (response: { cancel: boolean }) => void) => void) | undefined,
    setPermissionRequestHandler: (handler: (...args: unknown[]) => void) =>
      (session.permissionRequest = handler),
    setPermissionCheckHandler: (handler: (...args: unknown[]) => boolean) =>
      (session.permissionCheck = handler),
    setDevicePermissionHandler: (handler: (...args: unknown[]) => boolean) =>
      (session.devicePermission = handler),
    webRequest: {
      onBeforeRequest: (handler: NonNullable<typeof session.beforeRequest>) =>
        (session.beforeRequest = handler),
    },
  });
  const schemes: unknown[] = [];
  let scheme: ((request: Request) => Promise<Response>) | undefined;
  let menu: MenuItemConstructorOptions[] = [];
  const opened: string[] = [];

  FakeWindow.created = (window) => {
    windows.push(window);
    app.emit('web-contents-created', {}, window.webContents);
  };

  const electron = {
    app,
    BrowserWindow: FakeWindow,
    dialog: {
      async showOpenDialog(_window: unknown, options: Record<string, unknown>) {
        const path = take(answers.openPaths, 'open', options);
        return { canceled: path === undefined, filePaths: path === undefined ? [] : [path] };
      },
      async showSaveDialog(_window: unknown, options: Record<string, unknown>) {
        const path = take(answers.savePaths, 'save', options);
        return { canceled: path === undefined, filePath: path ?? '' };
      },
      async showMessageBox(_window: unknown, options: Record<string, unknown>) {
        return { response: take(answers.messages, 'message', options), checkboxChecked: false };
      },
    },
    ipcMain: {
      handle(channel: string, handler: Handler) {
        handlers.set(channel, handler);
      },
    },
    Menu: {
      buildFromTemplate: (template: MenuItemConstructorOptions[]) =>
        Object.assign(template, {
          getMenuItemById: (id: string) => itemsOf(template).find((item) => item.id === id) ?? null,
        }),
      setApplicationMenu: (template: MenuItemConstructorOptions[]) => (menu = template),
    },
    protocol: {
      registerSchemesAsPrivileged: (list: unknown[]) => schemes.push(...list),
      handle: (_name: string, handler: (request: Request) => Promise<Response>) => (scheme = handler),
    },
    session: { defaultSession: session },
    shell: { openExternal: async (url: string) => void opened.push(url) },
  };

  const APP_FRAME = { url: 'app://netloom/index.html', parent: null };

  return {
    electron: electron as unknown as ElectronApi,
    app,
    windows,
    answers,
    asked,
    session,
    schemes,
    opened,
    channels: () => [...handlers.keys()],
    menuItems: () => itemsOf(menu),
    window(): FakeWindow {
      const window = windows.at(-1);
      if (window === undefined) throw new Error('There is no window.');
      return window;
    },
    /** A message as it arrives, whatever it holds. */
    async invoke(channel: string, args: readonly unknown[], senderFrame: unknown = APP_FRAME) {
      const handler = handlers.get(channel);
      if (handler === undefined) throw new Error(`No handler for ${channel}`);
      return (await handler(
        { senderFrame },
        ...args.map((value) => structuredClone(value)),
      )) as IpcResult<unknown>;
    },
    /** A request as the preload sends it; the value of a success. */
    async request<Value>(channel: IpcRequestName, value?: unknown): Promise<Value> {
      const result = await this.invoke(channel, value === undefined ? [] : [value]);
      if (!result.ok) throw Object.assign(new Error(result.message), { code: result.code });
      return result.value as Value;
    },
    async fetch(address: string, init?: RequestInit): Promise<Response> {
      if (scheme === undefined) throw new Error('The scheme has no handler.');
      // Node's Request takes app:// addresses; Chromium would make the address absolute.
      return scheme(new Request(new URL(address, 'app://netloom/').href, init));
    },
  };
}

export type FakeElectron = ReturnType<typeof createFakeElectron>;
