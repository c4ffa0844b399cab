// What the harness puts in its window.

import type { Host, SavedFile } from '../../shared/host/host.ts';

declare global {
  interface Window {
    host: Host;
    /** Saves a text whole. */
    save: (token: string | undefined, suggestedName: string, text: string) => Promise<SavedFile | undefined>;
  }
}
