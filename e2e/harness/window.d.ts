// What the harness puts in its window.

import type { Host } from '../../shared/host/host.ts';

declare global {
  interface Window {
    host: Host;
  }
}
