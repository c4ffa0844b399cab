// Fields take what is typed in them when they are left.

import { flushSync } from 'react-dom';

/** What is being typed reaches the document that it is meant for, before another one comes to the front. */
export function leaveField(): void {
  const field = document.activeElement;
  if (field instanceof HTMLElement && field !== document.body) flushSync(() => field.blur());
}

/** What is being typed is part of what is saved; typing goes on in the same field. */
export function takeField(): void {
  const field = document.activeElement;
  leaveField();
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.focus();
}
