// Picks the host that the app runs in.

import type { Host } from '../../shared/host/host.ts';
import type { DesktopBridge } from '../../shared/host/ipc.ts';
import { createBrowserHost } from './browser-host.ts';
import { createElectronHost } from './electron-host.ts';

declare global {
  interface Window {
    /** Put there by the preload of the desktop app. */
    readonly netloom?: DesktopBridge;
  }
}

/** Call once: a host listens to the window. */
export function createHost(): Host {
  return window.netloom === undefined ? createBrowserHost() : createElectronHost(window.netloom);
}
