// The browser host without the app above it, for specs to call.

import type { Host } from '../../shared/host/host.ts';
import { createHost } from '../../renderer/platform/index.ts';

declare global {
  interface Window {
    host: Host;
  }
}

window.host = createHost();
