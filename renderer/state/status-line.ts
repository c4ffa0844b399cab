// The line at the foot of the window: what a key could not do, what an undo took back. It goes by itself; what must
// be answered is a notice's.

import { create } from 'zustand';

interface StatusLineState {
  /** Empty for nothing. */
  readonly text: string;
  /** Tells the same words said twice apart. */
  readonly count: number;
}

export const useStatusLine = create<StatusLineState>()(() => ({ text: '', count: 0 }));

/** Milliseconds: enough to read a sentence after one has looked there. */
const SHOWN = 6_000;

let fading: ReturnType<typeof setTimeout> | undefined;

/** Takes back what was said: what it was about has gone on. */
export function hush(): void {
  clearTimeout(fading);
  if (useStatusLine.getState().text !== '') useStatusLine.setState({ text: '' });
}

/** Says a sentence in place of the one before; screen readers hear it when they are free. */
export function say(text: string): void {
  clearTimeout(fading);
  useStatusLine.setState(({ count }) => ({ text, count: count + 1 }));
  fading = setTimeout(() => useStatusLine.setState({ text: '' }), SHOWN);
}
