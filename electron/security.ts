// What no page may do: reach the network, leave the app, open windows, or hold a permission but one.

import type { Session } from 'electron';
import type { ElectronApi, WebContents } from './api.ts';
import { isExternalLink } from './links.ts';
import { isAppAddress } from './origin.ts';

const LOCAL_SCHEMES = ['app:', 'blob:', 'data:', 'devtools:'];

export function secureSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) => {
    answer(mayHave(permission, contents.getURL()));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => mayHave(permission, `${origin}/`));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !LOCAL_SCHEMES.some((scheme) => url.startsWith(scheme)) });
  });
  session.on('will-download', (event) => event.preventDefault());
}

/** Copying as plain text, after a click, is the one thing granted, and to the app alone. Reading is not. */
function mayHave(permission: string, url: string): boolean {
  return permission === 'clipboard-sanitized-write' && isAppAddress(url);
}

/** For every `web-contents-created`, so that nothing slips in with a window made later. */
export function secureContents(contents: WebContents, shell: ElectronApi['shell']): void {
  const refuseForeign = (event: { url: string; preventDefault(): void }) => {
    if (!isAppAddress(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', refuseForeign);
  contents.on('will-redirect', refuseForeign);
  contents.on('will-frame-navigate', refuseForeign);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (isExternalLink(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}
