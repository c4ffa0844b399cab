// What has the focus because a pointer pressed it: a button in the toolbar, say, after which the hand goes back to the
// canvas. Keys that came to it, or used it, make it theirs.

const pressed = new WeakSet<Element>();

/** Keys by which the focus goes from one thing to the next. */
const WALKS = /^(Tab|Arrow(Up|Down|Left|Right)|Home|End)$/;
const USES = /^(Enter| )$/;

let key: string | undefined;

function onPointerUp(): void {
  key = undefined;
  // By now the press has given the focus to what takes it.
  if (document.activeElement !== null) pressed.add(document.activeElement);
}

function onKeyDown(event: KeyboardEvent): void {
  key = event.key;
  if (USES.test(key) && event.target instanceof Element) pressed.delete(event.target);
}

function onFocusIn({ target }: FocusEvent): void {
  if (key !== undefined && WALKS.test(key) && target instanceof Element) pressed.delete(target);
}

/** Follows keys and presses until the returned function is called. */
export function followPressedFocus(): () => void {
  window.addEventListener('pointerup', onPointerUp, true);
  window.addEventListener('keydown', onKeyDown, true);
  window.addEventListener('focusin', onFocusIn, true);
  return () => {
    window.removeEventListener('pointerup', onPointerUp, true);
    window.removeEventListener('keydown', onKeyDown, true);
    window.removeEventListener('focusin', onFocusIn, true);
  };
}

/** Whether a pointer gave it the focus, and no key has had to do with it since. */
export function wasPressed(element: Element): boolean {
  return pressed.has(element);
}
