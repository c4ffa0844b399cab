// Whether something is open over the window that keys belong to before anything else.

/** What is being closed stays on the page for a frame or more, and a list of choices, hidden, for good. */
const GONE = ':not([data-closed], [data-closed] *, [hidden] *)';
const DIALOG = `[data-dialog]${GONE}`;
const POPUP = `${DIALOG}, :is([role="menu"], [role="listbox"])${GONE}`;

export function dialogIsOpen(): boolean {
  return document.querySelector(DIALOG) !== null;
}

/** A dialog, a menu or a list of choices. */
export function popupIsOpen(): boolean {
  return document.querySelector(POPUP) !== null;
}
