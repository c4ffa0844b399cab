// Keys while something is dragged: Escape ends the drag with nothing done, Alt makes it leave copies. What other keys do
// waits: a node that a key takes away under the pointer leaves React Flow panning for ever.

/** These change a drag; others would change what is being dragged. */
const MODIFIERS: ReadonlySet<string> = new Set(['Alt', 'AltGraph', 'Control', 'Meta', 'Shift']);

interface DragKeys {
  onEscape(): void;
  /** Alt went down or up. */
  onAlt?(): void;
}

/** Listens until the returned function is called, before everything else. */
export function followDragKeys({ onEscape, onAlt }: DragKeys): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Alt') {
      // The modifiers are followed by another listener on the window; and the menu bar is not asked for.
      event.preventDefault();
      if (onAlt !== undefined) queueMicrotask(onAlt);
    }
    if (event.type !== 'keydown' || MODIFIERS.has(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key !== 'Escape') return;
    onEscape();
    // Whoever drags learns that it is over as it learns of all ends: nodes from the window, wires from the document.
    document.dispatchEvent(new MouseEvent('mouseup', { bubbles: true, view: window }));
    swallowClick();
  };
  window.addEventListener('keydown', press, true);
  window.addEventListener('keyup', press, true);
  return () => {
    window.removeEventListener('keydown', press, true);
    window.removeEventListener('keyup', press, true);
  };
}

/** The button is let go of later; that is no click on what lies there. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener('click', swallow, { capture: true, once: true });
  window.addEventListener('pointerdown', () => window.removeEventListener('click', swallow, true), {
    capture: true,
    once: true,
  });
}
