// A progress line on stderr, only where a person watches.

import { stderr } from 'node:process';

export interface Progress {
  update(done: number): void;
  end(): void;
}

const LEAST_INTERVAL_MS = 100;

export function progressLine(what: string, total: number): Progress {
  if (!stderr.isTTY) return { update() {}, end() {} };
  let shownAt = 0;
  return {
    update(done) {
      const now = Date.now();
      if (now - shownAt < LEAST_INTERVAL_MS) return;
      shownAt = now;
      stderr.write(`\r${what} ${Math.floor((100 * done) / Math.max(1, total))} %`);
    },
    end: () => void stderr.write('\r\u001b[K'),
  };
}
