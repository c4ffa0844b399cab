// Whether what is typed now goes into text.

const TEXTLESS_INPUTS: readonly string[] = [
  'button',
  'checkbox',
  'color',
  'file',
  'radio',
  'range',
  'reset',
  'submit',
];

export function hasTextFocus(active: Element | null = document.activeElement): boolean {
  if (active instanceof HTMLInputElement) return !TEXTLESS_INPUTS.includes(active.type);
  if (active instanceof HTMLTextAreaElement) return true;
  return active instanceof HTMLElement && active.isContentEditable;
}
