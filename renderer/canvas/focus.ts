// The focus on the canvas. Whoever works by keys sees where it is; to those whose pointer is on the canvas the selection
// says enough.

import { canvas } from './handle.ts';

/** Whether keys alone lead: the pointer is not on the canvas. */
export function isKeyboardLed(): boolean {
  return canvas()?.pointer() === undefined;
}

export function focusOn(element: Element | null | undefined): void {
  if (!(element instanceof HTMLElement)) return;
  // Newer than the types of the page's interface.
  const options: FocusOptions & { readonly focusVisible: boolean } = {
    preventScroll: true,
    focusVisible: isKeyboardLed(),
  };
  element.focus(options);
}
