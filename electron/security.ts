// What no page may do: reach the network, leave the app, open windows, or hold a permission.

import type { Session } from 'electron';
import type { ElectronApi, WebContents } from './api.ts';
import { isExternalLink } from './links.ts';
import { isAppAddress } from './origin.ts';

const LOCAL_SCHEMES = ['app:', 'blob:', 'data:', 'devtools:'];

export function secureSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !LOCAL_SCHEMES.some((scheme) => url.startsWith(scheme)) });
  });
  session.on('will-download', (event) => event.preventDefault());
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
