// The keyboard's way from the canvas to the attributes of what is selected there, and back.

import type { KeyboardEvent } from 'react';
import { canvas } from '../canvas/handle.ts';
import { showSide } from '../state/panels-store.ts';
import { showTab } from '../state/session-store.ts';
import { say } from '../state/status-line.ts';
import { popupIsOpen } from '../ui/open-popup.ts';

const CONTROLS = 'input:not([aria-hidden="true"]), [role="combobox"], [role="switch"]';
const FIRST = `[data-inspector] [data-field] :is(${CONTROLS}):not(:disabled)`;
/** Longer than the panel takes to be shown. */
const MOST_FRAMES = 20;

/** Goes to the first attribute or argument; of several nodes, of the first that all of them have. */
export function focusAttributes(): void {
  showTab('inspector');
  showSide('right', true);
  let tries = 0;
  const take = (): void => {
    const field = document.querySelector<HTMLElement>(FIRST);
    field?.focus();
    if (field !== null && field === document.activeElement) {
      if (field instanceof HTMLInputElement) field.select();
    } else if (tries < MOST_FRAMES) {
      tries += 1;
      requestAnimationFrame(take);
    } else say('There is nothing to set here.');
  };
  take();
}

/** Escape that no field had a use for leads back to the canvas. */
export function leaveAttributes(event: KeyboardEvent<HTMLElement>): void {
  const { key, target, currentTarget } = event;
  if (key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing || popupIsOpen()) return;
  if (!(target instanceof Node) || !currentTarget.contains(target)) return;
  event.preventDefault();
  canvas()?.takeFocus();
}
