// Whether something is open over the window that keys belong to before anything else.

/** A list of choices stays on the page, hidden, once its field has had the focus. */
const POPUPS = '[data-dialog], [role="menu"], [role="listbox"]:not([hidden] *)';

export function popupIsOpen(): boolean {
  return document.querySelector(POPUPS) !== null;
}
