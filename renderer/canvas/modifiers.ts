// Which of Shift, Ctrl and Alt are held: React Flow's changes do not say.

export interface Modifiers {
  readonly shift: boolean;
  /** Ctrl, or Cmd. */
  readonly control: boolean;
  readonly alt: boolean;
}

let held: Modifiers = { shift: false, control: false, alt: false };

function follow(event: KeyboardEvent | MouseEvent): void {
  held = { shift: event.shiftKey, control: event.ctrlKey || event.metaKey, alt: event.altKey };
}

const EVENTS = ['keydown', 'keyup', 'pointerdown', 'pointermove', 'pointerup'] as const;

/** Follows the keys until the returned function is called. Before everything else: capture, on the window. */
export function followModifiers(): () => void {
  for (const name of EVENTS) window.addEventListener(name, follow, true);
  return () => {
    for (const name of EVENTS) window.removeEventListener(name, follow, true);
  };
}

export function heldModifiers(): Modifiers {
  return held;
}
